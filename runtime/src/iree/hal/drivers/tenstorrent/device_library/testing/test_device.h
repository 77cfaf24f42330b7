// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Fixture of tests that run kernels on a device: programs as lists of sources,
// launches that wait, and bytes in the DRAM arena.
//
// The device is the emulated one, or that of --device_library=PATH.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_DEVICE_LIBRARY_TESTING_TEST_DEVICE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_DEVICE_LIBRARY_TESTING_TEST_DEVICE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"
#include "iree/testing/gtest.h"

namespace tt_testing {

struct TestKernel {
  std::string name;
  tt_kernel_role_t role;
  std::string source;
  std::vector<uint32_t> compile_time_args;
};

// One program with its kernels; everything else as tt_program_desc_t has it.
struct TestProgram {
  std::vector<TestKernel> kernels;
  std::vector<tt_circular_buffer_desc_t> circular_buffers;
  std::vector<uint32_t> semaphores;
  uint8_t math_fidelity = 4;  // HiFi4
  bool fp32_dest_acc_en = false;
  bool dst_full_sync_en = false;
};

struct TestResult {
  tt_status_t status = TT_STATUS_OK;
  std::string message;
  tt_counters_t counters = {};
};

// A directory below the test's temporary directory, made when asked for.
std::string TestDirectory(const std::string& name);

// Whether --device_library names none: some tests are about the emulated device
// or need what it alone has, as counters of bytes and operations.
bool IsEmulatorUnderTest();

// The library of --device_library, or the emulator. Ends the program if it
// can't be loaded.
const tt_device_library_t* LibraryUnderTest();

class TestDevice : public ::testing::Test {
 protected:
  void SetUp() override { Open({}); }
  void TearDown() override { Close(); }

  // Closes the device that is open and opens one with these options; the cache
  // directory is the test's own where the options name none.
  void Open(tt_device_options_t options);
  void Close();

  void Write(uint64_t offset, const void* data, size_t size);
  template <typename T>
  void Write(uint64_t offset, const std::vector<T>& data) {
    Write(offset, data.data(), data.size() * sizeof(T));
  }
  void Read(uint64_t offset, void* data, size_t size);
  template <typename T>
  std::vector<T> Read(uint64_t offset, size_t count) {
    std::vector<T> data(count);
    Read(offset, data.data(), count * sizeof(T));
    return data;
  }

  // Builds and launches; every kernel has its core's index as its unique
  // argument and `common` as its common ones.
  TestResult Run(const TestProgram& program,
                 const std::vector<uint32_t>& common, uint32_t cores = 1);
  // Runs the smallest kernel and expects it to do its work: after an error.
  void ExpectUsable();

  const tt_device_library_t* library_ = LibraryUnderTest();
  tt_device_t* device_ = nullptr;
  tt_device_info_t info_ = {};
};

// The arena's address generator, in front of every data-movement kernel of
// these tests; `arena_base` is common argument 0.
extern const char kArenaPrelude[];

}  // namespace tt_testing

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_DEVICE_LIBRARY_TESTING_TEST_DEVICE_H_
