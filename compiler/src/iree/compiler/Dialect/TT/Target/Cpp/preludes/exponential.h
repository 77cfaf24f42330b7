// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Exponentials. The f64 functions are good to a few units of last place, the
// f32 ones compute in f64 to 2^-32 and round once.

// The nearest integer to |x| < 2^31, ties away from zero.
constexpr int32_t nearest_integer(double x) {
  return int32_t(x + (x < 0 ? -0.5 : 0.5));
}

// 1 / 1!, 1 / 2!, ...
constexpr double kInverseFactorials[] = {
    1.0,
    1.0 / 2,
    1.0 / 6,
    1.0 / 24,
    1.0 / 120,
    1.0 / 720,
    1.0 / 5040,
    1.0 / 40320,
    1.0 / 362880,
    1.0 / 3628800,
    1.0 / 39916800,
    1.0 / 479001600,
    1.0 / 6227020800,
    1.0 / 87178291200,
    1.0 / 1307674368000,
};

// e^r - 1 for |r| < 0.36 by Taylor's series.
template <int32_t TERMS>
constexpr double expm1_series(double r) {
  double sum = kInverseFactorials[TERMS - 1];
  for (int32_t n = TERMS - 2; n >= 0; --n) {
    sum = kInverseFactorials[n] + sum * r;
  }
  return sum * r;
}

constexpr double exp_f64(double x) {
  if (x != x) return x;
  if (x > 710.0) return f64_infinity();
  if (x < -746.0) return 0.0;
  const int32_t n = nearest_integer(x * 0x1.71547652b82fep0);
  const double r = (x - n * 0x1.62e42fefa38p-1) - n * 0x1.ef35793c7673p-45;
  return scale_f64(1.0 + expm1_series<15>(r), n);
}

constexpr double exp2_f64(double x) {
  if (x != x) return x;
  if (x > 1025.0) return f64_infinity();
  if (x < -1080.0) return 0.0;
  const int32_t n = nearest_integer(x);
  const double r = (x - n) * 0x1.62e42fefa39efp-1;
  return scale_f64(1.0 + expm1_series<15>(r), n);
}

constexpr double expm1_f64(double x) {
  return abs_f64(x) < 0.35 ? expm1_series<15>(x) : exp_f64(x) - 1.0;
}

// e^r 2^n, for |r| < 0.36 and |n| < 1000, to 2^-32.
constexpr double scaled_exp(double r, int32_t n) {
  return (1.0 + expm1_series<9>(r)) * f64_from_bits(uint64_t(1023 + n) << 52);
}

// e^x for |x| <= 200, to 2^-32.
constexpr double short_exp(double x) {
  const int32_t n = nearest_integer(x * 0x1.71547652b82fep0);
  return scaled_exp(x - n * 0x1.62e42fefa39efp-1, n);
}

// e^x - 1 for |x| <= 200, to 2^-32.
constexpr double short_expm1(double x) {
  return abs_f64(x) < 0.35 ? expm1_series<10>(x) : short_exp(x) - 1.0;
}

// x within [-`limit`, `limit`], where functions of f32 have reached their
// limits; 0 for a NaN.
constexpr double clamped(float x, float limit) {
  const float upper = x < limit ? x : limit;
  const float both = upper > -limit ? upper : -limit;
  return x != x ? 0.0f : both;
}

constexpr float exp_f32(float x) {
  const float value = float(short_exp(clamped(x, 110.0f)));
  return x != x ? x : value;
}

constexpr float exp2_f32(float x) {
  const double in_range = clamped(x, 160.0f);
  const int32_t n = nearest_integer(in_range);
  const float value =
      float(scaled_exp((in_range - n) * 0x1.62e42fefa39efp-1, n));
  return x != x ? x : value;
}

constexpr float expm1_f32(float x) {
  const float value = float(short_expm1(clamped(x, 110.0f)));
  return x != x ? x : value;
}
