// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A value in the place of numbers up to a threshold.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(threshold_tile_init)

ALWI void threshold_tile(uint32_t idst, uint32_t param0, uint32_t param1) {
  TT_EMU_CALL(threshold_tile, threshold_tile_init);
  const float threshold = tt_emu::AsFloat(param0);
  tt_emu::MapTile(&call, idst, [=](uint32_t x) {
    return tt_emu::AsFloat(x) <= threshold ? param1 : x;
  });
}

}  // namespace ckernel
