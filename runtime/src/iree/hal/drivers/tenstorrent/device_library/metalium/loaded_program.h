// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A program on a card: its recipe and the tt-metal workloads made from it, one
// for each number of cores that it was launched on.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_LOADED_PROGRAM_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_LOADED_PROGRAM_H_

#include <cstdint>
#include <map>
#include <memory>
#include <tt-metalium/distributed.hpp>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/metalium/launcher.h"
#include "iree/hal/drivers/tenstorrent/device_library/metalium/program_recipe.h"

namespace tt_metalium_device {

class LoadedProgram {
 public:
  LoadedProgram(ProgramRecipe recipe, uint32_t grid_x)
      : recipe_(std::move(recipe)), grid_x_(grid_x) {}

  const ProgramRecipe& recipe() const { return recipe_; }

  // Compiles the kernels, so that errors in them are known before a launch.
  // tt-metal keeps the binaries: launches find them by their hash.
  void Compile(Card* card, uint32_t core_count);

  // Copies and checks a launch's arguments. Throws Error.
  Launch CopyLaunch(const tt_launch_t& launch, uint32_t worker_count) const;

  // Sends the launch to the queue. The card's queue mutex is held.
  void Enqueue(tt::tt_metal::distributed::MeshCommandQueue* queue,
               const Launch& launch);

 private:
  struct Workload {
    std::vector<PlacedKernel> kernels;
    tt::tt_metal::distributed::MeshWorkload workload;
  };
  Workload* FindWorkload(const Launch& launch);
  void SetArguments(const tt::tt_metal::Program& program,
                    const std::vector<PlacedKernel>& kernels,
                    const Launch& launch);
  void ChangeArguments(Workload* workload, const Launch& launch);

  const ProgramRecipe recipe_;
  const uint32_t grid_x_;
  std::map<uint32_t, std::unique_ptr<Workload>> workloads_;  // by core count
};

}  // namespace tt_metalium_device

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_LOADED_PROGRAM_H_
