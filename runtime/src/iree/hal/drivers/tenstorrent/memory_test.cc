// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The two pieces of host arithmetic under every dispatch: the DRAM heap and the
// scratch size programs.

#include <vector>

#include "iree/hal/drivers/tenstorrent/dram_heap.h"
#include "iree/hal/drivers/tenstorrent/scratch_size.h"
#include "iree/testing/gtest.h"
#include "iree/testing/status_matchers.h"

namespace {

using ::iree::Status;
using ::iree::StatusCode;
using ::iree::testing::status::StatusIs;

TEST(DramHeapTest, BlocksAreAlignedAndDisjoint) {
  iree_hal_tenstorrent_dram_heap_t heap;
  IREE_ASSERT_OK(iree_hal_tenstorrent_dram_heap_initialize(
      1 << 20, 4096, iree_allocator_system(), &heap));
  std::vector<iree_hal_tenstorrent_dram_block_t> blocks;
  for (uint64_t length : {1u, 4096u, 5000u, 100u, 65536u}) {
    for (uint64_t alignment : {0u, 64u, 4096u, 16384u}) {
      iree_hal_tenstorrent_dram_block_t block;
      IREE_ASSERT_OK(iree_hal_tenstorrent_dram_heap_allocate(
          &heap, length, alignment, &block));
      EXPECT_GE(block.length, length);
      EXPECT_EQ(block.offset % 4096, 0u);
      EXPECT_EQ(block.offset % (alignment ? alignment : 1), 0u);
      EXPECT_LE(block.offset + block.length, 1u << 20);
      for (const auto& other : blocks) {
        EXPECT_TRUE(block.offset + block.length <= other.offset ||
                    other.offset + other.length <= block.offset);
      }
      blocks.push_back(block);
    }
  }
  for (const auto& block : blocks) {
    iree_hal_tenstorrent_dram_heap_free(&heap, &block);
  }
  // All of it is one block again.
  iree_hal_tenstorrent_dram_block_t all;
  IREE_ASSERT_OK(
      iree_hal_tenstorrent_dram_heap_allocate(&heap, 1 << 19, 0, &all));
  iree_hal_tenstorrent_dram_heap_free(&heap, &all);
  iree_hal_tenstorrent_dram_heap_deinitialize(&heap);
}

TEST(DramHeapTest, ExhaustionIsAnError) {
  iree_hal_tenstorrent_dram_heap_t heap;
  IREE_ASSERT_OK(iree_hal_tenstorrent_dram_heap_initialize(
      1 << 16, 4096, iree_allocator_system(), &heap));
  iree_hal_tenstorrent_dram_block_t block;
  EXPECT_THAT(Status(iree_hal_tenstorrent_dram_heap_allocate(
                  &heap, (1 << 16) + 1, 0, &block)),
              StatusIs(StatusCode::kResourceExhausted));
  EXPECT_THAT(Status(iree_hal_tenstorrent_dram_heap_allocate(&heap, UINT64_MAX,
                                                             0, &block)),
              StatusIs(StatusCode::kResourceExhausted));
  iree_hal_tenstorrent_dram_heap_deinitialize(&heap);
}

uint64_t Evaluate(const std::vector<int64_t>& program,
                  const std::vector<uint32_t>& constants) {
  IREE_EXPECT_OK(iree_hal_tenstorrent_scratch_size_verify(
      program.data(), program.size(), (uint32_t)constants.size()));
  uint64_t size = 0;
  IREE_EXPECT_OK(iree_hal_tenstorrent_scratch_size_evaluate(
      program.data(), program.size(), constants.data(), 4096, &size));
  return size;
}

TEST(ScratchSizeTest, Operators) {
  EXPECT_EQ(Evaluate({}, {}), 0u);
  EXPECT_EQ(Evaluate({0, 1}, {}), 4096u);
  EXPECT_EQ(Evaluate({0, 4097}, {}), 8192u);
  EXPECT_EQ(Evaluate({1, 0, 1, 1, 4, 0}, {100, 1000}), 102400u);
  EXPECT_EQ(Evaluate({2, 0}, {0, 1}), 1ull << 32);
  EXPECT_EQ(Evaluate({0, 8192, 0, 4096, 3, 0}, {}), 12288u);
  EXPECT_EQ(Evaluate({0, 8193, 0, 2, 5, 0}, {}), 8192u);
  EXPECT_EQ(Evaluate({0, 8192, 0, 4096, 6, 0}, {}), 8192u);
  EXPECT_EQ(Evaluate({0, 8192, 0, 4096, 7, 0}, {}), 4096u);
  EXPECT_EQ(Evaluate({0, 8192, 0, 4096, 8, 0}, {}), 4096u);
}

TEST(ScratchSizeTest, OverflowIsAnError) {
  const std::vector<std::vector<int64_t>> programs = {
      {0, INT64_MAX, 0, 2, 4, 0},          // product
      {0, INT64_MAX, 0, INT64_MAX, 3, 0},  // sum
      {0, 1, 0, 2, 7, 0},                  // negative
      {0, 1, 0, 0, 5, 0},                  // division by zero
  };
  for (const auto& program : programs) {
    uint64_t size = 0;
    EXPECT_THAT(Status(iree_hal_tenstorrent_scratch_size_evaluate(
                    program.data(), program.size(), nullptr, 4096, &size)),
                StatusIs(StatusCode::kOutOfRange));
  }
}

}  // namespace
