// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Counts of an integer's bits; `x` is zero-extended from `width` bits.

inline uint64_t count_leading_zeros(uint64_t x, uint32_t width) {
  return x == 0 ? width : __builtin_clzll(x) - (64 - width);
}

inline uint64_t count_trailing_zeros(uint64_t x, uint32_t width) {
  return x == 0 ? width : __builtin_ctzll(x);
}

inline uint64_t count_ones(uint64_t x) {
  uint64_t count = 0;
  for (; x != 0; x &= x - 1) ++count;
  return count;
}
