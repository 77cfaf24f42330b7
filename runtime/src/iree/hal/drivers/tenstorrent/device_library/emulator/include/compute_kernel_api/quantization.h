// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Between floats and 8-bit integers.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace tt_emu {

// To nearest even, in [-127, 127].
FORCE_INLINE uint32_t ToInt8(float x) {
  const float limited = x > 127.0f ? 127.0f : x < -127.0f ? -127.0f : x;
  const float rounded = (limited + 12582912.0f) - 12582912.0f;
  return static_cast<uint32_t>(static_cast<int32_t>(rounded));
}

FORCE_INLINE float ZeroPoint() { return AsFloat(SfpuRegisters()[62]); }

}  // namespace tt_emu

namespace ckernel {

ALWI void quant_tile_init(const uint32_t zero_point) {
  tt_emu::SfpuInit("quant_tile_init");
  tt_emu::SfpuRegisters()[62] = zero_point;
}

ALWI void requant_tile_init(const uint32_t zero_point) {
  tt_emu::SfpuInit("requant_tile_init");
  tt_emu::SfpuRegisters()[62] = zero_point;
}

ALWI void dequant_tile_init(const uint32_t zero_point) {
  tt_emu::SfpuInit("dequant_tile_init");
  tt_emu::SfpuRegisters()[62] = zero_point;
}

// Floats times scales plus the zero point, as 8-bit integers.
ALWI void quant_tile(uint32_t idst0, uint32_t idst1, uint32_t odst) {
  TT_EMU_CALL(quant_tile, quant_tile_init);
  const float zero = tt_emu::ZeroPoint();
  tt_emu::MapTiles(
      &call, idst0, idst1, odst,
      [=](uint32_t a, uint32_t b) {
        const float x = tt_emu::AsFloat(a);
        const float s = tt_emu::AsFloat(b);
        return tt_emu::ToInt8(x * s + zero);
      },
      tt_emu::kIntegers);
}

// The same of 32-bit integers.
ALWI void requant_tile(uint32_t idst0, uint32_t idst1, uint32_t odst) {
  TT_EMU_CALL(requant_tile, requant_tile_init);
  const float zero = tt_emu::ZeroPoint();
  tt_emu::MapTiles(
      &call, idst0, idst1, odst,
      [=](uint32_t a, uint32_t b) {
        const float x = static_cast<float>(static_cast<int32_t>(a));
        const float s = tt_emu::AsFloat(b);
        return tt_emu::ToInt8(x * s + zero);
      },
      tt_emu::kIntegers);
}

// Integers plus the zero point (negative, as hosts give it), times scales.
ALWI void dequant_tile(uint32_t idst0, uint32_t idst1, uint32_t odst) {
  TT_EMU_CALL(dequant_tile, dequant_tile_init);
  const float zero = tt_emu::ZeroPoint();
  tt_emu::MapTiles(
      &call, idst0, idst1, odst,
      [=](uint32_t a, uint32_t b) {
        const float x = static_cast<float>(static_cast<int32_t>(a));
        const float s = tt_emu::AsFloat(b);
        return tt_emu::AsBits((x + zero) * s);
      },
      tt_emu::kFloats);
}

}  // namespace ckernel
