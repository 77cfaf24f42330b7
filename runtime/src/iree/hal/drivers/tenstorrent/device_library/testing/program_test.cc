// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Programs and launches: arguments, numbers of cores, many launches at once,
// and what is refused.

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/testing/test_device.h"

namespace tt_testing {
namespace {

// Core c writes word c * 3 + common argument 1 to the start of page c.
const char kNumberCores[] = R"(
void kernel_main() {
  const uint32_t core = get_arg_val<uint32_t>(0);
  const uint32_t l1 = get_write_ptr(0);
  volatile tt_l1_ptr uint32_t* word =
      reinterpret_cast<volatile tt_l1_ptr uint32_t*>(l1);
  *word = core * 3 + get_common_arg_val<uint32_t>(1);
  noc_async_write(l1, arena(core), 4);
  noc_async_write_barrier();
}
)";

struct Ends {
  std::mutex mutex;
  std::condition_variable changed;
  int count = 0;
  int failures = 0;
  std::string message;
};

void CountEnd(void* user_data, tt_status_t status, const tt_error_t* error,
              const tt_counters_t*) {
  Ends* ends = static_cast<Ends*>(user_data);
  std::lock_guard<std::mutex> lock(ends->mutex);
  ++ends->count;
  if (status != TT_STATUS_OK) {
    ++ends->failures;
    ends->message = error->message;
  }
  ends->changed.notify_all();
}

class ProgramTest : public TestDevice {
 protected:
  static TestProgram NumberCores() {
    TestProgram program;
    program.kernels.push_back({"number",
                               TT_KERNEL_ROLE_WRITER,
                               std::string(kArenaPrelude) + kNumberCores,
                               {}});
    program.circular_buffers.push_back({0, 8, 0, 4096, 1});
    return program;
  }

  // Builds NumberCores for launches by hand.
  tt_program_t* Build() {
    const TestProgram program = NumberCores();
    tt_kernel_desc_t kernel = {};
    kernel.name = {"number", 6};
    kernel.role = TT_KERNEL_ROLE_WRITER;
    kernel.source = {program.kernels[0].source.data(),
                     program.kernels[0].source.size()};
    kernel.noc = -1;
    tt_program_desc_t description = {};
    description.name = {"numbers", 7};
    description.kernels = &kernel;
    description.kernel_count = 1;
    description.circular_buffers = program.circular_buffers.data();
    description.circular_buffer_count = 1;
    description.math_fidelity = 4;
    tt_program_t* built = nullptr;
    EXPECT_EQ(library_->program_create(device_, &description, &built, &error_),
              TT_STATUS_OK)
        << error_.message;
    return built;
  }

  void Launch(tt_program_t* program, uint32_t cores, uint32_t first,
              Ends* ends) {
    std::vector<uint32_t> unique(cores);
    for (uint32_t core = 0; core < cores; ++core) unique[core] = core;
    const uint32_t common[] = {info_.dram_arena_base, first};
    const tt_kernel_args_t arguments = {unique.data(), 1, common, 2};
    tt_launch_t launch = {};
    launch.core_count = cores;
    launch.kernel_args = &arguments;
    ASSERT_EQ(library_->launch(program, &launch, CountEnd, ends, &error_),
              TT_STATUS_OK)
        << error_.message;
  }

  static void WaitFor(Ends* ends, int count) {
    std::unique_lock<std::mutex> lock(ends->mutex);
    ends->changed.wait(lock, [&] { return ends->count >= count; });
    EXPECT_EQ(ends->count, count);
    EXPECT_EQ(ends->failures, 0) << ends->message;
  }

  void ExpectNumbers(uint32_t cores, uint32_t first) {
    for (uint32_t core = 0; core < cores; ++core) {
      ASSERT_EQ(Read<uint32_t>(uint64_t{4096} * core, 1)[0], core * 3 + first)
          << "core " << core;
    }
  }

