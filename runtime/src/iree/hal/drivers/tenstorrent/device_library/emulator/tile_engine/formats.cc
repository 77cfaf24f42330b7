// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Elements between circular buffers and DST, for whole tiles.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"

#include <cstring>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/block_formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_loops.h"

namespace tt_emulator {
namespace {

float AsFloat(uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

uint32_t AsBits(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

uint32_t HalfToFloat(uint16_t half) {
  const uint32_t sign = static_cast<uint32_t>(half & 0x8000) << 16;
  const uint32_t magnitude = half & 0x7fff;
  if (magnitude >= 0x7c00) {
    return sign | 0x7f800000u | (magnitude & 0x3ff) << 13;
  }
  if (magnitude < 0x400) {
    // A subnormal is a multiple of 2^-24, which f32 holds.
    return sign | AsBits(static_cast<float>(magnitude) * 0x1p-24f);
  }
  return sign | ((magnitude << 13) + (112u << 23));
}

uint16_t FloatToHalf(uint32_t bits) {
  const uint16_t sign = static_cast<uint16_t>(bits >> 16 & 0x8000);
  const uint32_t magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // 65520 and more round to infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) {
    // Adding 2^-1 / 2^-24 leaves the rounded multiple of 2^-24 in the mantissa.
    const float rounded = AsFloat(magnitude) + 0.5f;
    return sign | static_cast<uint16_t>(AsBits(rounded) - AsBits(0.5f));
  }
  const uint32_t odd = magnitude >> 13 & 1;
  return sign |
         static_cast<uint16_t>((magnitude + 0xfff + odd - (112u << 23)) >> 13);
}

template <typename T, typename Convert>
void Widen(const void* source, uint32_t* target, Convert convert) {
  const T* from = static_cast<const T*>(source);
  for (uint32_t i = 0; i < kTileElements; ++i) target[i] = convert(from[i]);
}

template <typename T, typename Convert>
void Narrow(const uint32_t* source, void* target, Convert convert) {
  T* to = static_cast<T*>(target);
  for (uint32_t i = 0; i < kTileElements; ++i) to[i] = convert(source[i]);
}

}  // namespace

uint32_t TileBytes(uint8_t format) {
  switch (format) {
    case kFloat32:
    case kInt32:
    case kUInt32:
      return kTileElements * 4;
    case kFloat16:
    case kFloat16B:
    case kUInt16:
      return kTileElements * 2;
    case kInt8:
    case kUInt8:
      return kTileElements;
    case kBfp8B:
    case kBfp4B:
    case kBfp2B:
      return BlockTileBytes(format);
    default:
      return 0;
  }
}

const char* FormatName(uint8_t format) {
  switch (format) {
    case kFloat32:
      return "Float32";
    case kFloat16:
      return "Float16";
    case kFloat16B:
      return "Float16_b";
    case kInt32:
      return "Int32";
    case kUInt16:
      return "UInt16";
    case kInt8:
      return "Int8";
    case kUInt32:
      return "UInt32";
    case kUInt8:
      return "UInt8";
    case kBfp8B:
      return "Bfp8_b";
    case kBfp4B:
      return "Bfp4_b";
    case kBfp2B:
      return "Bfp2_b";
    case 2:
    case 3:
    case 11:
      return "of a block format with exponents of 5 bits, which the emulator "
             "does not have";
    default:
      return "of a format that the emulator does not have";
  }
}

bool IsFloatFormat(uint8_t format) {
  return format == kFloat32 || format == kFloat16 || format == kFloat16B ||
         BlockElementBits(format) != 0;
}

bool Is32Bit(uint8_t format) {
  return format == kFloat32 || format == kInt32 || format == kUInt32;
}

void Unpack(uint8_t format, const void* source, uint32_t* target) {
  switch (format) {
    case kFloat32:
    case kInt32:
    case kUInt32:
      return HostTileLoops().mask32(source, 0xffffffffu, target);
    case kFloat16:
      return Widen<uint16_t>(source, target, HalfToFloat);
    case kFloat16B:
      return HostTileLoops().mask_bfloat16(source, 0xffffffffu, target);
    case kUInt16:
      return Widen<uint16_t>(source, target,
                             [](uint16_t value) { return uint32_t{value}; });
    case kInt8:
      return Widen<int8_t>(source, target, [](int8_t value) {
        return static_cast<uint32_t>(int32_t{value});
      });
    case kUInt8:
      return Widen<uint8_t>(source, target,
                            [](uint8_t value) { return uint32_t{value}; });
    case kBfp8B:
    case kBfp4B:
    case kBfp2B:
      return UnpackBlocks(format, source, target);
    default:
      return;
  }
}

void Pack(uint8_t format, const uint32_t* source, void* target) {
  switch (format) {
    case kFloat32:
    case kInt32:
    case kUInt32:
      return HostTileLoops().mask32(source, 0xffffffffu,
                                    static_cast<uint32_t*>(target));
    case kFloat16:
      return Narrow<uint16_t>(source, target, FloatToHalf);
    case kFloat16B:
      return HostTileLoops().round_bfloat16(source, target);
    case kUInt16:
      return Narrow<uint16_t>(source, target, [](uint32_t value) {
        return static_cast<uint16_t>(value);
      });
    case kInt8:
    case kUInt8:
      return Narrow<uint8_t>(source, target, [](uint32_t value) {
        return static_cast<uint8_t>(value);
      });
    case kBfp8B:
    case kBfp4B:
    case kBfp2B:
      return PackBlocks(format, source, target);
    default:
      return;
  }
}

void UnpackMasked(uint8_t format, const void* source, uint32_t mask,
                  uint32_t* target) {
  const TileLoops& loops = HostTileLoops();
  if (format == kFloat32) return loops.mask32(source, mask, target);
  if (format == kFloat16B) return loops.mask_bfloat16(source, mask, target);
  Unpack(format, source, target);
  MaskTile(target, mask);
}

void MaskTile(uint32_t* tile, uint32_t mask) {
  HostTileLoops().mask32(tile, mask, tile);
}

}  // namespace tt_emulator
