// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Powers, with C's results for zeros, infinities and negative bases.

template <typename T>
constexpr T integer_power(T base, T exponent) {
  if (exponent < 0) {
    // 1 / base^|exponent| towards zero.
    if (base == 1) return 1;
    if (base == T(-1)) return (exponent & 1) != 0 ? T(-1) : T(1);
    return 0;
  }
  uint64_t result = 1, square = uint64_t(base);
  for (uint64_t left = uint64_t(exponent); left != 0; left >>= 1) {
    if ((left & 1) != 0) result *= square;
    square *= square;
  }
  return T(result);
}

constexpr bool is_integral_f64(double x) {
  return abs_f64(x) >= 0x1p52 || double(int64_t(x)) == x;
}

constexpr bool is_odd_f64(double x) {
  return abs_f64(x) < 0x1p53 && is_integral_f64(x) && (int64_t(x) & 1) != 0;
}

constexpr double pow_f64(double base, double exponent) {
  if (exponent == 0 || base == 1) return 1.0;
  if (base != base || exponent != exponent) return f64_nan();
  const double magnitude = abs_f64(base);
  if (abs_f64(exponent) == f64_infinity()) {
    if (magnitude == 1) return 1.0;
    return (magnitude > 1) == (exponent > 0) ? f64_infinity() : 0.0;
  }
  const bool negative = f64_bits(base) >> 63 != 0;
  if (negative && magnitude != 0 && magnitude != f64_infinity() &&
      !is_integral_f64(exponent)) {
    return f64_nan();
  }
  double result = 0.0;
  if (magnitude == 0 || magnitude == f64_infinity()) {
    result = (magnitude == 0) == (exponent > 0) ? 0.0 : f64_infinity();
  } else if (abs_f64(exponent) <= 64 && is_integral_f64(exponent)) {
    // Few enough products to be more exact than the logarithm.
    result = 1.0;
    double square = magnitude;
    for (uint32_t n = uint32_t(abs_f64(exponent)); n != 0; n >>= 1) {
      if ((n & 1) != 0) result *= square;
      square *= square;
    }
    if (exponent < 0) result = 1.0 / result;
  } else {
    result = exp_f64(exponent * log_f64(magnitude));
  }
  return negative && is_odd_f64(exponent) ? -result : result;
}

constexpr float pow_f32(float base, float exponent) {
  return float(pow_f64(base, exponent));
}
