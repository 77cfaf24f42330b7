// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Tensors in the workers' L1: they pass from one dispatch of a command buffer
// to the next, belong to one command buffer at a time, and are given back.

#include "iree/hal/drivers/tenstorrent/l1_region.h"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "iree/hal/drivers/tenstorrent/testing/device_test.h"

namespace iree::hal::tenstorrent {
namespace {

using ::testing::HasSubstr;

// 64 bytes of the tensor at binding 0, in the L1 of a worker, and of binding 1,
// in DRAM.
constexpr char kPrelude[] = R"(
#include "dataflow_api.h"
inline uint64_t in_l1(uint32_t worker) {
  const InterleavedAddrGen<false> l1 = {
      .bank_base_address = get_common_arg_val<uint32_t>(8), .page_size = 64};
  return get_noc_addr(worker, l1);
}
inline uint64_t in_dram(uint32_t slot) {
  const InterleavedAddrGen<true> dram = {
      .bank_base_address = get_common_arg_val<uint32_t>(4), .page_size = 4096};
  const uint64_t target = (uint64_t(get_common_arg_val<uint32_t>(11)) << 32) |
                          get_common_arg_val<uint32_t>(10);
  const uint64_t offset = target + 64 * slot;
  return get_noc_addr(uint32_t(offset / 4096), dram, uint32_t(offset % 4096));
}
inline volatile tt_l1_ptr uint32_t* words() {
  return reinterpret_cast<volatile tt_l1_ptr uint32_t*>(get_write_ptr(0));
}
)";

// Core i writes the constant + i to the tensor's part in worker i + 1.
constexpr char kPut[] = R"(
void kernel_main() {
  const uint32_t cores = get_common_arg_val<uint32_t>(0);
  const uint32_t core = get_arg_val<uint32_t>(0);
  words()[0] = get_common_arg_val<uint32_t>(12) + core;
  words()[1] = get_common_arg_val<uint32_t>(8);
  noc_async_write(get_write_ptr(0), in_l1((core + 1) % cores), 64);
  noc_async_write_barrier();
}
)";

// Core i adds the constant to the tensor's part in worker i + 1.
constexpr char kAdd[] = R"(
void kernel_main() {
  const uint32_t cores = get_common_arg_val<uint32_t>(0);
  const uint32_t worker = (get_arg_val<uint32_t>(0) + 1) % cores;
  noc_async_read(in_l1(worker), get_write_ptr(0), 64);
  noc_async_read_barrier();
  words()[0] = words()[0] + get_common_arg_val<uint32_t>(12);
  noc_async_write(get_write_ptr(0), in_l1(worker), 64);
  noc_async_write_barrier();
}
)";

// Core i copies the tensor's part in worker i + 1 to slot i in DRAM.
constexpr char kGet[] = R"(
void kernel_main() {
  const uint32_t cores = get_common_arg_val<uint32_t>(0);
  const uint32_t core = get_arg_val<uint32_t>(0);
  noc_async_read(in_l1((core + 1) % cores), get_write_ptr(0), 64);
  noc_async_read_barrier();
  noc_async_write(get_write_ptr(0), in_dram(core), 64);
  noc_async_write_barrier();
}
)";

// Core 0 sets the first word of slot 1 in DRAM and waits for that of slot 0.
constexpr char kAwait[] = R"(
void kernel_main() {
  if (get_arg_val<uint32_t>(0) != 0) return;
  words()[0] = 1;
  noc_async_write(get_write_ptr(0), in_dram(1), 64);
  noc_async_write_barrier();
  for (uint32_t i = 0; i < 100000000; ++i) {
    noc_async_read(in_dram(0), get_write_ptr(0), 64);
    noc_async_read_barrier();
    if (words()[0] != 0) return;
  }
}
)";

constexpr char kNothing[] = "void kernel_main() {}\n";

class L1RegionTest : public DeviceTest {
 protected:
  static constexpr uint32_t kRegion = 256 * 1024;
  static constexpr uint32_t kOffset = 4096;
  static constexpr uint32_t kCores = 5;

  static TestExecutable Program(const std::string& body) {
    TestExecutable executable = OneKernel(kPrelude + body);
    TestExport& program = executable.exports[0];
    program.binding_count = 2;
    program.l1_tensors = {{0, kOffset}};
    program.l1_region_size = kRegion;
    return executable;
  }

