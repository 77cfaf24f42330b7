// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Conversion between number formats; DST keeps 32-bit elements.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(typecast_tile_init)

}  // namespace ckernel

namespace tt_emu {

constexpr bool IsFloat(DataFormat format) {
  return format == DataFormat::Float32 || format == DataFormat::Float16_b;
}

constexpr TtEmuUnaryOp CastOp(DataFormat in, DataFormat out) {
  if (IsFloat(in)) {
    switch (out) {
      case DataFormat::Int32:
        return kTtEmuUnaryFloatToInt32;
      case DataFormat::UInt32:
        return kTtEmuUnaryFloatToUInt32;
      case DataFormat::UInt16:
        return kTtEmuUnaryFloatToUInt16;
      case DataFormat::Float16_b:
        return in == DataFormat::Float32 ? kTtEmuUnaryFloatToFloat16B
                                         : kTtEmuUnaryCastCopy;
      case DataFormat::Float32:
        return kTtEmuUnaryCastCopy;
      default:
        return kTtEmuUnaryOpCount;
    }
  }
  if (IsFloat(out)) {
    switch (in) {
      case DataFormat::Int32:
        return kTtEmuUnaryInt32ToFloat;
      case DataFormat::UInt32:
      case DataFormat::UInt16:
        return kTtEmuUnaryUInt32ToFloat;
      default:
        return kTtEmuUnaryOpCount;
    }
  }
  return kTtEmuUnaryOpCount;
}

}  // namespace tt_emu

namespace ckernel {

template <uint32_t IN_DTYPE, uint32_t OUT_DTYPE>
ALWI void typecast_tile(uint32_t idst) {
  static constexpr TtEmuTileCall call = {"typecast_tile", "typecast_tile_init"};
  constexpr TtEmuUnaryOp op = tt_emu::CastOp(
      static_cast<DataFormat>(IN_DTYPE), static_cast<DataFormat>(OUT_DTYPE));
  static_assert(op != kTtEmuUnaryOpCount, "the emulator has no such typecast");
  tt_emu::SfpuUnary(&call, op, idst);
}

}  // namespace ckernel
