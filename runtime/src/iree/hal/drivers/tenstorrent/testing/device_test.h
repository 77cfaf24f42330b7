// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Fixture of tests that use the driver through the HAL, on the emulated device.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_TESTING_DEVICE_TEST_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_TESTING_DEVICE_TEST_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "iree/async/frontier_tracker.h"
#include "iree/async/util/proactor_pool.h"
#include "iree/base/api.h"
#include "iree/hal/api.h"
#include "iree/hal/drivers/tenstorrent/api.h"
#include "iree/hal/drivers/tenstorrent/testing/executable_builder.h"
#include "iree/testing/gtest.h"
#include "iree/testing/status_matchers.h"

namespace iree::hal::tenstorrent {

class DeviceTest : public ::testing::Test {
 protected:
  using Params = std::vector<std::pair<std::string, std::string>>;

  // Makes the driver and opens its default device, in a topology of its own.
  void SetUp() override;
  void TearDown() override;

  // Opens `path` with URI parameters; the cache of kernels is the test's own.
  iree_status_t Open(const std::string& path, const Params& params,
                     iree_hal_device_t** out_device);
  // Replaces `device_`.
  void Reopen(const std::string& path, const Params& params);
  void CloseDevice();

  // A DRAM buffer with every usage. Released by the caller.
  iree_hal_buffer_t* Allocate(iree_device_size_t size);
  template <typename T>
  iree_hal_buffer_t* AllocateWith(const std::vector<T>& data) {
    iree_hal_buffer_t* buffer = Allocate(data.size() * sizeof(T));
    IREE_EXPECT_OK(iree_hal_device_transfer_h2d(
        device_, data.data(), buffer, 0, data.size() * sizeof(T),
        IREE_HAL_TRANSFER_BUFFER_FLAG_DEFAULT, iree_infinite_timeout()));
    return buffer;
  }
  template <typename T>
  std::vector<T> Read(iree_hal_buffer_t* buffer, size_t count) {
    std::vector<T> data(count);
    IREE_EXPECT_OK(iree_hal_device_transfer_d2h(
        device_, buffer, 0, data.data(), count * sizeof(T),
        IREE_HAL_TRANSFER_BUFFER_FLAG_DEFAULT, iree_infinite_timeout()));
    return data;
  }

  // Loads an executable on `device_`. Released by the caller.
  iree_status_t Load(const TestExecutable& executable,
                     iree_hal_executable_t** out_executable);

  // Dispatches export 0 by queue_dispatch and waits for it.
  iree_status_t Dispatch(iree_hal_executable_t* executable,
                         const std::vector<uint32_t>& workgroup_count,
                         const std::vector<uint32_t>& constants,
                         const std::vector<iree_hal_buffer_t*>& bindings);
  // Waits for `value` of `semaphore`: OK or the failure of the semaphore.
  iree_status_t Wait(iree_hal_semaphore_t* semaphore, uint64_t value);
  iree_hal_semaphore_t* CreateSemaphore();

  iree_async_proactor_pool_t* proactor_pool_ = nullptr;
  iree_async_frontier_tracker_t* frontier_tracker_ = nullptr;
  iree_hal_driver_t* driver_ = nullptr;
  iree_hal_device_group_t* device_group_ = nullptr;
  iree_hal_device_t* device_ = nullptr;
};

}  // namespace iree::hal::tenstorrent

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_TESTING_DEVICE_TEST_H_
