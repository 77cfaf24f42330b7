// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// L1 that is reserved for tensors: what one launch writes there, through the
// NoC and on all workers, is there for the next; programs that would run over
// it are refused.

#include <string>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/testing/test_device.h"

namespace tt_testing {
namespace {

using ::testing::HasSubstr;

// Common arguments: the arena's base, the tensor's address, the cores, a
// number.
const char kTensor[] = R"(
inline uint64_t tensor(uint32_t worker) {
  const InterleavedAddrGen<false> l1 = {
      .bank_base_address = get_common_arg_val<uint32_t>(1), .page_size = 64};
  return get_noc_addr(worker, l1);
}
)";

// Core i writes number + i to the worker after it.
const char kPut[] = R"(
void kernel_main() {
  const uint32_t core = get_arg_val<uint32_t>(0);
  const uint32_t cores = get_common_arg_val<uint32_t>(2);
  const uint32_t l1 = get_write_ptr(0);
  *reinterpret_cast<volatile tt_l1_ptr uint32_t*>(l1) =
      get_common_arg_val<uint32_t>(3) + core;
  noc_async_write(l1, tensor((core + 1) % cores), 64);
  noc_async_write_barrier();
}
)";

// Core i copies what the worker two after it has to page i.
const char kGet[] = R"(
void kernel_main() {
  const uint32_t core = get_arg_val<uint32_t>(0);
  const uint32_t cores = get_common_arg_val<uint32_t>(2);
  const uint32_t l1 = get_write_ptr(0);
  noc_async_read(tensor((core + 2) % cores), l1, 64);
  noc_async_read_barrier();
  noc_async_write(l1, arena(core), 64);
  noc_async_write_barrier();
}
)";

class L1Test : public TestDevice {
 protected:
  static TestProgram Program(const char* body, uint32_t pages = 1) {
    TestProgram program;
    program.kernels.push_back({"mover",
                               TT_KERNEL_ROLE_READER,
                               std::string(kArenaPrelude) + kTensor + body,
                               {}});
    program.circular_buffers.push_back({0, 8, 0, 4096, pages});
    return program;
  }

  tt_status_t Reserve(uint32_t size, uint32_t* out_address) {
    return library_->l1_reserve(device_, size, out_address, &error_);
  }

  // As many circular buffer pages as leave `room` bytes or a little less.
  uint32_t PagesThatLeave(uint64_t room) const {
    return static_cast<uint32_t>((info_.l1_available - room) / 4096 + 1);
  }

  // Passes a tensor from one launch to the next.
  void ExpectPasses(uint32_t address, uint32_t number, uint32_t pages = 1) {
    const uint32_t cores = info_.worker_count;
    const std::vector<uint32_t> common = {info_.dram_arena_base, address, cores,
                                          number};
    const TestResult put = Run(Program(kPut, pages), common, cores);
    ASSERT_EQ(put.status, TT_STATUS_OK) << put.message;
    const TestResult get = Run(Program(kGet), common, cores);
    ASSERT_EQ(get.status, TT_STATUS_OK) << get.message;
    for (uint32_t core = 0; core < cores; ++core) {
      ASSERT_EQ(Read<uint32_t>(uint64_t{4096} * core, 1)[0],
                number + (core + 1) % cores)
          << "core " << core;
    }
  }

  tt_error_t error_ = {};
};

TEST_F(L1Test, PassesTensorsFromLaunchToLaunch) {
  for (uint32_t size : {64u * 1024, 64u * 1024, 1024u * 1024, 64u}) {
    uint32_t address = 0;
    ASSERT_EQ(Reserve(size, &address), TT_STATUS_OK) << error_.message;
    EXPECT_EQ(address % 64, 0u);
    EXPECT_GE(address, info_.l1_size - info_.l1_available);
    EXPECT_LE(address + size, info_.l1_size);
    ExpectPasses(address, size);
    library_->l1_release(device_);
  }
}

TEST_F(L1Test, RefusesProgramsThatRunOverIt) {
  constexpr uint32_t kSize = 256 * 1024;
  uint32_t address = 0;
  ASSERT_EQ(Reserve(kSize, &address), TT_STATUS_OK) << error_.message;
  const std::vector<uint32_t> common = {info_.dram_arena_base, address, 1, 0};
  const TestProgram large = Program(kPut, PagesThatLeave(kSize));
  const TestResult result = Run(large, common);
  EXPECT_EQ(result.status, TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(result.message, HasSubstr("clash"));
  ExpectUsable();
  ExpectPasses(address, 5, PagesThatLeave(kSize + 4096));
  library_->l1_release(device_);
  // Nothing is in its way now, and what follows has the tensor where it was.
  const TestResult alone =
      Run(Program("void kernel_main() {}", PagesThatLeave(kSize)), common);
  EXPECT_EQ(alone.status, TT_STATUS_OK) << alone.message;
  ASSERT_EQ(Reserve(kSize, &address), TT_STATUS_OK) << error_.message;
  EXPECT_EQ(address, common[1]);
  ExpectPasses(address, 6);
  library_->l1_release(device_);
}

TEST_F(L1Test, OneReservationAtATime) {
  uint32_t address = 0;
  uint32_t other = 0;
  ASSERT_EQ(Reserve(4096, &address), TT_STATUS_OK) << error_.message;
  EXPECT_EQ(Reserve(64, &other), TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(error_.message, HasSubstr("4096 bytes of L1 are reserved"));
  ExpectPasses(address, 1);
  library_->l1_release(device_);
}

TEST_F(L1Test, RefusesSizesThatCannotBe) {
  uint32_t address = 0;
  EXPECT_EQ(Reserve(0, &address), TT_STATUS_INVALID_ARGUMENT);
  EXPECT_EQ(Reserve(96, &address), TT_STATUS_INVALID_ARGUMENT);
  const uint32_t too_much =
      static_cast<uint32_t>(info_.l1_available / 64 + 1) * 64;
  EXPECT_EQ(Reserve(too_much, &address), TT_STATUS_RESOURCE_EXHAUSTED);
  ExpectUsable();
}

TEST_F(L1Test, AllOtherL1StaysOutOfReach) {
  if (!IsEmulatorUnderTest()) GTEST_SKIP() << "a card does not check";
  uint32_t address = 0;
  ASSERT_EQ(Reserve(4096, &address), TT_STATUS_OK) << error_.message;
  const auto put = [&](uint64_t at) {
    return Run(Program(kPut),
               {info_.dram_arena_base, static_cast<uint32_t>(at), 2, 0}, 2);
  };
  const TestResult below = put(address - 64);
  EXPECT_EQ(below.status, TT_STATUS_OUT_OF_RANGE);
  EXPECT_THAT(below.message, HasSubstr("tensors in L1 begin at 0x"));
  const TestResult in_buffers = put(info_.l1_size - info_.l1_available);
  EXPECT_EQ(in_buffers.status, TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(in_buffers.message, HasSubstr("the L1 of another core"));
  library_->l1_release(device_);
  EXPECT_EQ(put(address).status, TT_STATUS_OUT_OF_RANGE);
  ExpectUsable();
}

}  // namespace
}  // namespace tt_testing
