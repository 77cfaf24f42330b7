// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Floating-point numbers taken apart and put together by their bits.

constexpr double f64_from_bits(uint64_t bits) {
  return __builtin_bit_cast(double, bits);
}

constexpr uint64_t f64_bits(double x) {
  return __builtin_bit_cast(uint64_t, x);
}

constexpr float f32_from_bits(uint32_t bits) {
  return __builtin_bit_cast(float, bits);
}

constexpr uint32_t f32_bits(float x) { return __builtin_bit_cast(uint32_t, x); }

constexpr double f64_infinity() { return f64_from_bits(0x7ff0000000000000); }

constexpr double f64_nan() { return f64_from_bits(0x7ff8000000000000); }

constexpr double abs_f64(double x) {
  return f64_from_bits(f64_bits(x) & 0x7fffffffffffffff);
}

constexpr float abs_f32(float x) {
  return f32_from_bits(f32_bits(x) & 0x7fffffffu);
}

constexpr double copysign_f64(double magnitude, double sign) {
  return f64_from_bits((f64_bits(magnitude) & 0x7fffffffffffffff) |
                       (f64_bits(sign) & 0x8000000000000000));
}

constexpr float copysign_f32(float magnitude, float sign) {
  return f32_from_bits((f32_bits(magnitude) & 0x7fffffffu) |
                       (f32_bits(sign) & 0x80000000u));
}

// x * 2^n in three steps, so that neither a subnormal result nor an exponent
// that is itself out of range is lost on the way.
constexpr double scale_f64(double x, int32_t n) {
  n = n < -2100 ? -2100 : n > 2100 ? 2100 : n;
  const int32_t third = n / 3;
  const double step = f64_from_bits(uint64_t(1023 + third) << 52);
  const double rest = f64_from_bits(uint64_t(1023 + n - 2 * third) << 52);
  // Only the last product may round, towards a subnormal.
  return third < 0 ? x * step * step * rest : x * rest * step * step;
}

// The power of two of a finite x that is not 0: 1 <= |x| / 2^result < 2.
constexpr int32_t exponent_f64(double x) {
  const int32_t field = int32_t(f64_bits(x) >> 52) & 0x7ff;
  if (field != 0) return field - 1023;
  return exponent_f64(x * 0x1p54) - 54;
}
