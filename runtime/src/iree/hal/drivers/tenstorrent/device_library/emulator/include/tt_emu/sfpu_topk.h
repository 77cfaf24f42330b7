// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The SFPU's bitonic sort of columns: 64 values in DST tiles `dst` and the next
// one, which take their indices in the two tiles after these along.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace tt_emu {

constexpr uint32_t kTopkRows = 64;

// f32 bits in the order of sign and magnitude, as SFPSWAP compares.
constexpr int32_t TopkRank(uint32_t bits) {
  return bits >> 31 ? -static_cast<int32_t>(bits & 0x7fffffffu)
                    : static_cast<int32_t>(bits);
}

class TopkTiles {
 public:
  TopkTiles(const TtEmuTileCall* call, uint32_t dst) : dst_(dst) {
    SfpuInit("topk_tile_init");
    for (uint32_t i = 0; i < 4; ++i) {
      tiles_[i] = OpenTile(call, dst + i, kReadOrZero);
    }
  }
  ~TopkTiles() {
    for (uint32_t i = 0; i < 4; ++i) CloseTile(dst_ + i, kIntegers);
  }

  // The larger of two rows' values to the first, or the smaller; equal ones
  // stay.
  void Order(uint32_t first, uint32_t second, bool increasing) {
    for (uint32_t column = 0; column < kTileSide; ++column) {
      uint32_t* a =
          tiles_[first / kTileSide] + TileIndex(first % kTileSide, column);
      uint32_t* b =
          tiles_[second / kTileSide] + TileIndex(second % kTileSide, column);
      const int32_t left = TopkRank(*a), right = TopkRank(*b);
      if (increasing ? left <= right : left >= right) continue;
      uint32_t* index_a =
          tiles_[2 + first / kTileSide] + TileIndex(first % kTileSide, column);
      uint32_t* index_b = tiles_[2 + second / kTileSide] +
                          TileIndex(second % kTileSide, column);
      Swap(a, b);
      Swap(index_a, index_b);
    }
  }

  // Steps `first` to `last` + 1 of a phase: sequences of 2^(phase + 1) rows,
  // bitonic before, sorted after step 1; their directions alternate.
  void Merge(uint32_t phase, uint32_t first, uint32_t last, bool increasing) {
    for (uint32_t step = first; step > last; --step) {
      const uint32_t distance = 1u << (step - 1);
      for (uint32_t row = 0; row < kTopkRows; ++row) {
        if ((row & distance) != 0) continue;
        const bool turned = (row >> (phase + 1) & 1) != 0;
        Order(row, row + distance, increasing != turned);
      }
    }
  }

 private:
  static void Swap(uint32_t* a, uint32_t* b) {
    const uint32_t kept = *a;
    *a = *b;
    *b = kept;
  }

  uint32_t dst_;
  uint32_t* tiles_[4];
};

FORCE_INLINE void TopkFail(const char* what) {
  TtEmuContext* context = tt_emu_context();
  context->api->fail(context, 12, "topk: the emulator has no %s", what);
}

}  // namespace tt_emu

namespace ckernel {

// Kernels call it before they configure anything: it sets a mode of the SFPU
// that stays. Here each function brings it along.
ALWI void topk_tile_init() {}

template <bool stable_sort = false>
ALWI void topk_local_sort(uint32_t idst, int idir, int i_end_phase,
                          int i_start_phase = 0, int i_end_step = 0,
                          int i_start_step = 0) {
  TT_EMU_CALL(topk_local_sort, topk_tile_init);
  if (stable_sort) tt_emu::TopkFail("stable sort");
  tt_emu::TopkTiles tiles(&call, idst);
  for (int phase = i_start_phase; phase <= i_end_phase; ++phase) {
    // The first three phases have the same directions whatever the last has.
    const bool increasing = phase >= 3 && idir != 0;
    if (phase > 3 && i_start_phase == i_end_phase) {
      // Some of the steps beyond 4, and all from 4 on.
      tiles.Merge(phase, i_start_step, i_end_step > 4 ? i_end_step : 4,
                  increasing);
      tiles.Merge(phase, 4, 0, increasing);
    } else {
      tiles.Merge(phase, phase + 1, 0, increasing);
    }
  }
}

// Row i of the first of two sequences with row i of the second.
template <bool idir = false, bool stable_sort = false>
ALWI void topk_merge(uint32_t idst, int m_iter, int k) {
  TT_EMU_CALL(topk_merge, topk_tile_init);
  if (stable_sort) tt_emu::TopkFail("stable sort");
  if (k < 32) tt_emu::TopkFail("merge of sequences shorter than 32");
  tt_emu::TopkTiles tiles(&call, idst);
  for (uint32_t row = 0; row < 32; ++row) tiles.Order(row, row + 32, idir);
}

template <bool stable_sort = false>
ALWI void topk_rebuild(uint32_t idst, bool idir, int m_iter, int k, int logk,
                       int skip_second) {
  TT_EMU_CALL(topk_rebuild, topk_tile_init);
  if (stable_sort) tt_emu::TopkFail("stable sort");
  if (k < 32) tt_emu::TopkFail("rebuild of sequences shorter than 32");
  tt_emu::TopkTiles tiles(&call, idst);
  tiles.Merge(logk - 1, logk, 0, idir);
}

}  // namespace ckernel
