// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Minimum and maximum of floats as IEEE 754-2019 has them: -0 is less than +0.

template <typename F>
inline bool float_sign(F x) {
  return __builtin_signbit(x);
}

// NaN where an operand is NaN.
template <typename F>
inline F float_maximum(F a, F b) {
  if (a != a) return a;
  if (b != b) return b;
  return a > b || (a == b && float_sign(b)) ? a : b;
}

template <typename F>
inline F float_minimum(F a, F b) {
  if (a != a) return a;
  if (b != b) return b;
  return a < b || (a == b && float_sign(a)) ? a : b;
}

// The other operand where one is NaN.
template <typename F>
inline F float_max_number(F a, F b) {
  return a != a ? b : b != b ? a : float_maximum(a, b);
}

template <typename F>
inline F float_min_number(F a, F b) {
  return a != a ? b : b != b ? a : float_minimum(a, b);
}
