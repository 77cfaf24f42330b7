// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Tensors in the workers' L1: they pass from one dispatch of a command buffer
// to the next, belong to one command buffer at a time, and are given back.

#include <cstdint>
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

  iree_hal_executable_t* LoadProgram(const TestExecutable& executable) {
    iree_hal_executable_t* loaded = nullptr;
    IREE_EXPECT_OK(Load(executable, &loaded));
    return loaded;
  }

  void SetUp() override {
    DeviceTest::SetUp();
    put_ = LoadProgram(Program(kPut));
    add_ = LoadProgram(Program(kAdd));
    get_ = LoadProgram(Program(kGet));
    buffer_ = AllocateWith(std::vector<uint32_t>(16 * kCores));
  }

  void TearDown() override {
    iree_hal_buffer_release(buffer_);
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
                                    iree_hal_buffer_t* buffer) {
    const iree_hal_buffer_ref_t ref =
        iree_hal_make_buffer_ref(buffer, 0, IREE_HAL_WHOLE_BUFFER);
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

  // Executes on `queue` and waits.
  iree::Status Execute(iree_hal_command_buffer_t* commands, int queue = 0) {
    iree_hal_semaphore_t* semaphore = CreateSemaphore();
    uint64_t one = 1;
    iree_status_t status = iree_hal_device_queue_execute(
        device_, iree_hal_queue_affinity_t{1} << queue,
        iree_hal_semaphore_list_empty(), {1, &semaphore, &one}, commands,
        iree_hal_buffer_binding_table_empty(), IREE_HAL_EXECUTE_FLAG_NONE);
    if (iree_status_is_ok(status)) status = Wait(semaphore, 1);
    iree_hal_semaphore_release(semaphore);
    return iree::Status(std::move(status));
  }

  iree::Status Run(const std::vector<Step>& steps) {
    iree_hal_command_buffer_t* commands = Record(steps, buffer_);
    iree::Status status = Execute(commands);
    iree_hal_command_buffer_release(commands);
    return status;
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
  iree_hal_buffer_t* buffer_ = nullptr;
};

TEST_F(L1RegionTest, PassesATensorFromDispatchToDispatch) {
  IREE_EXPECT_OK(Run({{put_, 100}, {add_, 20}, {add_, 3}, {get_, 0}}));
  ExpectTensor(buffer_, 123);
}

}  // namespace
}  // namespace iree::hal::tenstorrent
