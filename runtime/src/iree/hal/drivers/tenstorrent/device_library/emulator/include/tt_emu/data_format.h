// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Formats of tiles, and the tables that tt-metal generates for each kernel:
// format and size of every circular buffer, math fidelity, DST mode.

#pragma once

#include <stdint.h>

#include "risc_attribs.h"

enum class DataFormat : uint8_t {
  Float32 = 0,
  Float16 = 1,
  Bfp8 = 2,
  Bfp4 = 3,
  Tf32 = 4,
  Float16_b = 5,
  Bfp8_b = 6,
  Bfp4_b = 7,
  Int32 = 8,
  UInt16 = 9,
  Lf8 = 10,
  Bfp2 = 11,
  Int8 = 14,
  Bfp2_b = 15,
  UInt32 = 24,
  UInt8 = 30,
  testMan7 = 0x82,
  testMan2 = 0x8a,
  Invalid = 0xff,
};

namespace tt_emu {

// Bytes of `elements` elements of a tile; block formats have an exponent byte
// for every 16.
constexpr uint32_t TileBytes(DataFormat format, uint32_t elements = 1024) {
  switch (format) {
    case DataFormat::Float32:
    case DataFormat::Tf32:
    case DataFormat::Int32:
    case DataFormat::UInt32:
      return elements * 4;
    case DataFormat::Float16:
    case DataFormat::Float16_b:
    case DataFormat::UInt16:
      return elements * 2;
    case DataFormat::Lf8:
    case DataFormat::Int8:
    case DataFormat::UInt8:
      return elements;
    case DataFormat::Bfp8:
    case DataFormat::Bfp8_b:
      return elements + elements / 16;
    case DataFormat::Bfp4:
    case DataFormat::Bfp4_b:
      return elements / 2 + elements / 16;
    case DataFormat::Bfp2:
    case DataFormat::Bfp2_b:
      return elements / 4 + elements / 16;
    default:
      return 0;
  }
}

struct TileSizes {
  uint16_t bytes[32];
  constexpr uint16_t operator[](uint32_t cb) const { return bytes[cb]; }
};

constexpr uint8_t kCbFormats[32] = {TT_EMU_CB_FORMATS};

constexpr TileSizes MakeTileSizes() {
  TileSizes sizes = {};
  for (uint32_t i = 0; i < 32; ++i) {
    sizes.bytes[i] = static_cast<uint16_t>(
        TileBytes(static_cast<DataFormat>(kCbFormats[i])));
  }
  return sizes;
}

}  // namespace tt_emu

constexpr uint8_t unpack_src_format[32] = {TT_EMU_CB_FORMATS};
constexpr uint8_t unpack_dst_format[32] = {TT_EMU_CB_FORMATS};
constexpr uint8_t pack_src_format[32] = {TT_EMU_CB_FORMATS};
constexpr uint8_t pack_dst_format[32] = {TT_EMU_CB_FORMATS};
constexpr tt_emu::TileSizes unpack_tile_size = tt_emu::MakeTileSizes();
constexpr tt_emu::TileSizes pack_tile_size = tt_emu::MakeTileSizes();

constexpr bool DST_ACCUM_MODE = TT_EMU_DST_ACCUM_MODE;
constexpr bool APPROX = TT_EMU_APPROX;
constexpr int32_t MATH_FIDELITY = TT_EMU_MATH_FIDELITY;

FORCE_INLINE constexpr int32_t get_tile_size(const int32_t operand) {
  return unpack_tile_size[static_cast<uint32_t>(operand)];
}
FORCE_INLINE constexpr uint32_t get_tile_hw(const int32_t) { return 1024; }
FORCE_INLINE constexpr uint32_t get_tile_num_faces(const int32_t) { return 4; }
FORCE_INLINE constexpr DataFormat get_dataformat(const int32_t operand) {
  return static_cast<DataFormat>(unpack_src_format[operand]);
}
