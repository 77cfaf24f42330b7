// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Error function and its complement.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

template <bool fast_and_approx = true>
ALWI void erf_tile_init() {
  tt_emu::SfpuInit("erf_tile_init");
}

template <bool fast_and_approx = true>
ALWI void erf_tile(uint32_t idst) {
  static constexpr TtEmuTileCall call = {"erf_tile", "erf_tile_init"};
  tt_emu::SfpuUnary(&call, kTtEmuUnaryErf, idst);
}

template <bool fast_and_approx = true>
ALWI void erfc_tile_init() {
  tt_emu::SfpuInit("erfc_tile_init");
}

template <bool fast_and_approx = true>
ALWI void erfc_tile(uint32_t idst) {
  static constexpr TtEmuTileCall call = {"erfc_tile", "erfc_tile_init"};
  tt_emu::SfpuUnary(&call, kTtEmuUnaryErfc, idst);
}

}  // namespace ckernel
