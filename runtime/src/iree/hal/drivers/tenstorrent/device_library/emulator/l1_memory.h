// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// L1 of all cores of an emulated device, mapped below 4 GiB so that the 32-bit
// L1 addresses that kernels compute with are real pointers.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_L1_MEMORY_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_L1_MEMORY_H_

#include <cstdint>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"

namespace tt_emulator {

// Cores lie TT_EMU_L1_STRIDE bytes apart; between a core's L1 and the next
// lies unmapped space, so running over the end faults.
class L1Memory {
 public:
  L1Memory() = default;
  ~L1Memory();
  L1Memory(const L1Memory&) = delete;
  L1Memory& operator=(const L1Memory&) = delete;

  // Finds free address space for `core_count` cores and maps it.
  Status Map(uint32_t core_count, uint32_t l1_size);

  // Address of a core's L1 byte 0.
  uint32_t base(uint32_t core) const;
  uint8_t* data(uint32_t core) const;

 private:
  uint32_t start_ = 0;
  uint32_t core_count_ = 0;
};

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_L1_MEMORY_H_
