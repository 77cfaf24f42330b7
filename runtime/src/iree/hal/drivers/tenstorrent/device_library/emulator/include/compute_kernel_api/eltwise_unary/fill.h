// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Constants.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(fill_tile_init)
TT_EMU_SFPU_SCALAR(fill_tile_bitcast, fill_tile_init, Fill)
TT_EMU_SFPU_SCALAR(fill_tile_int, fill_tile_init, Fill)

ALWI void fill_tile(uint32_t idst, float value) {
  static constexpr TtEmuTileCall call = {"fill_tile", "fill_tile_init"};
  uint32_t bits;
  __builtin_memcpy(&bits, &value, 4);
  tt_emu::SfpuUnary(&call, kTtEmuUnaryFill, idst, bits);
}

}  // namespace ckernel
