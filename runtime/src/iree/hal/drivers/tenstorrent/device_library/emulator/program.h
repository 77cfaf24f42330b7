// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A program: compiled kernels, where they run, and the layout of L1.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_PROGRAM_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_PROGRAM_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/include/tt_emu/kernel_abi.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/kernel_binary.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/processor.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {

// Immutable once created, except for the last launch's times.
class Program {
 public:
  struct Kernel {
    std::string name;
    uint32_t role = 0;
    uint32_t noc = 0;
    std::shared_ptr<const KernelBinary> binary;
  };

  // Checks the description against the device's limits and builds the kernels.
  static Status Create(Device* device, const tt_program_desc_t& description,
                       std::unique_ptr<Program>* out_program);

  Device* device() const { return device_; }
  const std::string& name() const { return name_; }
  const TtEmuProgramInfo& info() const { return info_; }
  const std::vector<Kernel>& kernels() const { return kernels_; }
  const std::vector<uint32_t>& semaphores() const { return semaphores_; }
  // Bit i: there is a circular buffer i.
  uint32_t cb_mask() const { return cb_mask_; }
  // L1 offset of a circular buffer.
  uint32_t cb_offset(uint32_t index) const { return cb_offset_[index]; }
  // L1 offset behind the last circular buffer.
  uint32_t cb_end() const { return cb_end_; }
  // True where the cores of a launch may know of each other.
  bool resident() const { return resident_; }
  // What the last launch took of host time, in nanoseconds; 0: none yet.
  std::atomic<int64_t> last_host_ns{0};
  // The same, of all threads that ran it together.
  std::atomic<int64_t> last_work_ns{0};
  // Index of the kernel of that role on that core; -1: none.
  int32_t kernel_at(uint32_t core, uint32_t role) const {
    return kernel_at_[core * kRolesPerCore + role];
  }

 private:
  Status PlaceBuffers(const tt_program_desc_t& description);
  Status PlaceKernels(const tt_program_desc_t& description);

  Device* device_ = nullptr;
  std::string name_;
  TtEmuProgramInfo info_ = {};
  std::vector<Kernel> kernels_;
  std::vector<uint32_t> semaphores_;
  std::vector<int32_t> kernel_at_;
  bool resident_ = false;
  uint32_t cb_mask_ = 0;
  uint32_t cb_end_ = 0;
  uint32_t cb_offset_[TT_EMU_MAX_CIRCULAR_BUFFERS] = {};
};

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_PROGRAM_H_
