// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Rows that are moved within the arena to places that a table in L1 has.

// Part of a row on its way.
struct ScatterPiece {
  uint64_t source;  // Arena offsets.
  uint64_t target;
  uint32_t bytes;
};

// Moves rows [first_row, first_row + rows), which lie one after the other at
// `source` and have `size` elements each: row r to element table[r - first_row]
// of `target`. Only elements [begin, end) of the target are written, in the
// order of the rows. `staging` is L1 memory, a multiple of 64.
template <typename T>
inline void scatter_rows(const InterleavedAddrGen<true>& arena,
                         uint32_t staging, uint32_t staging_bytes,
                         uint64_t source, uint64_t target, uint32_t table,
                         uint32_t first_row, uint32_t rows, uint32_t size,
                         uint32_t begin, uint32_t end) {
  constexpr uint32_t most_pieces = 32;
  // Room for a piece as it is read and, if they disagree, as it is written.
  const uint32_t slot = staging_bytes / most_pieces / 2 & ~63u;
  const uint32_t most = (slot - 64) / uint32_t(sizeof(T));
  ScatterPiece pieces[most_pieces];
  uint32_t count = 0;
  const auto flush = [&]() {
    noc_async_read_barrier();
    for (uint32_t i = 0; i < count; ++i) {
      const ScatterPiece& piece = pieces[i];
      uint32_t l1 = staging + 2 * i * slot + uint32_t(piece.source % 64);
      if ((uint32_t(piece.source) ^ uint32_t(piece.target)) % 16 != 0) {
        const uint32_t moved =
            staging + (2 * i + 1) * slot + uint32_t(piece.target % 64);
        const tt_l1_ptr T* in =
            reinterpret_cast<const tt_l1_ptr T*>(uintptr_t(l1));
        tt_l1_ptr T* out = reinterpret_cast<tt_l1_ptr T*>(uintptr_t(moved));
        for (uint32_t k = 0; k < piece.bytes / sizeof(T); ++k) out[k] = in[k];
        l1 = moved;
      }
      arena_write(arena, l1, piece.target, piece.bytes);
    }
    noc_async_write_barrier();
    count = 0;
  };
  const tt_l1_ptr uint32_t* places =
      reinterpret_cast<const tt_l1_ptr uint32_t*>(uintptr_t(table));
  for (uint32_t r = 0; r < rows; ++r) {
    const uint32_t place = places[r];
    uint32_t from = place < begin ? begin : place;
    const uint32_t to = place + size < end ? place + size : end;
    while (from < to) {
      const uint32_t part = to - from < most ? to - from : most;
      const uint64_t element =
          uint64_t(first_row + r) * size + uint64_t(from - place);
      pieces[count] = {source + element * sizeof(T),
                       target + uint64_t(from) * sizeof(T),
                       part * uint32_t(sizeof(T))};
      arena_read(
          arena, pieces[count].source,
          staging + 2 * count * slot + uint32_t(pieces[count].source % 64),
          pieces[count].bytes);
      if (++count == most_pieces) flush();
      from += part;
    }
  }
  if (count > 0) flush();
}
