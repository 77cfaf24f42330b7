// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Elements of a DRAM buffer, read in an order that broadcasts or permutes
// dimensions and converted on the way, by way of whole arena pages in L1.

// Bits of an f16, which becomes the bits of an f32 and back.
struct half_bits {
  uint16_t bits;
};

// Two i4 in a byte, the first one in the low bits. Their places are counted in
// half bytes.
struct packed_i4 {
  uint8_t bits;
};

// An i64 that becomes the bits of an f32.
struct integer_bits {
  int64_t value;
};

template <typename Target, typename Source>
inline Target convert_element(Source x) {
  if constexpr (__is_same(Source, half_bits) && !__is_same(Target, half_bits)) {
    return f16_to_f32_bits(x.bits);
  } else if constexpr (__is_same(Target, half_bits) &&
                       !__is_same(Source, half_bits)) {
    return half_bits{f32_bits_to_f16(x)};
  } else if constexpr (__is_same(Source, integer_bits)) {
    return __builtin_bit_cast(uint32_t, float(x.value));
  } else {
    return Target(x);
  }
}

// Bytes of a read that takes the alignment of every DRAM address to L1.
constexpr uint32_t dram_unit = 64;

// Pages of the arena in L1, found by the low bits of their numbers, and units
// of elements that lie far apart, found by the elements' places in a run: the
// next run often has its elements in the same units. Read-only.
struct ArenaWindow {
  uint32_t pages;      // L1 address, a multiple of 64
  uint32_t units;      // L1 address of the units, a multiple of 64
  uint32_t tags;       // L1 address of the number of the page in each line
  uint32_t unit_tags;  // L1 address of the number of each unit
  uint32_t line_mask;
  uint32_t unit_mask;
};

// A window of `lines` lines and `units` units (powers of two) in L1 memory of
// lines * (4096 + 4) + units * (64 + 4) + 64 bytes at `l1`.
inline ArenaWindow open_window(uint32_t l1, uint32_t lines, uint32_t units) {
  const uint32_t first_page = (l1 + 63) & ~63u;
  const uint32_t first_unit = first_page + lines * arena_page_size;
  const uint32_t tags = first_unit + units * dram_unit;
  const ArenaWindow window = {first_page,       first_unit, tags,
                              tags + lines * 4, lines - 1,  units - 1};
  for (uint32_t i = 0; i < lines + units; ++i) {
    reinterpret_cast<tt_l1_ptr uint32_t*>(uintptr_t(window.tags))[i] = ~0u;
  }
  return window;
}

// L1 address of the byte at an arena offset; later ones of its page follow.
inline uint32_t window_at(const InterleavedAddrGen<true>& arena,
                          const ArenaWindow& window, uint64_t offset) {
  const uint32_t page = uint32_t(offset / arena_page_size);
  const uint32_t line = page & window.line_mask;
  tt_l1_ptr uint32_t* tag =
      reinterpret_cast<tt_l1_ptr uint32_t*>(uintptr_t(window.tags)) + line;
  const uint32_t l1 = window.pages + line * arena_page_size;
  if (*tag != page) {
    noc_async_read(get_noc_addr(page, arena, 0), l1, arena_page_size);
    noc_async_read_barrier();
    *tag = page;
  }
  return l1 + uint32_t(offset % arena_page_size);
}

// The integer at an arena offset, sign-extended.
template <typename T>
inline uint64_t read_integer(const InterleavedAddrGen<true>& arena,
                             const ArenaWindow& window, uint64_t offset) {
  return uint64_t(int64_t(*reinterpret_cast<const tt_l1_ptr T*>(
      uintptr_t(window_at(arena, window, offset)))));
}

