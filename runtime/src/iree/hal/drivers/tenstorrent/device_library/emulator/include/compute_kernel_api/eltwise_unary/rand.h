// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Evenly distributed random numbers in [from, from + scale).

#pragma once

#include "tt_emu/sfpu_compose.h"
#include "tt_emu/sfpu_random.h"

namespace ckernel {

ALWI void rand_tile_init(uint32_t seed) {
  tt_emu::SfpuInit("rand_tile_init");
  tt_emu::SeedRandom(seed);
}

ALWI void rand_tile(uint32_t idst, uint32_t from, uint32_t scale) {
  TT_EMU_CALL(rand_tile, rand_tile_init);
  uint32_t* tile = tt_emu::OpenTile(&call, idst, tt_emu::kOverwrite);
  for (uint32_t i = 0; i < tt_emu::kTileElements; ++i) {
    // The mantissa of a number in [1, 2).
    const uint32_t bits = (tt_emu::NextRandom() & 0x7fffffu) | 0x3f800000u;
    tile[i] =
        tt_emu::AsBits((tt_emu::AsFloat(bits) - 1.0f) * tt_emu::AsFloat(scale) +
                       tt_emu::AsFloat(from));
  }
  tt_emu::CloseTile(idst);
}

}  // namespace ckernel
