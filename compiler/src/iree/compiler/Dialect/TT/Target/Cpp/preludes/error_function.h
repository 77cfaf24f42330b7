// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The error function and its complement.

// erf(x) for 0 <= x < 3: 2 / sqrt(pi) e^(-x^2) x (1 + 2 x^2 / 3 (1 + ...)).
constexpr double erf_series(double x) {
  const double x2 = x * x;
  double term = x, sum = x;
  for (int32_t n = 1; n < 80 && term > sum * 0x1p-54; ++n) {
    term *= 2.0 * x2 / (2 * n + 1);
    sum += term;
  }
  return 0x1.20dd750429b6dp0 * exp_f64(-x2) * sum;
}

// erfc(x) for x >= 3 by its continued fraction.
constexpr double erfc_fraction(double x) {
  if (x > 28.0) return 0.0;
  double tail = x;
  for (int32_t n = 60; n >= 1; --n) tail = x + 0.5 * n / tail;
  return exp_f64(-x * x) / (tail * 1.7724538509055161);
}

constexpr double erfc_f64(double x) {
  if (x != x) return x;
  const double magnitude = abs_f64(x);
  const double value =
      magnitude < 3.0 ? 1.0 - erf_series(magnitude) : erfc_fraction(magnitude);
  return f64_bits(x) >> 63 != 0 ? 2.0 - value : value;
}

constexpr double erf_f64(double x) {
  if (x != x) return x;
  const double magnitude = abs_f64(x);
  const double value =
      magnitude < 3.0 ? erf_series(magnitude) : 1.0 - erfc_fraction(magnitude);
  return copysign_f64(value, x);
}

constexpr float erf_f32(float x) { return float(erf_f64(x)); }
constexpr float erfc_f32(float x) { return float(erfc_f64(x)); }
