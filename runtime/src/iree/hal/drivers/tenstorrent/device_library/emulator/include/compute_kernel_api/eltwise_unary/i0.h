// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The modified Bessel function of the first kind, of order 0: its power series
// in double precision.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(i0_tile_init)

ALWI void i0_tile(uint32_t idst) {
  TT_EMU_CALL(i0_tile, i0_tile_init);
  tt_emu::MapFloats(&call, idst, [](float value) {
    const double x = value;
    const double square = 0.25 * x * x;
    double term = 1.0;
    double sum = term;
    for (double k = 1.0; k < 400.0 && term != 0.0; k += 1.0) {
      term *= square / (k * k);
      sum += term;
    }
    return static_cast<float>(sum);
  });
}

}  // namespace ckernel
