// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Copies whose innermost source and target loops differ, by blocks: columns of
// the block are read as runs of the source, transposed in L1, and written as
// runs of the target. `loops` are those of copies.h, ROW is the loop along
// which the source is contiguous; along the last one the target is.

struct TransposeBlock {
  uint32_t rows;     // of the target, along loop ROW
  uint32_t columns;  // along the last loop
  uint64_t source;   // arena offset of the first element
  uint64_t target;
};

inline uint32_t blocks_of(uint32_t size, uint32_t block) {
  return (size + block - 1) / block;
}

// Blocks in `group` iterations of loop DEPTH.
template <int ROW, int DEPTH, int N>
inline uint32_t transpose_unit(uint32_t rows, uint32_t columns, uint32_t group,
                               const uint32_t (&loops)[N]) {
  uint32_t count = group;
  for (int d = DEPTH + 1; d < N / 3; ++d) {
    const uint32_t size = loops[3 * d];
    count *= d == ROW         ? blocks_of(size, rows)
             : d == N / 3 - 1 ? blocks_of(size, columns)
                              : size;
  }
  return count;
}

// Blocks of at most `rows` by `columns` elements that a copy has.
template <int ROW, int N>
inline uint32_t transpose_blocks(uint32_t rows, uint32_t columns,
                                 const uint32_t (&loops)[N]) {
  uint32_t count = 1;
  for (int d = 0; d < N / 3; ++d) {
    const uint32_t size = loops[3 * d];
    count *= d == ROW         ? blocks_of(size, rows)
             : d == N / 3 - 1 ? blocks_of(size, columns)
                              : size;
  }
  return count;
}

// The first block of part `part` of `parts`. Parts begin at multiples of
// `unit` blocks, where the target's address is a multiple of 64 bytes if the
// target itself begins at one; else part 0 has all blocks.
inline uint32_t transpose_boundary(uint32_t blocks, uint32_t unit,
                                   uint64_t target, uint32_t part,
                                   uint32_t parts) {
  if (target % 64 != 0) return part == 0 ? 0 : blocks;
  if (blocks == 0) return 0;
  const uint64_t begin =
      uint64_t(blocks_of(blocks, unit)) * part / parts * unit;
  return begin < blocks ? uint32_t(begin) : blocks;
}

template <typename T, int ROW, int N>
inline TransposeBlock transpose_block(uint32_t block, uint64_t source,
                                      uint64_t target, uint32_t rows,
                                      uint32_t columns,
                                      const uint32_t (&loops)[N]) {
  int64_t from = 0;
  uint64_t to = 0;
  TransposeBlock result = {};
  for (int d = N / 3 - 1; d >= 0; --d) {
    const uint32_t size = loops[3 * d];
    const uint32_t step = d == ROW ? rows : d == N / 3 - 1 ? columns : 1;
    const uint32_t count = blocks_of(size, step);
    const uint32_t outer = block / count;
    const uint32_t first = (block - outer * count) * step;
    const uint32_t part = size - first < step ? size - first : step;
    if (d == ROW) result.rows = part;
    if (d == N / 3 - 1) result.columns = part;
    from += int64_t(int32_t(loops[3 * d + 1])) * first;
    to += uint64_t(loops[3 * d + 2]) * first;
    block = outer;
  }
  result.source = source + uint64_t(from * int64_t(sizeof(T)));
  result.target = target + to * sizeof(T);
  return result;
}

// Where a block's columns lie in L1. A block whose columns follow one another
// in the source is one run.
struct TransposeLayout {
  uint32_t l1;      // a multiple of 64
  uint64_t source;  // of column 0
  int64_t step;     // bytes from column to column of the source
  uint32_t pitch;   // L1 bytes from column to column
  bool single;

  uint32_t column(uint32_t c) const {
    if (single) return l1 + uint32_t(source % 64) + c * pitch;
    return l1 + c * pitch + uint32_t((source + uint64_t(step * c)) % 64);
  }
};

