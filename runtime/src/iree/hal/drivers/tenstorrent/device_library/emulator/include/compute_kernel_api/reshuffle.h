// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Sums rows of a tile to rows of the next one.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(reshuffle_rows_tile_init)

// Byte 16 + r at `idx_addr` names the row of the next tile that row r is added
// to; 32 and more: none.
ALWI void reshuffle_rows_tile(uint32_t idst, uint32_t idx_addr) {
  TT_EMU_CALL(reshuffle_rows_tile, reshuffle_rows_tile_init);
  const volatile uint8_t* rows = reinterpret_cast<const volatile uint8_t*>(
      static_cast<uintptr_t>(idx_addr) + 16);
  const uint32_t* from = tt_emu::OpenTile(&call, idst);
  uint32_t* to = tt_emu::OpenTile(&call, idst + 1);
  for (uint32_t r = 0; r < tt_emu::kTileSide; ++r) {
    const uint32_t row = rows[r];
    if (row >= tt_emu::kTileSide) continue;
    for (uint32_t c = 0; c < tt_emu::kTileSide; ++c) {
      to[tt_emu::TileIndex(row, c)] =
          tt_emu::AsBits(tt_emu::AsFloat(to[tt_emu::TileIndex(row, c)]) +
                         tt_emu::AsFloat(from[tt_emu::TileIndex(r, c)]));
    }
  }
  tt_emu::CloseTile(idst + 1);
}

}  // namespace ckernel
