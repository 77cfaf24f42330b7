// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Logarithms. The f64 functions are good to a few units of last place, the f32
// ones compute in f64 to 2^-32 of the result or better and round once.

// log(m) for sqrt(1/2) <= m <= sqrt(2): 2 atanh((m - 1) / (m + 1)).
constexpr double log_series(double m, int32_t last_power) {
  const double s = (m - 1.0) / (m + 1.0);
  const double s2 = s * s;
  double sum = 0.0;
  for (int32_t n = last_power; n >= 1; n -= 2) sum = sum * s2 + 2.0 / n;
  return sum * s;
}

// The logarithm to the base whose natural logarithm is 1 / `scale`; `low` and
// `high` add up to that of 2.
constexpr double log_to_base(double x, double scale, double high, double low,
                             int32_t last_power = 23) {
  if (x != x || x < 0) return f64_nan();
  if (x == 0) return -f64_infinity();
  if (x == f64_infinity()) return x;
  int32_t n = exponent_f64(x);
  double m = scale_f64(x, -n);
  if (m > 0x1.6a09e667f3bcdp0) {
    m *= 0.5;
    ++n;
  }
  return n * high + (n * low + log_series(m, last_power) * scale);
}

constexpr double log_f64(double x) {
  return log_to_base(x, 1.0, 0x1.62e42fefa38p-1, 0x1.ef35793c7673p-45);
}

constexpr double log2_f64(double x) {
  return log_to_base(x, 0x1.71547652b82fep0, 1.0, 0.0);
}

constexpr double log10_f64(double x) {
  return log_to_base(x, 0x1.bcb7b1526e50ep-2, 0x1.34413509f7ap-2,
                     -0x1.9f12ffa5p-55);
}

// The rounding of 1 + x is made good by the factor.
constexpr double log1p_f64(double x) {
  const double u = 1.0 + x;
  if (u == 1.0) return x;
  if (u == f64_infinity()) return u;
  return log_f64(u) * (x / (u - 1.0));
}

constexpr float log_f32(float x) {
  return float(log_to_base(x, 1.0, 0x1.62e42fefa39efp-1, 0.0, 15));
}

constexpr float log2_f32(float x) {
  return float(log_to_base(x, 0x1.71547652b82fep0, 1.0, 0.0, 15));
}

constexpr float log10_f32(float x) { return float(log10_f64(x)); }
constexpr float log1p_f32(float x) { return float(log1p_f64(x)); }
