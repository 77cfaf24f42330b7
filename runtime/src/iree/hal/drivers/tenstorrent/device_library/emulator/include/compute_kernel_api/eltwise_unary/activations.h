// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Hard sigmoid, softsign, CELU and soft shrinkage.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(hardsigmoid_tile_init)

ALWI void hardsigmoid_tile(uint32_t idst) {
  TT_EMU_CALL(hardsigmoid_tile, hardsigmoid_tile_init);
  tt_emu::MapFloats(&call, idst, [](float x) {
    const float y = x * 0.1668f + 0.5f;
    const float limited = y > 1.0f ? 1.0f : y;
    return limited < 0.0f ? 0.0f : limited;
  });
}

// x / (1 + |x|).
TT_EMU_SFPU_INIT(softsign_tile_init)

ALWI void softsign_tile(uint32_t idst) {
  TT_EMU_CALL(softsign_tile, softsign_tile_init);
  tt_emu::MapFloats(&call, idst,
                    [](float x) { return x / (1.0f + __builtin_fabsf(x)); });
}

// alpha (exp(x / alpha) - 1) of negative numbers.
TT_EMU_SFPU_INIT(celu_tile_init)

ALWI void celu_tile(uint32_t idst, uint32_t alpha, uint32_t alpha_recip) {
  TT_EMU_CALL(celu_tile, celu_tile_init);
  const float a = tt_emu::AsFloat(alpha);
  tt_emu::MapWith(
      &call, idst, kTtEmuUnaryExpm1, tt_emu::AsFloat(alpha_recip),
      [=](float x, float e) { return x < 0.0f ? a * e : x; },
      tt_emu::kRoundedFloats);
}

// Towards 0 by the scalar, and 0 within it.
TT_EMU_SFPU_INIT(softshrink_tile_init)

ALWI void softshrink_tile(uint32_t idst, uint32_t param0) {
  TT_EMU_CALL(softshrink_tile, softshrink_tile_init);
  const float limit = tt_emu::AsFloat(param0);
  tt_emu::MapFloats(&call, idst, [=](float x) {
    return x > limit ? x - limit : x < -limit ? x + limit : 0.0f;
  });
}

}  // namespace ckernel
