// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The host's access to the DRAM arena: any offset and length, copies, fills,
// and errors for what is outside.

#include <cstring>
#include <thread>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/testing/test_device.h"

namespace tt_testing {
namespace {

class DramTest : public TestDevice {
 protected:
  static std::vector<uint8_t> Bytes(size_t count, uint32_t seed) {
    std::vector<uint8_t> bytes(count);
    uint32_t state = seed * 2654435761u + 1;
    for (uint8_t& byte : bytes) {
      state = state * 1664525u + 1013904223u;
      byte = static_cast<uint8_t>(state >> 24);
    }
    return bytes;
  }

  tt_error_t error_;
};

TEST_F(DramTest, TheDeviceSaysWhatItIs) {
  EXPECT_EQ(info_.worker_count, info_.grid_x * info_.grid_y);
  EXPECT_EQ(info_.dram_page_size, 4096u);
  EXPECT_GT(info_.dram_arena_size, uint64_t{1} << 20);
  EXPECT_LE(info_.dram_arena_size,
            uint64_t{info_.dram_bank_count} * info_.dram_bank_size);
  EXPECT_LT(info_.l1_available, info_.l1_size);
  EXPECT_TRUE(info_.arch == TT_ARCH_BLACKHOLE ||
              info_.arch == TT_ARCH_WORMHOLE_B0);
  EXPECT_NE(info_.name[0], '\0');
}

TEST_F(DramTest, AnyOffsetAndLength) {
  // What is around a range stays as it is.
  const std::vector<uint8_t> before = Bytes(5 * 4096, 1);
  for (uint64_t offset : {0u, 1u, 63u, 4095u, 4096u, 6000u}) {
    for (size_t length : {1u, 2u, 100u, 4096u, 4097u, 12000u}) {
      Write(0, before);
      const std::vector<uint8_t> data = Bytes(length, 7);
      Write(offset, data);
      std::vector<uint8_t> expected = before;
      std::memcpy(expected.data() + offset, data.data(), length);
      ASSERT_EQ(Read<uint8_t>(0, before.size()), expected)
          << length << " bytes at " << offset;
      ASSERT_EQ(Read<uint8_t>(offset, length), data);
    }
  }
}

TEST_F(DramTest, EveryBankAndTheLastPage) {
  const size_t stripe = size_t{4096} * info_.dram_bank_count;
  const std::vector<uint8_t> data = Bytes(3 * stripe, 3);
  Write(4096, data);
  EXPECT_EQ(Read<uint8_t>(4096, data.size()), data);
  const std::vector<uint8_t> end = Bytes(10000, 4);
  Write(info_.dram_arena_size - end.size(), end);
  EXPECT_EQ(Read<uint8_t>(info_.dram_arena_size - end.size(), end.size()), end);
}

TEST_F(DramTest, Copies) {
  const std::vector<uint8_t> data = Bytes(9000, 5);
  Write(100, data);
  ASSERT_EQ(library_->dram_copy(device_, 100, 40001, data.size(), &error_),
            TT_STATUS_OK)
      << error_.message;
  EXPECT_EQ(Read<uint8_t>(40001, data.size()), data);
}

TEST_F(DramTest, FillsWithPatternsOfEachLength) {
  const uint8_t pattern[] = {1, 2, 3, 4, 5, 6, 7, 8};
  for (size_t length : {1u, 2u, 4u, 8u}) {
    Write(0, std::vector<uint8_t>(3 * 4096, 0xEE));
    ASSERT_EQ(
        library_->dram_fill(device_, 4000, 4104, pattern, length, &error_),
        TT_STATUS_OK)
        << error_.message;
    const std::vector<uint8_t> result = Read<uint8_t>(0, 3 * 4096);
    for (size_t i = 0; i < result.size(); ++i) {
      const uint8_t expected =
          i < 4000 || i >= 8104 ? 0xEE : pattern[(i - 4000) % length];
      ASSERT_EQ(result[i], expected) << "byte " << i;
    }
  }
}

TEST_F(DramTest, ManyThreads) {
  std::vector<std::thread> threads;
  for (uint32_t t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      // Neighbours share pages.
      const std::vector<uint8_t> data = Bytes(3000, t);
      for (int round = 0; round < 20; ++round) Write(t * 3000, data);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (uint32_t t = 0; t < 8; ++t) {
    EXPECT_EQ(Read<uint8_t>(t * 3000, 3000), Bytes(3000, t));
  }
}

TEST_F(DramTest, OutsideIsAnError) {
  const uint64_t size = info_.dram_arena_size;
  uint8_t byte = 0;
  EXPECT_EQ(library_->dram_write(device_, size, &byte, 1, &error_),
            TT_STATUS_OUT_OF_RANGE);
  EXPECT_EQ(library_->dram_read(device_, size - 1, &byte, 2, &error_),
            TT_STATUS_OUT_OF_RANGE);
  EXPECT_EQ(library_->dram_read(device_, UINT64_MAX, &byte, 1, &error_),
            TT_STATUS_OUT_OF_RANGE);
  EXPECT_EQ(library_->dram_copy(device_, 0, size - 10, 11, &error_),
            TT_STATUS_OUT_OF_RANGE);
  EXPECT_EQ(library_->dram_fill(device_, size - 10, 11, &byte, 1, &error_),
            TT_STATUS_OUT_OF_RANGE);
  EXPECT_NE(error_.message[0], '\0');
  ExpectUsable();
}

TEST_F(DramTest, NoSuchDevice) {
  tt_device_t* device = nullptr;
  EXPECT_NE(library_->open(1000, nullptr, &device, &error_), TT_STATUS_OK);
  EXPECT_EQ(device, nullptr);
  EXPECT_NE(error_.message[0], '\0');
}

}  // namespace
}  // namespace tt_testing
