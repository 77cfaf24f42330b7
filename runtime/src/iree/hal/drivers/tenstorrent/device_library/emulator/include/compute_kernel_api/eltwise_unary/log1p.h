// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Natural logarithm of 1 + x.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

template <bool fast_and_approx = false>
ALWI void log1p_tile_init() {
  tt_emu::SfpuInit("log1p_tile_init");
}

template <bool fast_and_approx = false>
ALWI void log1p_tile(uint32_t idst) {
  static constexpr TtEmuTileCall call = {"log1p_tile", "log1p_tile_init"};
  tt_emu::SfpuUnary(&call, kTtEmuUnaryLog1p, idst);
}

}  // namespace ckernel
