// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Quotients of integers as floats.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(div_int32_tile_init)

ALWI void div_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t odst) {
  TT_EMU_CALL(div_int32_tile, div_int32_tile_init);
  tt_emu::MapTiles(
      &call, idst0, idst1, odst,
      [](uint32_t a, uint32_t b) {
        return tt_emu::AsBits(
            static_cast<float>(static_cast<double>(static_cast<int32_t>(a)) /
                               static_cast<double>(static_cast<int32_t>(b))));
      },
      tt_emu::kRoundedFloats);
}

}  // namespace ckernel
