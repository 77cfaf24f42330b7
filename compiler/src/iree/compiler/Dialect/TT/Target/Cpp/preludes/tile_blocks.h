// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Blocks of matrices between a buffer that has them as tiles of 32x32, one
// after the other, and tiles in L1. The buffer is in DRAM (`Memory` is the
// arena), or lies over the workers (`ShardedTiles`).

// Starts to fill `rows` rows of `pitch` tiles of `tile_bytes` bytes at `l1`:
// the block of row_count x column_count tiles at (first_row, first_column) of a
// matrix whose tile (0, 0) is at byte `base`, and zeros around it.
// `dims` is as for read_block, in tiles. Reads may be under way at the end.
template <int row_rank, class Memory, int N>
inline void read_tile_block(const Memory& memory, uint64_t base, uint32_t l1,
                            uint32_t tile_bytes, uint32_t pitch, uint32_t rows,
                            uint32_t first_row, uint32_t row_count,
                            uint32_t first_column, uint32_t column_count,
                            const uint32_t (&dims)[N]) {
  constexpr int column_rank = N / 2 - row_rank;
  const uint32_t* column_dims = dims + 2 * row_rank;
  const bool gaps = column_dims[2 * column_rank - 1] != 1;
  const uint32_t words = tile_bytes / sizeof(uint32_t);
  NestedPlace<row_rank> row(dims, first_row);
  const NestedPlace<column_rank> first(column_dims, first_column);
  for (uint32_t r = 0; r < rows; ++r) {
    uint32_t done = 0;
    if (r < row_count) {
      NestedPlace<column_rank> column = first;
      while (done < column_count) {
        uint32_t run = column.run(column_dims, column_count - done);
        if (gaps) run = 1;
        arena_read(
            memory,
            base + uint64_t((row.position + column.position) * tile_bytes),
            l1 + done * tile_bytes, run * tile_bytes);
        done += run;
        column.advance(column_dims, run);
      }
      row.advance(dims, 1);
    }
    zero_elements(reinterpret_cast<tt_l1_ptr uint32_t*>(
                      uintptr_t(l1 + done * tile_bytes)),
                  (pitch - done) * words);
    l1 += pitch * tile_bytes;
  }
}

// Starts the writes of a block as read_tile_block describes it.
template <int row_rank, class Memory, int N>
inline void write_tile_block(const Memory& memory, uint64_t base, uint32_t l1,
                             uint32_t tile_bytes, uint32_t pitch,
                             uint32_t first_row, uint32_t row_count,
                             uint32_t first_column, uint32_t column_count,
                             const uint32_t (&dims)[N]) {
  constexpr int column_rank = N / 2 - row_rank;
  const uint32_t* column_dims = dims + 2 * row_rank;
  const bool gaps = column_dims[2 * column_rank - 1] != 1;
  NestedPlace<row_rank> row(dims, first_row);
  const NestedPlace<column_rank> first(column_dims, first_column);
  for (uint32_t r = 0; r < row_count; ++r) {
    NestedPlace<column_rank> column = first;
    uint32_t done = 0;
    while (done < column_count) {
      uint32_t run = column.run(column_dims, column_count - done);
      if (gaps) run = 1;
      arena_write(
          memory, l1 + done * tile_bytes,
          base + uint64_t((row.position + column.position) * tile_bytes),
          run * tile_bytes);
      done += run;
      column.advance(column_dims, run);
    }
    l1 += pitch * tile_bytes;
    row.advance(dims, 1);
  }
}
