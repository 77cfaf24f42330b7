// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A program as tt_device.h describes it, kept so that tt-metal programs can be
// made from it: tt-metal fixes a program's cores when it is made, and launches
// of one program differ in their number of cores.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_PROGRAM_RECIPE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_PROGRAM_RECIPE_H_

#include <cstdint>
#include <map>
#include <string>
#include <tt-metalium/host_api.hpp>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_metalium_device {

struct KernelRecipe {
  std::string name;
  tt_kernel_role_t role;
  uint32_t noc;
  std::string source;
  std::vector<uint32_t> compile_time_args;
  std::map<std::string, std::string> defines;
  std::vector<tt_core_range_t> core_ranges;
};

struct ProgramRecipe {
  std::string name;
  std::vector<KernelRecipe> kernels;
  std::vector<tt_circular_buffer_desc_t> circular_buffers;
  uint64_t circular_buffer_size;  // of all of them, in bytes
  std::vector<uint32_t> semaphores;
  uint8_t math_fidelity;
  bool fp32_dest_acc_en;
  bool dst_full_sync_en;
  bool math_approx_mode;
};

// One kernel of a made program.
struct PlacedKernel {
  tt::tt_metal::KernelHandle handle;
  // Linear indices of the cores that it runs on; empty where none of the
  // launch's cores is among the kernel's (it is not in the program then).
  std::vector<uint32_t> cores;
};

// Copies and checks a description. Throws Error (INVALID_ARGUMENT or
// RESOURCE_EXHAUSTED) that names the program and the kernel.
ProgramRecipe CopyProgram(const tt_program_desc_t& description,
                          uint32_t worker_count, uint64_t l1_available);

// Makes a tt-metal program for cores 0 to core_count - 1.
tt::tt_metal::Program MakeProgram(const ProgramRecipe& recipe,
                                  uint32_t core_count, uint32_t grid_x,
                                  std::vector<PlacedKernel>* out_kernels);

}  // namespace tt_metalium_device

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_PROGRAM_RECIPE_H_
