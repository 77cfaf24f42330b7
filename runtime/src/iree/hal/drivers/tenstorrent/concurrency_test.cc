// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What is not ordered overlaps, what is ordered does not: dispatches that can
// only end while another runs, and many threads on all queues at once.

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "iree/hal/drivers/tenstorrent/testing/device_test.h"

namespace iree::hal::tenstorrent {
namespace {

// Binding 0 as an address, in front of every kernel here.
constexpr char kPrelude[] = R"(
#include "dataflow_api.h"
inline uint64_t address(uint32_t word) {
  const InterleavedAddrGen<true> dram = {
      .bank_base_address = get_common_arg_val<uint32_t>(4), .page_size = 4096};
  const uint64_t target = (uint64_t(get_common_arg_val<uint32_t>(9)) << 32) |
                          get_common_arg_val<uint32_t>(8);
  const uint64_t offset = target + 64 * word;
  return get_noc_addr(uint32_t(offset / 4096), dram, uint32_t(offset % 4096));
}
inline uint32_t read(uint32_t word) {
  const uint32_t l1 = get_write_ptr(0);
  noc_async_read(address(word), l1, 4);
  noc_async_read_barrier();
  return *reinterpret_cast<volatile tt_l1_ptr uint32_t*>(l1);
}
inline void write(uint32_t word, uint32_t value) {
  const uint32_t l1 = get_write_ptr(0);
  *reinterpret_cast<volatile tt_l1_ptr uint32_t*>(l1) = value;
  noc_async_write(l1, address(word), 4);
  noc_async_write_barrier();
}
void kernel_main() {
)";

// Words are 64 bytes apart, as reads must be aligned.
constexpr size_t kWordStride = 16;

// Adds constant 0 to word 0.
constexpr char kAdd[] =
    "  write(0, read(0) + get_common_arg_val<uint32_t>(10));\n}\n";
// Sets word 0.
constexpr char kSet[] = "  write(0, get_common_arg_val<uint32_t>(10));\n}\n";
// Waits for word 0 to be set, for a second or so, and copies it to word 1.
constexpr char kAwait[] = R"(
  uint32_t value = 0;
  for (uint32_t i = 0; i < 10000000 && value == 0; ++i) value = read(0);
  write(1, value);
}
)";

class ConcurrencyTest : public DeviceTest {
 protected:
  void SetUp() override {
    DeviceTest::SetUp();
    // One host thread could not run two kernels that wait for each other.
    Reopen("", {{"threads", "3"}});
  }

  iree_hal_executable_t* LoadKernel(const std::string& body) {
    iree_hal_executable_t* loaded = nullptr;
    IREE_EXPECT_OK(Load(OneKernel(kPrelude + body), &loaded));
    return loaded;
  }

  // Submits a dispatch on one core of `queue`.
  iree_status_t Submit(int queue, iree_hal_executable_t* executable,
                       uint32_t constant, iree_hal_buffer_t* buffer,
                       iree_hal_semaphore_list_t wait,
                       iree_hal_semaphore_list_t signal) {
    iree_hal_buffer_ref_t ref =
        iree_hal_make_buffer_ref(buffer, 0, IREE_HAL_WHOLE_BUFFER);
    return iree_hal_device_queue_dispatch(
        device_, iree_hal_queue_affinity_t{1} << queue, wait, signal,
        executable, iree_hal_executable_function_from_index(0),
        iree_hal_make_static_dispatch_config(1, 1, 1),
        iree_make_const_byte_span(&constant, sizeof(constant)), {1, &ref},
        IREE_HAL_DISPATCH_FLAG_NONE);
  }
};

TEST_F(ConcurrencyTest, SubmissionsOfOneQueueOverlap) {
  iree_hal_executable_t* await = LoadKernel(kAwait);
  iree_hal_executable_t* set = LoadKernel(kSet);
  iree_hal_buffer_t* buffer = AllocateWith(std::vector<uint32_t>(32));
  iree_hal_semaphore_t* semaphore = CreateSemaphore();
  iree_hal_semaphore_t* other = CreateSemaphore();
  uint64_t one = 1;
  IREE_EXPECT_OK(Submit(0, await, 0, buffer, iree_hal_semaphore_list_empty(),
                        {1, &semaphore, &one}));
  IREE_EXPECT_OK(Submit(0, set, 7, buffer, iree_hal_semaphore_list_empty(),
                        {1, &other, &one}));
  IREE_EXPECT_OK(Wait(semaphore, 1));
  IREE_EXPECT_OK(Wait(other, 1));
  EXPECT_EQ(Read<uint32_t>(buffer, 32)[kWordStride], 7u);
  iree_hal_semaphore_release(other);
  iree_hal_semaphore_release(semaphore);
  iree_hal_buffer_release(buffer);
  iree_hal_executable_release(set);
  iree_hal_executable_release(await);
}

