// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// alpha (exp(x) - 1) of negative numbers.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(elu_tile_init)

ALWI void elu_tile(uint32_t idst, uint32_t param0) {
  TT_EMU_CALL(elu_tile, elu_tile_init);
  const float alpha = tt_emu::AsFloat(param0);
  tt_emu::MapWith(
      &call, idst, kTtEmuUnaryExpm1, 1.0f,
      [=](float x, float e) { return x < 0.0f ? alpha * e : x; },
      tt_emu::kRoundedFloats);
}

}  // namespace ckernel
