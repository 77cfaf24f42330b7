// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// x times the normal distribution of x.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

template <bool fast_and_approx = true>
ALWI void gelu_tile_init() {
  tt_emu::SfpuInit("gelu_tile_init");
}

template <bool fast_and_approx = true>
ALWI void gelu_tile(uint32_t idst) {
  static constexpr TtEmuTileCall call = {"gelu_tile", "gelu_tile_init"};
  tt_emu::SfpuUnary(&call, kTtEmuUnaryGelu, idst);
}

}  // namespace ckernel