// Writes to `out` the elements at `count` arena offsets, `offset_of(i)`, which
// need not be near one another; `place` is the first one's place in its run.
template <typename Source, typename Target, typename Offsets>
inline void read_scattered(const InterleavedAddrGen<true>& arena,
                           const ArenaWindow& window, uint32_t place,
                           uint32_t count, tt_l1_ptr Target* out,
                           const Offsets& offset_of) {
  tt_l1_ptr uint32_t* tags =
      reinterpret_cast<tt_l1_ptr uint32_t*>(uintptr_t(window.unit_tags));
  const uint32_t mask = window.unit_mask;
  for (uint32_t first = 0; first < count; first += mask + 1) {
    const uint32_t left = count - first;
    const uint32_t batch = left < mask + 1 ? left : mask + 1;
    for (uint32_t i = first; i < first + batch; ++i) {
      const uint32_t slot = (place + i) & mask;
      const uint64_t offset = offset_of(i);
      const uint32_t unit = uint32_t(offset / dram_unit);
      if (tags[slot] == unit) continue;
      tags[slot] = unit;
      noc_async_read(arena_noc_addr(arena, offset & ~uint64_t(dram_unit - 1)),
                     window.units + slot * dram_unit, dram_unit);
    }
    noc_async_read_barrier();
    for (uint32_t i = first; i < first + batch; ++i) {
      const uint32_t slot = (place + i) & mask;
      const uint32_t in_unit = uint32_t(offset_of(i) % dram_unit);
      const tt_l1_ptr Source* in = reinterpret_cast<const tt_l1_ptr Source*>(
          uintptr_t(window.units + slot * dram_unit + in_unit));
      out[i] = convert_element<Target>(*in);
    }
  }
}

// A walk through an iteration space of row-major order, along its innermost
// dimension. `dims` has the size of each dimension, outermost first, and after
// it the step that it makes (negative ones in two's complement).
template <int N>
struct Walk {
  uint32_t index[N / 2];
  uint32_t position;  // Sum of index * step.

  Walk(uint32_t first, const uint32_t (&dims)[N]) : position(0) {
    for (int d = N / 2 - 1; d >= 0; --d) {
      index[d] = first % dims[2 * d];
      first /= dims[2 * d];
      position += index[d] * dims[2 * d + 1];
    }
  }

  // What is left of the innermost dimension, `count` at most.
  uint32_t run(uint32_t count, const uint32_t (&dims)[N]) const {
    const uint32_t left = dims[N - 2] - index[N / 2 - 1];
    return left < count ? left : count;
  }

  // Counts `steps` along the innermost dimension, which `position` has made,
  // and carries into the outer ones.
  void carry(uint32_t steps, const uint32_t (&dims)[N]) {
    index[N / 2 - 1] += steps;
    for (int d = N / 2 - 1; d > 0 && index[d] == dims[2 * d]; --d) {
      position += dims[2 * d - 1] - index[d] * dims[2 * d + 1];
      index[d] = 0;
      ++index[d - 1];
    }
  }
};

// Writes packed elements to `out`, sign-extended; `base` and `dims`, which are
// as in read_elements, count half bytes.
template <typename Target, int N>
inline void read_packed(const InterleavedAddrGen<true>& arena,
                        const ArenaWindow& window, uint64_t base,
                        uint32_t first, uint32_t count, tt_l1_ptr Target* out,
                        const uint32_t (&dims)[N]) {
  Walk<N> walk(first, dims);
  const int32_t step = int32_t(dims[N - 1]);
  const uint32_t stride = uint32_t(step < 0 ? -step : step);
  while (count > 0) {
    const uint32_t run = walk.run(count, dims);
    for (uint32_t done = 0; done < run;) {
      const uint64_t place = base + uint64_t(int64_t(int32_t(walk.position)) +
                                             int64_t(step) * done);
      const tt_l1_ptr uint8_t* in = reinterpret_cast<const tt_l1_ptr uint8_t*>(
          uintptr_t(window_at(arena, window, place / 2)));
      // The part of the run that lies in one page.
      uint32_t part = run - done;
      const uint32_t in_page = uint32_t(place % (2 * arena_page_size));
      const uint32_t ahead =
          step < 0 ? in_page : 2 * arena_page_size - 1 - in_page;
      if (stride > 0 && part > ahead / stride + 1) part = ahead / stride + 1;
      int32_t half = int32_t(place % 2);
      for (uint32_t i = 0; i < part; ++i, half += step) {
        const uint8_t bits = half & 1 ? in[half >> 1] : in[half >> 1] << 4;
        out[done + i] = Target(int8_t(bits) >> 4);
      }
      done += part;
    }
    out += run;
    count -= run;
    walk.position += run * dims[N - 1];
    walk.carry(run, dims);
  }
}

