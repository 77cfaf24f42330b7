// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// log(1 + exp(beta x)) / beta; x itself from the threshold of beta x on.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(softplus_tile_init)

ALWI void softplus_tile(uint32_t idst, uint32_t beta, uint32_t beta_reciprocal,
                        uint32_t threshold) {
  TT_EMU_CALL(softplus_tile, softplus_tile_init);
  const float b = tt_emu::AsFloat(beta);
  const float reciprocal = tt_emu::AsFloat(beta_reciprocal);
  const float limit = tt_emu::AsFloat(threshold);
  uint32_t* tile = tt_emu::OpenTile(&call, idst);
  tt_emu::SfpuTile soft;
  for (uint32_t i = 0; i < tt_emu::kTileElements; ++i) {
    soft.bits[i] = tt_emu::AsBits(b * tt_emu::AsFloat(tile[i]));
  }
  tt_emu::Apply(kTtEmuUnaryExp, soft.bits);
  tt_emu::Apply(kTtEmuUnaryLog1p, soft.bits);
  for (uint32_t i = 0; i < tt_emu::kTileElements; ++i) {
    if (b * tt_emu::AsFloat(tile[i]) < limit) {
      tile[i] = tt_emu::AsBits(reciprocal * tt_emu::AsFloat(soft.bits[i]));
    }
  }
  tt_emu::CloseTile(idst);
}

}  // namespace ckernel
