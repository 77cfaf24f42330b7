// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The plan's program on a device: x + 1.0 through reader, compute
// and writer kernels, on one core and on all.

#include <numeric>

#include "iree/hal/drivers/tenstorrent/device_library/testing/test_device.h"

namespace tt_testing {
namespace {

constexpr char kReader[] = R"(
void kernel_main() {
  const uint32_t cores = get_common_arg_val<uint32_t>(1);
  const uint32_t tiles = get_common_arg_val<uint32_t>(2);
  for (uint32_t tile = get_arg_val<uint32_t>(0); tile < tiles; tile += cores) {
    cb_reserve_back(0, 1);
    noc_async_read(arena(tile), get_write_ptr(0), 4096);
    noc_async_read_barrier();
    cb_push_back(0, 1);
  }
}
)";

constexpr char kCompute[] = R"(
#include "compute_kernel_api/common.h"
#include "compute_kernel_api/tile_move_copy.h"
#include "compute_kernel_api/pack.h"
#include "compute_kernel_api/eltwise_unary/eltwise_unary.h"
#include "compute_kernel_api/eltwise_unary/binop_with_scalar.h"
namespace NAMESPACE {
void MAIN {
  const uint32_t cores = get_common_arg_val<uint32_t>(1);
  const uint32_t tiles = get_common_arg_val<uint32_t>(2);
  init_sfpu(0, 16);
  copy_tile_init(0);
  binop_with_scalar_tile_init();
  for (uint32_t tile = get_arg_val<uint32_t>(0); tile < tiles; tile += cores) {
    cb_wait_front(0, 1);
    cb_reserve_back(16, 1);
    tile_regs_acquire();
    copy_tile(0, 0, 0);
    add_unary_tile(0, 0x3f800000u);
    tile_regs_commit();
    tile_regs_wait();
    pack_tile(0, 16);
    tile_regs_release();
    cb_pop_front(0, 1);
    cb_push_back(16, 1);
  }
}
}
)";

constexpr char kWriter[] = R"(
void kernel_main() {
  const uint32_t cores = get_common_arg_val<uint32_t>(1);
  const uint32_t tiles = get_common_arg_val<uint32_t>(2);
  for (uint32_t tile = get_arg_val<uint32_t>(0); tile < tiles; tile += cores) {
    cb_wait_front(16, 1);
    noc_async_write(get_read_ptr(16), arena(tiles + tile), 4096);
    noc_async_write_barrier();
    cb_pop_front(16, 1);
  }
}
)";

TestProgram AddOne() {
  TestProgram program;
  program.kernels = {
      {"reader",
       TT_KERNEL_ROLE_READER,
       std::string(kArenaPrelude) + kReader,
       {}},
      {"compute", TT_KERNEL_ROLE_COMPUTE, kCompute, {}},
      {"writer",
       TT_KERNEL_ROLE_WRITER,
       std::string(kArenaPrelude) + kWriter,
       {}},
  };
  program.circular_buffers = {{0, 0, 1, 4096, 2}, {16, 0, 0, 4096, 2}};
  program.fp32_dest_acc_en = true;
  return program;
}

class AddOneTest : public TestDevice {};

TEST_F(AddOneTest, OneTile) {
  Write(0, std::vector<float>(1024, 1.0f));
  const TestResult result = Run(AddOne(), {info_.dram_arena_base, 1, 1});
  ASSERT_EQ(result.status, TT_STATUS_OK) << result.message;
  EXPECT_EQ(Read<float>(4096, 1024), std::vector<float>(1024, 2.0f));
  EXPECT_EQ(result.counters.launches, 1u);
  if (!IsEmulatorUnderTest()) return;
  EXPECT_EQ(result.counters.dram_read_bytes, 4096u);
  EXPECT_EQ(result.counters.dram_write_bytes, 4096u);
  EXPECT_EQ(result.counters.sfpu_tile_ops, 1u);
}

TEST_F(AddOneTest, AllCores) {
  const uint32_t tiles = 500;
  std::vector<float> input(1024 * tiles);
  std::iota(input.begin(), input.end(), 0.0f);
  Write(0, input);
  const TestResult result =
      Run(AddOne(), {info_.dram_arena_base, info_.worker_count, tiles},
          info_.worker_count);
  ASSERT_EQ(result.status, TT_STATUS_OK) << result.message;
  std::vector<float> expected = input;
  for (float& value : expected) value += 1.0f;
  EXPECT_EQ(Read<float>(4096ull * tiles, input.size()), expected);
  EXPECT_EQ(result.counters.cores_used, info_.worker_count);
}

TEST_F(AddOneTest, SecondBuildCompilesNothing) {
  if (!IsEmulatorUnderTest()) GTEST_SKIP() << "needs counters of the cache";
  Write(0, std::vector<float>(1024, 1.0f));
  ASSERT_EQ(Run(AddOne(), {info_.dram_arena_base, 1, 1}).status, TT_STATUS_OK);
  Open({});
  ASSERT_EQ(Run(AddOne(), {info_.dram_arena_base, 1, 1}).status, TT_STATUS_OK);
  tt_counters_t counters;
  library_->counters(device_, &counters);
  EXPECT_EQ(counters.kernels_compiled, 0u);
  EXPECT_EQ(counters.kernel_cache_hits, 3u);
}

TEST_F(AddOneTest, TheDeviceStaysUsable) { ExpectUsable(); }

}  // namespace
}  // namespace tt_testing