  // One that neither has tensors in L1 nor, if `is_large`, leaves them room.
  static TestExecutable OtherProgram(const std::string& body, bool is_large) {
    TestExecutable executable = OneKernel(kPrelude + body);
    TestExport& program = executable.exports[0];
    program.binding_count = 2;
    if (is_large) program.circular_buffers[0].page_count = 340;
    return executable;
  }

  iree_hal_executable_t* LoadProgram(const TestExecutable& executable) {
    iree_hal_executable_t* loaded = nullptr;
    IREE_EXPECT_OK(Load(executable, &loaded));
    return loaded;
  }

  void SetUp() override {
    DeviceTest::SetUp();
    // One host thread could not run kernels that wait and others.
    Reopen("", {{"threads", "3"}});
    put_ = LoadProgram(Program(kPut));
    add_ = LoadProgram(Program(kAdd));
    get_ = LoadProgram(Program(kGet));
    large_ = LoadProgram(OtherProgram(kNothing, /*is_large=*/true));
    small_ = LoadProgram(OtherProgram(kNothing, /*is_large=*/false));
    buffer_ = AllocateWith(std::vector<uint32_t>(16 * kCores));
  }

  void TearDown() override {
    iree_hal_buffer_release(buffer_);
    iree_hal_executable_release(small_);
    iree_hal_executable_release(large_);
    iree_hal_executable_release(get_);
    iree_hal_executable_release(add_);
    iree_hal_executable_release(put_);
    DeviceTest::TearDown();
  }

  struct Step {
    iree_hal_executable_t* executable;
    uint32_t constant;
  };

  // Dispatches `steps` one after the other.
  iree_hal_command_buffer_t* Record(const std::vector<Step>& steps,
                                    iree_hal_buffer_t* buffer,
                                    iree_device_size_t offset = 0) {
    const iree_hal_buffer_ref_t ref =
        iree_hal_make_buffer_ref(buffer, offset, 64 * kCores);
    const iree_hal_buffer_ref_t refs[] = {ref, ref};
    iree_hal_command_buffer_t* commands = nullptr;
    IREE_EXPECT_OK(iree_hal_command_buffer_create(
        device_, IREE_HAL_COMMAND_BUFFER_MODE_DEFAULT,
        IREE_HAL_COMMAND_CATEGORY_DISPATCH, IREE_HAL_QUEUE_AFFINITY_ANY,
        /*binding_capacity=*/0, &commands));
    IREE_EXPECT_OK(iree_hal_command_buffer_begin(commands));
    for (const Step& step : steps) {
      IREE_EXPECT_OK(iree_hal_command_buffer_dispatch(
          commands, step.executable, iree_hal_executable_function_from_index(0),
          iree_hal_make_static_dispatch_config(kCores, 1, 1),
          iree_make_const_byte_span(&step.constant, sizeof(step.constant)),
          {2, refs}, IREE_HAL_DISPATCH_FLAG_NONE));
      IREE_EXPECT_OK(iree_hal_command_buffer_execution_barrier(
          commands, IREE_HAL_EXECUTION_STAGE_DISPATCH,
          IREE_HAL_EXECUTION_STAGE_DISPATCH,
          IREE_HAL_EXECUTION_BARRIER_FLAG_NONE, 0, nullptr, 0, nullptr));
    }
    IREE_EXPECT_OK(iree_hal_command_buffer_end(commands));
    return commands;
  }

  // Executes `steps` on `queue`; the semaphore gets to 1. Released by the
  // caller.
  iree_hal_semaphore_t* Start(const std::vector<Step>& steps, int queue,
                              iree_hal_buffer_t* buffer) {
    iree_hal_command_buffer_t* commands = Record(steps, buffer);
    iree_hal_semaphore_t* semaphore = CreateSemaphore();
    uint64_t one = 1;
    IREE_EXPECT_OK(iree_hal_device_queue_execute(
        device_, iree_hal_queue_affinity_t{1} << queue,
        iree_hal_semaphore_list_empty(), {1, &semaphore, &one}, commands,
        iree_hal_buffer_binding_table_empty(), IREE_HAL_EXECUTE_FLAG_NONE));
    iree_hal_command_buffer_release(commands);
    return semaphore;
  }

  // Waits for what was started.
  iree::Status End(iree_hal_semaphore_t* semaphore) {
    iree_status_t status = Wait(semaphore, 1);
    iree_hal_semaphore_release(semaphore);
    return iree::Status(std::move(status));
  }

