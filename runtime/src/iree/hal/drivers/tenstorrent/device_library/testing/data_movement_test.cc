// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What data-movement kernels do: copies between DRAM and L1, other cores' L1,
// multicast, semaphores, arguments.

#include <numeric>
#include <string>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/testing/test_device.h"

namespace tt_testing {
namespace {

constexpr char kSemaphorePrelude[] = R"(
inline volatile tt_l1_ptr uint32_t* semaphore(uint32_t id) {
  return reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_semaphore(id));
}
)";

class DataMovementTest : public TestDevice {
 protected:
  static TestProgram Reader(const std::string& body) {
    TestProgram program;
    program.kernels.push_back({"mover",
                               TT_KERNEL_ROLE_READER,
                               std::string(kArenaPrelude) + kSemaphorePrelude +
                                   "void kernel_main() {" + body + "}",
                               {7, 9}});
    program.circular_buffers.push_back({0, 8, 0, 4096, 4});
    program.semaphores = {0, 5};
    return program;
  }

  void ExpectRuns(const TestProgram& program, uint32_t cores = 1) {
    result_ = Run(program, {info_.dram_arena_base, cores}, cores);
    ASSERT_EQ(result_.status, TT_STATUS_OK) << result_.message;
  }

  std::vector<uint32_t> Iota(size_t count) {
    std::vector<uint32_t> values(count);
    std::iota(values.begin(), values.end(), 1u);
    return values;
  }

  TestResult result_;
};

