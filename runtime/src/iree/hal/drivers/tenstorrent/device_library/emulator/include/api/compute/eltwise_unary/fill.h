// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: constant tiles, integers by format.

#pragma once

#include "api/compute/common_globals.h"
#define fill_tile_int fill_tile_int_v0_65
#include "compute_kernel_api/eltwise_unary/fill.h"
#undef fill_tile_int

namespace ckernel {

template <DataFormat format>
ALWI void fill_tile_int(uint32_t idst, uint32_t param) {
  static_assert(format == DataFormat::Int32 || format == DataFormat::UInt32,
                "the emulator has this function on 32-bit integers");
  fill_tile_int_v0_65(idst, param);
}

}  // namespace ckernel
