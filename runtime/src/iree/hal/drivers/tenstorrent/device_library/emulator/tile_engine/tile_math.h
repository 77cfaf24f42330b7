// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The table of tile functions for one kind of CPU, and the choice of it at run
// time. A tile is 1024 elements of 32 bits. All variants give the same bits:
// nothing is contracted to fused multiply-adds.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_TILE_MATH_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_TILE_MATH_H_

#include <cstdint>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/include/tt_emu/tile_abi.h"

namespace tt_emulator {

struct TileMath {
  const char* name;  // "avx2"
  // In place; `scalar` is the operation's parameter, if it has one.
  void (*unary[kTtEmuUnaryOpCount])(uint32_t* tile, uint32_t scalar);
  // `out` may be `a` or `b`.
  void (*binary[kTtEmuBinaryOpCount])(const uint32_t* a, const uint32_t* b,
                                      uint32_t* out);
  // out = condition != 0 ? a : b, on the bits; `out` may be any of them.
  void (*where)(const uint32_t* condition, const uint32_t* a, const uint32_t* b,
                uint32_t* out);
};

// The best that this CPU runs; IREE_TENSTORRENT_EMULATOR_CPU names another.
const TileMath& GetTileMath();

// Variant `index` of those that this CPU runs, the plainest first; NULL after
// the last.
const TileMath* TileMathVariant(uint32_t index);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_TILE_MATH_H_
