// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Elementary functions in double precision, in a form that compilers
// vectorize: no calls, no branches, no tables. Results are rounded to f32 by
// the caller; they are good to well under an f32 ulp over the ranges given.
//
// Included once for each instruction set, hence the anonymous namespace.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_SFPU_MATH_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_SFPU_MATH_H_

#include <cstdint>
#include <cstring>

namespace tt_emulator {
namespace {

inline double FromBits64(uint64_t bits) {
  double value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

inline uint64_t ToBits64(double value) {
  uint64_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

// 1.5 * 2^52: adding it rounds to an integer and leaves it in the low bits.
constexpr double kShift = 0x1.8p52;

// 2^n e^r for x = n ln 2 + r. |x| <= 700; beyond, clamped by the caller.
inline double Exp(double x) {
  const double shifted = x * 0x1.71547652b82fep0 + kShift;
  const double n = shifted - kShift;
  const double r = (x - n * 0x1.62e42fefa38p-1) - n * 0x1.ef35793c7673p-45;
  // Taylor's series: |r| < 0.3466, so that the rest is below 1e-15.
  double p = 1.0 / 479001600.0;
  p = p * r + 1.0 / 39916800.0;
  p = p * r + 1.0 / 3628800.0;
  p = p * r + 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  p = p * r + 1.0;
  p = p * r + 1.0;
  const uint64_t scale = (ToBits64(shifted) << 52) + (uint64_t{1023} << 52);
  return p * FromBits64(scale);
}

// e^x - 1 without cancellation at 0: |x| <= 700.
inline double Expm1(double x) {
  const double full = Exp(x) - 1.0;
  // x + x^2/2 + ... for small x, where `full` loses digits.
  double p = 1.0 / 40320.0;
  p = p * x + 1.0 / 5040.0;
  p = p * x + 1.0 / 720.0;
  p = p * x + 1.0 / 120.0;
  p = p * x + 1.0 / 24.0;
  p = p * x + 1.0 / 6.0;
  p = p * x + 0.5;
  p = p * x + 1.0;
  const double series = p * x;
  return x * x < 0.01 ? series : full;
}

// Natural logarithm of a positive, normal double.
inline double Log(double x) {
  const uint64_t bits = ToBits64(x);
  // m in [sqrt(1/2), sqrt(2)), x = 2^e m.
  const uint64_t offset = bits - 0x3fe6a09e667f3bcdull;
  const uint64_t exponent = offset & 0xfff0000000000000ull;
  const double m = FromBits64(bits - exponent);
  // The exponent as a double, through the shift's low bits: the arithmetic
  // shift of 64 bits that AVX2 lacks is spared.
  const uint64_t biased = (offset + (uint64_t{1024} << 52)) >> 52;
  const double e =
      FromBits64(biased | 0x4330000000000000ull) - (0x1p52 + 1024.0);
  // log m = 2 atanh(s), s = (m - 1) / (m + 1), |s| < 0.1716.
  const double s = (m - 1.0) / (m + 1.0);
  const double s2 = s * s;
  double p = 2.0 / 17.0;
  p = p * s2 + 2.0 / 15.0;
  p = p * s2 + 2.0 / 13.0;
  p = p * s2 + 2.0 / 11.0;
  p = p * s2 + 2.0 / 9.0;
  p = p * s2 + 2.0 / 7.0;
  p = p * s2 + 2.0 / 5.0;
  p = p * s2 + 2.0 / 3.0;
  p = p * s2 + 2.0;
  return e * 0x1.62e42fefa39efp-1 + s * p;
}

// Quadrant (in `quadrant`, its low 2 bits) and remainder of |x| < 1e5.
inline double ReduceHalfPi(double x, uint64_t* quadrant) {
  const double shifted = x * 0x1.45f306dc9c883p-1 + kShift;
  const double n = shifted - kShift;
  *quadrant = ToBits64(shifted);
  return ((x - n * 0x1.921fb544p0) - n * 0x1.0b4611a6p-34) -
         n * 0x1.3198a2e037073p-69;
}

// Of |r| <= pi / 4.
inline double SinSeries(double r) {
  const double r2 = r * r;
  double p = 1.0 / 6227020800.0;
  p = p * r2 - 1.0 / 39916800.0;
  p = p * r2 + 1.0 / 362880.0;
  p = p * r2 - 1.0 / 5040.0;
  p = p * r2 + 1.0 / 120.0;
  p = p * r2 - 1.0 / 6.0;
  return r + r * r2 * p;
}

inline double CosSeries(double r) {
  const double r2 = r * r;
  double p = 1.0 / 479001600.0;
  p = p * r2 - 1.0 / 3628800.0;
  p = p * r2 + 1.0 / 40320.0;
  p = p * r2 - 1.0 / 720.0;
  p = p * r2 + 1.0 / 24.0;
  p = p * r2 - 0.5;
  return 1.0 + r2 * p;
}

// sin(x + turn * pi / 2) of |x| < 1e5.
inline double SinTurned(double x, uint64_t turn) {
  uint64_t quadrant;
  const double r = ReduceHalfPi(x, &quadrant);
  quadrant += turn;
  const double s = SinSeries(r);
  const double c = CosSeries(r);
  const double value = (quadrant & 1) != 0 ? c : s;
  return FromBits64(ToBits64(value) ^ ((quadrant & 2) << 62));
}

}  // namespace
}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_SFPU_MATH_H_
