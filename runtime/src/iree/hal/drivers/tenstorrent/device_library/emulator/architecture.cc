// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/architecture.h"

namespace tt_emulator {
namespace {

// Blackhole P100A: 120 Tensix cores, 7 GDDR6 banks at 16 GT/s.
constexpr Architecture kBlackhole = {
    /*arch=*/TT_ARCH_BLACKHOLE,
    /*product=*/"P100A",
    /*define=*/"ARCH_BLACKHOLE",
    /*grid_x=*/12,
    /*grid_y=*/10,
    /*max_grid_x=*/14,
    /*max_grid_y=*/10,
    /*l1_size=*/1536 * 1024,
    /*l1_firmware_end=*/32880,
    /*l1_zeros_base=*/12864,
    /*dram_bank_count=*/7,
    /*dram_bank_size=*/4278190080u,
    /*dram_read_alignment=*/64,
    /*dram_write_alignment=*/16,
    /*noc_max_burst=*/16384,
    /*clock_hz=*/1350000000,
    /*noc_bytes_per_cycle=*/64,
    /*dram_bytes_per_second=*/448000000000,
};

// Wormhole n150: 64 Tensix cores, 12 GDDR6 banks (two a channel) at 12 GT/s.
constexpr Architecture kWormhole = {
    /*arch=*/TT_ARCH_WORMHOLE_B0,
    /*product=*/"n150",
    /*define=*/"ARCH_WORMHOLE",
    /*grid_x=*/8,
    /*grid_y=*/8,
    /*max_grid_x=*/8,
    /*max_grid_y=*/10,
    /*l1_size=*/1464 * 1024,
    /*l1_firmware_end=*/31536,
    /*l1_zeros_base=*/12800,
    /*dram_bank_count=*/12,
    /*dram_bank_size=*/1073741824u,
    /*dram_read_alignment=*/32,
    /*dram_write_alignment=*/16,
    /*noc_max_burst=*/8192,
    /*clock_hz=*/1000000000,
    /*noc_bytes_per_cycle=*/32,
    /*dram_bytes_per_second=*/288000000000,
};

struct Coordinate {
  uint8_t x;
  uint8_t y;
};

// Wormhole's DRAM nodes have their physical coordinates; NOC 1 counts from
// the opposite corner of the 10 x 12 grid.
constexpr Coordinate kWormholeDram[12] = {
    {0, 11}, {0, 1}, {0, 5}, {0, 7}, {5, 1}, {5, 11},
    {5, 2},  {5, 9}, {5, 8}, {5, 4}, {5, 5}, {5, 7},
};

Coordinate WorkerCoordinate(const Architecture& architecture, uint32_t x,
                            uint32_t y) {
  if (architecture.arch == TT_ARCH_WORMHOLE_B0) {
    return {static_cast<uint8_t>(18 + x), static_cast<uint8_t>(18 + y)};
  }
  // Columns 8 and 9 are Ethernet, ARC and DRAM.
  return {static_cast<uint8_t>(x < 7 ? 1 + x : 3 + x),
          static_cast<uint8_t>(2 + y)};
}

Coordinate DramCoordinate(const Architecture& architecture, uint32_t bank,
                          uint32_t noc) {
  if (architecture.arch == TT_ARCH_WORMHOLE_B0) {
    const Coordinate physical = kWormholeDram[bank];
    if (noc == 0) return physical;
    return {static_cast<uint8_t>(9 - physical.x),
            static_cast<uint8_t>(11 - physical.y)};
  }
  // Three ports a bank, one column for each side of the chip.
  const uint32_t port = noc == 0 ? 2 : 1;
  return {static_cast<uint8_t>(17 + bank / 4),
          static_cast<uint8_t>(12 + 3 * (bank % 4) + port)};
}

uint16_t Pack(Coordinate coordinate) {
  return static_cast<uint16_t>((coordinate.y << kNocNodeBits) | coordinate.x);
}

}  // namespace

const Architecture& GetArchitecture(tt_arch_t arch) {
  return arch == TT_ARCH_WORMHOLE_B0 ? kWormhole : kBlackhole;
}

NocMap::NocMap(const Architecture& architecture, uint32_t grid_x,
               uint32_t grid_y)
    : nodes_(size_t{1} << (2 * kNocNodeBits)) {
  for (uint32_t y = 0; y < grid_y; ++y) {
    for (uint32_t x = 0; x < grid_x; ++x) {
      const uint16_t xy = Pack(WorkerCoordinate(architecture, x, y));
      nodes_[xy].kind = NocNode::kWorker;
      nodes_[xy].index = static_cast<uint16_t>(y * grid_x + x);
      worker_xy_.push_back(xy);
    }
  }
  for (uint32_t noc = 0; noc < 2; ++noc) {
    for (uint32_t bank = 0; bank < architecture.dram_bank_count; ++bank) {
      const uint16_t xy = Pack(DramCoordinate(architecture, bank, noc));
      nodes_[xy].kind = NocNode::kDram;
      nodes_[xy].index = static_cast<uint16_t>(bank);
      dram_xy_[noc].push_back(xy);
    }
  }
}

}  // namespace tt_emulator
