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

// Kernels name nodes by translated coordinates, which are the same on both
// NoCs.
#define NOC_X(x) (x)
#define NOC_Y(y) (y)
#define DYNAMIC_NOC_X(noc, x) (x)
#define DYNAMIC_NOC_Y(noc, y) (y)

// The cycle counter's registers: reading them is a memory fault here.
#define RISCV_DEBUG_REG_WALL_CLOCK_L 0xFFB121F0u
#define RISCV_DEBUG_REG_WALL_CLOCK_H 0xFFB121F8u
