// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Shifts of 32-bit integers by a tile of amounts.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(binary_shift_tile_init)
TT_EMU_SFPU_BINARY(binary_left_shift_int32_tile, binary_shift_tile_init,
                   ShiftLeft)
TT_EMU_SFPU_BINARY(binary_right_shift_int32_tile, binary_shift_tile_init,
                   ShiftRight)
TT_EMU_SFPU_BINARY(binary_logical_right_shift_int32_tile,
                   binary_shift_tile_init, ShiftRightLogical)

}  // namespace ckernel
