// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What silicon would do wrong or hang on is an error that names core, kernel
// and circular buffer; the device works after each.

#include <string>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/sanitizer.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/testing/emulated_device.h"

namespace tt_emulator {
namespace {

using ::testing::HasSubstr;

class KernelErrorsTest : public EmulatedDevice {
 protected:
  static TestProgram Reader(const std::string& body) {
    TestProgram program;
    program.kernels.push_back(
        {"bad_reader",
         TT_KERNEL_ROLE_READER,
         std::string(kArenaPrelude) + "void kernel_main() {" + body + "}",
         {}});
    program.circular_buffers.push_back({3, 8, 0, 4096, 2});
    return program;
  }

  static void AddWriter(TestProgram* program, const std::string& body) {
    program->kernels.push_back(
        {"bad_writer",
         TT_KERNEL_ROLE_WRITER,
         std::string(kArenaPrelude) + "void kernel_main() {" + body + "}",
         {}});
  }

  void ExpectError(const TestProgram& program, tt_status_t status,
                   const std::vector<std::string>& parts) {
    const TestResult result = Run(program, {info_.dram_arena_base});
    EXPECT_EQ(result.status, status);
    for (const std::string& part : parts) {
      EXPECT_THAT(result.message, HasSubstr(part));
    }
    ExpectUsable();
  }
};

TEST_F(KernelErrorsTest, ReadThatDisagreesWithTheDramAlignment) {
  ExpectError(Reader("noc_async_read(arena(0, 4), get_write_ptr(3), 64);"
                     "noc_async_read_barrier();"),
              TT_STATUS_INVALID_ARGUMENT,
              {"core (0,0)", "kernel 'bad_reader' (reader)", "64"});
}

TEST_F(KernelErrorsTest, WriteThatDisagreesWithTheDramAlignment) {
  ExpectError(Reader("noc_async_write(get_write_ptr(3), arena(0, 4), 64);"
                     "noc_async_write_barrier();"),
              TT_STATUS_INVALID_ARGUMENT, {"core (0,0)", "noc_async_write"});
}

TEST_F(KernelErrorsTest, AddressOutsideABank) {
  ExpectError(
      Reader("noc_async_read(arena(7 * 4090 * 256), get_write_ptr(3), 64);"
             "noc_async_read_barrier();"),
      TT_STATUS_OUT_OF_RANGE,
      {"core (0,0)", "kernel 'bad_reader' (reader)", "DRAM bank"});
}

TEST_F(KernelErrorsTest, NoNodeAtCoordinates) {
  ExpectError(Reader("noc_async_read(get_noc_addr(63, 63, 0), get_write_ptr(3),"
                     " 64); noc_async_read_barrier();"),
              TT_STATUS_OUT_OF_RANGE, {"(63,63)"});
}

TEST_F(KernelErrorsTest, TargetOutsideL1) {
  ExpectError(Reader("noc_async_read(arena(0), get_write_ptr(3) + 0x180000 - "
                     "(get_write_ptr(3) & 0xfffff), 4096);"
                     "noc_async_read_barrier();"),
              TT_STATUS_OUT_OF_RANGE, {"core (0,0)", "L1"});
}

TEST_F(KernelErrorsTest, MissingReadBarrier) {
  ExpectError(Reader("noc_async_read(arena(0), get_write_ptr(3), 64);"),
              TT_STATUS_FAILED_PRECONDITION,
              {"kernel 'bad_reader'", "noc_async_read_barrier"});
}

TEST_F(KernelErrorsTest, PushBeforeTheReadBarrier) {
  ExpectError(Reader("cb_reserve_back(3, 1);"
                     "noc_async_read(arena(0), get_write_ptr(3), 64);"
                     "cb_push_back(3, 1);"),
              TT_STATUS_FAILED_PRECONDITION, {"circular buffer 3"});
}

TEST_F(KernelErrorsTest, PushWithoutReserve) {
  ExpectError(Reader("cb_reserve_back(3, 2); cb_push_back(3, 2);"
                     "cb_push_back(3, 1);"),
              TT_STATUS_FAILED_PRECONDITION,
              {"cb_push_back", "circular buffer 3"});
}

TEST_F(KernelErrorsTest, PopOfWhatWasNotWaitedFor) {
  ExpectError(Reader("cb_reserve_back(3, 1); cb_push_back(3, 1);"
                     "cb_pop_front(3, 1);"),
              TT_STATUS_FAILED_PRECONDITION,
              {"cb_pop_front", "circular buffer 3"});
}

TEST_F(KernelErrorsTest, MorePagesThanTheBufferHas) {
  ExpectError(Reader("cb_reserve_back(3, 3);"), TT_STATUS_OUT_OF_RANGE,
              {"circular buffer 3", "3"});
}

TEST_F(KernelErrorsTest, PagesThatGoRoundTheBuffer) {
  ExpectError(Reader("cb_reserve_back(3, 1); cb_push_back(3, 1);"
                     "cb_wait_front(3, 1); cb_pop_front(3, 1);"
                     "cb_reserve_back(3, 2); cb_push_back(3, 2);"),
              TT_STATUS_FAILED_PRECONDITION,
              {"circular buffer 3 (page 1 of 2)", "contiguous"});
}

TEST_F(KernelErrorsTest, PagesLeftInTheBuffer) {
  TestProgram program = Reader("cb_reserve_back(3, 2); cb_push_back(3, 2);");
  AddWriter(&program, "cb_wait_front(3, 1); cb_pop_front(3, 1);");
  ExpectError(program, TT_STATUS_FAILED_PRECONDITION,
              {"core (0,0)", "unbalanced circular buffer 3",
               "2 pages pushed, 1 popped"});
}

TEST_F(KernelErrorsTest, BufferThatTheProgramDoesNotHave) {
  ExpectError(Reader("cb_reserve_back(4, 1);"), TT_STATUS_INVALID_ARGUMENT,
              {"circular buffer 4"});
}

TEST_F(KernelErrorsTest, DeadlockNamesEveryBlockedKernel) {
  TestProgram program = Reader("cb_wait_front(3, 1); cb_pop_front(3, 1);");
  AddWriter(&program,
            "cb_reserve_back(3, 2); cb_push_back(3, 2);"
            "cb_reserve_back(3, 2);");
  ExpectError(
      program, TT_STATUS_ABORTED,
      {"deadlock", "core (0,0)", "'bad_writer' (writer)", "circular buffer 3"});
}

TEST_F(KernelErrorsTest, DeadlockOnASemaphore) {
  TestProgram program = Reader(
      "noc_semaphore_wait(reinterpret_cast<volatile tt_l1_ptr uint32_t*>("
      "get_semaphore(0)), 1);");
  program.semaphores = {0};
  ExpectError(program, TT_STATUS_ABORTED,
              {"deadlock", "'bad_reader' (reader)"});
}

TEST_F(KernelErrorsTest, RuntimeArgumentThatIsNotThere) {
  ExpectError(Reader("get_common_arg_val<uint32_t>(7);"),
              TT_STATUS_OUT_OF_RANGE, {"get_common_arg_val", "7"});
}

TEST_F(KernelErrorsTest, KernelThatDoesNotCompile) {
  ExpectError(Reader("no_such_function();"), TT_STATUS_INVALID_ARGUMENT,
              {"kernel 'bad_reader' (reader)", "no_such_function"});
}

TEST_F(KernelErrorsTest, KernelThatDoesNotLoad) {
  TestProgram program = Reader("extern void nowhere(); nowhere();");
  ExpectError(program, TT_STATUS_INVALID_ARGUMENT,
              {"kernel 'bad_reader' (reader)"});
}

TEST_F(KernelErrorsTest, InvalidMemoryAccess) {
#if defined(TT_EMULATOR_ASAN) || defined(TT_EMULATOR_TSAN)
  GTEST_SKIP() << "the sanitizer handles the signal";
#endif
  ExpectError(Reader("*reinterpret_cast<volatile uint32_t*>(16) = 1;"),
              TT_STATUS_ABORTED, {"kernel 'bad_reader' (reader)", "0x10"});
}

TEST_F(KernelErrorsTest, StackOverflow) {
#if defined(TT_EMULATOR_ASAN) || defined(TT_EMULATOR_TSAN)
  GTEST_SKIP() << "the sanitizer handles the signal";
#endif
  ExpectError(
      Reader("struct Frames {"
             "  static __attribute__((noinline)) int Add(int depth) {"
             "    volatile int words[25000];"
             "    words[depth] = depth;"
             "    return depth == 0 ? 0 : Add(depth - 1) + words[depth];"
             "  }"
             "};"
             "const int sum = Frames::Add(100);"
             "*reinterpret_cast<volatile int*>(get_write_ptr(3)) = sum;"),
      TT_STATUS_ABORTED, {"kernel 'bad_reader' (reader)", "stack overflowed"});
}

TEST_F(KernelErrorsTest, CircularBuffersBeyondL1) {
  TestProgram program = Reader("");
  program.circular_buffers.push_back({4, 8, 0, 1 << 20, 2});
  ExpectError(program, TT_STATUS_RESOURCE_EXHAUSTED, {"L1", "test_program"});
}

TEST_F(KernelErrorsTest, PageSizeOffTheL1Alignment) {
  TestProgram program = Reader("");
  program.circular_buffers.push_back({4, 8, 0, 40, 2});
  ExpectError(program, TT_STATUS_INVALID_ARGUMENT, {"circular buffer 4"});
}

TEST_F(KernelErrorsTest, MoreCoresThanTheDeviceHas) {
  const TestResult result = Run(Reader(""), {info_.dram_arena_base}, 121);
  EXPECT_EQ(result.status, TT_STATUS_INVALID_ARGUMENT);
  EXPECT_THAT(result.message, HasSubstr("120"));
  ExpectUsable();
}

TEST_F(KernelErrorsTest, OneBadCoreEndsTheLaunch) {
  TestProgram program =
      Reader("if (get_arg_val<uint32_t>(0) == 17) cb_reserve_back(3, 3);");
  const TestResult result = Run(program, {info_.dram_arena_base}, 120);
  EXPECT_EQ(result.status, TT_STATUS_OUT_OF_RANGE);
  EXPECT_THAT(result.message, HasSubstr("core (5,1)"));
  ExpectUsable();
}

TEST_F(KernelErrorsTest, HostAccessOutsideTheArena) {
  tt_error_t error;
  uint8_t byte = 0;
  EXPECT_EQ(
      library_->dram_write(device_, info_.dram_arena_size, &byte, 1, &error),
      TT_STATUS_OUT_OF_RANGE);
  EXPECT_EQ(library_->dram_read(device_, ~uint64_t{0}, &byte, 2, &error),
            TT_STATUS_OUT_OF_RANGE);
  ExpectUsable();
}

TEST_F(KernelErrorsTest, NoHostCompiler) {
  tt_device_options_t options = {};
  options.host_compiler = "/nowhere/c++";
  const std::string cache = TestDirectory("empty-cache");
  options.cache_dir = cache.c_str();
  Open(options);
  const TestResult result = Run(Reader(""), {info_.dram_arena_base});
  EXPECT_EQ(result.status, TT_STATUS_UNAVAILABLE);
  EXPECT_THAT(result.message, HasSubstr("/nowhere/c++"));
}

}  // namespace
}  // namespace tt_emulator
