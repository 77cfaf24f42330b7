// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: shifts by a scalar, by format.

#pragma once

#include "api/compute/common_globals.h"
#define left_shift_tile left_shift_tile_v0_65
#define right_shift_tile right_shift_tile_v0_65
#include "compute_kernel_api/eltwise_unary/left_shift.h"
#include "compute_kernel_api/eltwise_unary/right_shift.h"
#undef left_shift_tile
#undef right_shift_tile

namespace ckernel {

template <DataFormat format>
ALWI void left_shift_tile(uint32_t idst, uint32_t param) {
  static_assert(format == DataFormat::Int32 || format == DataFormat::UInt32,
                "the emulator has this function on 32-bit integers");
  left_shift_tile_v0_65(idst, param);
}

template <DataFormat format>
ALWI void right_shift_tile(uint32_t idst, uint32_t param) {
  static_assert(format == DataFormat::Int32 || format == DataFormat::UInt32,
                "the emulator has this function on 32-bit integers");
  right_shift_tile_v0_65(idst, param);
}

}  // namespace ckernel
