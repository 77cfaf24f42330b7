// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/testing/device_test.h"

#include "iree/base/threading/numa.h"

namespace iree::hal::tenstorrent {

void DeviceTest::SetUp() {
  IREE_ASSERT_OK(iree_async_proactor_pool_create(
      iree_numa_node_count(), /*node_ids=*/nullptr,
      iree_async_proactor_pool_options_default(), iree_allocator_system(),
      &proactor_pool_));
  iree_hal_tenstorrent_driver_options_t options;
  iree_hal_tenstorrent_driver_options_initialize(&options);
  options.library = IREE_SV("emulator");
  IREE_ASSERT_OK(iree_hal_tenstorrent_driver_create(
      IREE_SV("tenstorrent"), &options, iree_allocator_system(), &driver_));
  Reopen("", {});
}

void DeviceTest::TearDown() {
  CloseDevice();
  iree_hal_driver_release(driver_);
  iree_async_proactor_pool_release(proactor_pool_);
}

iree_status_t DeviceTest::Open(const std::string& path, const Params& params,
                               iree_hal_device_t** out_device) {
  const std::string cache_dir = ::testing::TempDir() + "/kernel_cache";
  std::vector<iree_string_pair_t> pairs;
  pairs.push_back(iree_make_cstring_pair("cache_dir", cache_dir.c_str()));
  for (const auto& [key, value] : params) {
    pairs.push_back(iree_make_cstring_pair(key.c_str(), value.c_str()));
  }
  iree_hal_device_create_params_t create_params =
      iree_hal_device_create_params_default();
  create_params.proactor_pool = proactor_pool_;
  return iree_hal_driver_create_device_by_path(
      driver_, IREE_SV("tenstorrent"),
      iree_make_string_view(path.data(), path.size()), pairs.size(),
      pairs.data(), &create_params, iree_allocator_system(), out_device);
}

void DeviceTest::Reopen(const std::string& path, const Params& params) {
  CloseDevice();
  IREE_ASSERT_OK(Open(path, params, &device_));
  // Axes are never registered twice, so each device gets a tracker.
  IREE_ASSERT_OK(iree_async_frontier_tracker_create(
      iree_async_frontier_tracker_options_default(), iree_allocator_system(),
      &frontier_tracker_));
  IREE_ASSERT_OK(iree_hal_device_group_create_from_device(
      device_, frontier_tracker_, iree_allocator_system(), &device_group_));
}

void DeviceTest::CloseDevice() {
  iree_hal_device_release(device_);
  iree_hal_device_group_release(device_group_);
  iree_async_frontier_tracker_release(frontier_tracker_);
  frontier_tracker_ = nullptr;
  device_ = nullptr;
  device_group_ = nullptr;
}

iree_hal_buffer_t* DeviceTest::Allocate(iree_device_size_t size) {
  iree_hal_buffer_params_t params = {};
  params.type = IREE_HAL_MEMORY_TYPE_DEVICE_LOCAL;
  params.usage =
      IREE_HAL_BUFFER_USAGE_DEFAULT | IREE_HAL_BUFFER_USAGE_MAPPING_SCOPED;
  iree_hal_buffer_t* buffer = nullptr;
  IREE_EXPECT_OK(iree_hal_allocator_allocate_buffer(
      iree_hal_device_allocator(device_), params, size, &buffer));
  return buffer;
}

iree_status_t DeviceTest::Load(const TestExecutable& executable,
                               iree_hal_executable_t** out_executable) {
  const std::vector<uint8_t> data = BuildExecutable(executable);
  iree_hal_executable_cache_t* cache = nullptr;
  IREE_RETURN_IF_ERROR(
      iree_hal_executable_cache_create(device_, IREE_SV("default"), &cache));
  iree_hal_executable_params_t params;
  iree_hal_executable_params_initialize(&params);
  params.caching_mode = IREE_HAL_EXECUTABLE_CACHING_MODE_ALIAS_PROVIDED_DATA;
  params.executable_format = IREE_SV("tt-metal-fb");
  params.executable_data = iree_make_const_byte_span(data.data(), data.size());
  iree_status_t status = iree_hal_executable_cache_prepare_executable(
      cache, &params, out_executable);
  iree_hal_executable_cache_release(cache);
  return status;
}

iree_hal_semaphore_t* DeviceTest::CreateSemaphore() {
  iree_hal_semaphore_t* semaphore = nullptr;
  IREE_EXPECT_OK(iree_hal_semaphore_create(
      device_, IREE_HAL_QUEUE_AFFINITY_ANY, /*initial_value=*/0,
      IREE_HAL_SEMAPHORE_FLAG_DEFAULT, &semaphore));
  return semaphore;
}

iree_status_t DeviceTest::Wait(iree_hal_semaphore_t* semaphore,
                               uint64_t value) {
  iree_status_t status = iree_hal_semaphore_wait(
      semaphore, value, iree_make_timeout_ms(60000), IREE_ASYNC_WAIT_FLAG_NONE);
  if (iree_status_is_ok(status)) return status;
  // The wait tells that the semaphore failed, the query why.
  uint64_t reached = 0;
  iree_status_t reason = iree_hal_semaphore_query(semaphore, &reached);
  if (iree_status_is_ok(reason)) return status;
  iree_status_free(status);
  return reason;
}

iree_status_t DeviceTest::Dispatch(
    iree_hal_executable_t* executable,
    const std::vector<uint32_t>& workgroup_count,
    const std::vector<uint32_t>& constants,
    const std::vector<iree_hal_buffer_t*>& bindings) {
  std::vector<iree_hal_buffer_ref_t> refs;
  for (iree_hal_buffer_t* buffer : bindings) {
    refs.push_back(iree_hal_make_buffer_ref(buffer, 0, IREE_HAL_WHOLE_BUFFER));
  }
  iree_hal_semaphore_t* semaphore = CreateSemaphore();
  uint64_t value = 1;
  const iree_hal_semaphore_list_t signal = {1, &semaphore, &value};
  iree_status_t status = iree_hal_device_queue_dispatch(
      device_, IREE_HAL_QUEUE_AFFINITY_ANY, iree_hal_semaphore_list_empty(),
      signal, executable, iree_hal_executable_function_from_index(0),
      iree_hal_make_static_dispatch_config(
          workgroup_count[0], workgroup_count[1], workgroup_count[2]),
      iree_make_const_byte_span(constants.data(), constants.size() * 4),
      {refs.size(), refs.data()}, IREE_HAL_DISPATCH_FLAG_NONE);
  if (iree_status_is_ok(status)) status = Wait(semaphore, value);
  iree_hal_semaphore_release(semaphore);
  return status;
}

}  // namespace iree::hal::tenstorrent
