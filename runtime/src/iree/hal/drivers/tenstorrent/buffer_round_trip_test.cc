// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Bytes from the host to DRAM and back, by transfers, mappings and queue
// operations, at every alignment.

#include <cstring>

#include "iree/hal/drivers/tenstorrent/testing/device_test.h"

namespace iree::hal::tenstorrent {
namespace {

class BufferRoundTrip : public DeviceTest {};

std::vector<uint8_t> Pattern(size_t size, uint32_t seed) {
  std::vector<uint8_t> data(size);
  for (uint8_t& byte : data) {
    seed = seed * 1664525u + 1013904223u;
    byte = (uint8_t)(seed >> 24);
  }
  return data;
}

TEST_F(BufferRoundTrip, SizesAroundPagesAndBanks) {
  for (size_t size : {1u, 3u, 63u, 64u, 65u, 4095u, 4096u, 4097u, 7u * 4096 - 1,
                      7u * 4096 + 1, (1u << 20) + 5}) {
    const std::vector<uint8_t> data = Pattern(size, (uint32_t)size);
    iree_hal_buffer_t* buffer = AllocateWith(data);
    EXPECT_EQ(Read<uint8_t>(buffer, size), data) << size;
    iree_hal_buffer_release(buffer);
  }
}

TEST_F(BufferRoundTrip, PartialWritesKeepTheirNeighbours) {
  const size_t size = 3 * 4096;
  for (size_t offset : {1u, 15u, 17u, 4093u, 4096u, 8190u}) {
    for (size_t length : {1u, 2u, 5u, 64u, 4095u}) {
      if (offset + length > size) continue;
      std::vector<uint8_t> expected = Pattern(size, 1);
      iree_hal_buffer_t* buffer = AllocateWith(expected);
      const std::vector<uint8_t> patch = Pattern(length, 2);
      IREE_ASSERT_OK(iree_hal_device_transfer_h2d(
          device_, patch.data(), buffer, offset, length,
          IREE_HAL_TRANSFER_BUFFER_FLAG_DEFAULT, iree_infinite_timeout()));
      std::memcpy(expected.data() + offset, patch.data(), length);
      EXPECT_EQ(Read<uint8_t>(buffer, size), expected)
          << offset << " + " << length;
      iree_hal_buffer_release(buffer);
    }
  }
}

TEST_F(BufferRoundTrip, MappedWritesKeepTheirNeighbours) {
  std::vector<uint8_t> expected = Pattern(10000, 3);
  iree_hal_buffer_t* buffer = AllocateWith(expected);
  const std::vector<uint8_t> patch = Pattern(4099, 4);
  IREE_ASSERT_OK(
      iree_hal_buffer_map_write(buffer, 4001, patch.data(), patch.size()));
  std::memcpy(expected.data() + 4001, patch.data(), patch.size());
  std::vector<uint8_t> mapped(expected.size());
  IREE_ASSERT_OK(
      iree_hal_buffer_map_read(buffer, 0, mapped.data(), mapped.size()));
  EXPECT_EQ(mapped, expected);
  EXPECT_EQ(Read<uint8_t>(buffer, expected.size()), expected);
  iree_hal_buffer_release(buffer);
}

TEST_F(BufferRoundTrip, FillsAndCopiesAtOddOffsets) {
  std::vector<uint8_t> expected = Pattern(9000, 5);
  iree_hal_buffer_t* source = AllocateWith(expected);
  iree_hal_buffer_t* target = AllocateWith(std::vector<uint8_t>(9000, 0));
  iree_hal_semaphore_t* semaphore = CreateSemaphore();
  uint64_t values[3] = {1, 2, 3};
  const iree_hal_semaphore_list_t lists[3] = {{1, &semaphore, &values[0]},
                                              {1, &semaphore, &values[1]},
                                              {1, &semaphore, &values[2]}};
  const uint32_t pattern = 0xA1B2C3D4u;
  IREE_ASSERT_OK(iree_hal_device_queue_fill(
      device_, IREE_HAL_QUEUE_AFFINITY_ANY, iree_hal_semaphore_list_empty(),
      lists[0], source, 4092, 8, &pattern, sizeof(pattern),
      IREE_HAL_FILL_FLAG_NONE));
  // On the other queue, and to another alignment.
  IREE_ASSERT_OK(iree_hal_device_queue_copy(device_, 2, lists[0], lists[1],
                                            source, 4001, target, 37, 4500,
                                            IREE_HAL_COPY_FLAG_NONE));
  IREE_ASSERT_OK(Wait(semaphore, 2));
  std::memcpy(expected.data() + 4092, &pattern, 4);
  std::memcpy(expected.data() + 4096, &pattern, 4);
  std::vector<uint8_t> copied(9000, 0);
  std::memcpy(copied.data() + 37, expected.data() + 4001, 4500);
  EXPECT_EQ(Read<uint8_t>(source, 9000), expected);
  EXPECT_EQ(Read<uint8_t>(target, 9000), copied);
  iree_hal_semaphore_release(semaphore);
  iree_hal_buffer_release(target);
  iree_hal_buffer_release(source);
}

TEST_F(BufferRoundTrip, FreedMemoryIsUsedAgain) {
  // Far more in all than the device has.
  Reopen("", {{"dram", "64mib"}});
  for (uint32_t i = 0; i < 100; ++i) {
    iree_hal_buffer_t* buffer = Allocate(20 << 20);
    ASSERT_NE(buffer, nullptr);
    iree_hal_buffer_release(buffer);
  }
}

}  // namespace
}  // namespace iree::hal::tenstorrent
