// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Partial results of reductions, which cores write into tiles of another one.
// Tiles of 32-bit elements.

// Starts the writes of a tile's column 0 to the tile at NoC address `target`:
// `run` elements, a multiple of 4, to each row from `row` on. `staging`: 128
// bytes of L1, a multiple of 16, free again when the writes have ended.
inline void send_tile_column(uint32_t tile, uint32_t staging, uint64_t target,
                             uint32_t row, uint32_t run) {
  const tt_l1_ptr uint32_t* in = l1_elements<uint32_t>(tile);
  tt_l1_ptr uint32_t* line = l1_elements<uint32_t>(staging);
  for (uint32_t i = 0; i < 32; ++i) line[i] = in[tile_row_start(i)];
  const uint32_t piece = run < 16 ? run : 16;
  for (uint32_t i = 0; i < 32; i += piece) {
    noc_async_write(staging + i * 4,
                    target + tile_element(row + i / run, i % run) * 4,
                    piece * 4);
  }
}

// The same of a tile's row 0 to row `row`.
inline void send_tile_row(uint32_t tile, uint64_t target, uint32_t row) {
  noc_async_write(tile, target + tile_element(row, 0) * 4, 64);
  noc_async_write(tile + 1024, target + tile_element(row, 16) * 4, 64);
}

// Fills a tile with `value` but for its first rows and columns.
inline void fill_tile_rest(uint32_t tile, uint32_t rows, uint32_t columns,
                           uint32_t value) {
  tt_l1_ptr uint32_t* out = l1_elements<uint32_t>(tile);
  for (uint32_t row = 0; row < 32; ++row) {
    for (uint32_t column = row < rows ? columns : 0; column < 32; ++column) {
      out[tile_element(row, column)] = value;
    }
  }
}

// A tile of zeros, and ones at the elements i of column 0 (or row 0) whose
// part, (first + i) / repeat % parts, is `least` or more.
inline void write_tile_rest_mask(uint32_t tile, uint32_t first, uint32_t repeat,
                                 uint32_t parts, uint32_t least,
                                 uint32_t is_column) {
  tt_l1_ptr uint32_t* out = l1_elements<uint32_t>(tile);
  for (uint32_t i = 0; i < 1024; ++i) out[i] = 0;
  for (uint32_t i = 0; i < 32; ++i) {
    const uint32_t place = is_column ? tile_element(i, 0) : tile_element(0, i);
    out[place] = (first + i) / repeat % parts >= least;
  }
}
