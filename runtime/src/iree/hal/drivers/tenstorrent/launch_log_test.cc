// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The files of counters and of the time line.

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include "iree/hal/drivers/tenstorrent/testing/device_test.h"

namespace iree::hal::tenstorrent {
namespace {

using ::iree::testing::status::StatusIs;
using ::testing::HasSubstr;

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// Writes 4096 bytes of L1 to page `core` of the binding.
constexpr char kWritePage[] = R"(
#include "dataflow_api.h"
void kernel_main() {
  const InterleavedAddrGen<true> dram = {
      .bank_base_address = get_common_arg_val<uint32_t>(4), .page_size = 4096};
  const uint32_t page =
      get_common_arg_val<uint32_t>(8) / 4096 + get_arg_val<uint32_t>(0);
  noc_async_write(get_write_ptr(0), get_noc_addr(page, dram, 0), 4096);
  noc_async_write_barrier();
}
)";

class LaunchLogTest : public DeviceTest {
 protected:
  void DispatchPages(uint32_t cores) {
    TestKernel kernel;
    kernel.name = "write_page";
    kernel.role = 2;
    kernel.source = kWritePage;
    TestExport export_info;
    export_info.name = "the \"export\"";
    export_info.kernels = {kernel};
    export_info.circular_buffers = {TestCircularBuffer()};
    export_info.binding_count = 1;
    TestExecutable source;
    source.exports = {export_info};
    iree_hal_executable_t* executable = nullptr;
    IREE_ASSERT_OK(Load(source, &executable));
    iree_hal_buffer_t* buffer = Allocate(cores * 4096);
    IREE_EXPECT_OK(Dispatch(executable, {cores, 1, 1}, {}, {buffer}));
    iree_hal_buffer_release(buffer);
    iree_hal_executable_release(executable);
  }
};

TEST_F(LaunchLogTest, Counters) {
  const std::string path = ::testing::TempDir() + "/counters.jsonl";
  Reopen("", {{"counters", path}});
  DispatchPages(3);
  DispatchPages(5);
  const std::string text = ReadFile(path);  // While the device is open.
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
  EXPECT_THAT(text, HasSubstr("{\"dispatch\":\"the \\\"export\\\"\","
                              "\"status\":\"OK\",\"queue\":0,"
                              "\"workgroups\":[3,1,1],\"cores\":3,"));
  EXPECT_THAT(text, HasSubstr("\"dram_read_bytes\":0,"
                              "\"dram_write_bytes\":12288,"));
  EXPECT_THAT(text, HasSubstr("\"dram_write_bytes\":20480,"));
}

TEST_F(LaunchLogTest, TimeLineIsThereWhenTheDeviceCloses) {
  const std::string path = ::testing::TempDir() + "/trace.json";
  Reopen("", {{"trace", path}});
  DispatchPages(2);
  EXPECT_NE(access(path.c_str(), F_OK), 0);
  CloseDevice();
  const std::string text = ReadFile(path);
  EXPECT_THAT(text, HasSubstr("{\"displayTimeUnit\":\"ns\",\"traceEvents\":["));
  EXPECT_THAT(text, HasSubstr("\"core (0,0) writer\""));
  EXPECT_THAT(text, HasSubstr("\"core (1,0) writer\""));
  EXPECT_THAT(text, HasSubstr("\"dram_write_bytes\":4096,"));
  EXPECT_THAT(text, HasSubstr("\"name\":\"the \\\"export\\\"\""));
  EXPECT_EQ(text.substr(text.size() - 3), "}}\n");
}

TEST_F(LaunchLogTest, PathThatCannotBeWritten) {
  for (const char* key : {"counters", "trace"}) {
    iree_hal_device_t* device = nullptr;
    EXPECT_THAT(
        Status(Open("", {{key, ::testing::TempDir() + "/no/such/x"}}, &device)),
        StatusIs(StatusCode::kNotFound));
  }
}

}  // namespace
}  // namespace iree::hal::tenstorrent
