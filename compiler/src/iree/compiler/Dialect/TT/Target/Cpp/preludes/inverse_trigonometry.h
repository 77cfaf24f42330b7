// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Arc functions.

constexpr double half_pi_f64 = 0x1.921fb54442d18p0;

// For x >= 0: by atan(1 / x) and by 30 degrees to |x| < 0.27, then the series.
constexpr double atan_positive(double x) {
  const bool inverted = x > 1.0;
  if (inverted) x = 1.0 / x;
  const bool turned = x > 0.2679491924311227;
  if (turned) {
    x = (x * 1.7320508075688772 - 1.0) / (1.7320508075688772 + x);
  }
  const double x2 = x * x;
  double sum = 0.0;
  for (int32_t n = 31; n >= 1; n -= 2) sum = 1.0 / n - sum * x2;
  double angle = sum * x;
  if (turned) angle += half_pi_f64 / 3.0;
  return inverted ? half_pi_f64 - angle : angle;
}

constexpr double atan_f64(double x) {
  if (x != x) return x;
  return copysign_f64(atan_positive(abs_f64(x)), x);
}

constexpr double atan2_f64(double y, double x) {
  if (x != x || y != y) return f64_nan();
  const double up = abs_f64(y), along = abs_f64(x);
  double angle = 0.0;
  if (up == f64_infinity() && along == f64_infinity()) {
    angle = half_pi_f64 / 2.0;
  } else if (along == 0 && up == 0) {
    angle = 0.0;
  } else {
    angle = atan_positive(up / along);
  }
  if (f64_bits(x) >> 63 != 0) angle = 2.0 * half_pi_f64 - angle;
  return copysign_f64(angle, y);
}

constexpr double asin_f64(double x) {
  return atan2_f64(x, sqrt_f64((1.0 - x) * (1.0 + x)));
}

constexpr double acos_f64(double x) {
  return 2.0 * atan2_f64(sqrt_f64(1.0 - x), sqrt_f64(1.0 + x));
}

constexpr float atan_f32(float x) { return float(atan_f64(x)); }
constexpr float atan2_f32(float y, float x) { return float(atan2_f64(y, x)); }
constexpr float asin_f32(float x) { return float(asin_f64(x)); }
constexpr float acos_f32(float x) { return float(acos_f64(x)); }
