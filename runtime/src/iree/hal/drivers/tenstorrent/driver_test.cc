// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Device paths, URI parameters and what the driver tells of its devices.

#include "iree/hal/drivers/tenstorrent/testing/device_test.h"

namespace iree::hal::tenstorrent {
namespace {

using ::iree::testing::status::StatusIs;
using ::testing::HasSubstr;

// The message of a status, which is freed.
std::string Message(iree_status_t status) {
  std::string message = ::iree::Status(std::move(status)).ToString();
  return message;
}

class DriverTest : public DeviceTest {
 protected:
  // The code of opening `path`, which must fail.
  StatusCode OpenCode(const std::string& path, const Params& params) {
    iree_hal_device_t* device = nullptr;
    iree_status_t status = Open(path, params, &device);
    const iree_status_code_t code = iree_status_code(status);
    iree_status_free(status);
    iree_hal_device_release(device);
    return static_cast<StatusCode>(code);
  }
  int64_t Workers() {
    int64_t value = 0;
    IREE_EXPECT_OK(iree_hal_device_query_i64(device_, IREE_SV("hal.dispatch"),
                                             IREE_SV("concurrency"), &value));
    return value;
  }
};

TEST_F(DriverTest, ListsTheEmulatedDevice) {
  iree_host_size_t count = 0;
  iree_hal_device_info_t* infos = nullptr;
  IREE_ASSERT_OK(iree_hal_driver_query_available_devices(
      driver_, iree_allocator_system(), &count, &infos));
  ASSERT_EQ(count, 1u);
  EXPECT_EQ(std::string(infos[0].path.data, infos[0].path.size), "emulator");
  EXPECT_THAT(std::string(infos[0].name.data, infos[0].name.size),
              HasSubstr("P100A"));
  iree_string_builder_t builder;
  iree_string_builder_initialize(iree_allocator_system(), &builder);
  IREE_ASSERT_OK(
      iree_hal_driver_dump_device_info(driver_, infos[0].device_id, &builder));
  const std::string text(iree_string_builder_buffer(&builder),
                         iree_string_builder_size(&builder));
  EXPECT_THAT(text, HasSubstr("architecture: blackhole"));
  EXPECT_THAT(text, HasSubstr("120 (grid of 12 x 10)"));
  EXPECT_THAT(text, HasSubstr("L1: 1536 KiB"));
  EXPECT_THAT(text, HasSubstr("7 banks"));
  iree_string_builder_deinitialize(&builder);
  iree_allocator_free(iree_allocator_system(), infos);
}

TEST_F(DriverTest, ParametersChooseArchitectureAndGrid) {
  EXPECT_EQ(Workers(), 120);
  Reopen("emulator", {{"arch", "wormhole_b0"}});
  EXPECT_EQ(Workers(), 64);
  Reopen("0", {{"grid", "3x2"}});
  EXPECT_EQ(Workers(), 6);
  Reopen("emulator:0", {{"queues", "5"}});
  int64_t queues = 0;
  IREE_ASSERT_OK(iree_hal_device_query_i64(device_, IREE_SV("hal.device"),
                                           IREE_SV("concurrency"), &queues));
  EXPECT_EQ(queues, 5);
}

TEST_F(DriverTest, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(OpenCode("7", {}), StatusCode::kNotFound);
  EXPECT_EQ(OpenCode("emulator:1", {}), StatusCode::kNotFound);
  EXPECT_EQ(OpenCode("/nowhere/library.so", {}), StatusCode::kNotFound);
  EXPECT_EQ(OpenCode("", {{"arch", "grayskull"}}),
            StatusCode::kInvalidArgument);
  EXPECT_EQ(OpenCode("", {{"grid", "8"}}), StatusCode::kInvalidArgument);
  EXPECT_EQ(OpenCode("", {{"grid", "0x4"}}), StatusCode::kInvalidArgument);
  EXPECT_EQ(OpenCode("", {{"grid", "99x99"}}), StatusCode::kInvalidArgument);
  EXPECT_EQ(OpenCode("", {{"dram", "much"}}), StatusCode::kInvalidArgument);
  EXPECT_EQ(OpenCode("", {{"queues", "0"}}), StatusCode::kInvalidArgument);
  EXPECT_EQ(OpenCode("", {{"queues", "9"}}), StatusCode::kInvalidArgument);
  EXPECT_EQ(OpenCode("", {{"color", "red"}}), StatusCode::kInvalidArgument);
  iree_hal_device_t* device = nullptr;
  EXPECT_THAT(Message(Open("", {{"color", "red"}}, &device)),
              HasSubstr("device parameter 'color'"));
}

TEST_F(DriverTest, RefusedOptionsAreLeftAlone) {
  iree_hal_tenstorrent_device_options_t options;
  iree_hal_tenstorrent_device_options_initialize(&options);
  const iree_string_pair_t params[2] = {
      iree_make_cstring_pair("grid", "4x4"),
      iree_make_cstring_pair("threads", "many"),
  };
  EXPECT_THAT(
      Status(iree_hal_tenstorrent_device_options_parse(&options, 2, params)),
      StatusIs(StatusCode::kInvalidArgument));
  EXPECT_EQ(options.grid_x, 0u);
}

TEST_F(DriverTest, DevicesOfOneChipShareBuffers) {
  iree_hal_device_t* sibling = nullptr;
  IREE_ASSERT_OK(Open("", {{"queues", "1"}}, &sibling));
  iree_hal_buffer_t* buffer =
      AllocateWith(std::vector<uint32_t>(2000, 0x12345678u));
  std::vector<uint32_t> data(2000);
  IREE_ASSERT_OK(iree_hal_device_transfer_d2h(
      sibling, buffer, 0, data.data(), 8000,
      IREE_HAL_TRANSFER_BUFFER_FLAG_DEFAULT, iree_infinite_timeout()));
  EXPECT_EQ(data, std::vector<uint32_t>(2000, 0x12345678u));
  iree_hal_buffer_release(buffer);
  iree_hal_device_release(sibling);
}

TEST_F(DriverTest, QueuesThatAreNotThere) {
  iree_hal_queue_pool_backend_t backend;
  IREE_EXPECT_OK(
      iree_hal_device_query_queue_pool_backend(device_, 1, &backend));
  IREE_EXPECT_OK(
      iree_hal_device_query_queue_pool_backend(device_, 2, &backend));
  EXPECT_THAT(
      Status(iree_hal_device_query_queue_pool_backend(device_, 4, &backend)),
      StatusIs(StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace iree::hal::tenstorrent
