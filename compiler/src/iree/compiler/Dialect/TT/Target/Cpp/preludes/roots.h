// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Square and cube roots by Newton's method on a number near 1.

constexpr double sqrt_f64(double x) {
  if (x != x || x < 0) return x == 0 ? x : f64_nan();
  if (x == 0 || x == f64_infinity()) return x;
  // An even power of two aside, 1 <= m < 4.
  const int32_t half = exponent_f64(x) >> 1;
  const double m = scale_f64(x, -2 * half);
  double root = 0.5 + m * 0.4;
  for (int32_t i = 0; i < 5; ++i) root = 0.5 * (root + m / root);
  return scale_f64(root, half);
}

constexpr double rsqrt_f64(double x) { return 1.0 / sqrt_f64(x); }

constexpr double cbrt_f64(double x) {
  if (x != x || x == 0 || abs_f64(x) == f64_infinity()) return x;
  const double magnitude = abs_f64(x);
  const int32_t exponent = exponent_f64(magnitude);
  const int32_t third = exponent >= 0 ? exponent / 3 : -((2 - exponent) / 3);
  const double m = scale_f64(magnitude, -3 * third);  // 1 <= m < 8
  double root = 0.8 + m * 0.16;
  for (int32_t i = 0; i < 7; ++i) {
    root = (2.0 * root + m / (root * root)) / 3.0;
  }
  return copysign_f64(scale_f64(root, third), x);
}

// The f64 root is close enough for its rounding to be that of the exact one.
constexpr float sqrt_f32(float x) { return float(sqrt_f64(x)); }
constexpr float rsqrt_f32(float x) { return float(rsqrt_f64(x)); }
constexpr float cbrt_f32(float x) { return float(cbrt_f64(x)); }
