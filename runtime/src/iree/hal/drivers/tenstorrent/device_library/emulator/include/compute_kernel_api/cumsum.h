// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Cumulative sums down the columns of tiles that follow each other.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(cumsum_tile_init)

// `first` begins anew; else the sums go on from the tile before.
ALWI void cumsum_tile(uint32_t idst, bool first = true) {
  TT_EMU_CALL(cumsum_tile, cumsum_tile_init);
  uint32_t* tile = tt_emu::OpenTile(&call, idst);
  uint32_t* sums = tt_emu::SfpuRegisters();
  for (uint32_t c = 0; c < tt_emu::kTileSide; ++c) {
    float sum = first ? 0.0f : tt_emu::AsFloat(sums[c]);
    for (uint32_t r = 0; r < tt_emu::kTileSide; ++r) {
      sum += tt_emu::AsFloat(tile[tt_emu::TileIndex(r, c)]);
      tile[tt_emu::TileIndex(r, c)] = tt_emu::AsBits(sum);
    }
    sums[c] = tt_emu::AsBits(sum);
  }
  tt_emu::CloseTile(idst);
}

}  // namespace ckernel
