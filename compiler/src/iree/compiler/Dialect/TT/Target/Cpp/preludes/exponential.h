// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Exponentials. The f32 functions round the f64 ones, which are good to a few
// units of last place.

// The nearest integer to |x| < 2^31, ties away from zero.
constexpr int32_t nearest_integer(double x) {
  return int32_t(x < 0 ? x - 0.5 : x + 0.5);
}

// e^r - 1 for |r| < 0.36 by Taylor's series.
constexpr double expm1_series(double r) {
  double sum = 1.0;
  for (int32_t n = 16; n >= 2; --n) sum = 1.0 + sum * r / n;
  return sum * r;
}

constexpr double exp_f64(double x) {
  if (x != x) return x;
  if (x > 710.0) return f64_infinity();
  if (x < -746.0) return 0.0;
  const int32_t n = nearest_integer(x * 0x1.71547652b82fep0);
  const double r = (x - n * 0x1.62e42fefa38p-1) - n * 0x1.ef35793c7673p-45;
  return scale_f64(1.0 + expm1_series(r), n);
}

constexpr double exp2_f64(double x) {
  if (x != x) return x;
  if (x > 1025.0) return f64_infinity();
  if (x < -1080.0) return 0.0;
  const int32_t n = nearest_integer(x);
  return scale_f64(1.0 + expm1_series((x - n) * 0x1.62e42fefa39efp-1), n);
}

constexpr double expm1_f64(double x) {
  return abs_f64(x) < 0.35 ? expm1_series(x) : exp_f64(x) - 1.0;
}

constexpr float exp_f32(float x) { return float(exp_f64(x)); }
constexpr float exp2_f32(float x) { return float(exp2_f64(x)); }
constexpr float expm1_f32(float x) { return float(expm1_f64(x)); }
