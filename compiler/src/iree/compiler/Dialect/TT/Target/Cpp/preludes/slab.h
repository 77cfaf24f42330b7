// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Slabs: contiguous parts of DRAM buffers that are read to L1 once, and from
// which tiles of shifted elements are then made. `dims` are those of Walk, with
// steps in elements that are not negative.

// Starts to read what the positions [first, first + count) touch, and `reach`
// elements beyond the last one, of the buffer at `base`; addresses do not
// decrease from one position to the next. Returns the L1 address that the
// buffer's first element would have.
template <typename T, int N>
inline uint32_t read_slab(const InterleavedAddrGen<true>& arena, uint64_t base,
                          uint32_t first, uint32_t count, uint32_t reach,
                          uint32_t l1, const uint32_t (&dims)[N]) {
  const uint32_t begin = Walk<N>(first, dims).position;
  const uint32_t end = Walk<N>(first + count - 1, dims).position + reach + 1;
  const uint64_t offset = base + uint64_t(begin) * sizeof(T);
  const uint32_t start = agreeing(l1, offset);
  arena_read(arena, offset, start, (end - begin) * uint32_t(sizeof(T)));
  return start - begin * uint32_t(sizeof(T));
}

// Runs that are worth a copy by the NoC, in bytes.
constexpr uint32_t slab_burst = 256;

// Starts to write to L1, converted, the elements of the positions
// [first, first + count); the one of position 0 is at L1 address `from`.
template <typename Source, typename Target, int N>
inline void slab_elements(uint32_t from, uint32_t first, uint32_t count,
                          uint32_t l1, const uint32_t (&dims)[N]) {
  Walk<N> walk(first, dims);
  const uint32_t step = dims[N - 1];
  while (count > 0) {
    const uint32_t run = walk.run(count, dims);
    const uint32_t start = from + walk.position * uint32_t(sizeof(Source));
    const tt_l1_ptr Source* in =
        reinterpret_cast<const tt_l1_ptr Source*>(uintptr_t(start));
    tt_l1_ptr Target* out = reinterpret_cast<tt_l1_ptr Target*>(uintptr_t(l1));
    if (step == 0) {
      const Target element = convert_element<Target>(*in);
      for (uint32_t i = 0; i < run; ++i) out[i] = element;
    } else if (step != 1) {
      for (uint32_t i = 0; i < run; ++i)
        out[i] = convert_element<Target>(in[i * step]);
    } else if (__is_same(Source, Target) && (start ^ l1) % 16 == 0 &&
               run * sizeof(Source) >= slab_burst) {
      noc_async_read(get_noc_addr(start), l1, run * uint32_t(sizeof(Source)));
    } else {
      for (uint32_t i = 0; i < run; ++i)
        out[i] = convert_element<Target>(in[i]);
    }
    l1 += run * uint32_t(sizeof(Target));
    count -= run;
    walk.position += run * step;
    walk.carry(run, dims);
  }
}
