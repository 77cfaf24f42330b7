// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Bit views of floating-point numbers.

constexpr float f32_from_bits(uint32_t bits) {
  return __builtin_bit_cast(float, bits);
}

constexpr uint32_t f32_bits(float value) {
  return __builtin_bit_cast(uint32_t, value);
}

constexpr double f64_from_bits(uint64_t bits) {
  return __builtin_bit_cast(double, bits);
}

constexpr uint64_t f64_bits(double value) {
  return __builtin_bit_cast(uint64_t, value);
}

constexpr double f64_infinity() {
  return f64_from_bits(0x7FF0000000000000ull);
}

constexpr double f64_nan() { return f64_from_bits(0x7FF8000000000000ull); }

constexpr double abs_f64(double x) {
  return f64_from_bits(f64_bits(x) & 0x7FFFFFFFFFFFFFFFull);
}

constexpr float abs_f32(float x) {
  return f32_from_bits(f32_bits(x) & 0x7FFFFFFFu);
}

constexpr double copysign_f64(double magnitude, double sign) {
  return f64_from_bits((f64_bits(magnitude) & 0x7FFFFFFFFFFFFFFFull) |
                       (f64_bits(sign) & 0x8000000000000000ull));
}

constexpr float copysign_f32(float magnitude, float sign) {
  return f32_from_bits((f32_bits(magnitude) & 0x7FFFFFFFu) |
                       (f32_bits(sign) & 0x80000000u));
}

// x * 2^n in two steps, so that neither a subnormal result nor an exponent
// that is itself out of range is lost on the way.
constexpr double f64_scale(double x, int32_t n) {
  if (n < -2100) n = -2100;
  if (n > 2100) n = 2100;
  const int32_t third = n / 3;
  const double step =
      f64_from_bits(static_cast<uint64_t>(1023 + third) << 52);
  const double rest =
      f64_from_bits(static_cast<uint64_t>(1023 + n - 2 * third) << 52);
  // The largest factor goes last: only it may round (towards a subnormal).
  return third < 0 ? x * step * step * rest : x * rest * step * step;
}