TEST_F(ConcurrencyTest, TransfersOverlapDispatches) {
  iree_hal_executable_t* await = LoadKernel(kAwait);
  iree_hal_buffer_t* buffer = AllocateWith(std::vector<uint32_t>(32));
  iree_hal_semaphore_t* semaphore = CreateSemaphore();
  iree_hal_semaphore_t* other = CreateSemaphore();
  uint64_t one = 1;
  IREE_EXPECT_OK(Submit(0, await, 0, buffer, iree_hal_semaphore_list_empty(),
                        {1, &semaphore, &one}));
  const uint32_t pattern = 9;
  IREE_EXPECT_OK(iree_hal_device_queue_fill(
      device_, 1, iree_hal_semaphore_list_empty(), {1, &other, &one}, buffer, 0,
      sizeof(pattern), &pattern, sizeof(pattern), IREE_HAL_FILL_FLAG_NONE));
  IREE_EXPECT_OK(Wait(semaphore, 1));
  IREE_EXPECT_OK(Wait(other, 1));
  EXPECT_EQ(Read<uint32_t>(buffer, 32)[kWordStride], 9u);
  iree_hal_semaphore_release(other);
  iree_hal_semaphore_release(semaphore);
  iree_hal_buffer_release(buffer);
  iree_hal_executable_release(await);
}

TEST_F(ConcurrencyTest, DispatchesOfOneCommandBufferOverlapUpToABarrier) {
  iree_hal_executable_t* await = LoadKernel(kAwait);
  iree_hal_executable_t* set = LoadKernel(kSet);
  iree_hal_executable_t* add = LoadKernel(kAdd);
  iree_hal_buffer_t* buffer = AllocateWith(std::vector<uint32_t>(32));
  iree_hal_buffer_ref_t ref =
      iree_hal_make_buffer_ref(buffer, 0, IREE_HAL_WHOLE_BUFFER);
  iree_hal_command_buffer_t* commands = nullptr;
  IREE_ASSERT_OK(iree_hal_command_buffer_create(
      device_, IREE_HAL_COMMAND_BUFFER_MODE_ONE_SHOT,
      IREE_HAL_COMMAND_CATEGORY_DISPATCH, IREE_HAL_QUEUE_AFFINITY_ANY,
      /*binding_capacity=*/0, &commands));
  const auto dispatch = [&](iree_hal_executable_t* executable,
                            uint32_t constant) {
    IREE_EXPECT_OK(iree_hal_command_buffer_dispatch(
        commands, executable, iree_hal_executable_function_from_index(0),
        iree_hal_make_static_dispatch_config(1, 1, 1),
        iree_make_const_byte_span(&constant, sizeof(constant)), {1, &ref},
        IREE_HAL_DISPATCH_FLAG_NONE));
  };
  const auto barrier = [&] {
    IREE_EXPECT_OK(iree_hal_command_buffer_execution_barrier(
        commands, IREE_HAL_EXECUTION_STAGE_DISPATCH,
        IREE_HAL_EXECUTION_STAGE_DISPATCH, IREE_HAL_EXECUTION_BARRIER_FLAG_NONE,
        0, nullptr, 0, nullptr));
  };
  IREE_ASSERT_OK(iree_hal_command_buffer_begin(commands));
  dispatch(await, 0);
  dispatch(set, 5);
  for (int i = 0; i < 20; ++i) {
    barrier();
    dispatch(add, 3);
  }
  IREE_ASSERT_OK(iree_hal_command_buffer_end(commands));
  iree_hal_semaphore_t* semaphore = CreateSemaphore();
  uint64_t one = 1;
  IREE_EXPECT_OK(iree_hal_device_queue_execute(
      device_, IREE_HAL_QUEUE_AFFINITY_ANY, iree_hal_semaphore_list_empty(),
      {1, &semaphore, &one}, commands, iree_hal_buffer_binding_table_empty(),
      IREE_HAL_EXECUTE_FLAG_NONE));
  IREE_EXPECT_OK(Wait(semaphore, 1));
  const std::vector<uint32_t> words = Read<uint32_t>(buffer, 32);
  EXPECT_EQ(words[kWordStride], 5u);
  EXPECT_EQ(words[0], 65u);
  iree_hal_semaphore_release(semaphore);
  iree_hal_command_buffer_release(commands);
  iree_hal_buffer_release(buffer);
  iree_hal_executable_release(add);
  iree_hal_executable_release(set);
  iree_hal_executable_release(await);
}