  tt_error_t error_;
};

TEST_F(ProgramTest, OneProgramOnAnyNumberOfCores) {
  tt_program_t* program = Build();
  int ended = 0;
  Ends ends;
  for (uint32_t cores :
       {1u, 2u, info_.grid_x, info_.grid_x + 1, info_.worker_count, 3u}) {
    Launch(program, cores, /*first=*/cores * 1000, &ends);
    WaitFor(&ends, ++ended);
    ExpectNumbers(cores, cores * 1000);
  }
  library_->program_destroy(program);
}

TEST_F(ProgramTest, ArgumentsOfLaunchesInFlight) {
  // Each launch sees its own arguments, whatever follows it. They are not
  // ordered, so only that each ends is known, and that the last one alone runs.
  tt_program_t* program = Build();
  Ends ends;
  for (uint32_t i = 0; i < 50; ++i) Launch(program, 4, i, &ends);
  WaitFor(&ends, 50);
  Launch(program, 4, 777, &ends);
  WaitFor(&ends, 51);
  ExpectNumbers(4, 777);
  library_->program_destroy(program);
  tt_counters_t counters;
  library_->counters(device_, &counters);
  EXPECT_EQ(counters.launches, 51u);
}

TEST_F(ProgramTest, KernelOnSomeOfTheCores) {
  // The reader is on cores 1 and 2 alone.
  const std::string source = std::string(kArenaPrelude) + kNumberCores;
  const tt_core_range_t range = {1, 2};
  tt_kernel_desc_t kernel = {};
  kernel.name = {"some", 4};
  kernel.role = TT_KERNEL_ROLE_READER;
  kernel.source = {source.data(), source.size()};
  kernel.core_ranges = &range;
  kernel.core_range_count = 1;
  kernel.noc = -1;
  const tt_circular_buffer_desc_t buffer = {0, 8, 0, 4096, 1};
  tt_program_desc_t description = {};
  description.name = {"some", 4};
  description.kernels = &kernel;
  description.kernel_count = 1;
  description.circular_buffers = &buffer;
  description.circular_buffer_count = 1;
  tt_program_t* program = nullptr;
  ASSERT_EQ(library_->program_create(device_, &description, &program, &error_),
            TT_STATUS_OK)
      << error_.message;
  Write(0, std::vector<uint8_t>(4 * 4096));
  Ends ends;
  Launch(program, 4, 50, &ends);
  WaitFor(&ends, 1);
  EXPECT_EQ(Read<uint32_t>(0, 1)[0], 0u);
  EXPECT_EQ(Read<uint32_t>(4096, 1)[0], 53u);
  EXPECT_EQ(Read<uint32_t>(8192, 1)[0], 56u);
  EXPECT_EQ(Read<uint32_t>(12288, 1)[0], 0u);
  library_->program_destroy(program);
}

TEST_F(ProgramTest, RefusesMoreCoresThanThereAre) {
  const TestResult result =
      Run(NumberCores(), {info_.dram_arena_base, 0}, info_.worker_count + 1);
  EXPECT_EQ(result.status, TT_STATUS_INVALID_ARGUMENT) << result.message;
  ExpectUsable();
}

TEST_F(ProgramTest, RefusesBuffersBeyondL1) {
  TestProgram program = NumberCores();
  program.circular_buffers.push_back({1, 8, 0, 4096, 1000});
  const TestResult result = Run(program, {info_.dram_arena_base, 0});
  EXPECT_EQ(result.status, TT_STATUS_RESOURCE_EXHAUSTED) << result.message;
  ExpectUsable();
}

TEST_F(ProgramTest, RefusesTheSameBufferTwice) {
  TestProgram program = NumberCores();
  program.circular_buffers.push_back(program.circular_buffers[0]);
  EXPECT_EQ(Run(program, {info_.dram_arena_base, 0}).status,
            TT_STATUS_INVALID_ARGUMENT);
}

TEST_F(ProgramTest, RefusesKernelsThatDoNotCompile) {
  TestProgram program = NumberCores();
  program.kernels[0].source += "\nthis is no C++\n";
  const TestResult result = Run(program, {info_.dram_arena_base, 0});
  EXPECT_EQ(result.status, TT_STATUS_INVALID_ARGUMENT) << result.message;
  ExpectUsable();
}

TEST_F(ProgramTest, RefusesTooManyArguments) {
  const std::vector<uint32_t> many(TT_MAX_RUNTIME_ARGS + 1);
  EXPECT_EQ(Run(NumberCores(), many).status, TT_STATUS_RESOURCE_EXHAUSTED);
  ExpectUsable();
}

}  // namespace
}  // namespace tt_testing
