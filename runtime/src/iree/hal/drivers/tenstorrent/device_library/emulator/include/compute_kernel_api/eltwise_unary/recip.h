// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// 1 / x.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

template <bool legacy_compat = true>
ALWI void recip_tile_init() {
  tt_emu::SfpuInit("recip_tile_init");
}

template <bool legacy_compat = true>
ALWI void recip_tile(uint32_t idst, int = VectorMode::RC) {
  static constexpr TtEmuTileCall call = {"recip_tile", "recip_tile_init"};
  tt_emu::SfpuUnary(&call, kTtEmuUnaryRecip, idst);
}

}  // namespace ckernel
