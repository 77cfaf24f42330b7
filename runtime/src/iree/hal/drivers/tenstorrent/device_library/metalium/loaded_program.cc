// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/metalium/loaded_program.h"

#include <algorithm>
#include <tt-metalium/tt_metal.hpp>
#include <utility>

#include "iree/hal/drivers/tenstorrent/device_library/metalium/cores.h"
#include "iree/hal/drivers/tenstorrent/device_library/metalium/error.h"

namespace tt_metalium_device {
namespace {

using namespace tt::tt_metal;               // NOLINT: as tt-metal's examples.
using namespace tt::tt_metal::distributed;  // NOLINT

}  // namespace

void LoadedProgram::Compile(Card* card, uint32_t core_count) {
  std::vector<PlacedKernel> kernels;
  Program program = MakeProgram(recipe_, core_count, grid_x_, &kernels);
  tt::tt_metal::detail::CompileProgram(card->mesh(), program);
}

Launch LoadedProgram::CopyLaunch(const tt_launch_t& launch,
                                 uint32_t worker_count) const {
  const std::string where = "program '" + recipe_.name + "'";
  if (launch.core_count == 0 || launch.core_count > worker_count) {
    throw Error(TT_STATUS_INVALID_ARGUMENT,
                where + ": a launch on " + std::to_string(launch.core_count) +
                    " cores; the device has " + std::to_string(worker_count) +
                    " workers");
  }
  Launch copy;
  copy.core_count = launch.core_count;
  for (size_t i = 0; i < recipe_.kernels.size(); ++i) {
    const tt_kernel_args_t& from = launch.kernel_args[i];
    if (from.unique_count > TT_MAX_RUNTIME_ARGS ||
        from.common_count > TT_MAX_RUNTIME_ARGS ||
        from.unique_count + from.common_count > TT_MAX_RUNTIME_ARGS) {
      throw Error(TT_STATUS_RESOURCE_EXHAUSTED,
                  where + " kernel '" + recipe_.kernels[i].name +
                      "': " + std::to_string(from.unique_count) +
                      " unique and " + std::to_string(from.common_count) +
                      " common runtime arguments; at most " +
                      std::to_string(TT_MAX_RUNTIME_ARGS) + " in all");
    }
    Launch::Arguments arguments;
    arguments.unique_count = static_cast<uint32_t>(from.unique_count);
    arguments.unique.assign(
        from.unique, from.unique + from.unique_count * launch.core_count);
    arguments.common.assign(from.common, from.common + from.common_count);
    copy.arguments.push_back(std::move(arguments));
  }
  return copy;
}

void LoadedProgram::SetArguments(const Program& program,
                                 const std::vector<PlacedKernel>& kernels,
                                 const Launch& launch) {
  for (size_t i = 0; i < kernels.size(); ++i) {
    const PlacedKernel& kernel = kernels[i];
    const Launch::Arguments& arguments = launch.arguments[i];
    if (kernel.cores.empty()) continue;
    if (arguments.unique_count != 0) {
      std::vector<CoreCoord> cores;
      std::vector<std::vector<uint32_t>> words;
      for (uint32_t core : kernel.cores) {
        cores.push_back(CoreAt(core, grid_x_));
        const uint32_t* from =
            arguments.unique.data() + size_t{core} * arguments.unique_count;
        words.emplace_back(from, from + arguments.unique_count);
      }
      SetRuntimeArgs(program, kernel.handle, cores, words);
    }
    if (!arguments.common.empty()) {
      SetCommonRuntimeArgs(program, kernel.handle, arguments.common);
    }
  }
}

void LoadedProgram::ChangeArguments(Workload* workload, const Launch& launch) {
  const Program& program = workload->workload.get_programs().begin()->second;
  for (size_t i = 0; i < workload->kernels.size(); ++i) {
    const PlacedKernel& kernel = workload->kernels[i];
    const Launch::Arguments& arguments = launch.arguments[i];
    if (kernel.cores.empty()) continue;
    const auto replace = [&](RuntimeArgsData& words, const uint32_t* from,
                             size_t count) {
      if (words.size() != count) {
        throw Error(TT_STATUS_INVALID_ARGUMENT,
                    "program '" + recipe_.name + "' kernel '" +
                        recipe_.kernels[i].name +
                        "': " + std::to_string(count) +
                        " runtime arguments; the first launch had " +
                        std::to_string(words.size()));
      }
      std::copy(from, from + count, words.data());
    };
    if (arguments.unique_count != 0) {
      for (uint32_t core : kernel.cores) {
        replace(GetRuntimeArgs(program, kernel.handle, CoreAt(core, grid_x_)),
                arguments.unique.data() + size_t{core} * arguments.unique_count,
                arguments.unique_count);
      }
    }
    if (!arguments.common.empty()) {
      replace(GetCommonRuntimeArgs(program, kernel.handle),
              arguments.common.data(), arguments.common.size());
    }
  }
}

LoadedProgram::Workload* LoadedProgram::FindWorkload(const Launch& launch) {
  std::unique_ptr<Workload>& slot = workloads_[launch.core_count];
  if (slot != nullptr) {
    ChangeArguments(slot.get(), launch);
    return slot.get();
  }
  auto made = std::make_unique<Workload>();
  Program program =
      MakeProgram(recipe_, launch.core_count, grid_x_, &made->kernels);
  SetArguments(program, made->kernels, launch);
  made->workload.add_program(
      MeshCoordinateRange(MeshCoordinate(0, 0), MeshCoordinate(0, 0)),
      std::move(program));
  slot = std::move(made);
  return slot.get();
}

void LoadedProgram::Enqueue(MeshCommandQueue* queue, const Launch& launch) {
  EnqueueMeshWorkload(*queue, FindWorkload(launch)->workload,
                      /*blocking=*/false);
}

}  // namespace tt_metalium_device
