// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Dispatches of hand-written kernels: arguments, workgroups, scratch, and
// errors, after each of which the device must go on working.

#include "iree/hal/drivers/tenstorrent/testing/device_test.h"

namespace iree::hal::tenstorrent {
namespace {

using ::iree::testing::status::StatusIs;
using ::testing::HasSubstr;

// Writes {workgroup + constant 0, scratch bytes of a core} to 16-byte slot
// `workgroup` of binding 0. Slots keep L1 and DRAM aligned with each other.
constexpr char kWriteSlots[] = R"(
#include "dataflow_api.h"
void kernel_main() {
  const uint32_t cores = get_common_arg_val<uint32_t>(0);
  const uint32_t total = get_common_arg_val<uint32_t>(1) *
                         get_common_arg_val<uint32_t>(2) *
                         get_common_arg_val<uint32_t>(3);
  const InterleavedAddrGen<true> dram = {
      .bank_base_address = get_common_arg_val<uint32_t>(4), .page_size = 4096};
  const uint64_t target = (uint64_t(get_common_arg_val<uint32_t>(9)) << 32) |
                          get_common_arg_val<uint32_t>(8);
  const uint32_t addend = get_common_arg_val<uint32_t>(10);
  const uint32_t l1 = get_write_ptr(0);
  volatile tt_l1_ptr uint32_t* words =
      reinterpret_cast<volatile tt_l1_ptr uint32_t*>(l1);
  for (uint32_t wg = get_arg_val<uint32_t>(0); wg < total; wg += cores) {
    words[0] = wg + addend;
    words[1] = get_common_arg_val<uint32_t>(7);
    const uint64_t offset = target + 16 * wg;
    noc_async_write(l1, get_noc_addr(uint32_t(offset / 4096), dram,
                                     uint32_t(offset % 4096)), 8);
    noc_async_write_barrier();
  }
}
)";

std::string Kernel(const std::string& body) {
  return "#include \"dataflow_api.h\"\nvoid kernel_main() {\n" + body + "\n}\n";
}

class DispatchTest : public DeviceTest {
 protected:
  // Dispatches kWriteSlots and checks every slot and the bytes behind them.
  void ExpectSlots(const std::vector<uint32_t>& count, uint32_t addend,
                   uint32_t scratch = 0, TestExecutable source = {}) {
    if (source.exports.empty()) source = OneKernel(kWriteSlots);
    iree_hal_executable_t* executable = nullptr;
    IREE_ASSERT_OK(Load(source, &executable));
    const uint32_t total = count[0] * count[1] * count[2];
    iree_hal_buffer_t* buffer =
        AllocateWith(std::vector<uint32_t>(4 * (total + 4), 0xCDCDCDCDu));
    IREE_EXPECT_OK(Dispatch(executable, count, {addend}, {buffer}));
    const std::vector<uint32_t> words = Read<uint32_t>(buffer, 4 * (total + 4));
    for (uint32_t slot = 0; slot < total + 4; ++slot) {
      EXPECT_EQ(words[4 * slot], slot < total ? slot + addend : 0xCDCDCDCDu);
      EXPECT_EQ(words[4 * slot + 1], slot < total ? scratch : 0xCDCDCDCDu);
      EXPECT_EQ(words[4 * slot + 2], 0xCDCDCDCDu);
    }
    iree_hal_buffer_release(buffer);
    iree_hal_executable_release(executable);
  }

  // Loads and dispatches on one workgroup: the status, code and message.
  iree::Status Run(const TestExecutable& source) {
    iree_hal_executable_t* executable = nullptr;
    iree_status_t status = Load(source, &executable);
    if (iree_status_is_ok(status)) {
      iree_hal_buffer_t* buffer = AllocateWith(std::vector<uint32_t>(16, 0));
      status = Dispatch(executable, {1, 1, 1}, {0}, {buffer});
      iree_hal_buffer_release(buffer);
    }
    iree_hal_executable_release(executable);
    return iree::Status(std::move(status));
  }