// Starts to write to L1 the elements [first, first + count) of an iteration
// space; `dims` (see Walk) has steps in elements of the buffer at `base`. Where
// an operand can go to L1 as it is, its reads are still under way at the end.
template <typename Source, typename Target, int N>
inline void read_elements(const InterleavedAddrGen<true>& arena,
                          const ArenaWindow& window, uint64_t base,
                          uint32_t first, uint32_t count, uint32_t l1,
                          const uint32_t (&dims)[N]) {
  if constexpr (__is_same(Source, packed_i4)) {
    read_packed<Target>(arena, window, base, first, count,
                        reinterpret_cast<tt_l1_ptr Target*>(uintptr_t(l1)),
                        dims);
  } else {
    Walk<N> walk(first, dims);
    uint32_t& position = walk.position;
    tt_l1_ptr Target* out = reinterpret_cast<tt_l1_ptr Target*>(uintptr_t(l1));
    const int32_t step = int32_t(dims[N - 1]);
    // Steps for which an element is worth a read of its own.
    constexpr int32_t far = int32_t(256 / sizeof(Source));
    while (count > 0) {
      // The rest of the innermost dimension, in parts that lie in one page.
      uint32_t run = walk.run(count, dims);
      const uint32_t run_length = run;
      const uint64_t run_offset =
          base + uint64_t(int64_t(int32_t(position)) * int64_t(sizeof(Source)));
      if (step > far || step < -far) {
        read_scattered<Source>(
            arena, window, walk.index[N / 2 - 1], run, out, [=](uint32_t i) {
              return run_offset + uint64_t(int64_t(step) * i) * sizeof(Source);
            });
        out += run;
        position += run * uint32_t(step);
        run = 0;
      } else if (__is_same(Source, Target) && step == 1 &&
                 run * sizeof(Source) >= dram_unit &&
                 (uint32_t(run_offset) ^ uint32_t(uintptr_t(out))) %
                         dram_unit ==
                     0) {
        arena_read(arena, run_offset, uint32_t(uintptr_t(out)),
                   run * sizeof(Source));
        out += run;
        position += run;
        run = 0;
      }
      while (run > 0) {
        const uint64_t offset = base + uint64_t(int64_t(int32_t(position)) *
                                                int64_t(sizeof(Source)));
        const tt_l1_ptr Source* in = reinterpret_cast<const tt_l1_ptr Source*>(
            uintptr_t(window_at(arena, window, offset)));
        uint32_t part = run;
        if (step == 0) {
          const Target element = convert_element<Target>(*in);
          for (uint32_t i = 0; i < part; ++i) out[i] = element;
        } else {
          const uint32_t place = uint32_t(offset % arena_page_size);
          const uint32_t ahead =
              (step > 0 ? arena_page_size - 1 - place : place) / sizeof(Source);
          const uint32_t fits = ahead / uint32_t(step > 0 ? step : -step) + 1;
          if (part > fits) part = fits;
          if (step == 1) {
            for (uint32_t i = 0; i < part; ++i)
              out[i] = convert_element<Target>(in[i]);
          } else {
            for (uint32_t i = 0; i < part; ++i)
              out[i] = convert_element<Target>(in[int32_t(i) * step]);
          }
        }
        out += part;
        run -= part;
        position += part * uint32_t(step);
      }
      count -= run_length;
      walk.carry(run_length, dims);
    }
  }
}

