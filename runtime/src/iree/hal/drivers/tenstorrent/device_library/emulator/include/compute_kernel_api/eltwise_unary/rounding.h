// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Rounding to integral values.

#pragma once

#include "tt_emu/sfpu.h"
#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(rounding_op_tile_init)
TT_EMU_SFPU_UNARY(floor_tile_float32, rounding_op_tile_init, Floor)
TT_EMU_SFPU_UNARY(ceil_tile_float32, rounding_op_tile_init, Ceil)
TT_EMU_SFPU_UNARY(trunc_tile_float32, rounding_op_tile_init, Trunc)

// To `decimals` decimals, ties to even.
ALWI void round_tile(uint32_t idst, int32_t decimals) {
  static constexpr TtEmuTileCall call = {"round_tile", "rounding_op_tile_init"};
  tt_emu::SfpuUnary(&call, kTtEmuUnaryRound, idst,
                    static_cast<uint32_t>(decimals));
}

// Of any f32; the hardware's takes those that fit 16 bits.
TT_EMU_SFPU_UNARY(floor_tile, rounding_op_tile_init, Floor)
TT_EMU_SFPU_UNARY(ceil_tile, rounding_op_tile_init, Ceil)
TT_EMU_SFPU_UNARY(trunc_tile, rounding_op_tile_init, Trunc)

// x - trunc(x).
ALWI void frac_tile(uint32_t idst) {
  TT_EMU_CALL(frac_tile, rounding_op_tile_init);
  tt_emu::MapWith(&call, idst, kTtEmuUnaryTrunc, 1.0f,
                  [](float x, float whole) { return x - whole; });
}

ALWI void frac_tile_float32(uint32_t idst) { frac_tile(idst); }

}  // namespace ckernel
