// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Greatest common divisors of 32-bit integers.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace tt_emu {

// Of the magnitudes.
FORCE_INLINE uint32_t GreatestDivisor(uint32_t a, uint32_t b) {
  a = static_cast<int32_t>(a) < 0 ? 0 - a : a;
  b = static_cast<int32_t>(b) < 0 ? 0 - b : b;
  while (b != 0) {
    const uint32_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

}  // namespace tt_emu

namespace ckernel {

TT_EMU_SFPU_INIT(gcd_tile_init)

ALWI void gcd_tile(uint32_t idst0, uint32_t idst1, uint32_t odst) {
  TT_EMU_CALL(gcd_tile, gcd_tile_init);
  tt_emu::MapTiles(&call, idst0, idst1, odst, tt_emu::GreatestDivisor,
                   tt_emu::kIntegers);
}

}  // namespace ckernel
