// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Alignments and addresses of the NoC.

#pragma once

#include "tt_emu/noc_address.h"

#define NOC_L1_READ_ALIGNMENT_BYTES 16
#define NOC_L1_WRITE_ALIGNMENT_BYTES 16
#define NOC_DRAM_READ_ALIGNMENT_BYTES DRAM_ALIGNMENT
#define NOC_DRAM_WRITE_ALIGNMENT_BYTES 16

#define NOC_ADDR_COORD_SHIFT NOC_ADDR_LOCAL_BITS
#define NOC_XY_ADDR(x, y, address) get_noc_addr((x), (y), (address))

// Translated coordinates of the first worker.
#ifdef ARCH_WORMHOLE
#define VIRTUAL_TENSIX_START_X 18
#define VIRTUAL_TENSIX_START_Y 18
#else
#define VIRTUAL_TENSIX_START_X 1
#define VIRTUAL_TENSIX_START_Y 2
#endif

// Kernels name nodes by translated coordinates, which are the same on both
// NoCs.
#define NOC_X(x) (x)
#define NOC_Y(y) (y)
#define DYNAMIC_NOC_X(noc, x) (x)
#define DYNAMIC_NOC_Y(noc, y) (y)

// The cycle counter's registers: reading them is a memory fault here.
#define RISCV_DEBUG_REG_WALL_CLOCK_L 0xFFB121F0u
#define RISCV_DEBUG_REG_WALL_CLOCK_H 0xFFB121F8u

namespace tt_emu {

// The tables of banks that a card's firmware keeps: the node of each as seen
// from a NoC, and the offset of its addresses, which is 0.
struct BankNodes {
  const uint16_t* operator[](uint32_t noc) const {
    return tt_emu_context()->dram_bank_to_noc_xy[noc];
  }
};
struct BankOffsets {
  constexpr int32_t operator[](uint32_t) const { return 0; }
};

}  // namespace tt_emu

constexpr tt_emu::BankNodes dram_bank_to_noc_xy;
constexpr tt_emu::BankOffsets bank_to_dram_offset;