template <typename T, int ROW, int N>
inline TransposeLayout transpose_layout(uint32_t l1,
                                        const TransposeBlock& block,
                                        uint32_t rows,
                                        const uint32_t (&loops)[N]) {
  const int64_t step = int64_t(int32_t(loops[N - 2])) * int64_t(sizeof(T));
  const uint32_t bytes = block.rows * sizeof(T);
  const bool single = step == int64_t(bytes);
  const uint32_t pitch =
      single ? bytes : ((rows * uint32_t(sizeof(T)) + 63) & ~63u) + 64;
  return {(l1 + 63) & ~63u, block.source, step, pitch, single};
}

// Reads blocks [begin, end) into pages of `cb`.
template <typename T, int ROW, int N>
inline void transpose_read(const InterleavedAddrGen<true>& arena, uint32_t cb,
                           uint64_t source, uint32_t begin, uint32_t end,
                           uint32_t rows, uint32_t columns,
                           const uint32_t (&loops)[N]) {
  for (uint32_t b = begin; b < end; ++b) {
    const TransposeBlock block =
        transpose_block<T, ROW>(b, source, 0, rows, columns, loops);
    cb_reserve_back(cb, 1);
    const TransposeLayout layout =
        transpose_layout<T, ROW>(get_write_ptr(cb), block, rows, loops);
    const uint32_t bytes = block.rows * sizeof(T);
    if (layout.single) {
      arena_read(arena, block.source, layout.column(0), bytes * block.columns);
    } else {
      for (uint32_t c = 0; c < block.columns; ++c) {
        arena_read(arena, block.source + uint64_t(layout.step * c),
                   layout.column(c), bytes);
      }
    }
    noc_async_read_barrier();
    cb_push_back(cb, 1);
  }
}

// Transposes blocks [begin, end) from pages of `cb` into `staging` and writes
// them. Staging has room for `rows` rows of `columns` elements and 128 bytes
// each.
template <typename T, int ROW, int N>
inline void transpose_write(const InterleavedAddrGen<true>& arena, uint32_t cb,
                            uint32_t staging, uint64_t source, uint64_t target,
                            uint32_t begin, uint32_t end, uint32_t rows,
                            uint32_t columns, const uint32_t (&loops)[N]) {
  constexpr uint32_t group = 8;
  const uint64_t step = uint64_t(loops[3 * ROW + 2]) * sizeof(T);
  for (uint32_t b = begin; b < end; ++b) {
    const TransposeBlock block =
        transpose_block<T, ROW>(b, source, target, rows, columns, loops);
    cb_wait_front(cb, 1);
    const TransposeLayout layout =
        transpose_layout<T, ROW>(get_read_ptr(cb), block, rows, loops);
    const uint32_t bytes = block.columns * sizeof(T);
    // Rows that follow one another in the target are one run.
    const bool single = step == bytes;
    const uint32_t pitch = single ? bytes : ((bytes + 63) & ~63u) + 64;
    const uint32_t out = (staging + 63) & ~63u;
    const auto row_l1 = [=](uint32_t r) {
      const uint64_t address = single ? block.target : block.target + step * r;
      return out + r * pitch + uint32_t(address % 64);
    };
    for (uint32_t c = 0; c < block.columns; c += group) {
      const uint32_t left = block.columns - c;
      const tt_l1_ptr T* in[group];
      for (uint32_t k = 0; k < group; ++k) {
        in[k] = reinterpret_cast<const tt_l1_ptr T*>(
            uintptr_t(layout.column(k < left ? c + k : c)));
      }
      for (uint32_t r = 0; r < block.rows; ++r) {
        tt_l1_ptr T* row =
            reinterpret_cast<tt_l1_ptr T*>(uintptr_t(row_l1(r))) + c;
        if (left >= group) {
          for (uint32_t k = 0; k < group; ++k) row[k] = in[k][r];
        } else {
          for (uint32_t k = 0; k < left; ++k) row[k] = in[k][r];
        }
      }
    }
    cb_pop_front(cb, 1);
    if (single) {
      arena_write(arena, row_l1(0), block.target, bytes * block.rows);
    } else {
      for (uint32_t r = 0; r < block.rows; ++r) {
        arena_write(arena, row_l1(r), block.target + step * r, bytes);
      }
    }
    noc_async_write_barrier();
  }
}
