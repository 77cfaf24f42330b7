// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// 1 / square root.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

template <bool legacy_compat = false>
ALWI void rsqrt_tile_init() {
  tt_emu::SfpuInit("rsqrt_tile_init");
}

template <bool legacy_compat = false, bool FAST_APPROX = false>
ALWI void rsqrt_tile(uint32_t idst) {
  static constexpr TtEmuTileCall call = {"rsqrt_tile", "rsqrt_tile_init"};
  tt_emu::SfpuUnary(&call, kTtEmuUnaryRsqrt, idst);
}

}  // namespace ckernel
