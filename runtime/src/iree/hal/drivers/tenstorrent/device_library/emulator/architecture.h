// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What the emulated products are: grids, memories, alignments, NoC
// coordinates, and the rates of the device-time model.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_ARCHITECTURE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_ARCHITECTURE_H_

#include <cstdint>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {

// Bits of a NoC address: a core-local address, then x and y of a node (or of
// the end of a multicast rectangle), then x and y of its start.
constexpr uint32_t kNocLocalBits = 36;
constexpr uint32_t kNocNodeBits = 6;

// Bank address where the arena begins, and the arena's page.
constexpr uint32_t kArenaBase = 64 * 1024;
constexpr uint32_t kArenaPageSize = 4096;

// L1 that tt-metal keeps for kernel binaries, arguments and semaphores.
constexpr uint32_t kKernelConfigSize = 69 * 1024;
constexpr uint32_t kL1Alignment = 16;

// Facts of one architecture and its default product.
struct Architecture {
  tt_arch_t arch;
  const char* product;
  const char* define;  // ARCH_...: the macro that kernels test
  uint32_t grid_x;
  uint32_t grid_y;
  uint32_t max_grid_x;
  uint32_t max_grid_y;
  uint32_t l1_size;
  uint32_t l1_firmware_end;  // MEM_MAP_END
  uint32_t l1_zeros_base;    // MEM_ZEROS_BASE: 512 bytes of zeros
  uint32_t dram_bank_count;
  uint64_t dram_bank_size;
  uint32_t dram_read_alignment;
  uint32_t dram_write_alignment;
  uint32_t noc_max_burst;
  uint64_t clock_hz;
  // Of the device-time model: bytes a core's NoC port moves in a cycle, and
  // bytes of all DRAM banks in a second.
  uint32_t noc_bytes_per_cycle;
  uint64_t dram_bytes_per_second;

  // First L1 byte for circular buffers.
  uint32_t l1_unreserved_base() const {
    return (l1_firmware_end + kKernelConfigSize + 63) & ~63u;
  }
};

const Architecture& GetArchitecture(tt_arch_t arch);

// What a NoC coordinate stands for.
struct NocNode {
  enum Kind : uint8_t { kNone, kWorker, kDram };
  Kind kind = kNone;
  uint16_t index = 0;  // linear core index or bank
};

// Coordinates of one device's workers and banks as its kernels see them:
// translated coordinates for workers (and for DRAM on Blackhole), so that
// both NoCs see the same ones.
class NocMap {
 public:
  NocMap(const Architecture& architecture, uint32_t grid_x, uint32_t grid_y);

  const NocNode& node(uint32_t x, uint32_t y) const {
    return nodes_[(y << kNocNodeBits) | x];
  }
  // y << 6 | x.
  uint16_t worker_xy(uint32_t core) const { return worker_xy_[core]; }
  const uint16_t* worker_xy() const { return worker_xy_.data(); }
  const uint16_t* dram_xy(uint32_t noc) const { return dram_xy_[noc].data(); }

 private:
  std::vector<NocNode> nodes_;
  std::vector<uint16_t> worker_xy_;
  std::vector<uint16_t> dram_xy_[2];
};

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_ARCHITECTURE_H_
