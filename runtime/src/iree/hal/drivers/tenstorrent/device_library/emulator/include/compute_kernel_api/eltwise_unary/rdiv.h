// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A scalar divided by a tile.

#pragma once

#include "tt_emu/sfpu_compose.h"
#include "tt_emu/sfpu_modes.h"

namespace ckernel {

TT_EMU_SFPU_INIT(rdiv_tile_init)

template <RoundingMode rounding_mode = RoundingMode::None>
ALWI void rdiv_tile(uint32_t dst_index, uint32_t value,
                    int vector_mode = (int)VectorMode::RC) {
  TT_EMU_CALL(rdiv_tile, rdiv_tile_init);
  tt_emu::RequireWholeTile("rdiv_tile", vector_mode);
  const float dividend = tt_emu::AsFloat(value);
  uint32_t* tile = tt_emu::OpenTile(&call, dst_index);
  for (uint32_t i = 0; i < tt_emu::kTileElements; ++i) {
    tile[i] = tt_emu::AsBits(dividend / tt_emu::AsFloat(tile[i]));
  }
  if (rounding_mode == RoundingMode::Trunc) {
    tt_emu::Apply(kTtEmuUnaryTrunc, tile);
  }
  if (rounding_mode == RoundingMode::Floor) {
    tt_emu::Apply(kTtEmuUnaryFloor, tile);
  }
  tt_emu::CloseTile(dst_index, tt_emu::kRoundedFloats);
}

}  // namespace ckernel
