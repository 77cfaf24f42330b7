// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Sine, cosine and tangent. Arguments beyond 2^30 in magnitude lose digits:
// pi / 2 has 107 bits here.

struct HalfTurns {
  uint32_t quadrant;
  double rest;  // |rest| <= pi / 4
};

constexpr HalfTurns reduce_half_pi(double x) {
  const double turns = x * 0x1.45f306dc9c883p-1;
  const int64_t n = abs_f64(turns) < 0x1p62
                        ? int64_t(turns < 0 ? turns - 0.5 : turns + 0.5)
                        : 0;
  const double k = double(n);
  const double rest = ((x - k * 0x1.921fb544p0) - k * 0x1.0b4611a6p-34) -
                      k * 0x1.3198a2e037073p-69;
  return {uint32_t(n) & 3, rest};
}

constexpr double sin_series(double r) {
  const double r2 = r * r;
  double sum = 1.0;
  for (int32_t n = 18; n >= 2; n -= 2) {
    sum = 1.0 - sum * r2 * (1.0 / (n * (n + 1)));
  }
  return sum * r;
}

constexpr double cos_series(double r) {
  const double r2 = r * r;
  double sum = 1.0;
  for (int32_t n = 19; n >= 1; n -= 2) {
    sum = 1.0 - sum * r2 * (1.0 / (n * (n + 1)));
  }
  return sum;
}

// sin(x + quarters * pi / 2)
constexpr double sin_turned(double x, uint32_t quarters) {
  if (!(abs_f64(x) < f64_infinity())) return f64_nan();
  const HalfTurns turns = reduce_half_pi(x);
  const uint32_t quadrant = turns.quadrant + quarters;
  const double value =
      (quadrant & 1) != 0 ? cos_series(turns.rest) : sin_series(turns.rest);
  return (quadrant & 2) != 0 ? -value : value;
}

constexpr double sin_f64(double x) { return sin_turned(x, 0); }
constexpr double cos_f64(double x) { return sin_turned(x, 1); }
constexpr double tan_f64(double x) { return sin_f64(x) / cos_f64(x); }
constexpr float sin_f32(float x) { return float(sin_f64(x)); }
constexpr float cos_f32(float x) { return float(cos_f64(x)); }
constexpr float tan_f32(float x) { return float(tan_f64(x)); }