// Each thread has a timeline: transient buffers are allocated, filled, added
// to, copied out and freed, on queues in turn and after a step of another
// thread. Besides, all threads add to one word in an order that one semaphore
// gives.
TEST_F(ConcurrencyTest, ManyThreadsQueuesAndSemaphores) {
  constexpr uint32_t kThreads = 6;
  constexpr uint32_t kRounds = 15;
  constexpr uint64_t kSteps = 5;
  iree_hal_executable_t* add = LoadKernel(kAdd);
  iree_hal_buffer_t* results =
      AllocateWith(std::vector<uint32_t>(kThreads * kRounds * kWordStride));
  iree_hal_buffer_t* total = AllocateWith(std::vector<uint32_t>(kWordStride));
  iree_hal_semaphore_t* turn = CreateSemaphore();
  std::vector<iree_hal_semaphore_t*> timelines(kThreads);
  for (auto& timeline : timelines) timeline = CreateSemaphore();

  const auto run_thread = [&](uint32_t t) {
    iree_hal_buffer_params_t params = {};
    params.type = IREE_HAL_MEMORY_TYPE_DEVICE_LOCAL;
    params.usage = IREE_HAL_BUFFER_USAGE_DEFAULT;
    uint64_t at = 0;
    for (uint32_t round = 0; round < kRounds; ++round) {
      // The neighbour's last round; no cycle, as it is one round back.
      iree_hal_semaphore_t* waits[] = {timelines[t],
                                       timelines[(t + 1) % kThreads]};
      uint64_t wait_values[] = {at, round * kSteps};
      uint64_t next = at;
      int queue = (t + round) % 2;
      const auto affinity = [&] {
        queue ^= 1;
        return iree_hal_queue_affinity_t{1} << queue;
      };
      const auto wait = [&] {
        wait_values[0] = next;
        return iree_hal_semaphore_list_t{1, waits, wait_values};
      };
      const auto signal = [&] {
        ++next;
        return iree_hal_semaphore_list_t{1, &timelines[t], &next};
      };
      iree_hal_buffer_t* buffer = nullptr;
      IREE_ASSERT_OK(iree_hal_device_queue_alloca(
          device_, affinity(), {2, waits, wait_values}, signal(),
          /*pool=*/nullptr, params, 4096 * (1 + round % 3),
          IREE_HAL_ALLOCA_FLAG_NONE, &buffer));
      const uint32_t pattern = 100 * t;
      auto list = wait();
      IREE_EXPECT_OK(iree_hal_device_queue_fill(
          device_, affinity(), list, signal(), buffer, 0, 64, &pattern,
          sizeof(pattern), IREE_HAL_FILL_FLAG_NONE));
      list = wait();
      IREE_EXPECT_OK(Submit(queue, add, round, buffer, list, signal()));
      list = wait();
      IREE_EXPECT_OK(iree_hal_device_queue_copy(
          device_, affinity(), list, signal(), buffer, 0, results,
          (t * kRounds + round) * kWordStride * 4, 4, IREE_HAL_COPY_FLAG_NONE));
      list = wait();
      IREE_EXPECT_OK(
          iree_hal_device_queue_dealloca(device_, affinity(), list, signal(),
                                         buffer, IREE_HAL_DEALLOCA_FLAG_NONE));
      iree_hal_buffer_release(buffer);
      at = next;

      uint64_t my_turn = round * kThreads + t;
      uint64_t next_turn = my_turn + 1;
      IREE_EXPECT_OK(Submit(queue, add, 1, total, {1, &turn, &my_turn},
                            {1, &turn, &next_turn}));
    }
  };
  std::vector<std::thread> threads;
  for (uint32_t t = 0; t < kThreads; ++t) threads.emplace_back(run_thread, t);
  for (std::thread& thread : threads) thread.join();
  for (iree_hal_semaphore_t* timeline : timelines) {
    IREE_EXPECT_OK(Wait(timeline, kRounds * kSteps));
  }
  IREE_EXPECT_OK(Wait(turn, kRounds * kThreads));
  EXPECT_EQ(Read<uint32_t>(total, 1)[0], kRounds * kThreads);
  const std::vector<uint32_t> words =
      Read<uint32_t>(results, kThreads * kRounds * kWordStride);
  for (uint32_t t = 0; t < kThreads; ++t) {
    for (uint32_t round = 0; round < kRounds; ++round) {
      EXPECT_EQ(words[(t * kRounds + round) * kWordStride], 100 * t + round);
    }
  }
  for (auto& timeline : timelines) iree_hal_semaphore_release(timeline);
  iree_hal_semaphore_release(turn);
  iree_hal_buffer_release(total);
  iree_hal_buffer_release(results);
  iree_hal_executable_release(add);
}

