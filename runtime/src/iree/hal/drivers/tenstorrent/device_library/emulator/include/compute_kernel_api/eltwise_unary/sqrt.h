// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Square root.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

template <bool legacy_compat = true>
ALWI void sqrt_tile_init() {
  tt_emu::SfpuInit("sqrt_tile_init");
}

template <bool legacy_compat = true, bool FAST_APPROX = false>
ALWI void sqrt_tile(uint32_t idst) {
  static constexpr TtEmuTileCall call = {"sqrt_tile", "sqrt_tile_init"};
  tt_emu::SfpuUnary(&call, kTtEmuUnarySqrt, idst);
}

}  // namespace ckernel
