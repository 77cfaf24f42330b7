// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The process does not grow by what it runs, and gives large buffers back.

#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "iree/hal/drivers/tenstorrent/testing/device_test.h"

namespace iree::hal::tenstorrent {
namespace {

constexpr int64_t kMiB = 1 << 20;

// Bytes of the process that are in memory.
int64_t ResidentBytes() {
  std::ifstream statm("/proc/self/statm");
  int64_t total = 0, resident = 0;
  statm >> total >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

class HostMemoryTest : public DeviceTest {
 protected:
  // Allocates a buffer, dispatches on it and frees it, on the queue.
  void Invoke(iree_hal_executable_t* executable) {
    iree_hal_semaphore_t* semaphore = CreateSemaphore();
    uint64_t values[] = {1, 2, 3};
    const auto at = [&](int i) {
      return iree_hal_semaphore_list_t{1, &semaphore, &values[i]};
    };
    iree_hal_buffer_params_t params = {};
    params.type = IREE_HAL_MEMORY_TYPE_DEVICE_LOCAL;
    params.usage = IREE_HAL_BUFFER_USAGE_DEFAULT;
    iree_hal_buffer_t* buffer = nullptr;
    IREE_ASSERT_OK(iree_hal_device_queue_alloca(
        device_, IREE_HAL_QUEUE_AFFINITY_ANY, iree_hal_semaphore_list_empty(),
        at(0), /*pool=*/nullptr, params, 4096, IREE_HAL_ALLOCA_FLAG_NONE,
        &buffer));
    iree_hal_buffer_ref_t ref =
        iree_hal_make_buffer_ref(buffer, 0, IREE_HAL_WHOLE_BUFFER);
    IREE_ASSERT_OK(iree_hal_device_queue_dispatch(
        device_, IREE_HAL_QUEUE_AFFINITY_ANY, at(0), at(1), executable,
        iree_hal_executable_function_from_index(0),
        iree_hal_make_static_dispatch_config(4, 1, 1),
        iree_const_byte_span_empty(), {1, &ref}, IREE_HAL_DISPATCH_FLAG_NONE));
    IREE_ASSERT_OK(iree_hal_device_queue_dealloca(
        device_, IREE_HAL_QUEUE_AFFINITY_ANY, at(1), at(2), buffer,
        IREE_HAL_DEALLOCA_FLAG_NONE));
    IREE_ASSERT_OK(Wait(semaphore, 3));
    iree_hal_buffer_release(buffer);
    iree_hal_semaphore_release(semaphore);
  }
};

TEST_F(HostMemoryTest, TenThousandInvocations) {
  TestKernel kernel;
  kernel.name = "kernel";
  kernel.source = "#include \"dataflow_api.h\"\nvoid kernel_main() {}\n";
  TestExport export_info;
  export_info.name = "export";
  export_info.kernels = {kernel};
  export_info.binding_count = 1;
  TestExecutable source;
  source.exports = {export_info};
  iree_hal_executable_t* executable = nullptr;
  IREE_ASSERT_OK(Load(source, &executable));
  for (int i = 0; i < 500; ++i) Invoke(executable);
  const int64_t before = ResidentBytes();
  for (int i = 0; i < 10000; ++i) Invoke(executable);
  EXPECT_LT(ResidentBytes() - before, kMiB);
  iree_hal_executable_release(executable);
}

TEST_F(HostMemoryTest, LargeBuffersGoBackToTheHost) {
  const int64_t before = ResidentBytes();
  for (int i = 0; i < 3; ++i) {
    iree_hal_buffer_t* buffer = Allocate(128 * kMiB);
    iree_hal_semaphore_t* semaphore = CreateSemaphore();
    uint64_t one = 1;
    const uint8_t pattern = 0xA5;
    IREE_ASSERT_OK(iree_hal_device_queue_fill(
        device_, IREE_HAL_QUEUE_AFFINITY_ANY, iree_hal_semaphore_list_empty(),
        {1, &semaphore, &one}, buffer, 0, IREE_HAL_WHOLE_BUFFER, &pattern, 1,
        IREE_HAL_FILL_FLAG_NONE));
    IREE_ASSERT_OK(Wait(semaphore, 1));
    EXPECT_GT(ResidentBytes() - before, 120 * kMiB);
    iree_hal_semaphore_release(semaphore);
    iree_hal_buffer_release(buffer);
    EXPECT_LT(ResidentBytes() - before, 8 * kMiB);
  }
}

}  // namespace
}  // namespace iree::hal::tenstorrent
