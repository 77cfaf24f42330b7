// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Blocks of matrices between a DRAM buffer and row-major L1 memory, where the
// matrix's rows and its columns each are nested dimensions of the buffer.

// A place in nested dimensions: `dims` has the size of each, outermost first,
// and after it the step that it makes in the buffer, in elements.
template <int rank>
struct NestedPlace {
  uint32_t index[rank];
  int64_t position;

  NestedPlace(const uint32_t* dims, uint32_t place) {
    position = 0;
    for (int d = rank - 1; d >= 0; --d) {
      index[d] = d > 0 ? place % dims[2 * d] : place;
      place = d > 0 ? place / dims[2 * d] : 0;
      position += int64_t(index[d]) * int32_t(dims[2 * d + 1]);
    }
  }

  // Elements up to the end of the innermost dimension, at most `count`.
  uint32_t run(const uint32_t* dims, uint32_t count) const {
    const uint32_t rest = dims[2 * rank - 2] - index[rank - 1];
    return rest < count ? rest : count;
  }

  // Goes on by `count`, to the end of the innermost dimension at most.
  void advance(const uint32_t* dims, uint32_t count) {
    index[rank - 1] += count;
    position += int64_t(count) * int32_t(dims[2 * rank - 1]);
    for (int d = rank - 1; d > 0 && index[d] == dims[2 * d]; --d) {
      position += int32_t(dims[2 * d - 1]) -
                  int64_t(index[d]) * int32_t(dims[2 * d + 1]);
      index[d] = 0;
      ++index[d - 1];
    }
  }
};

template <typename Element>
inline void zero_elements(tt_l1_ptr Element* out, uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) out[i] = Element{};
}

// Starts to fill `rows` rows of `pitch` elements at `l1`: the block of
// row_count x column_count elements at (first_row, first_column) of a matrix
// whose element (0, 0) is at arena offset `base`, and zeros around it. The
// first `row_rank` of `dims` are the rows' dimensions, the others the columns'.
// Reads may be under way at the end.
template <typename Source, typename Target, int row_rank, int N>
inline void read_block(const InterleavedAddrGen<true>& arena,
                       const ArenaWindow& window, uint64_t base, uint32_t l1,
                       uint32_t pitch, uint32_t rows, uint32_t first_row,
                       uint32_t row_count, uint32_t first_column,
                       uint32_t column_count, const uint32_t (&dims)[N]) {
  constexpr int column_rank = N / 2 - row_rank;
  const uint32_t* column_dims = dims + 2 * row_rank;
  const int32_t step = int32_t(column_dims[2 * column_rank - 1]);
  NestedPlace<row_rank> row(dims, first_row);
  const NestedPlace<column_rank> first(column_dims, first_column);
  tt_l1_ptr Target* out = reinterpret_cast<tt_l1_ptr Target*>(uintptr_t(l1));
  for (uint32_t r = 0; r < rows; ++r) {
    if (r >= row_count) {
      zero_elements(out, pitch * (rows - r));
      return;
    }
    NestedPlace<column_rank> column = first;
    uint32_t done = 0;
    while (done < column_count) {
      const uint32_t run = column.run(column_dims, column_count - done);
      const uint64_t offset = base + uint64_t((row.position + column.position) *
                                              int64_t(sizeof(Source)));
      const uint32_t run_dims[2] = {run, uint32_t(step)};
      read_elements<Source, Target>(arena, window, offset, 0, run,
                                    uint32_t(uintptr_t(out + done)), run_dims);
      done += run;
      column.advance(column_dims, run);
    }
    zero_elements(out + done, pitch - done);
    out += pitch;
    row.advance(dims, 1);
  }
}

// Starts the writes of a block as read_block describes it. What does not agree
// with L1 modulo 16 goes through `staging`: L1 memory of `staging_bytes`, whose
// address is a multiple of 16 and which no write is under way from.
template <typename Source, typename Target, int row_rank, int N>
inline void write_block(const InterleavedAddrGen<true>& arena, uint32_t staging,
                        uint32_t staging_bytes, uint64_t base, uint32_t l1,
                        uint32_t pitch, uint32_t first_row, uint32_t row_count,
                        uint32_t first_column, uint32_t column_count,
                        const uint32_t (&dims)[N]) {
  constexpr int column_rank = N / 2 - row_rank;
  const uint32_t* column_dims = dims + 2 * row_rank;
  const bool gaps = int32_t(column_dims[2 * column_rank - 1]) != 1;
  const uint32_t most = (staging_bytes - 16) / sizeof(Target);
  NestedPlace<row_rank> row(dims, first_row);
  const NestedPlace<column_rank> first(column_dims, first_column);
  const tt_l1_ptr Source* in =
      reinterpret_cast<const tt_l1_ptr Source*>(uintptr_t(l1));
  uint32_t used = 0;
  for (uint32_t r = 0; r < row_count; ++r) {
    NestedPlace<column_rank> column = first;
    uint32_t done = 0;
    while (done < column_count) {
      uint32_t run = column.run(column_dims, column_count - done);
      if (gaps) run = 1;
      const uint64_t offset = base + uint64_t((row.position + column.position) *
                                              int64_t(sizeof(Target)));
      const uint32_t source = uint32_t(uintptr_t(in + done));
      if (__is_same(Source, Target) &&
          ((uint32_t(offset) ^ source) & 15) == 0) {
        arena_write(arena, source, offset, run * sizeof(Target));
      } else {
        if (run > most) run = most;
        if (used + 16 + run * sizeof(Target) > staging_bytes) {
          noc_async_writes_flushed();
          used = 0;
        }
        write_elements<Source, Target>(arena, staging + used, offset, run,
                                       source);
        used += (uint32_t(offset % 16) + run * uint32_t(sizeof(Target)) + 15) &
                ~15u;
      }
      done += run;
      column.advance(column_dims, run);
    }
    in += pitch;
    row.advance(dims, 1);
  }
}
