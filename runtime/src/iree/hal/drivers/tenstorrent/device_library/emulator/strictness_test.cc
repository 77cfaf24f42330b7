// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Rules of the hardware that a kernel or program breaks, each refused with an
// error: those that kernel_errors_test and the tile engine's tests do not have.

#include <cstdlib>
#include <string>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/testing/emulated_device.h"
#include "iree/testing/gtest.h"

namespace tt_emulator {
namespace {

using ::testing::HasSubstr;

class StrictnessTest : public EmulatedDevice {
 protected:
  static TestProgram Program(tt_kernel_role_t role, const std::string& source) {
    TestProgram program;
    program.kernels.push_back({"broken", role, source, {}});
    program.circular_buffers.push_back({0, kFloat16b, 0, 2048, 4});
    program.circular_buffers.push_back({16, kFloat16b, 0, 2048, 4});
    program.semaphores = {0};
    return program;
  }

  static TestProgram Reader(const std::string& body) {
    return Program(
        TT_KERNEL_ROLE_READER,
        std::string(kArenaPrelude) + "void kernel_main() {\n" + body + "\n}\n");
  }

  // A compute kernel that has one tile in buffer 0 to work with.
  static TestProgram Compute(const std::string& body) {
    TestProgram program = Program(TT_KERNEL_ROLE_COMPUTE, R"(
#include "compute_kernel_api/common.h"
#include "compute_kernel_api/eltwise_binary.h"
#include "compute_kernel_api/eltwise_unary/eltwise_unary.h"
#include "compute_kernel_api/eltwise_unary/exp.h"
#include "compute_kernel_api/tile_move_copy.h"
namespace NAMESPACE {
void MAIN {
)" + body + "\n}\n}\n");
    program.kernels.push_back({"feeder",
                               TT_KERNEL_ROLE_READER,
                               std::string(kArenaPrelude) +
                                   "void kernel_main() {"
                                   "cb_reserve_back(0, 1); cb_push_back(0, 1);"
                                   "}",
                               {}});
    return program;
  }

  void ExpectRefused(const TestProgram& program, tt_status_t status,
                     const std::string& part) {
    const TestResult result = Run(program, {info_.dram_arena_base});
    EXPECT_EQ(result.status, status) << result.message;
    EXPECT_THAT(result.message, HasSubstr(part));
    ExpectUsable();
  }