// A device closes while threads' work still waits and runs.
TEST_F(ConcurrencyTest, ClosesWhileItIsBusy) {
  iree_hal_executable_t* add = LoadKernel(kAdd);
  iree_hal_buffer_t* buffer = AllocateWith(std::vector<uint32_t>(kWordStride));
  iree_hal_semaphore_t* never = CreateSemaphore();
  iree_hal_semaphore_t* last = CreateSemaphore();
  uint64_t one = 1;
  for (int i = 0; i < 20; ++i) {
    iree_hal_semaphore_t* ended = CreateSemaphore();
    const bool waits = i % 2;
    IREE_EXPECT_OK(Submit(i / 2 % 2, add, 1, buffer,
                          waits ? iree_hal_semaphore_list_t{1, &never, &one}
                                : iree_hal_semaphore_list_empty(),
                          {1, i == 19 ? &last : &ended, &one}));
    iree_hal_semaphore_release(ended);
  }
  iree_hal_executable_release(add);
  iree_hal_buffer_release(buffer);
  CloseDevice();
  EXPECT_EQ(iree::Status(Wait(last, 1)).code(), StatusCode::kCancelled);
  iree_hal_semaphore_release(last);
  iree_hal_semaphore_release(never);
}

class AllocationTest : public ConcurrencyTest {
 protected:
  static constexpr iree_device_size_t kMost = 40 << 20;

  void SetUp() override {
    DeviceTest::SetUp();
    Reopen("", {{"dram", "64mib"}});
    semaphore_ = CreateSemaphore();
    freed_ = CreateSemaphore();
    gate_ = CreateSemaphore();
  }

  void TearDown() override {
    iree_hal_semaphore_release(gate_);
    iree_hal_semaphore_release(freed_);
    iree_hal_semaphore_release(semaphore_);
    DeviceTest::TearDown();
  }

  iree_status_t Alloca(uint64_t value, iree_hal_buffer_t** out_buffer) {
    iree_hal_buffer_params_t params = {};
    params.type = IREE_HAL_MEMORY_TYPE_DEVICE_LOCAL;
    params.usage = IREE_HAL_BUFFER_USAGE_DEFAULT;
    return iree_hal_device_queue_alloca(
        device_, IREE_HAL_QUEUE_AFFINITY_ANY, iree_hal_semaphore_list_empty(),
        {1, &semaphore_, &value}, /*pool=*/nullptr, params, kMost,
        IREE_HAL_ALLOCA_FLAG_NONE, out_buffer);
  }

  // Frees `buffer` once the gate is at 1.
  void Dealloca(iree_hal_buffer_t* buffer) {
    uint64_t one = 1;
    IREE_EXPECT_OK(iree_hal_device_queue_dealloca(
        device_, IREE_HAL_QUEUE_AFFINITY_ANY, {1, &gate_, &one},
        {1, &freed_, &one}, buffer, IREE_HAL_DEALLOCA_FLAG_NONE));
  }

  iree_hal_semaphore_t* semaphore_ = nullptr;
  iree_hal_semaphore_t* freed_ = nullptr;
  iree_hal_semaphore_t* gate_ = nullptr;
};

TEST_F(AllocationTest, WaitsForDeallocationsThatAreToCome) {
  iree_hal_buffer_t* first = nullptr;
  IREE_ASSERT_OK(Alloca(1, &first));
  Dealloca(first);
  iree_hal_buffer_t* second = nullptr;
  IREE_ASSERT_OK(Alloca(2, &second));
  uint64_t value = 0;
  IREE_EXPECT_OK(iree_hal_semaphore_query(semaphore_, &value));
  EXPECT_EQ(value, 1u);
  IREE_EXPECT_OK(iree_hal_semaphore_signal(gate_, 1, /*frontier=*/nullptr));
  IREE_EXPECT_OK(Wait(semaphore_, 2));
  iree_hal_buffer_release(second);
  iree_hal_buffer_release(first);
}

TEST_F(AllocationTest, FailsOnceNothingIsToCome) {
  iree_hal_buffer_t* first = nullptr;
  IREE_ASSERT_OK(Alloca(1, &first));
  Dealloca(first);
  iree_hal_buffer_t* second = nullptr;
  IREE_ASSERT_OK(Alloca(2, &second));
  iree_hal_semaphore_fail(gate_, iree_make_status(IREE_STATUS_DATA_LOSS));
  EXPECT_EQ(iree::Status(Wait(semaphore_, 2)).code(),
            StatusCode::kResourceExhausted);
  iree_hal_buffer_release(second);
  iree_hal_buffer_release(first);
}

TEST_F(AllocationTest, DoesNotWaitForWhatIsSubmittedAfterIt) {
  iree_hal_buffer_t* first = nullptr;
  IREE_ASSERT_OK(Alloca(1, &first));
  iree_hal_buffer_t* second = nullptr;
  EXPECT_EQ(iree::Status(Alloca(2, &second)).code(),
            StatusCode::kResourceExhausted);
  iree_hal_buffer_release(second);
  iree_hal_buffer_release(first);
}

}  // namespace
}  // namespace iree::hal::tenstorrent
