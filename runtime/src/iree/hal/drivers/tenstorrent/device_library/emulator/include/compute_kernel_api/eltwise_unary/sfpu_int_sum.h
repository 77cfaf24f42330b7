// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Sums of the rows and columns of a tile of integers; integers of two tiles.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(sfpu_sum_int_init)

// The sum of each column in row 0.
ALWI void sfpu_sum_int_col(uint32_t idst) {
  TT_EMU_CALL(sfpu_sum_int_col, sfpu_sum_int_init);
  uint32_t* tile = tt_emu::OpenTile(&call, idst);
  for (uint32_t c = 0; c < tt_emu::kTileSide; ++c) {
    uint32_t sum = 0;
    for (uint32_t r = 0; r < tt_emu::kTileSide; ++r)
      sum += tile[tt_emu::TileIndex(r, c)];
    tile[tt_emu::TileIndex(0, c)] = sum;
  }
  tt_emu::CloseTile(idst, tt_emu::kIntegers);
}

// The sum of each row in column 0.
ALWI void sfpu_sum_int_row(uint32_t idst) {
  TT_EMU_CALL(sfpu_sum_int_row, sfpu_sum_int_init);
  uint32_t* tile = tt_emu::OpenTile(&call, idst);
  for (uint32_t r = 0; r < tt_emu::kTileSide; ++r) {
    uint32_t sum = 0;
    for (uint32_t c = 0; c < tt_emu::kTileSide; ++c)
      sum += tile[tt_emu::TileIndex(r, c)];
    tile[tt_emu::TileIndex(r, 0)] = sum;
  }
  tt_emu::CloseTile(idst, tt_emu::kIntegers);
}

// Adds the next tile.
ALWI void sfpu_add_int(uint32_t idst, uint32_t dst_offset = 2,
                       int32_t iterations = 8) {
  TT_EMU_CALL(sfpu_add_int, sfpu_sum_int_init);
  tt_emu::MapTiles(
      &call, idst, idst + 1, idst, [](uint32_t a, uint32_t b) { return a + b; },
      tt_emu::kIntegers);
}

}  // namespace ckernel
