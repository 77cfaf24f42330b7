// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Mean and variance of each column over rows that come tile by tile, by
// Welford's algorithm. The running values of 32 columns are in SFPU registers.

#pragma once

#include <array>

#include "tt_emu/sfpu_compose.h"

namespace tt_emu {

// Running means in the first 32, sums of squared differences in the others.
FORCE_INLINE uint32_t* WelfordState() { return SfpuRegisters() + 64; }

// A multiply-add of the SFPU.
FORCE_INLINE float MultiplyAdd(float a, float b, float c) {
  return static_cast<float>(static_cast<double>(a) * b + c);
}

template <size_t size>
FORCE_INLINE float Reciprocal(uint32_t index,
                              const std::array<uint32_t, size>& table) {
  if constexpr (size > 0) {
    return AsFloat(table[index]);
  } else {
    return 1.0f / static_cast<float>(index + 1);
  }
}

// Where the SFPU's registers put a column's value: 32 lanes are 4 rows of the
// 8 even columns of a face. A group's rows follow those of the one before.
constexpr uint32_t WelfordLane(uint32_t column, uint32_t group) {
  const uint32_t row = group * 4 + column / 16 * 2 + column % 2;
  return row * 16 + column % 16 / 2 * 2;
}

// Column values to tile `dst`, whose other elements stay.
template <typename Place>
FORCE_INLINE void StoreColumns(const TtEmuTileCall* call, uint32_t dst,
                               const float* values, Place place) {
  uint32_t* tile = OpenTile(call, dst, kReadOrZero);
  for (uint32_t c = 0; c < kTileSide; ++c) tile[place(c)] = AsBits(values[c]);
  CloseTile(dst);
}

template <size_t size, typename Place>
FORCE_INLINE void StoreMeanAndVariance(const TtEmuTileCall* call, uint32_t dst,
                                       uint32_t scale,
                                       const std::array<uint32_t, size>& table,
                                       Place place) {
  const uint32_t* state = WelfordState();
  const float factor = Reciprocal<size>(scale, table);
  float means[kTileSide], variances[kTileSide];
  for (uint32_t c = 0; c < kTileSide; ++c) {
    means[c] = AsFloat(state[c]);
    variances[c] = AsFloat(state[kTileSide + c]) * factor;
  }
  StoreColumns(call, dst, means, place);
  StoreColumns(call, dst + 1, variances, place);
}

}  // namespace tt_emu

namespace ckernel {

ALWI void welford_clear() {
  for (uint32_t i = 0; i < 64; ++i) tt_emu::WelfordState()[i] = 0;
}

ALWI void welford_init() {
  tt_emu::SfpuInit("welford_init");
  welford_clear();
}

// The sample of row start_row is number start_idx, from 0.
template <uint32_t reciprocal_size>
ALWI void welford_update_rows(
    uint32_t input_dst_idx, uint32_t start_idx, uint32_t start_row,
    uint32_t num_rows, const std::array<uint32_t, reciprocal_size>& table) {
  TT_EMU_CALL(welford_update, welford_init);
  const uint32_t* tile = tt_emu::OpenTile(&call, input_dst_idx);
  uint32_t* state = tt_emu::WelfordState();
  for (uint32_t r = 0; r < num_rows; ++r) {
    const float part =
        tt_emu::Reciprocal<reciprocal_size>(start_idx + r, table);
    for (uint32_t c = 0; c < tt_emu::kTileSide; ++c) {
      const float x =
          tt_emu::AsFloat(tile[tt_emu::TileIndex(start_row + r, c)]);
      const float mean = tt_emu::AsFloat(state[c]);
      const float sum = tt_emu::AsFloat(state[tt_emu::kTileSide + c]);
      const float next = tt_emu::MultiplyAdd(x - mean, part, mean);
      state[c] = tt_emu::AsBits(next);
      state[tt_emu::kTileSide + c] =
          tt_emu::AsBits(tt_emu::MultiplyAdd(x - mean, x - next, sum));
    }
  }
}

template <uint32_t reciprocal_size>
ALWI void welford_update(uint32_t input_dst_idx, uint32_t start_idx,
                         const std::array<uint32_t, reciprocal_size>& table) {
  welford_update_rows<reciprocal_size>(input_dst_idx, start_idx, 0, 32, table);
}

ALWI void welford_save_state(uint32_t mean_dst_idx, uint32_t group_id = 0) {
  TT_EMU_CALL(welford_save_state, welford_init);
  for (uint32_t part = 0; part < 2; ++part) {
    float values[tt_emu::kTileSide];
    for (uint32_t c = 0; c < tt_emu::kTileSide; ++c) {
      values[c] =
          tt_emu::AsFloat(tt_emu::WelfordState()[part * tt_emu::kTileSide + c]);
    }
    tt_emu::StoreColumns(&call, mean_dst_idx + part, values, [&](uint32_t c) {
      return tt_emu::WelfordLane(c, group_id);
    });
  }
}

ALWI void welford_restore_state(uint32_t mean_dst_idx, uint32_t group_id = 0) {
  TT_EMU_CALL(welford_restore_state, welford_init);
  for (uint32_t part = 0; part < 2; ++part) {
    const uint32_t* tile = tt_emu::OpenTile(&call, mean_dst_idx + part);
    for (uint32_t c = 0; c < tt_emu::kTileSide; ++c) {
      tt_emu::WelfordState()[part * tt_emu::kTileSide + c] =
          tile[tt_emu::WelfordLane(c, group_id)];
    }
  }
}

// Mean and variance to the first rows of tiles mean_dst_idx and the next one;
// the three rows below become 0.
template <size_t reciprocal_size>
ALWI void welford_finalize_to_row(
    uint32_t mean_dst_idx, uint32_t scale_idx,
    const std::array<uint32_t, reciprocal_size>& table) {
  TT_EMU_CALL(welford_finalize_to_row, welford_init);
  tt_emu::StoreMeanAndVariance<reciprocal_size>(
      &call, mean_dst_idx, scale_idx, table,
      [](uint32_t c) { return tt_emu::TileIndex(0, c); });
  for (uint32_t part = 0; part < 2; ++part) {
    uint32_t* tile = tt_emu::OpenTile(&call, mean_dst_idx + part);
    for (uint32_t i = 0; i < 3 * tt_emu::kTileSide; ++i) {
      tile[tt_emu::TileIndex(1 + i / tt_emu::kTileSide,
                             i % tt_emu::kTileSide)] = 0;
    }
  }
}

template <size_t reciprocal_size>
ALWI void welford_finalize_to_face(
    uint32_t mean_dst_idx, uint32_t group_id, uint32_t scale_idx,
    const std::array<uint32_t, reciprocal_size>& table) {
  TT_EMU_CALL(welford_finalize_to_face, welford_init);
  tt_emu::StoreMeanAndVariance<reciprocal_size>(
      &call, mean_dst_idx, scale_idx, table,
      [&](uint32_t c) { return tt_emu::WelfordLane(c, group_id); });
}

template <size_t reciprocal_size>
ALWI void welford_finalize_to_face(
    uint32_t mean_dst_idx, uint32_t scale_idx,
    const std::array<uint32_t, reciprocal_size>& table) {
  welford_finalize_to_face<reciprocal_size>(mean_dst_idx, 0, scale_idx, table);
}

}  // namespace ckernel
