// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Least common multiples of 32-bit integers, modulo 2^32.

#pragma once

#include "compute_kernel_api/gcd.h"

namespace ckernel {

TT_EMU_SFPU_INIT(lcm_tile_init)

ALWI void lcm_tile(uint32_t idst0, uint32_t idst1, uint32_t odst) {
  TT_EMU_CALL(lcm_tile, lcm_tile_init);
  tt_emu::MapTiles(
      &call, idst0, idst1, odst,
      [](uint32_t a, uint32_t b) {
        const uint32_t divisor = tt_emu::GreatestDivisor(a, b);
        const uint32_t product = divisor == 0 ? 0 : a / divisor * b;
        return static_cast<int32_t>(product) < 0 ? 0 - product : product;
      },
      tt_emu::kIntegers);
}

}  // namespace ckernel
