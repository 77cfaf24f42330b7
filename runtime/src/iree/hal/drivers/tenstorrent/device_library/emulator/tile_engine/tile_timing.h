// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Cycles of the tile engine in the device-time model; see docs/emulator.md.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_TILE_TIMING_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_TILE_TIMING_H_

#include <cstdint>

namespace tt_emulator {

// A tile through the unpacker or packer: 64 rows of 16 elements, one row a
// cycle.
constexpr uint64_t kUnpackTileCycles = 64;
constexpr uint64_t kPackTileCycles = 64;
// The FPU's elementwise operations: 8 rows at a time.
constexpr uint64_t kFpuTileCycles = 8;
// Products of tiles: 16 steps of 8 x 16 by 16 x 16 for each pass of the
// multipliers.
constexpr uint64_t kMatmulTileCycles = 16;
// The SFPU: 32 lanes; a simple operation loads, computes and stores.
constexpr uint64_t kSfpuSimpleTileCycles = 32 * 4;
// A reduction of columns: 64 loads, as many additions or swaps.
constexpr uint64_t kSfpuReduceTileCycles = 160;
// A function that takes a polynomial or a table.
constexpr uint64_t kSfpuFunctionTileCycles = 32 * 24;

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_TILE_TIMING_H_
