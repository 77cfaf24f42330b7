// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/metalium/program_recipe.h"

#include <algorithm>
#include <utility>

#include "iree/hal/drivers/tenstorrent/device_library/metalium/cores.h"
#include "iree/hal/drivers/tenstorrent/device_library/metalium/error.h"

namespace tt_metalium_device {
namespace {

using namespace tt::tt_metal;  // NOLINT: as tt-metal's examples.

std::string ToString(tt_string_view_t view) {
  return std::string(view.data, view.size);
}

KernelRecipe CopyKernel(const std::string& program,
                        const tt_kernel_desc_t& from, uint32_t worker_count) {
  KernelRecipe kernel;
  kernel.name = ToString(from.name);
  const std::string where =
      "program '" + program + "' kernel '" + kernel.name + "': ";
  kernel.role = from.role;
  // As tt-metal: RISCV_1 (the reader) on NoC 0, RISCV_0 on NoC 1.
  kernel.noc = from.role == TT_KERNEL_ROLE_WRITER ? 1 : 0;
  if (from.noc >= 0) kernel.noc = static_cast<uint32_t>(from.noc);
  if (from.role < TT_KERNEL_ROLE_READER || from.role > TT_KERNEL_ROLE_WRITER ||
      kernel.noc > 1) {
    throw Error(TT_STATUS_INVALID_ARGUMENT,
                where + "role " + std::to_string(from.role) + " on NoC " +
                    std::to_string(from.noc));
  }
  kernel.source = ToString(from.source);
  kernel.compile_time_args.assign(
      from.compile_time_args,
      from.compile_time_args + from.compile_time_arg_count);
  for (size_t i = 0; i < from.define_count; ++i) {
    const std::string value = ToString(from.defines[i].value);
    const std::string name = ToString(from.defines[i].name);
    // tt-metal puts both on the compiler's command line.
    static constexpr char kIdentifier[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    static constexpr char kPlain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
        "+-*/%()<>=!&|^~?:,. ";
    if (name.empty() || (name[0] >= '0' && name[0] <= '9') ||
        name.find_first_not_of(kIdentifier) != std::string::npos ||
        value.find_first_not_of(kPlain) != std::string::npos) {
      throw Error(TT_STATUS_INVALID_ARGUMENT,
                  where + "define '" + name +
                      "' is not an identifier with a plain expression");
    }
    kernel.defines[name] = value;
  }
  kernel.core_ranges.assign(from.core_ranges,
                            from.core_ranges + from.core_range_count);
  for (const tt_core_range_t& range : kernel.core_ranges) {
    if (range.start > range.end || range.end >= worker_count) {
      throw Error(TT_STATUS_INVALID_ARGUMENT,
                  where + "cores " + std::to_string(range.start) + " to " +
                      std::to_string(range.end) + "; the device has " +
                      std::to_string(worker_count) + " workers");
    }
  }
  return kernel;
}

DataMovementConfig MakeDataMovementConfig(const KernelRecipe& kernel) {
  DataMovementConfig config;
  config.processor = kernel.role == TT_KERNEL_ROLE_READER
                         ? DataMovementProcessor::RISCV_1
                         : DataMovementProcessor::RISCV_0;
  config.noc = kernel.noc == 0 ? NOC::NOC_0 : NOC::NOC_1;
  config.compile_args = kernel.compile_time_args;
  config.defines = kernel.defines;
  return config;
}

ComputeConfig MakeComputeConfig(const ProgramRecipe& recipe,
                                const KernelRecipe& kernel) {
  ComputeConfig config;
  config.math_fidelity = static_cast<MathFidelity>(recipe.math_fidelity);
  config.fp32_dest_acc_en = recipe.fp32_dest_acc_en;
  config.dst_full_sync_en = recipe.dst_full_sync_en;
  config.math_approx_mode = recipe.math_approx_mode;
  config.unpack_to_dest_mode.assign(TT_MAX_CIRCULAR_BUFFERS,
                                    UnpackToDestMode::Default);
  for (const tt_circular_buffer_desc_t& buffer : recipe.circular_buffers) {
    if (buffer.unpack_to_dest_mode != 0) {
      config.unpack_to_dest_mode[buffer.index] =
          UnpackToDestMode::UnpackToDestFp32;
    }
  }
  config.compile_args = kernel.compile_time_args;
  config.defines = kernel.defines;
  return config;
}

}  // namespace

ProgramRecipe CopyProgram(const tt_program_desc_t& description,
                          uint32_t worker_count, uint64_t l1_available) {
  ProgramRecipe recipe;
  recipe.name = ToString(description.name);
  const std::string where = "program '" + recipe.name + "': ";
  recipe.math_fidelity = description.math_fidelity;
  recipe.fp32_dest_acc_en = description.fp32_dest_acc_en;
  recipe.dst_full_sync_en = description.dst_full_sync_en;
  recipe.math_approx_mode = description.math_approx_mode;
  if (description.semaphore_count > TT_MAX_SEMAPHORES) {
    throw Error(TT_STATUS_RESOURCE_EXHAUSTED,
                where + std::to_string(description.semaphore_count) +
                    " semaphores; a core has " +
                    std::to_string(TT_MAX_SEMAPHORES));
  }
  recipe.semaphores.assign(
      description.semaphore_initial_values,
      description.semaphore_initial_values + description.semaphore_count);
  if (description.circular_buffer_count > TT_MAX_CIRCULAR_BUFFERS) {
    throw Error(TT_STATUS_RESOURCE_EXHAUSTED,
                where + std::to_string(description.circular_buffer_count) +
                    " circular buffers; a core has " +
                    std::to_string(TT_MAX_CIRCULAR_BUFFERS));
  }
  uint32_t seen = 0;
  uint64_t taken = 0;
  for (size_t i = 0; i < description.circular_buffer_count; ++i) {
    const tt_circular_buffer_desc_t& buffer = description.circular_buffers[i];
    const std::string which =
        where + "circular buffer " + std::to_string(buffer.index);
    if (buffer.index >= TT_MAX_CIRCULAR_BUFFERS) {
      throw Error(TT_STATUS_INVALID_ARGUMENT, which + " does not exist");
    }
    if ((seen >> buffer.index) & 1) {
      throw Error(TT_STATUS_INVALID_ARGUMENT, which + " is given twice");
    }
    seen |= 1u << buffer.index;
    const uint64_t size = uint64_t{buffer.page_size} * buffer.page_count;
    if (size == 0 || buffer.page_size % 16 != 0 || size > UINT32_MAX) {
      throw Error(TT_STATUS_INVALID_ARGUMENT,
                  which + ": " + std::to_string(buffer.page_count) +
                      " pages of " + std::to_string(buffer.page_size) +
                      " bytes; the page size must be a multiple of 16");
    }
    taken += size;
    if (taken > l1_available) {
      throw Error(TT_STATUS_RESOURCE_EXHAUSTED,
                  which + " does not fit: L1 has " +
                      std::to_string(l1_available) +
                      " bytes for circular buffers, and with it they take " +
                      std::to_string(taken));
    }
    recipe.circular_buffers.push_back(buffer);
  }
  recipe.circular_buffer_size = taken;
  for (size_t i = 0; i < description.kernel_count; ++i) {
    recipe.kernels.push_back(
        CopyKernel(recipe.name, description.kernels[i], worker_count));
  }
  return recipe;
}

Program MakeProgram(const ProgramRecipe& recipe, uint32_t core_count,
                    uint32_t grid_x, std::vector<PlacedKernel>* out_kernels) {
  const CoreRangeSet everywhere =
      MakeCoreRangeSet(SelectCores({}, core_count), grid_x);
  Program program = CreateProgram();
  for (size_t i = 0; i < recipe.semaphores.size(); ++i) {
    const uint32_t id =
        CreateSemaphore(program, everywhere, recipe.semaphores[i]);
    if (id != i) {
      throw Error(TT_STATUS_INTERNAL, "tt-metal numbered semaphore " +
                                          std::to_string(i) + " as " +
                                          std::to_string(id));
    }
  }
  for (const tt_circular_buffer_desc_t& buffer : recipe.circular_buffers) {
    CircularBufferConfig config(
        buffer.page_size * buffer.page_count,
        {{buffer.index, static_cast<tt::DataFormat>(buffer.format)}});
    config.set_page_size(buffer.index, buffer.page_size);
    CreateCircularBuffer(program, everywhere, config);
  }
  out_kernels->clear();
  for (const KernelRecipe& kernel : recipe.kernels) {
    PlacedKernel placed = {};
    placed.cores = SelectCores(kernel.core_ranges, core_count);
    if (!placed.cores.empty()) {
      const CoreRangeSet cores = MakeCoreRangeSet(placed.cores, grid_x);
      if (kernel.role == TT_KERNEL_ROLE_COMPUTE) {
        placed.handle = CreateKernelFromString(
            program, kernel.source, cores, MakeComputeConfig(recipe, kernel));
      } else {
        placed.handle = CreateKernelFromString(program, kernel.source, cores,
                                               MakeDataMovementConfig(kernel));
      }
    }
    out_kernels->push_back(std::move(placed));
  }
  return program;
}

}  // namespace tt_metalium_device
