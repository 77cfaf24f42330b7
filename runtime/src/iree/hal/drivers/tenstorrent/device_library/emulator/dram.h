// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// DRAM of an emulated device: one lazily committed mapping a bank, and the
// arena, a byte range interleaved over the banks in pages of 4096 bytes.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_DRAM_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_DRAM_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/architecture.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"

namespace tt_emulator {

// Threads: the transfers may run concurrently; overlapping ones race as on
// the device.
class Dram {
 public:
  Dram() = default;
  ~Dram();
  Dram(const Dram&) = delete;
  Dram& operator=(const Dram&) = delete;

  // Maps the banks. `size_limit` bounds the arena (0: all of the banks).
  // Pages take host memory only once they are written.
  Status Map(const Architecture& architecture, uint64_t size_limit);

  uint64_t arena_size() const { return arena_size_; }
  // End of the arena's part of a bank, as a bank address.
  uint64_t bank_limit() const { return bank_limit_; }
  // Host address of bank address 0.
  uint8_t* bank(uint32_t index) const { return banks_[index]; }

  Status Write(uint64_t offset, const void* source, size_t length);
  Status Read(uint64_t offset, void* target, size_t length) const;
  Status Copy(uint64_t source_offset, uint64_t target_offset, uint64_t length);
  Status Fill(uint64_t offset, uint64_t length, const void* pattern,
              size_t pattern_length);
  // Gives the host's memory of whole pages of the range back.
  void Discard(uint64_t offset, uint64_t length);

 private:
  Status CheckRange(const char* what, uint64_t offset, uint64_t length) const;
  uint8_t* Address(uint64_t page) const {
    return banks_[page % banks_.size()] + kArenaBase +
           page / banks_.size() * kArenaPageSize;
  }

  std::vector<uint8_t*> banks_;
  uint64_t bank_limit_ = 0;
  uint64_t arena_size_ = 0;
};

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_DRAM_H_
