// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Tiles in block formats: 16 elements of a face's row share an exponent.
//
// In L1 a tile is 64 exponent bytes, row by row of face by face, and then the
// elements in the same order: a sign and a magnitude of 7, 3 or 1 bits without
// an implied one, in 8, 4 or 2 bits from the low end of each byte.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_BLOCK_FORMATS_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_BLOCK_FORMATS_H_

#include <cstdint>

namespace tt_emulator {

// Bits of an element of a block format with exponents of 8 bits; 0 of any
// other format.
uint32_t BlockElementBits(uint8_t format);

uint32_t BlockTileBytes(uint8_t format);

// A tile as f32 bits. Exact: bf16 holds every element. As the hardware has it,
// a negative zero is minus infinity, and an element so small that its exponent
// falls below 0 gets a large one.
void UnpackBlocks(uint8_t format, const void* source, uint32_t* target);

// A tile from f32 bits: rounded to bf16 and then to 7 bits of magnitude at the
// exponent of the block's largest element, ties away from zero both times; of
// these the 4-bit and 2-bit formats keep the first 3 bits and 1 bit.
void PackBlocks(uint8_t format, const uint32_t* source, void* target);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_BLOCK_FORMATS_H_