  void ExpectFailure(const TestExecutable& source, StatusCode code,
                     const std::vector<std::string>& texts) {
    const iree::Status status = Run(source);
    EXPECT_EQ(status.code(), code) << status.ToString();
    for (const std::string& text : texts) {
      EXPECT_THAT(status.ToString(), HasSubstr(text));
    }
    ExpectSlots({3, 1, 1}, 7);
  }
};

TEST_F(DispatchTest, MoreWorkgroupsThanWorkers) { ExpectSlots({300, 1, 1}, 5); }

TEST_F(DispatchTest, ThreeDimensions) { ExpectSlots({5, 6, 7}, 0); }

TEST_F(DispatchTest, NoWorkgroupsNoLaunch) { ExpectSlots({4, 0, 2}, 1); }

TEST_F(DispatchTest, FewerCoresWhereTheProgramSaysSo) {
  TestExecutable source = OneKernel(kWriteSlots);
  source.exports[0].max_cores = 3;
  ExpectSlots({50, 1, 1}, 0, 0, source);
}

TEST_F(DispatchTest, ScratchIsAllocatedFromConstants) {
  TestExecutable source = OneKernel(kWriteSlots);
  // Constant 0 times 1000, rounded up to pages.
  source.exports[0].scratch_size = {1, 0, 0, 1000, 4, 0};
  ExpectSlots({10, 1, 1}, 9, 3 * 4096, source);
}

TEST_F(DispatchTest, ScratchBeyondDram) {
  Reopen("", {{"dram", "64mib"}});
  TestExecutable source = OneKernel(kWriteSlots);
  source.exports[0].scratch_size = {0, 1 << 30};
  ExpectFailure(source, StatusCode::kResourceExhausted,
                {"the_export", "scratch"});
}

TEST_F(DispatchTest, WrongArchitecture) {
  TestExecutable source = OneKernel(kWriteSlots);
  source.arch = 1;
  ExpectFailure(source, StatusCode::kIncompatible,
                {"wormhole_b0", "blackhole", "P100A"});
}

TEST_F(DispatchTest, CoresThatReachEachOtherInAnotherGrid) {
  TestExecutable source = OneKernel(kWriteSlots);
  source.exports[0].semaphores = {0};
  source.grid_columns = 14;
  source.grid_rows = 10;
  ExpectFailure(source, StatusCode::kIncompatible,
                {"the_export", "14x10", "12x10", "grid="});
}

TEST_F(DispatchTest, WrongNumberOfConstants) {
  TestExecutable source = OneKernel(kWriteSlots);
  source.exports[0].constant_count = 2;
  ExpectFailure(source, StatusCode::kInvalidArgument,
                {"the_export", "2 constants"});
}

TEST_F(DispatchTest, KernelThatDoesNotCompile) {
  ExpectFailure(OneKernel(Kernel("  this is no statement;")),
                StatusCode::kInvalidArgument, {"the_kernel", "error"});
}

// Where there are many, kernels compile after the load.
TEST_F(DispatchTest, KernelOfManyThatDoesNotCompile) {
  TestExecutable source = OneKernel(Kernel("  this is no statement;"));
  for (int i = 0; i < 20; ++i) {
    TestExport other = OneKernel(kWriteSlots).exports[0];
    other.name += std::to_string(i);
    source.exports.push_back(other);
  }
  iree_hal_executable_t* executable = nullptr;
  IREE_ASSERT_OK(Load(source, &executable));
  iree_hal_executable_release(executable);
  ExpectFailure(source, StatusCode::kInvalidArgument, {"the_kernel", "error"});
}

TEST_F(DispatchTest, CircularBuffersBeyondL1) {
  TestExecutable source = OneKernel(kWriteSlots);
  source.exports[0].circular_buffers[0].page_count = 1000;
  ExpectFailure(source, StatusCode::kResourceExhausted, {"L1"});
}

TEST_F(DispatchTest, Deadlock) {
  ExpectFailure(OneKernel(Kernel("  cb_wait_front(0, 1);")),
                StatusCode::kAborted, {"the_export", "the_kernel", "deadlock"});
}

TEST_F(DispatchTest, UnalignedNocWrite) {
  ExpectFailure(
      OneKernel(Kernel(
          "  const InterleavedAddrGen<true> dram = {.bank_base_address =\n"
          "      get_common_arg_val<uint32_t>(4), .page_size = 4096};\n"
          "  noc_async_write(get_write_ptr(0) + 4,\n"
          "                  get_noc_addr(0, dram, 0), 4);\n"
          "  noc_async_write_barrier();")),
      StatusCode::kInvalidArgument, {"the_kernel"});
}

TEST_F(DispatchTest, DramExhausted) {
  Reopen("", {{"dram", "64mib"}});
  iree_hal_buffer_params_t params = {};
  params.type = IREE_HAL_MEMORY_TYPE_DEVICE_LOCAL;
  params.usage = IREE_HAL_BUFFER_USAGE_DEFAULT;
  iree_hal_buffer_t* buffer = nullptr;
  EXPECT_THAT(
      Status(iree_hal_allocator_allocate_buffer(
          iree_hal_device_allocator(device_), params, 65 << 20, &buffer)),
      StatusIs(StatusCode::kResourceExhausted));
  iree_hal_semaphore_t* semaphore = CreateSemaphore();
  uint64_t value = 1;
  const iree_hal_semaphore_list_t signal = {1, &semaphore, &value};
  EXPECT_THAT(Status(iree_hal_device_queue_alloca(
                  device_, IREE_HAL_QUEUE_AFFINITY_ANY,
                  iree_hal_semaphore_list_empty(), signal, /*pool=*/nullptr,
                  params, 65 << 20, IREE_HAL_ALLOCA_FLAG_NONE, &buffer)),
              StatusIs(StatusCode::kResourceExhausted));
  iree_hal_semaphore_release(semaphore);
  ExpectSlots({3, 1, 1}, 7);
}

TEST_F(DispatchTest, FailureReachesWhatWaitsForIt) {
  iree_hal_semaphore_t* first = CreateSemaphore();
  iree_hal_semaphore_t* second = CreateSemaphore();
  uint64_t value = 1;
  const iree_hal_semaphore_list_t wait = {1, &first, &value};
  const iree_hal_semaphore_list_t signal = {1, &second, &value};
  IREE_ASSERT_OK(
      iree_hal_device_queue_barrier(device_, IREE_HAL_QUEUE_AFFINITY_ANY, wait,
                                    signal, IREE_HAL_EXECUTE_FLAG_NONE));
  iree_hal_semaphore_fail(first, iree_make_status(IREE_STATUS_DATA_LOSS));
  EXPECT_EQ(iree::Status(Wait(second, 1)).code(), StatusCode::kDataLoss);
  iree_hal_semaphore_release(second);
  iree_hal_semaphore_release(first);
}

TEST_F(DispatchTest, ClosingTheDeviceCancelsWhatWaits) {
  iree_hal_semaphore_t* never = CreateSemaphore();
  iree_hal_semaphore_t* second = CreateSemaphore();
  uint64_t value = 1;
  const iree_hal_semaphore_list_t wait = {1, &never, &value};
  const iree_hal_semaphore_list_t signal = {1, &second, &value};
  IREE_ASSERT_OK(
      iree_hal_device_queue_barrier(device_, IREE_HAL_QUEUE_AFFINITY_ANY, wait,
                                    signal, IREE_HAL_EXECUTE_FLAG_NONE));
  CloseDevice();
  EXPECT_EQ(iree::Status(Wait(second, 1)).code(), StatusCode::kCancelled);
  iree_hal_semaphore_release(second);
  iree_hal_semaphore_release(never);
}

}  // namespace
}  // namespace iree::hal::tenstorrent
