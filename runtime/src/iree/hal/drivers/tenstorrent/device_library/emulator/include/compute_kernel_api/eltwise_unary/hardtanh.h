// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// At least one scalar and at most another.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(hardtanh_tile_init)

ALWI void hardtanh_tile(uint32_t idst, uint32_t param0, uint32_t param1) {
  TT_EMU_CALL(hardtanh_tile, hardtanh_tile_init);
  const float low = tt_emu::AsFloat(param0);
  const float high = tt_emu::AsFloat(param1);
  tt_emu::MapFloats(&call, idst, [=](float x) {
    return x < low ? low : x > high ? high : x;
  });
}

}  // namespace ckernel
