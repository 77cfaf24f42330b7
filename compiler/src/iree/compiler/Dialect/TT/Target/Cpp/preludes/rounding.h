// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Rounding to integral values. Signs of zeros stay.

constexpr double trunc_f64(double x) {
  if (!(abs_f64(x) < 0x1p52)) return x;
  return copysign_f64(double(int64_t(x)), x);
}

constexpr double floor_f64(double x) {
  const double whole = trunc_f64(x);
  return whole > x ? whole - 1.0 : whole;
}

constexpr double ceil_f64(double x) {
  const double whole = trunc_f64(x);
  return whole < x ? copysign_f64(whole + 1.0, x) : whole;
}

// Ties away from zero.
constexpr double round_f64(double x) {
  const double whole = trunc_f64(x);
  if (abs_f64(x - whole) < 0.5) return whole;
  return abs_f64(x) < 0x1p52 ? whole + copysign_f64(1.0, x) : x;
}

// Ties to even.
constexpr double roundeven_f64(double x) {
  const double magnitude = abs_f64(x);
  if (!(magnitude < 0x1p52)) return x;
  return copysign_f64((magnitude + 0x1p52) - 0x1p52, x);
}

// An f32 is an f64, and its integral neighbours are f32s.
constexpr float trunc_f32(float x) { return float(trunc_f64(x)); }
constexpr float floor_f32(float x) { return float(floor_f64(x)); }
constexpr float ceil_f32(float x) { return float(ceil_f64(x)); }
constexpr float round_f32(float x) { return float(round_f64(x)); }
constexpr float roundeven_f32(float x) { return float(roundeven_f64(x)); }
