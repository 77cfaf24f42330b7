// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The rest of a division by a scalar, with the sign of the scalar.
// The second parameter is the reciprocal of the first.

#pragma once

#include "tt_emu/sfpu_quotient.h"

namespace ckernel {

ALWI void remainder_tile_init(uint32_t param0, uint32_t param1) {
  tt_emu::SfpuInit("remainder_tile_init");
}

ALWI void remainder_tile(uint32_t idst, uint32_t param0, uint32_t param1) {
  TT_EMU_CALL(remainder_tile, remainder_tile_init);
  const float value = tt_emu::AsFloat(param0);
  const float s = __builtin_fabsf(value);
  tt_emu::MapFloats(&call, idst, [=](float x) {
    if (s == 0.0f) return __builtin_nanf("");
    float rest = tt_emu::Modulo(__builtin_fabsf(x), s);
    if (x < 0.0f && rest != 0.0f) rest = s - rest;
    if (value < 0.0f && rest != 0.0f) rest = rest + value;
    return __builtin_copysignf(rest, value);
  });
}

}  // namespace ckernel