  iree::Status Run(const std::vector<Step>& steps) {
    return End(Start(steps, /*queue=*/0, buffer_));
  }

  // That what was started has not ended, and does not soon.
  void ExpectWaits(iree_hal_semaphore_t* semaphore) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    uint64_t value = 0;
    IREE_EXPECT_OK(iree_hal_semaphore_query(semaphore, &value));
    EXPECT_EQ(value, 0u);
  }

  // Waits until the kernel that waits at `gate` is there.
  void AwaitKernel(iree_hal_buffer_t* gate) {
    while (Read<uint32_t>(gate, 17)[16] == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  // Sets what it waits for.
  void Open(iree_hal_buffer_t* gate) {
    const uint32_t one = 1;
    IREE_EXPECT_OK(iree_hal_device_transfer_h2d(
        device_, &one, gate, 0, sizeof(one),
        IREE_HAL_TRANSFER_BUFFER_FLAG_DEFAULT, iree_infinite_timeout()));
  }

  // That a command buffer with a tensor in L1 and a program that leaves it no
  // room work, one after the other: nobody has the region.
  void ExpectNoLease() {
    IREE_EXPECT_OK(Run({{large_, 0}}));
    IREE_EXPECT_OK(Run({{put_, 7}, {get_, 0}}));
    ExpectTensor(buffer_, 7);
  }

  // What `buffer` has of a tensor whose first element is `first`.
  void ExpectTensor(iree_hal_buffer_t* buffer, uint32_t first) {
    const std::vector<uint32_t> data = Read<uint32_t>(buffer, 16 * kCores);
    for (uint32_t core = 0; core < kCores; ++core) {
      EXPECT_EQ(data[16 * core], first + core) << core;
    }
  }

  iree_hal_executable_t* put_ = nullptr;
  iree_hal_executable_t* add_ = nullptr;
  iree_hal_executable_t* get_ = nullptr;
  iree_hal_executable_t* large_ = nullptr;
  iree_hal_executable_t* small_ = nullptr;
  iree_hal_buffer_t* buffer_ = nullptr;
};

TEST_F(L1RegionTest, PassesATensorFromDispatchToDispatch) {
  IREE_EXPECT_OK(Run({{put_, 100}, {add_, 20}, {add_, 3}, {get_, 0}}));
  ExpectTensor(buffer_, 123);
}

TEST_F(L1RegionTest, SingleDispatch) {
  IREE_EXPECT_OK(Dispatch(put_, {kCores, 1, 1}, {1}, {buffer_, buffer_}));
  ExpectNoLease();
}

TEST_F(L1RegionTest, OthersThatLeaveNoRoomWaitForItsEnd) {
  iree_hal_executable_t* await =
      LoadProgram(OtherProgram(kAwait, /*is_large=*/false));
  iree_hal_buffer_t* gate = AllocateWith(std::vector<uint32_t>(16 * kCores));
  iree_hal_semaphore_t* holder =
      Start({{put_, 30}, {await, 0}, {get_, 0}}, 0, gate);
  AwaitKernel(gate);
  iree_hal_semaphore_t* next = Start({{put_, 50}, {get_, 0}}, 1, buffer_);
  ExpectWaits(next);
  iree_hal_semaphore_t* large = Start({{large_, 0}}, 1, buffer_);
  iree_hal_semaphore_t* large_too = Start({{large_, 0}}, 0, buffer_);
  IREE_EXPECT_OK(End(Start({{small_, 0}, {small_, 0}}, 1, buffer_)));
  ExpectWaits(large);
  ExpectWaits(large_too);
  ExpectWaits(next);
  Open(gate);
  IREE_EXPECT_OK(End(holder));
  IREE_EXPECT_OK(End(next));
  IREE_EXPECT_OK(End(large));
  IREE_EXPECT_OK(End(large_too));
  ExpectTensor(gate, 30);
  ExpectTensor(buffer_, 50);
  iree_hal_buffer_release(gate);
  iree_hal_executable_release(await);
}

TEST_F(L1RegionTest, WaitsForLaunchesInFlightThatLeaveNoRoom) {
  iree_hal_executable_t* await =
      LoadProgram(OtherProgram(kAwait, /*is_large=*/true));
  iree_hal_buffer_t* gate = AllocateWith(std::vector<uint32_t>(16 * kCores));
  iree_hal_semaphore_t* large = Start({{await, 0}}, 0, gate);
  AwaitKernel(gate);
  iree_hal_semaphore_t* holder = Start({{put_, 9}, {get_, 0}}, 0, buffer_);
  ExpectWaits(holder);
  // Nor does it overtake, however much comes.
  iree_hal_semaphore_t* large_too = Start({{large_, 0}}, 1, buffer_);
  ExpectWaits(large_too);
  Open(gate);
  IREE_EXPECT_OK(End(large));
  IREE_EXPECT_OK(End(holder));
  IREE_EXPECT_OK(End(large_too));
  ExpectTensor(buffer_, 9);
  iree_hal_buffer_release(gate);
  iree_hal_executable_release(await);
}

TEST_F(L1RegionTest, EndsWhereAProgramOfItsOwnLeavesNoRoom) {
  IREE_EXPECT_OK(Run({{put_, 1},
                      {get_, 0},
                      {large_, 0},
                      {large_, 0},
                      {put_, 40},
                      {small_, 0},
                      {add_, 2},
                      {get_, 0}}));
  ExpectTensor(buffer_, 42);
  ExpectNoLease();
}

// More command buffers that wait than a queue has workers: the one that they
// wait for still ends.
TEST_F(L1RegionTest, ManyThatWaitDoNotBlockTheHolder) {
  iree_hal_executable_t* await =
      LoadProgram(OtherProgram(kAwait, /*is_large=*/false));
  iree_hal_buffer_t* gate = AllocateWith(std::vector<uint32_t>(16 * kCores));
  iree_hal_semaphore_t* holder =
      Start({{put_, 30}, {await, 0}, {add_, 1}, {get_, 0}}, 0, gate);
  AwaitKernel(gate);
  std::vector<iree_hal_semaphore_t*> waiting;
  for (int i = 0; i < 20; ++i) {
    waiting.push_back(
        i % 3 ? Start({{put_, 50}, {add_, 2}, {get_, 0}}, i % 2, buffer_)
              : Start({{large_, 0}}, i % 2, buffer_));
  }
  ExpectWaits(waiting.back());
  Open(gate);
  IREE_EXPECT_OK(End(holder));
  for (iree_hal_semaphore_t* semaphore : waiting) {
    IREE_EXPECT_OK(End(semaphore));
  }
  ExpectTensor(gate, 31);
  ExpectTensor(buffer_, 52);
  iree_hal_buffer_release(gate);
  iree_hal_executable_release(await);
}

TEST_F(L1RegionTest, FailuresGiveItBack) {
  // A kernel fails.
  iree_hal_executable_t* fails = LoadProgram(
      OtherProgram("void kernel_main() { noc_async_read(0, 0, 16); }",
                   /*is_large=*/false));
  EXPECT_EQ(Run({{put_, 1}, {fails, 0}, {get_, 0}}).code(),
            StatusCode::kOutOfRange);
  ExpectNoLease();
  EXPECT_EQ(Run({{fails, 0}, {put_, 1}}).code(), StatusCode::kOutOfRange);
  ExpectNoLease();
  iree_hal_executable_release(fails);
  // A dispatch can't be launched, with a lease and as it gets one.
  TestExecutable source = Program(kAdd);
  source.exports[0].scratch_size = {0, int64_t{1} << 40};
  fails = LoadProgram(source);
  EXPECT_EQ(Run({{put_, 1}, {fails, 0}, {get_, 0}}).code(),
            StatusCode::kResourceExhausted);
  ExpectNoLease();
  EXPECT_EQ(Run({{fails, 0}, {get_, 0}}).code(),
            StatusCode::kResourceExhausted);
  ExpectNoLease();
  EXPECT_EQ(
      iree::Status(Dispatch(fails, {kCores, 1, 1}, {1}, {buffer_, buffer_}))
          .code(),
      StatusCode::kResourceExhausted);
  ExpectNoLease();
  iree_hal_executable_release(fails);
}

TEST_F(L1RegionTest, ProgramsOfACommandBufferAgreeOnItsSize) {
  TestExecutable source = Program(kGet);
  source.exports[0].l1_region_size = kRegion / 2;
  iree_hal_executable_t* other = LoadProgram(source);
  const iree::Status status = Run({{put_, 1}, {other, 0}});
  EXPECT_EQ(status.code(), StatusCode::kFailedPrecondition);
  EXPECT_THAT(status.ToString(), HasSubstr("the_export"));
  EXPECT_THAT(status.ToString(), HasSubstr("131072 bytes of L1"));
  ExpectNoLease();
  iree_hal_executable_release(other);
}

TEST_F(L1RegionTest, RefusesProgramsThatLeaveLessThanTheySay) {
  TestExecutable source = Program(kGet);
  source.exports[0].circular_buffers[0].page_count = 340;
  iree_hal_executable_t* executable = nullptr;
  const iree::Status status(Load(source, &executable));
  EXPECT_EQ(status.code(), StatusCode::kResourceExhausted);
  EXPECT_THAT(status.ToString(), HasSubstr("export 'the_export'"));
}

// Command buffers with tensors in L1 from many threads on all queues, among
// programs that leave no room and such that do.
TEST_F(L1RegionTest, ManyThreadsAndQueues) {
  constexpr uint32_t kThreads = 6;
  constexpr uint32_t kRounds = 12;
  constexpr uint32_t kResultSize = 64 * kCores;
  iree_hal_buffer_t* results =
      AllocateWith(std::vector<uint32_t>(kThreads * kRounds * kResultSize / 4));
  std::vector<iree_hal_semaphore_t*> timelines(kThreads);
  for (auto& timeline : timelines) timeline = CreateSemaphore();
  const auto run_thread = [&](uint32_t t) {
    for (uint32_t round = 0; round < kRounds; ++round) {
      const uint32_t result = t * kRounds + round;
      std::vector<Step> steps = {{put_, 1000 * result}, {add_, 1}, {get_, 0}};
      if (result % 3 == 1) steps.push_back({large_, 0});
      if (result % 3 == 2) steps.insert(steps.begin(), {large_, 0});
      if (result % 4 == 1) {
        steps.insert(steps.end(), {{put_, 2000 * result}, {get_, 0}});
      }
      iree_hal_command_buffer_t* commands =
          Record(steps, results, result * kResultSize);
      // After its own last, and its neighbour's one round back.
      iree_hal_semaphore_t* waits[] = {timelines[t],
                                       timelines[(t + 1) % kThreads]};
      uint64_t wait_values[] = {round, round ? round - 1 : 0};
      uint64_t next = round + 1;
      IREE_EXPECT_OK(iree_hal_device_queue_execute(
          device_, iree_hal_queue_affinity_t{1} << (result % 2),
          {2, waits, wait_values}, {1, &timelines[t], &next}, commands,
          iree_hal_buffer_binding_table_empty(), IREE_HAL_EXECUTE_FLAG_NONE));
      iree_hal_command_buffer_release(commands);
      IREE_EXPECT_OK(End(Start({{result % 2 ? large_ : small_, 0}},
                               (result + 1) % 2, buffer_)));
    }
  };
  std::vector<std::thread> threads;
  for (uint32_t t = 0; t < kThreads; ++t) threads.emplace_back(run_thread, t);
  for (std::thread& thread : threads) thread.join();
  for (iree_hal_semaphore_t* timeline : timelines) {
    IREE_EXPECT_OK(Wait(timeline, kRounds));
    iree_hal_semaphore_release(timeline);
  }
  const std::vector<uint32_t> words =
      Read<uint32_t>(results, kThreads * kRounds * kResultSize / 4);
  for (uint32_t result = 0; result < kThreads * kRounds; ++result) {
    const uint32_t first = result % 4 == 1 ? 2000 * result : 1000 * result + 1;
    for (uint32_t core = 0; core < kCores; ++core) {
      EXPECT_EQ(words[result * kResultSize / 4 + 16 * core], first + core);
    }
  }
  iree_hal_buffer_release(results);
}

// The line of those that wait, over a device that only reserves, or refuses to.
class L1RegionLineTest : public ::testing::Test {
 protected:
  static tt_status_t Reserve(tt_device_t* device, uint32_t size,
                             uint32_t* out_address, tt_error_t*) {
    auto* test = reinterpret_cast<L1RegionLineTest*>(device);
    EXPECT_EQ(test->reserved_, 0u);
    if (test->refuses_) return TT_STATUS_UNAVAILABLE;
    test->reserved_ = size;
    *out_address = 1000 - size;
    return TT_STATUS_OK;
  }
  static void Release(tt_device_t* device) {
    reinterpret_cast<L1RegionLineTest*>(device)->reserved_ = 0;
  }

  void SetUp() override {
    api_.l1_reserve = Reserve;
    api_.l1_release = Release;
    iree_hal_tenstorrent_l1_region_initialize(
        &api_, reinterpret_cast<tt_device_t*>(this), /*available=*/1000,
        &region_);
  }
  void TearDown() override {
    iree_hal_tenstorrent_l1_region_deinitialize(&region_);
  }

  // Waits until that many wait.
  void AwaitWaiters(int count) {
    while (true) {
      iree_slim_mutex_lock(&region_.mutex);
      const int now = region_.waiter_count;
      iree_slim_mutex_unlock(&region_.mutex);
      if (now == count) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  void Note(int who) {
    std::lock_guard<std::mutex> lock(mutex_);
    order_.push_back(who);
  }

  // Threads that take their turn in the line, say so, and leave.
  std::thread Lease(int who, uint32_t size) {
    return std::thread([=] {
      uint32_t address = 0;
      IREE_EXPECT_OK(
          iree_hal_tenstorrent_l1_region_acquire(&region_, size, &address));
      EXPECT_EQ(address, 1000 - size);
      Note(who);
      iree_hal_tenstorrent_l1_region_release(&region_);
    });
  }
  std::thread Launch(int who, uint64_t size) {
    return std::thread([=] {
      iree_hal_tenstorrent_l1_launch_t launch;
      iree_hal_tenstorrent_l1_region_enter(&region_, size, /*is_holder=*/false,
                                           &launch);
      Note(who);
      iree_hal_tenstorrent_l1_region_leave(&region_, &launch);
    });
  }

  tt_device_library_t api_ = {};
  iree_hal_tenstorrent_l1_region_t region_;
  uint32_t reserved_ = 0;
  bool refuses_ = false;
  std::mutex mutex_;
  std::vector<int> order_;
};

TEST_F(L1RegionLineTest, WhoComesLaterStaysBehindWhomItDisagreesWith) {
  iree_hal_tenstorrent_l1_launch_t first;
  iree_hal_tenstorrent_l1_region_enter(&region_, 900, /*is_holder=*/false,
                                       &first);
  std::vector<std::thread> threads;
  threads.push_back(Lease(1, 200));
  AwaitWaiters(1);
  threads.push_back(Launch(2, 900));
  AwaitWaiters(2);
  threads.push_back(Lease(3, 200));
  AwaitWaiters(3);
  // Leaves room for all of them.
  Launch(0, 800).join();
  EXPECT_EQ(order_, std::vector<int>{0});
  iree_hal_tenstorrent_l1_region_leave(&region_, &first);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(order_, (std::vector<int>{0, 1, 2, 3}));
}

TEST_F(L1RegionLineTest, TheHolderPassesThoseThatWait) {
  uint32_t address = 0;
  IREE_ASSERT_OK(
      iree_hal_tenstorrent_l1_region_acquire(&region_, 200, &address));
  std::thread lease = Lease(1, 300);
  AwaitWaiters(1);
  std::thread launch = Launch(2, 900);
  AwaitWaiters(2);
  iree_hal_tenstorrent_l1_launch_t own;
  iree_hal_tenstorrent_l1_region_enter(&region_, 800, /*is_holder=*/true, &own);
  iree_hal_tenstorrent_l1_region_leave(&region_, &own);
  EXPECT_TRUE(order_.empty());
  iree_hal_tenstorrent_l1_region_release(&region_);
  lease.join();
  launch.join();
  EXPECT_EQ(order_, (std::vector<int>{1, 2}));
}

TEST_F(L1RegionLineTest, RefusedReservationsAreNoLease) {
  uint32_t address = 0;
  EXPECT_EQ(iree::Status(iree_hal_tenstorrent_l1_region_acquire(&region_, 1001,
                                                                &address))
                .code(),
            StatusCode::kResourceExhausted);
  refuses_ = true;
  const iree::Status status(
      iree_hal_tenstorrent_l1_region_acquire(&region_, 200, &address));
  EXPECT_EQ(status.code(), StatusCode::kUnavailable);
  EXPECT_THAT(status.ToString(), HasSubstr("reserving 200 bytes"));
  refuses_ = false;
  Lease(1, 200).join();
}

}  // namespace
}  // namespace iree::hal::tenstorrent