// Starts the write of `count` elements in L1 to arena offset `offset`, which
// may have any alignment, by way of `staging`: L1 memory of 64 bytes more than
// the converted elements, whose address is a multiple of 16.
template <typename Source, typename Target>
inline void write_elements(const InterleavedAddrGen<true>& arena,
                           uint32_t staging, uint64_t offset, uint32_t count,
                           uint32_t l1) {
  const uint32_t start = ((staging + 15) & ~15u) + uint32_t(offset % 16);
  const tt_l1_ptr Source* in =
      reinterpret_cast<const tt_l1_ptr Source*>(uintptr_t(l1));
  tt_l1_ptr Target* out = reinterpret_cast<tt_l1_ptr Target*>(uintptr_t(start));
  for (uint32_t i = 0; i < count; ++i) out[i] = convert_element<Target>(in[i]);
  arena_write(arena, start, offset, count * sizeof(Target));
}

// Starts the writes of positions [first, first + count) of a strided view, from
// elements in L1 that are converted or moved by way of `staging` where they
// can't go as they are. Of `run` positions each is next to the last one's.
template <typename Source, typename Target, int N>
inline void write_runs(const InterleavedAddrGen<true>& arena, uint32_t staging,
                       uint32_t staging_bytes, uint64_t target, uint32_t first,
                       uint32_t count, uint32_t run, uint32_t l1,
                       const uint32_t (&loops)[N]) {
  const uint32_t end = first + count;
  uint32_t next = staging;
  while (first < end) {
    CopyRun part = copy_run<Target>(target, first, end, run, loops);
    if (__is_same(Source, Target) && (l1 ^ uint32_t(part.target)) % 16 == 0) {
      arena_write(arena, l1, part.target, part.count * sizeof(Target));
    } else {
      const uint32_t most = (staging_bytes - 64) / sizeof(Target);
      if (part.count > most) part.count = most;
      const uint32_t bytes = part.count * sizeof(Target) + 64;
      if (next + bytes > staging + staging_bytes) {
        noc_async_write_barrier();
        next = staging;
      }
      write_elements<Source, Target>(arena, next, part.target, part.count, l1);
      next = (next + bytes) & ~15u;
    }
    first += part.count;
    l1 += part.count * sizeof(Source);
  }
}

// Calls `take(i, number)` for the positions [first, first + count) of an
// iteration space, with `base` + sum of index * step; `dims` as in
// read_elements.
template <int N, typename Take>
inline void for_positions(uint32_t base, uint32_t first, uint32_t count,
                          const uint32_t (&dims)[N], const Take& take) {
  Walk<N> walk(first, dims);
  for (uint32_t i = 0; i < count; ++i) {
    take(i, base + walk.position);
    walk.position += dims[N - 1];
    walk.carry(1, dims);
  }
}

// Writes to L1 the numbers themselves.
template <int N>
inline void count_elements(uint32_t base, uint32_t first, uint32_t count,
                           uint32_t l1, const uint32_t (&dims)[N]) {
  tt_l1_ptr uint32_t* out =
      reinterpret_cast<tt_l1_ptr uint32_t*>(uintptr_t(l1));
  for_positions(base, first, count, dims,
                [=](uint32_t i, uint32_t number) { out[i] = number; });
}

// Writes to L1 the elements with these numbers of a table in L1.
template <typename T, int N>
inline void table_elements(uint32_t table, uint32_t first, uint32_t count,
                           uint32_t l1, const uint32_t (&dims)[N]) {
  const tt_l1_ptr T* in =
      reinterpret_cast<const tt_l1_ptr T*>(uintptr_t(table));
  tt_l1_ptr T* out = reinterpret_cast<tt_l1_ptr T*>(uintptr_t(l1));
  for_positions(0, first, count, dims,
                [=](uint32_t i, uint32_t number) { out[i] = in[number]; });
}