TEST_F(DataMovementTest, CopiesPages) {
  const std::vector<uint32_t> input = Iota(20 * 1024);
  Write(0, input);
  ExpectRuns(Reader(R"(
    for (uint32_t page = 0; page < 20; ++page) {
      noc_async_read(arena(page), get_write_ptr(0), 4096);
      noc_async_read_barrier();
      noc_async_write(get_write_ptr(0), arena(100 + page), 4096);
      noc_async_write_barrier();
    })"));
  EXPECT_EQ(Read<uint32_t>(100 * 4096, input.size()), input);
  if (!IsEmulatorUnderTest()) return;
  EXPECT_EQ(result_.counters.dram_read_bytes, 20u * 4096);
  EXPECT_EQ(result_.counters.dram_write_bytes, 20u * 4096);
  EXPECT_EQ(result_.counters.noc_transactions, 40u);
  EXPECT_GT(result_.counters.modeled_device_ns, 0u);
}

TEST_F(DataMovementTest, CopiesAnyLengthAtMatchingOffsets) {
  std::vector<uint8_t> input(4096);
  std::iota(input.begin(), input.end(), uint8_t{0});
  Write(0, input);
  Write(4096, std::vector<uint8_t>(4096, 0xee));
  ExpectRuns(Reader(R"(
    noc_async_read(arena(0, 67), get_write_ptr(0) + 3, 1001);
    noc_async_read_barrier();
    noc_async_write(get_write_ptr(0) + 5, arena(1, 21), 7);
    noc_async_write_barrier();)"));
  std::vector<uint8_t> expected(4096, 0xee);
  for (int i = 0; i < 7; ++i) expected[21 + i] = input[69 + i];
  EXPECT_EQ(Read<uint8_t>(4096, 4096), expected);
}

TEST_F(DataMovementTest, ReadsArriveAtTheBarrierAndNotBefore) {
  if (!IsEmulatorUnderTest())
    GTEST_SKIP() << "on a card they may arrive earlier";
  Write(0, std::vector<uint32_t>{41});
  ExpectRuns(Reader(R"(
    volatile tt_l1_ptr uint32_t* word =
        reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_write_ptr(0));
    word[0] = 1;
    noc_async_read(arena(0), get_write_ptr(0), 4);
    word[16] = word[0];
    noc_async_read_barrier();
    word[17] = word[0];
    noc_async_write(get_write_ptr(0) + 64, arena(1), 8);
    noc_async_write_barrier();)"));
  EXPECT_EQ(Read<uint32_t>(4096, 2), (std::vector<uint32_t>{1, 41}));
}

TEST_F(DataMovementTest, OnePacketReadsWithState) {
  const std::vector<uint32_t> input = Iota(1024);
  Write(0, input);
  ExpectRuns(Reader(R"(
    const uint64_t source = arena(0);
    noc_async_read_one_packet_set_state(source, 1024);
    for (uint32_t part = 0; part < 4; ++part) {
      noc_async_read_one_packet_with_state(uint32_t(source) + part * 1024,
                                           get_write_ptr(0) + part * 1024);
    }
    noc_async_read_barrier();
    noc_async_write_one_packet(get_write_ptr(0), arena(1), 4096);
    noc_async_writes_flushed();
    noc_async_write_barrier();)"));
  EXPECT_EQ(Read<uint32_t>(4096, 1024), input);
}

TEST_F(DataMovementTest, TransactionIdsAreWaitedForByGroup) {
  const std::vector<uint32_t> input = Iota(2048);
  Write(0, input);
  ExpectRuns(Reader(R"(
    const uint32_t l1 = get_write_ptr(0);
    volatile tt_l1_ptr uint32_t* word =
        reinterpret_cast<volatile tt_l1_ptr uint32_t*>(l1);
    word[0] = word[1024] = 0;
    for (uint32_t page = 0; page < 2; ++page) {
      const uint64_t source = arena(page);
      noc_async_read_one_packet_set_state(source, 4096);
      noc_async_read_one_packet_with_state_with_trid(
          uint32_t(source), 0, l1 + page * 4096, page + 1);
    }
    noc_async_read_barrier_with_trid(2);
    word[2048] = word[0];
    word[2049] = word[1024];
    noc_async_read_barrier_with_trid(1);
    word[2050] = word[0];
    noc_async_write_one_packet_with_trid(l1 + 8192, arena(2), 12, 3);
    noc_async_write_barrier_with_trid(3);)"));
  EXPECT_EQ(Read<uint32_t>(8192, 3), (std::vector<uint32_t>{0, 1025, 1}));
}

TEST_F(DataMovementTest, TensorAccessorsOfInterleavedTensors) {
  const std::vector<uint32_t> input = Iota(10 * 1024);
  Write(0, input);
  TestProgram program = Reader(R"(
    constexpr auto input_args = TensorAccessorArgs<0>();
    constexpr auto output_args =
        TensorAccessorArgs<input_args.next_compile_time_args_offset()>();
    const uint32_t base = get_common_arg_val<uint32_t>(0);
    const auto input = TensorAccessor(input_args, base, 4096);
    const auto output = TensorAccessor(output_args, base, 4096);
    for (uint32_t page = 0; page < 10; ++page) {
      noc_async_read_page(page, input, get_write_ptr(0));
      noc_async_read_barrier();
      noc_async_write_page(page + 10, output, get_write_ptr(0));
      noc_async_write_barrier();
    })");
  program.kernels[0].compile_time_args = {2, 2};
  ExpectRuns(program);
  EXPECT_EQ(Read<uint32_t>(10 * 4096, input.size()), input);
}

TEST_F(DataMovementTest, PollingLetsTheOtherCoreGoOn) {
  ExpectRuns(Reader(R"(
    if (get_arg_val<uint32_t>(0) == 0) {
      do {
        invalidate_l1_cache();
      } while (*semaphore(0) != 3);
    } else {
      const uint64_t first = get_noc_addr_from_bank_id<false>(0, 0);
      noc_semaphore_inc(first | get_semaphore(0), 1);
      noc_async_atomic_barrier();
    })"),
             4);
}

TEST_F(DataMovementTest, ArgumentsOfEachKind) {
  ExpectRuns(Reader(R"(
    volatile tt_l1_ptr uint32_t* word =
        reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_write_ptr(0));
    const uint32_t core = get_arg_val<uint32_t>(0);
    word[0] = core;
    word[1] = get_common_arg_val<uint32_t>(1);
    word[2] = get_compile_time_arg_val(0);
    word[3] = get_compile_time_arg_val(1);
    word[4] = *semaphore(1);
    noc_async_write(get_write_ptr(0), arena(core), 20);
    noc_async_write_barrier();)"),
             3);
  for (uint32_t core = 0; core < 3; ++core) {
    EXPECT_EQ(Read<uint32_t>(4096 * core, 5),
              (std::vector<uint32_t>{core, 3, 7, 9, 5}));
  }
}

// A token goes from core to core through every worker.
TEST_F(DataMovementTest, SemaphoresPassATokenThroughAllCores) {
  // A card shuffles the cores that L1 banks are on.
  if (!IsEmulatorUnderTest()) GTEST_SKIP() << "needs bank n on core n";
  ExpectRuns(Reader(R"(
    const uint32_t core = get_arg_val<uint32_t>(0);
    const uint32_t cores = get_common_arg_val<uint32_t>(1);
    const uint32_t l1 = get_write_ptr(0);
    volatile tt_l1_ptr uint32_t* word =
        reinterpret_cast<volatile tt_l1_ptr uint32_t*>(l1);
    if (core == 0) {
      word[0] = 100;
    } else {
      noc_semaphore_wait(semaphore(0), 1);
      word[0] = word[0] + 1;
    }
    if (core + 1 < cores) {
      const uint64_t next = get_noc_addr_from_bank_id<false>(core + 1, 0);
      noc_async_write(l1, next | l1, 4);
      noc_semaphore_inc(next | get_semaphore(0), 1);
      noc_async_atomic_barrier();
      noc_async_write_barrier();
    } else {
      noc_async_write(l1, arena(0), 4);
      noc_async_write_barrier();
    })"),
             info_.worker_count);
  EXPECT_EQ(Read<uint32_t>(0, 1)[0], 100 + info_.worker_count - 1);
}

TEST_F(DataMovementTest, MulticastReachesARow) {
  ExpectRuns(Reader(R"(
    const uint32_t core = get_arg_val<uint32_t>(0);
    const uint32_t l1 = get_write_ptr(0);
    volatile tt_l1_ptr uint32_t* word =
        reinterpret_cast<volatile tt_l1_ptr uint32_t*>(l1);
    if (core == 0) {
      word[0] = 77;
      word[4] = 1;
      // Columns 1 to 3 of row 0; the sender is at (1,2) in NoC coordinates.
      const uint64_t row = get_noc_multicast_addr(2, 2, 4, 2, l1);
      noc_async_write_multicast(l1, row, 4, 3);
      noc_semaphore_set_multicast(
          l1 + 16, get_noc_multicast_addr(2, 2, 4, 2, get_semaphore(0)), 3);
      noc_async_write_barrier();
      noc_async_write(l1, arena(0), 4);
    } else {
      noc_semaphore_wait_min(semaphore(0), 1);
      noc_async_write(l1, arena(core), 4);
    }
    noc_async_write_barrier();)"),
             4);
  for (uint32_t core = 0; core < 4; ++core) {
    EXPECT_EQ(Read<uint32_t>(4096 * core, 1)[0], 77u) << "core " << core;
  }
}

TEST_F(DataMovementTest, ReaderAndWriterShareABuffer) {
  const std::vector<uint32_t> input = Iota(50 * 1024);
  Write(0, input);
  TestProgram program = Reader(R"(
    for (uint32_t page = 0; page < 50; ++page) {
      cb_reserve_back(0, 1);
      noc_async_read(arena(page), get_write_ptr(0), 4096);
      noc_async_read_barrier();
      cb_push_back(0, 1);
    })");
  program.kernels.push_back({"writer",
                             TT_KERNEL_ROLE_WRITER,
                             std::string(kArenaPrelude) + R"(
void kernel_main() {
  for (uint32_t page = 0; page < 50; page += 2) {
    cb_wait_front(0, 2);
    for (uint32_t i = 0; i < 2; ++i) {
      noc_async_write(get_read_ptr(0) + i * 4096, arena(50 + page + i), 4096);
    }
    noc_async_write_barrier();
    cb_pop_front(0, 2);
  }
})",
                             {}});
  ExpectRuns(program);
  EXPECT_EQ(Read<uint32_t>(50 * 4096, input.size()), input);
}

TEST_F(DataMovementTest, RunsOnWormhole) {
  if (!IsEmulatorUnderTest()) GTEST_SKIP() << "a card is what it is";
  tt_device_options_t options = {};
  options.arch = TT_ARCH_WORMHOLE_B0;
  Open(options);
  EXPECT_EQ(info_.worker_count, 64u);
  EXPECT_EQ(info_.dram_bank_count, 12u);
  const std::vector<uint32_t> input = Iota(64 * 1024);
  Write(0, input);
  ExpectRuns(Reader(R"(
    const uint32_t core = get_arg_val<uint32_t>(0);
    noc_async_read(arena(core), get_write_ptr(0), 4096);
    noc_async_read_barrier();
    noc_async_write(get_write_ptr(0), arena(64 + core), 4096);
    noc_async_write_barrier();)"),
             64);
  EXPECT_EQ(Read<uint32_t>(64 * 4096, input.size()), input);
}

TEST_F(DataMovementTest, TwoDevicesAtOnce) {
  class Other : public TestDevice {
   public:
    void TestBody() override {
      Open({});
      ExpectUsable();
      Close();
    }
  };
  Write(8192, std::vector<uint32_t>{1});
  Other().TestBody();
  ExpectUsable();
  EXPECT_EQ(Read<uint32_t>(8192, 1)[0], 1u);
}

}  // namespace
}  // namespace tt_testing
