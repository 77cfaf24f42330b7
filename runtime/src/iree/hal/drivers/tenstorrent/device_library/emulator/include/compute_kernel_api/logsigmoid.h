// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// log(sigmoid(x)); the second tile has exp(-x).

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(logsigmoid_tile_init)

ALWI void logsigmoid_tile(uint32_t idst_in0, uint32_t idst_in1,
                          uint32_t idst_out) {
  TT_EMU_CALL(logsigmoid_tile, logsigmoid_tile_init);
  const uint32_t* x = tt_emu::OpenTile(&call, idst_in0);
  const uint32_t* exponentials = tt_emu::OpenTile(&call, idst_in1);
  tt_emu::SfpuTile soft;
  for (uint32_t i = 0; i < tt_emu::kTileElements; ++i) {
    soft.bits[i] = exponentials[i];
  }
  tt_emu::Apply(kTtEmuUnaryLog1p, soft.bits);
  uint32_t* out = tt_emu::OpenTile(&call, idst_out, tt_emu::kOverwrite);
  for (uint32_t i = 0; i < tt_emu::kTileElements; ++i) {
    // exp(-x) overflows where log(sigmoid(x)) is x itself.
    const bool large = tt_emu::AsFloat(x[i]) <= -80.0f;
    out[i] = large ? x[i] : soft.bits[i] ^ 0x80000000u;
  }
  tt_emu::CloseTile(idst_out);
}

}  // namespace ckernel
