// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Launches from many threads at once, good and bad ones: each ends once, with
// its own result.

#include <atomic>
#include <thread>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/testing/emulated_device.h"

namespace tt_emulator {
namespace {

class LaunchQueueTest : public EmulatedDevice {
 protected:
  // Adds 1 to the word at page `first + core`; core `bad` pops too much.
  TestProgram Increment() {
    TestProgram program;
    program.kernels.push_back({"increment",
                               TT_KERNEL_ROLE_READER,
                               std::string(kArenaPrelude) + R"(
void kernel_main() {
  const uint32_t core = get_arg_val<uint32_t>(0);
  const uint32_t page = get_common_arg_val<uint32_t>(1) + core;
  if (core == get_common_arg_val<uint32_t>(2)) cb_pop_front(0, 1);
  const uint32_t l1 = get_write_ptr(0);
  noc_async_read(arena(page), l1, 4);
  noc_async_read_barrier();
  *reinterpret_cast<volatile tt_l1_ptr uint32_t*>(l1) += 1;
  noc_async_write(l1, arena(page), 4);
  noc_async_write_barrier();
}
)",
                               {}});
    program.circular_buffers.push_back({0, 8, 0, 4096, 1});
    return program;
  }
};

TEST_F(LaunchQueueTest, ManyThreadsGoodAndBadLaunches) {
  constexpr uint32_t kThreads = 4;
  constexpr uint32_t kRounds = 40;
  constexpr uint32_t kCores = 20;
  Write(0, std::vector<uint8_t>(kThreads * kCores * 4096));
  std::atomic<uint32_t> wrong{0};
  std::vector<std::thread> threads;
  for (uint32_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (uint32_t round = 0; round < kRounds; ++round) {
        const bool bad = (round + t) % 3 == 0;
        const uint32_t bad_core = bad ? round % kCores : 1000;
        const TestResult result = Run(
            Increment(), {info_.dram_arena_base, t * kCores, bad_core}, kCores);
        const tt_status_t expected =
            bad ? TT_STATUS_FAILED_PRECONDITION : TT_STATUS_OK;
        if (result.status != expected) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong.load(), 0u);
  // Every core of every good launch did its work; those of bad ones may have.
  for (uint32_t t = 0; t < kThreads; ++t) {
    uint32_t good = 0;
    for (uint32_t round = 0; round < kRounds; ++round) {
      good += (round + t) % 3 != 0;
    }
    for (uint32_t core = 0; core < kCores; ++core) {
      const uint32_t value = Read<uint32_t>((t * kCores + core) * 4096, 1)[0];
      EXPECT_GE(value, good);
      EXPECT_LE(value, kRounds);
    }
  }
}

TEST_F(LaunchQueueTest, CountersAddUp) {
  Write(0, std::vector<uint8_t>(4 * 4096));
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(Run(Increment(), {info_.dram_arena_base, 0, 1000}, 4).status,
              TT_STATUS_OK);
  }
  tt_counters_t counters;
  library_->counters(device_, &counters);
  EXPECT_EQ(counters.launches, 3u);
  EXPECT_EQ(counters.cores_used, 12u);
  EXPECT_EQ(counters.dram_read_bytes, 48u);
  EXPECT_EQ(counters.dram_write_bytes, 48u);
  EXPECT_EQ(counters.noc_transactions, 24u);
  EXPECT_GE(counters.modeled_device_ns, 3u * 2000);
}

TEST_F(LaunchQueueTest, OneHostThreadRunsAllCores) {
  tt_device_options_t options = {};
  options.host_threads = 1;
  Open(options);
  Write(0, std::vector<uint8_t>(120 * 4096));
  ASSERT_EQ(Run(Increment(), {info_.dram_arena_base, 0, 1000}, 120).status,
            TT_STATUS_OK);
  for (uint32_t core = 0; core < 120; ++core) {
    EXPECT_EQ(Read<uint32_t>(core * 4096, 1)[0], 1u);
  }
}

}  // namespace
}  // namespace tt_emulator
