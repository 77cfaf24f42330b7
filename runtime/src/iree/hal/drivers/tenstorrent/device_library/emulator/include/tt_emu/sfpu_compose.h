// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// SFPU functions that headers compose of the engine's: they work on a DST
// tile's 1024 elements, face by face.

#pragma once

#include "tt_emu/sfpu.h"

namespace tt_emu {

constexpr uint32_t kTileElements = 1024;
constexpr uint32_t kTileSide = 32;

// Where the element of a row and column lies: in faces of 16 x 16.
constexpr uint32_t TileIndex(uint32_t row, uint32_t column) {
  return (row / 16 * 2 + column / 16) * 256 + row % 16 * 16 + column % 16;
}

// A tile of a function's own.
struct SfpuTile {
  uint32_t bits[kTileElements];
};

FORCE_INLINE float AsFloat(uint32_t bits) {
  return __builtin_bit_cast(float, bits);
}
FORCE_INLINE uint32_t AsBits(float value) {
  return __builtin_bit_cast(uint32_t, value);
}

// Whether a DST tile must have been written before; kReadOrZero: what was not
// is 0, as the packer leaves it.
enum TileAccess : uint32_t { kOverwrite = 0, kRead = 1, kReadOrZero = 2 };

// The elements of a DST tile of math's section, after all checks. `read`: the
// tile must have been written.
FORCE_INLINE uint32_t* OpenTile(const TtEmuTileCall* call, uint32_t dst,
                                uint32_t read = kRead) {
  TtEmuContext* context = tt_emu_context();
  return context->tile_api->sfpu_open(context, call, dst, read);
}

enum TileResult : uint32_t { kFloats, kRoundedFloats, kIntegers };

// Ends the change of a tile. A 16-bit DST truncates floats, or rounds them.
FORCE_INLINE void CloseTile(uint32_t dst, TileResult result = kFloats) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->sfpu_close(context, dst, result);
}

// The engine's own functions on any 1024 elements.
FORCE_INLINE void Apply(TtEmuUnaryOp op, uint32_t* tile, uint32_t scalar = 0) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->sfpu_apply(op, tile, scalar);
}
FORCE_INLINE void Apply(TtEmuBinaryOp op, const uint32_t* a, const uint32_t* b,
                        uint32_t* out) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->sfpu_apply_binary(op, a, b, out);
}

// 64 words that stay from call to call: what the SFPU keeps in registers.
FORCE_INLINE uint32_t* SfpuRegisters() {
  TtEmuContext* context = tt_emu_context();
  return context->tile_api->sfpu_registers(context);
}

// function(bits) of each element.
template <typename Function>
FORCE_INLINE void MapTile(const TtEmuTileCall* call, uint32_t dst,
                          Function function, TileResult result = kFloats) {
  uint32_t* tile = OpenTile(call, dst);
  for (uint32_t i = 0; i < kTileElements; ++i) tile[i] = function(tile[i]);
  CloseTile(dst, result);
}

// function(value) of each element as a float.
template <typename Function>
FORCE_INLINE void MapFloats(const TtEmuTileCall* call, uint32_t dst,
                            Function function, TileResult result = kFloats) {
  MapTile(
      call, dst, [&](uint32_t bits) { return AsBits(function(AsFloat(bits))); },
      result);
}

// function(value, op(value * scale)) of each element as a float.
template <typename Function>
FORCE_INLINE void MapWith(const TtEmuTileCall* call, uint32_t dst,
                          TtEmuUnaryOp op, float scale, Function function,
                          TileResult result = kFloats) {
  uint32_t* tile = OpenTile(call, dst);
  SfpuTile other;
  for (uint32_t i = 0; i < kTileElements; ++i) {
    other.bits[i] = AsBits(AsFloat(tile[i]) * scale);
  }
  Apply(op, other.bits);
  for (uint32_t i = 0; i < kTileElements; ++i) {
    tile[i] = AsBits(function(AsFloat(tile[i]), AsFloat(other.bits[i])));
  }
  CloseTile(dst, result);
}

// function(a, b) of the bits of two tiles, to a third.
template <typename Function>
FORCE_INLINE void MapTiles(const TtEmuTileCall* call, uint32_t a, uint32_t b,
                           uint32_t out, Function function,
                           TileResult result = kFloats) {
  const uint32_t* left = OpenTile(call, a);
  const uint32_t* right = OpenTile(call, b);
  uint32_t* target = OpenTile(call, out, kOverwrite);
  for (uint32_t i = 0; i < kTileElements; ++i) {
    target[i] = function(left[i], right[i]);
  }
  CloseTile(out, result);
}

}  // namespace tt_emu

// Who is called, for the checks.
#define TT_EMU_CALL(name, init) \
  static constexpr TtEmuTileCall call = {#name, #init}
