// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// scalar - x.

#pragma once

#include "tt_emu/sfpu.h"
#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(rsub_tile_init)
TT_EMU_SFPU_SCALAR(rsub_tile, rsub_tile_init, RsubScalar)

// Of 32-bit integers.
TT_EMU_SFPU_INIT(rsub_unary_int32_tile_init)

ALWI void rsub_unary_int32_tile(uint32_t idst, uint32_t scalar) {
  TT_EMU_CALL(rsub_unary_int32_tile, rsub_unary_int32_tile_init);
  tt_emu::MapTile(
      &call, idst, [=](uint32_t x) { return scalar - x; }, tt_emu::kIntegers);
}

}  // namespace ckernel
