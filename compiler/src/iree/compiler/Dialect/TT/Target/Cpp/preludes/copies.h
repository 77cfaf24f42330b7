// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Copies between strided views of the arena, in the order of the target. A
// copy's `loops` have size, source step and target step (negative ones in two's
// complement) of each dimension; see copy_share.h.

// Reads positions [begin, end) into pages of `cb`, run by run as copy_write
// takes them; `fill(position, count, l1)` brings elements to L1.
template <typename T, int N, typename Fill>
inline void copy_fill(uint32_t cb, uint64_t target, uint32_t begin,
                      uint32_t end, uint32_t run, const uint32_t (&loops)[N],
                      const Fill& fill) {
  while (begin < end) {
    cb_reserve_back(cb, 1);
    uint32_t l1 = get_write_ptr(cb);
    const uint32_t limit = l1 + copy_page + 128;
    while (begin < end) {
      const CopyRun part = copy_run<T>(target, begin, end, run, loops);
      const uint32_t place = agreeing(l1, part.target);
      if (place + part.count * sizeof(T) > limit) break;
      fill(begin, part.count, place);
      begin += part.count;
      l1 = place + part.count * sizeof(T);
    }
    noc_async_read_barrier();
    cb_push_back(cb, 1);
  }
}

// Reads the elements of a copy at `source`.
template <typename T, int N>
inline void copy_read(const InterleavedAddrGen<true>& arena,
                      const ArenaWindow& window, uint32_t cb, uint64_t source,
                      uint64_t target, uint32_t begin, uint32_t end,
                      uint32_t run, const uint32_t (&loops)[N]) {
  uint32_t dims[N / 3 * 2];
  for (int d = 0; d < N / 3; ++d) {
    dims[2 * d] = loops[3 * d];
    dims[2 * d + 1] = loops[3 * d + 1];
  }
  copy_fill<T>(cb, target, begin, end, run, loops,
               [&](uint32_t position, uint32_t count, uint32_t l1) {
                 read_elements<T, T>(arena, window, source, position, count, l1,
                                     dims);
               });
}

// Reads rows of `inner` positions each, of which row r begins at the element
// that word r - first_row of the table says. The loops' source steps are those
// within a row.
template <typename T, int N>
inline void gather_read(const InterleavedAddrGen<true>& arena,
                        const ArenaWindow& window, uint32_t cb, uint64_t source,
                        uint64_t target, uint32_t table, uint32_t first_row,
                        uint32_t inner, uint32_t begin, uint32_t end,
                        uint32_t run, const uint32_t (&loops)[N]) {
  uint32_t dims[N / 3 * 2];
  for (int d = 0; d < N / 3; ++d) {
    dims[2 * d] = loops[3 * d];
    dims[2 * d + 1] = loops[3 * d + 1];
  }
  const tt_l1_ptr int32_t* rows =
      reinterpret_cast<const tt_l1_ptr int32_t*>(uintptr_t(table));
  const auto row_offset = [=](uint32_t row) {
    return source + uint64_t(int64_t(rows[row - first_row]) * sizeof(T));
  };
  copy_fill<T>(cb, target, begin, end, run, loops,
               [&](uint32_t position, uint32_t count, uint32_t l1) {
                 if (inner == 1) {
                   tt_l1_ptr T* out =
                       reinterpret_cast<tt_l1_ptr T*>(uintptr_t(l1));
                   read_scattered<T>(
                       arena, window, position, count, out,
                       [=](uint32_t i) { return row_offset(position + i); });
                   return;
                 }
                 while (count > 0) {
                   const uint32_t row = position / inner;
                   const uint32_t in_row = position - row * inner;
                   uint32_t part = inner - in_row;
                   if (part > count) part = count;
                   read_elements<T, T>(arena, window, row_offset(row), in_row,
                                       part, l1, dims);
                   position += part;
                   count -= part;
                   l1 += part * sizeof(T);
                 }
               });
}

// Writes positions [begin, end) from pages of `cb`.
template <typename T, int N>
inline void copy_write(const InterleavedAddrGen<true>& arena, uint32_t cb,
                       uint64_t target, uint32_t begin, uint32_t end,
                       uint32_t run, const uint32_t (&loops)[N]) {
  while (begin < end) {
    cb_wait_front(cb, 1);
    uint32_t l1 = get_read_ptr(cb);
    const uint32_t limit = l1 + copy_page + 128;
    while (begin < end) {
      const CopyRun part = copy_run<T>(target, begin, end, run, loops);
      const uint32_t place = agreeing(l1, part.target);
      const uint32_t bytes = part.count * sizeof(T);
      if (place + bytes > limit) break;
      arena_write(arena, place, part.target, bytes);
      begin += part.count;
      l1 = place + bytes;
    }
    noc_async_write_barrier();
    cb_pop_front(cb, 1);
  }
}

// Writes `value` to positions [begin, end), by way of `copy_page` + 128 bytes
// of L1 at `staging`.
template <typename T, int N>
inline void copy_constant(const InterleavedAddrGen<true>& arena,
                          uint32_t staging, T value, uint64_t target,
                          uint32_t begin, uint32_t end, uint32_t run,
                          const uint32_t (&loops)[N]) {
  const uint32_t start = (staging + 63) & ~63u;
  tt_l1_ptr T* out = reinterpret_cast<tt_l1_ptr T*>(uintptr_t(start));
  const uint32_t bytes = (end - begin) * sizeof(T);
  const uint32_t filled = (bytes < copy_page ? bytes : copy_page) + 64;
  for (uint32_t i = 0; i < filled / sizeof(T); ++i) out[i] = value;
  while (begin < end) {
    const CopyRun part = copy_run<T>(target, begin, end, run, loops);
    arena_write(arena, agreeing(start, part.target), part.target,
                part.count * sizeof(T));
    begin += part.count;
  }
  noc_async_write_barrier();
}
