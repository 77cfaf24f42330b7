// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Products of 16-bit integers, modulo 2^16.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(mul_int_tile_init)

ALWI void mul_uint16_tile(uint32_t idst0, uint32_t idst1, uint32_t odst) {
  TT_EMU_CALL(mul_uint16_tile, mul_int_tile_init);
  tt_emu::MapTiles(
      &call, idst0, idst1, odst,
      [](uint32_t a, uint32_t b) { return (a * b) & 0xffffu; },
      tt_emu::kIntegers);
}

}  // namespace ckernel
