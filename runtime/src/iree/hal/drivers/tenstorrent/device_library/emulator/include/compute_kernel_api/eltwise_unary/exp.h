// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// e to the x.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

template <bool approx = false, bool fast_and_approx = true,
          uint32_t scale = 0x3F800000>
ALWI void exp_tile_init() {
  tt_emu::SfpuInit("exp_tile_init");
}

// Of x times `scale`, the high half of an f32, where scale_en. The approximate
// forms give the accurate result.
template <bool approx = false, bool fast_and_approx = true,
          bool scale_en = false, bool skip_positive_check = false,
          int iterations = 8>
ALWI void exp_tile(uint32_t idst, int = VectorMode::RC,
                   uint16_t scale = 0x3F80) {
  static constexpr TtEmuTileCall call = {"exp_tile", "exp_tile_init"};
  if (scale_en) {
    tt_emu::SfpuUnary(&call, kTtEmuUnaryMulScalar, idst,
                      static_cast<uint32_t>(scale) << 16);
  }
  tt_emu::SfpuUnary(&call, kTtEmuUnaryExp, idst);
}

}  // namespace ckernel
