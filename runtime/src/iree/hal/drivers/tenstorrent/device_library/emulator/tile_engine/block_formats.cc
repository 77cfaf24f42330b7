// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Sources of the numerics: tt-isa-documentation, FloatBitPatterns.md (BFP) and
// the FormatConversion.md of packers and unpackers; that packers read block
// outputs from DST as bf16 is tt-metal's choice (jit_build/data_format.cpp).

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/block_formats.h"

#include <algorithm>
#include <cstring>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"

namespace tt_emulator {
namespace {

constexpr uint32_t kBlock = 16;
constexpr uint32_t kBlocks = kTileElements / kBlock;
constexpr uint32_t kMagnitudeBits = 7;
constexpr uint32_t kLargestMagnitude = (1u << kMagnitudeBits) - 1;

// An element of 8 bits under an exponent.
uint32_t ToFloat(uint32_t element, uint8_t exponent) {
  const uint32_t sign = (element >> kMagnitudeBits & 1) << 31;
  uint32_t magnitude = element & kLargestMagnitude;
  if (magnitude == 0) return sign != 0 ? 0xff800000u : 0;
  while ((magnitude >> (kMagnitudeBits - 1)) == 0) {
    magnitude <<= 1;
    --exponent;  // of 8 bits: below 0 comes 255
  }
  const uint32_t fraction = magnitude & (kLargestMagnitude >> 1);
  return sign | static_cast<uint32_t>(exponent) << 23 | fraction << 17;
}

// f32 to bf16, in the high half, as the packer rounds: subnormals become 0, NaN
// infinity, zeroes positive.
uint32_t RoundToBfloat16(uint32_t bits) {
  const uint32_t sign = bits & 0x80000000u;
  const uint32_t magnitude = bits & 0x7fffffffu;
  if (magnitude < 0x00800000u) return 0;
  if (magnitude >= 0x7f800000u) return sign | 0x7f800000u;
  return sign | ((magnitude + 0x8000u) & 0xffff0000u);
}

uint32_t ExponentOf(uint32_t bits) { return bits >> 23 & 0xff; }

// A bf16 number as an element of 8 bits under an exponent that is not smaller
// than its own.
uint32_t ToElement(uint32_t bits, uint32_t exponent) {
  if ((bits & 0x7fffffffu) == 0) return 0;
  const uint32_t significand = 0x80 | (bits >> 16 & 0x7f);
  // Of its 8 bits the element has one less.
  const uint32_t dropped = exponent - ExponentOf(bits) + 1;
  if (dropped > 8) return 0;
  const uint32_t rounded = (significand + (1u << (dropped - 1))) >> dropped;
  const uint32_t magnitude = std::min(rounded, kLargestMagnitude);
  return magnitude == 0 ? 0 : bits >> 31 << kMagnitudeBits | magnitude;
}

}  // namespace

uint32_t BlockElementBits(uint8_t format) {
  switch (format) {
    case kBfp8B:
      return 8;
    case kBfp4B:
      return 4;
    case kBfp2B:
      return 2;
    default:
      return 0;
  }
}

uint32_t BlockTileBytes(uint8_t format) {
  return kBlocks + kTileElements * BlockElementBits(format) / 8;
}

void UnpackBlocks(uint8_t format, const void* source, uint32_t* target) {
  const uint32_t width = BlockElementBits(format);
  const uint8_t* exponents = static_cast<const uint8_t*>(source);
  const uint8_t* elements = exponents + kBlocks;
  for (uint32_t i = 0; i < kTileElements; ++i) {
    const uint32_t bit = i * width;
    const uint32_t element = elements[bit / 8] >> bit % 8 << (8 - width) & 0xff;
    target[i] = ToFloat(element, exponents[i / kBlock]);
  }
}

void PackBlocks(uint8_t format, const uint32_t* source, void* target) {
  const uint32_t width = BlockElementBits(format);
  uint8_t* exponents = static_cast<uint8_t*>(target);
  uint8_t* elements = exponents + kBlocks;
  std::memset(target, 0, BlockTileBytes(format));
  for (uint32_t block = 0; block < kBlocks; ++block) {
    uint32_t numbers[kBlock];
    uint32_t exponent = 0;
    for (uint32_t i = 0; i < kBlock; ++i) {
      numbers[i] = RoundToBfloat16(source[block * kBlock + i]);
      exponent = std::max(exponent, ExponentOf(numbers[i]));
    }
    exponents[block] = static_cast<uint8_t>(exponent);
    for (uint32_t i = 0; i < kBlock; ++i) {
      uint32_t element = ToElement(numbers[i], exponent) >> (8 - width);
      // A sign alone would be minus infinity.
      if ((element & ((1u << (width - 1)) - 1)) == 0) element = 0;
      const uint32_t bit = (block * kBlock + i) * width;
      elements[bit / 8] |= static_cast<uint8_t>(element << bit % 8);
    }
  }
}

}  // namespace tt_emulator
