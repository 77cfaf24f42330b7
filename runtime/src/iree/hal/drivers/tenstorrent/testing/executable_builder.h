// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Builds tt-metal-fb executables from plain structs, valid or not.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_TESTING_EXECUTABLE_BUILDER_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_TESTING_EXECUTABLE_BUILDER_H_

#include <cstdint>
#include <string>
#include <vector>

namespace iree::hal::tenstorrent {

// Fields are those of the schema, tenstorrent_executable_def.fbs.
struct TestKernel {
  std::string name;
  uint8_t role = 0;
  std::string source;
  int8_t noc = -1;
  std::vector<std::pair<uint32_t, uint32_t>> core_ranges;
};

struct TestCircularBuffer {
  uint8_t index = 0;
  uint8_t format = 8;
  uint32_t page_size = 4096;
  uint32_t page_count = 1;
};

struct TestExport {
  std::string name;
  std::vector<TestKernel> kernels;
  std::vector<TestCircularBuffer> circular_buffers;
  std::vector<uint32_t> semaphores;
  uint32_t binding_count = 0;
  uint32_t constant_count = 0;
  uint32_t max_cores = 0;
  uint8_t math_fidelity = 4;
  std::vector<int64_t> scratch_size;
  // Binding and offset.
  std::vector<std::pair<uint32_t, uint32_t>> l1_tensors;
  uint32_t l1_region_size = 0;
};

struct TestExecutable {
  uint8_t arch = 2;
  uint8_t metal_api = 0;
  uint32_t dram_page_size = 4096;
  // 0 is any.
  uint32_t grid_columns = 0;
  uint32_t grid_rows = 0;
  std::vector<TestExport> exports;
};

// Returns the FlatBuffer. Its bytes are aligned as those of any heap
// allocation.
std::vector<uint8_t> BuildExecutable(const TestExecutable& executable);

// An executable with one export, "the_export", of one reader kernel,
// "the_kernel", with one binding, one constant and one circular buffer.
TestExecutable OneKernel(const std::string& source);

// An executable with one export that uses every part of the schema.
TestExecutable MakeFullExecutable();

}  // namespace iree::hal::tenstorrent

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_TESTING_EXECUTABLE_BUILDER_H_
