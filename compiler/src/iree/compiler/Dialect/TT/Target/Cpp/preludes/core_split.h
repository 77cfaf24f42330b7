// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// How a kernel divides its tiles among the cores of the launch.

struct TileRange {
  uint64_t begin;
  uint64_t end;
};

// Core `core`'s contiguous share of `total` tiles, with boundaries at
// multiples of `unit` tiles: there the written addresses are multiples of the
// DRAM alignment, so that no two cores write within one aligned unit.
inline TileRange split_tiles(uint64_t total, uint64_t unit, uint32_t core,
                             uint32_t cores) {
  const uint64_t units = (total + unit - 1) / unit;
  const uint64_t begin = units * core / cores * unit;
  const uint64_t end = units * (core + 1) / cores * unit;
  return {begin < total ? begin : total, end < total ? end : total};
}

// Tiles after which a tile step of `step` bytes comes back to a multiple of
// 64 bytes, the coarsest DRAM alignment there is.
inline uint64_t tiles_to_alignment(uint64_t step) {
  const uint64_t lowest = step & (~step + 1);
  return lowest == 0 || lowest >= 64 ? 1 : 64 / lowest;
}
