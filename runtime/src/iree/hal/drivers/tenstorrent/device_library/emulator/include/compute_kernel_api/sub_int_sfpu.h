// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Wrapping subtraction of 32-bit integers.

#pragma once

#include "tt_emu/sfpu.h"
#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(sub_int_tile_init)
TT_EMU_SFPU_BINARY(sub_int32_tile, sub_int_tile_init, SubInt)

TT_EMU_SFPU_BINARY(sub_uint32_tile, sub_int_tile_init, SubInt)

// 16-bit integers, modulo 2^16.
ALWI void sub_uint16_tile(uint32_t idst0, uint32_t idst1, uint32_t odst) {
  TT_EMU_CALL(sub_uint16_tile, sub_int_tile_init);
  tt_emu::MapTiles(
      &call, idst0, idst1, odst,
      [](uint32_t a, uint32_t b) { return (a - b) & 0xffffu; },
      tt_emu::kIntegers);
}

// b - a.
TT_EMU_SFPU_INIT(rsub_int32_tile_init)

ALWI void rsub_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst) {
  TT_EMU_CALL(rsub_int32_tile, rsub_int32_tile_init);
  tt_emu::MapTiles(
      &call, idst0, idst1, odst, [](uint32_t a, uint32_t b) { return b - a; },
      tt_emu::kIntegers);
}

}  // namespace ckernel
