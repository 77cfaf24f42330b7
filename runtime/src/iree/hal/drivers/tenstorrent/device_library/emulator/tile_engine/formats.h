// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Elements between circular buffers and DST, for whole tiles.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_FORMATS_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_FORMATS_H_

#include <cstdint>

namespace tt_emulator {

// Values of tt::DataFormat that the engine moves.
enum Format : uint8_t {
  kFloat32 = 0,
  kFloat16 = 1,
  kFloat16B = 5,
  kBfp8B = 6,
  kBfp4B = 7,
  kInt32 = 8,
  kUInt16 = 9,
  kInt8 = 14,
  kBfp2B = 15,
  kUInt32 = 24,
  kUInt8 = 30,
};

// Bytes of a tile in L1; 0 where the engine has no such format.
uint32_t TileBytes(uint8_t format);
const char* FormatName(uint8_t format);
bool IsFloatFormat(uint8_t format);
bool Is32Bit(uint8_t format);

// 1024 elements from L1 to 32 bits each: floats as f32, integers extended.
void Unpack(uint8_t format, const void* source, uint32_t* target);
// 1024 elements to L1: floats rounded to nearest even, integers truncated.
void Pack(uint8_t format, const uint32_t* source, void* target);

// What SrcA and SrcB keep of an f32: TF32's 10 bits of mantissa, truncated.
constexpr uint32_t kTf32Mask = 0xffffe000u;
// What a 16-bit DST keeps of an f32: bf16's 7 bits of mantissa, truncated.
constexpr uint32_t kBfloat16Mask = 0xffff0000u;

// As Unpack, of a float format (or small integers): `mask` of the bits.
void UnpackMasked(uint8_t format, const void* source, uint32_t mask,
                  uint32_t* target);
// Keeps `mask` of each element.
void MaskTile(uint32_t* tile, uint32_t mask);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_FORMATS_H_
