// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Hyperbolic functions and their inverses.

constexpr double sinh_f64(double x) {
  const double magnitude = abs_f64(x);
  double value = 0.0;
  if (magnitude > 22.0) {
    const double half =
        exp_f64(0.5 * magnitude);  // squared, as e^x may be too large
    value = 0.5 * half * half;
  } else {
    const double t = expm1_f64(magnitude);
    value = 0.5 * (t + t / (t + 1.0));
  }
  return copysign_f64(value, x);
}

constexpr double cosh_f64(double x) {
  const double half = exp_f64(0.5 * abs_f64(x));
  return 0.5 * half * half + 0.5 / half / half;
}

constexpr double tanh_f64(double x) {
  const double magnitude = abs_f64(x);
  if (magnitude > 22.0) return copysign_f64(1.0, x);
  const double t = expm1_f64(2.0 * magnitude);
  return copysign_f64(t / (t + 2.0), x);
}

constexpr double asinh_f64(double x) {
  const double magnitude = abs_f64(x);
  if (magnitude > 0x1p28) {
    return copysign_f64(log_f64(magnitude) + 0x1.62e42fefa39efp-1, x);
  }
  const double square = magnitude * magnitude;
  const double rest = square / (1.0 + sqrt_f64(1.0 + square));
  return copysign_f64(log1p_f64(magnitude + rest), x);
}

constexpr double acosh_f64(double x) {
  if (x > 0x1p28) return log_f64(x) + 0x1.62e42fefa39efp-1;
  const double t = x - 1.0;
  return log1p_f64(t + sqrt_f64(2.0 * t + t * t));
}

constexpr double atanh_f64(double x) {
  const double magnitude = abs_f64(x);
  const double value = 0.5 * log1p_f64(2.0 * magnitude / (1.0 - magnitude));
  return copysign_f64(value, x);
}

constexpr float sinh_f32(float x) { return float(sinh_f64(x)); }
constexpr float cosh_f32(float x) { return float(cosh_f64(x)); }
constexpr float tanh_f32(float x) {
  const double t = short_expm1(2.0 * clamped(abs_f32(x), 20.0f));
  const float value = copysign_f32(float(t / (t + 2.0)), x);
  return x != x ? x : value;
}
constexpr float asinh_f32(float x) { return float(asinh_f64(x)); }
constexpr float acosh_f32(float x) { return float(acosh_f64(x)); }
constexpr float atanh_f32(float x) { return float(atanh_f64(x)); }
