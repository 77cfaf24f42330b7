// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Shares of a strided view of the arena, cut at aligned addresses. `loops` have
// size, source step (not used here) and target step, in elements, of each
// dimension, outermost first; target steps are positive and nested. A position
// is an iteration's number in this order.

// Positions whose element lies below `limit` elements from the target's first.
template <int N>
inline uint32_t positions_below(uint64_t limit, const uint32_t (&loops)[N]) {
  uint32_t inner = 1;
  for (int d = 0; d < N; d += 3) inner *= loops[d];
  uint32_t count = 0;
  for (int d = 0; d < N && inner != 0; d += 3) {
    const uint32_t size = loops[d];
    const uint32_t step = loops[d + 2];
    inner /= size;
    const uint64_t above =
        d + 3 == N ? (limit + step - 1) / step : limit / step;
    if (above >= size) return count + size * inner;
    count += uint32_t(above) * inner;
    limit -= d + 3 == N ? 0 : above * step;
  }
  return count;
}

// The position at which part `part` of `parts` begins; part `parts` begins at
// the end. Between two parts the target's address is a multiple of 64 bytes
// (of 4096 where there is enough for everybody), wherever the target begins.
template <typename T, int N>
inline uint32_t copy_boundary(uint64_t target, uint32_t part, uint32_t parts,
                              const uint32_t (&loops)[N]) {
  uint64_t span = 1;
  for (int d = 0; d < N; d += 3) {
    if (loops[d] == 0) return 0;
    span += uint64_t(loops[d] - 1) * loops[d + 2];
  }
  const uint64_t end = target + span * sizeof(T);
  uint64_t unit = 4096;
  while (unit > 64 && span * sizeof(T) < unit * parts) unit /= 2;
  const uint64_t first = target / unit;
  const uint64_t units = (end + unit - 1) / unit - first;
  const uint64_t address = (first + units * part / parts) * unit;
  if (address <= target) return 0;
  return positions_below((address - target + sizeof(T) - 1) / sizeof(T), loops);
}
