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

template <bool approx = false, bool fast_and_approx = true,
          bool scale_en = false, bool skip_positive_check = false,
          int iterations = 8>
ALWI void exp_tile(uint32_t idst, int = VectorMode::RC, uint16_t = 0x3F80) {
  static_assert(!approx && !scale_en,
                "the emulator has no approximate or scaled exp");
  static constexpr TtEmuTileCall call = {"exp_tile", "exp_tile_init"};
  tt_emu::SfpuUnary(&call, kTtEmuUnaryExp, idst);
}

}  // namespace ckernel
