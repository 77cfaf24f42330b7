// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Zeroes in random places, and the rest times a factor.

#pragma once

#include "tt_emu/sfpu_compose.h"
#include "tt_emu/sfpu_random.h"

namespace ckernel {

ALWI void dropout_kernel_init(uint32_t seed) {
  tt_emu::SfpuInit("dropout_kernel_init");
  tt_emu::SeedRandom(seed);
}

// `probability` is that of a zero, as an integer below 2^31; `scale_factor` has
// the bits of the factor.
ALWI void dropout_tile(uint32_t idst, uint32_t probability,
                       uint32_t scale_factor) {
  TT_EMU_CALL(dropout_tile, dropout_kernel_init);
  const float scale = tt_emu::AsFloat(scale_factor);
  tt_emu::MapFloats(&call, idst, [=](float x) {
    return (tt_emu::NextRandom() >> 1) < probability ? 0.0f : x * scale;
  });
}

}  // namespace ckernel
