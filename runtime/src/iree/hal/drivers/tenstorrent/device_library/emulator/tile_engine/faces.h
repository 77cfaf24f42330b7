// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The order of a tile's elements: four faces of 16 x 16, or 32 rows.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_FACES_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_FACES_H_

#include <cstdint>
#include <cstring>

namespace tt_emulator {

constexpr uint32_t kTileSide = 32;
constexpr uint32_t kFaceSide = 16;

// Calls visit(row, column, offset) for each row of each face: the matrix
// position of its first element and its place in the tile.
template <typename Visit>
inline void ForEachFaceRow(Visit visit) {
  for (uint32_t i = 0; i < 4 * kFaceSide; ++i) {
    const uint32_t face = i / kFaceSide;
    visit(face / 2 * kFaceSide + i % kFaceSide, face % 2 * kFaceSide,
          i * kFaceSide);
  }
}

// A tile of 32-bit elements to 32 rows and back.
inline void ToRows(const uint32_t* tile, uint32_t* rows) {
  ForEachFaceRow([&](uint32_t row, uint32_t column, uint32_t offset) {
    std::memcpy(rows + row * kTileSide + column, tile + offset,
                kFaceSide * sizeof(uint32_t));
  });
}

inline void FromRows(const uint32_t* rows, uint32_t* tile) {
  ForEachFaceRow([&](uint32_t row, uint32_t column, uint32_t offset) {
    std::memcpy(tile + offset, rows + row * kTileSide + column,
                kFaceSide * sizeof(uint32_t));
  });
}

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_FACES_H_
