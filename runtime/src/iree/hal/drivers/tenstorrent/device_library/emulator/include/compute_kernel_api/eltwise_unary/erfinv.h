// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The inverse error function by Winitzki's formula, as the hardware has it.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(erfinv_tile_init)

ALWI void erfinv_tile(uint32_t idst) {
  TT_EMU_CALL(erfinv_tile, erfinv_tile_init);
  uint32_t* tile = tt_emu::OpenTile(&call, idst);
  tt_emu::SfpuTile log;
  for (uint32_t i = 0; i < tt_emu::kTileElements; ++i) {
    const float x = tt_emu::AsFloat(tile[i]);
    log.bits[i] = tt_emu::AsBits(1.0f - x * x);
  }
  tt_emu::Apply(kTtEmuUnaryLog, log.bits);
  for (uint32_t i = 0; i < tt_emu::kTileElements; ++i) {
    // 2 / (pi a) and 1 / a of a = 0.147.
    const float l = tt_emu::AsFloat(log.bits[i]);
    const float t = -(4.330746750799873f + 0.5f * l);
    const float root = __builtin_sqrtf(t * t - l * 6.802721088435375f);
    const float magnitude = __builtin_fabsf(tt_emu::AsFloat(tile[i]));
    const float value = magnitude == 1.0f  ? __builtin_inff()
                        : magnitude > 1.0f ? __builtin_nanf("")
                                           : __builtin_sqrtf(t + root);
    tile[i] = tt_emu::AsBits(value) | (tile[i] & 0x80000000u);
  }
  tt_emu::CloseTile(idst);
}

}  // namespace ckernel
