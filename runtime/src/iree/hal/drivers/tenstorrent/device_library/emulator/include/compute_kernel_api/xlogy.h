// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// a log(b).

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(xlogy_binary_tile_init)

ALWI void xlogy_binary_tile(uint32_t idst0, uint32_t idst1, uint32_t odst) {
  TT_EMU_CALL(xlogy_binary_tile, xlogy_binary_tile_init);
  const uint32_t* a = tt_emu::OpenTile(&call, idst0);
  const uint32_t* b = tt_emu::OpenTile(&call, idst1);
  tt_emu::SfpuTile log;
  for (uint32_t i = 0; i < tt_emu::kTileElements; ++i) log.bits[i] = b[i];
  tt_emu::Apply(kTtEmuUnaryLog, log.bits);
  uint32_t* out = tt_emu::OpenTile(&call, odst, tt_emu::kOverwrite);
  for (uint32_t i = 0; i < tt_emu::kTileElements; ++i) {
    const float y = tt_emu::AsFloat(b[i]);
    const float product = tt_emu::AsFloat(a[i]) * tt_emu::AsFloat(log.bits[i]);
    out[i] = tt_emu::AsBits(y < 0.0f || y != y ? __builtin_nanf("") : product);
  }
  tt_emu::CloseTile(odst);
}

}  // namespace ckernel
