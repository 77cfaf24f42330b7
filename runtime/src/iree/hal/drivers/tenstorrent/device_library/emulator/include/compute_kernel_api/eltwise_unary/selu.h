// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// scale (x, or alpha (exp(x) - 1) of negative numbers).

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(selu_tile_init)

ALWI void selu_tile(uint32_t idst, uint32_t param0, uint32_t param1) {
  TT_EMU_CALL(selu_tile, selu_tile_init);
  const float scale = tt_emu::AsFloat(param0);
  const float alpha = tt_emu::AsFloat(param1);
  tt_emu::MapWith(
      &call, idst, kTtEmuUnaryExpm1, 1.0f,
      [=](float x, float e) { return scale * (x < 0.0f ? alpha * e : x); },
      tt_emu::kRoundedFloats);
}

}  // namespace ckernel