  static constexpr uint8_t kFloat16b = 5;
};

TEST_F(StrictnessTest, MoreThan32CircularBuffers) {
  TestProgram program = Reader("");
  program.circular_buffers.push_back({32, kFloat16b, 0, 2048, 1});
  ExpectRefused(program, TT_STATUS_INVALID_ARGUMENT, "32");
}

TEST_F(StrictnessTest, MoreSemaphoresThanACoreHas) {
  TestProgram program = Reader("");
  program.semaphores.assign(TT_MAX_SEMAPHORES + 1, 0);
  ExpectRefused(program, TT_STATUS_RESOURCE_EXHAUSTED, "semaphore");
}

TEST_F(StrictnessTest, SemaphoreThatIsNotThere) {
  ExpectRefused(Reader("get_semaphore(1);"), TT_STATUS_OUT_OF_RANGE,
                "semaphore 1 of 1");
}

TEST_F(StrictnessTest, PacketBeyondTheNocsBurst) {
  ExpectRefused(Reader("noc_async_read_one_packet(arena(0), get_write_ptr(0),"
                       "                          NOC_MAX_BURST_SIZE + 64);"
                       "noc_async_read_barrier();"),
                TT_STATUS_INVALID_ARGUMENT, "packet");
}

TEST_F(StrictnessTest, TransferOfNothing) {
  ExpectRefused(Reader("noc_async_read(arena(0), get_write_ptr(0), 0);"
                       "noc_async_read_barrier();"),
                TT_STATUS_INVALID_ARGUMENT, "0 bytes");
}

TEST_F(StrictnessTest, MailboxesAreNotEmulated) {
  ExpectRefused(
      Reader("ckernel::mailbox_write(ckernel::ThreadId::MathThreadId, 1);"),
      TT_STATUS_UNIMPLEMENTED, "mailbox");
}

TEST_F(StrictnessTest, DstOutsideAcquireAndRelease) {
  ExpectRefused(Compute("init_sfpu(0, 16); cb_wait_front(0, 1);"
                        "copy_tile(0, 0, 0); cb_pop_front(0, 1);"),
                TT_STATUS_FAILED_PRECONDITION, "tile_regs_acquire");
}

TEST_F(StrictnessTest, PackWithoutCommit) {
  ExpectRefused(
      Compute("init_sfpu(0, 16); cb_wait_front(0, 1); tile_regs_acquire();"
              "copy_tile(0, 0, 0); cb_reserve_back(16, 1);"
              "pack_tile(0, 16);"),
      TT_STATUS_FAILED_PRECONDITION, "tile_regs_wait");
}

TEST_F(StrictnessTest, WriteAfterAnEarlyPack) {
  ExpectRefused(
      Compute("init_sfpu(0, 16); cb_wait_front(0, 1); cb_reserve_back(16, 2);"
              "tile_regs_acquire(); tile_regs_wait(); copy_tile(0, 0, 0);"
              "pack_tile(0, 16); copy_tile(0, 0, 0); tile_regs_commit();"
              "tile_regs_release();"),
      TT_STATUS_FAILED_PRECONDITION, "before the registers are committed");
}

TEST_F(StrictnessTest, MissingInitOfAFunctionWithConstants) {
  ExpectRefused(
      Compute("init_sfpu(0, 16); cb_wait_front(0, 1); tile_regs_acquire();"
              "copy_tile(0, 0, 0); exp_tile(0);"),
      TT_STATUS_FAILED_PRECONDITION, "exp_tile_init");
}

TEST_F(StrictnessTest, MissingInitOfTheKernel) {
  ExpectRefused(Compute("cb_wait_front(0, 1); tile_regs_acquire();"
                        "copy_tile(0, 0, 0);"),
                TT_STATUS_FAILED_PRECONDITION, "init_sfpu");
}

TEST_F(StrictnessTest, BufferOfAnotherFormat) {
  TestProgram program = Compute(
      "init_sfpu(0, 16); cb_wait_front(0, 1); tile_regs_acquire();"
      "copy_tile(0, 0, 0); tile_regs_commit(); tile_regs_wait();"
      "cb_reserve_back(17, 1); pack_tile(0, 17);");
  program.circular_buffers.push_back({17, 0, 0, 4096, 1});
  ExpectRefused(program, TT_STATUS_FAILED_PRECONDITION,
                "pack_reconfig_data_format");
}

class TimeLimitTest : public StrictnessTest {
 protected:
  void SetUp() override {
    setenv("IREE_TENSTORRENT_KERNEL_TIMEOUT", "0.5", 1);
    Open({});
  }
  void TearDown() override {
    Close();
    unsetenv("IREE_TENSTORRENT_KERNEL_TIMEOUT");
  }
};

TEST_F(TimeLimitTest, PollThatNobodyAnswers) {
  ExpectRefused(Reader("volatile tt_l1_ptr uint32_t* word ="
                       "    reinterpret_cast<volatile tt_l1_ptr uint32_t*>("
                       "        get_semaphore(0));"
                       "while (*word == 0) invalidate_l1_cache();"),
                TT_STATUS_DEADLINE_EXCEEDED, "'broken' (reader)");
}

// Kernels can be interrupted only where faults are ours to handle.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_F(TimeLimitTest, LoopWithoutAnEnd) {
  ExpectRefused(Reader("volatile uint32_t count = 0; for (;;) ++count;"),
                TT_STATUS_DEADLINE_EXCEEDED, "0.5 seconds");
}
#endif

}  // namespace
}  // namespace tt_emulator
