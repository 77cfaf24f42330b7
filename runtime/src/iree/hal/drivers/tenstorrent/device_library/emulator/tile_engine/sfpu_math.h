// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Elementary functions in double precision, for f32 arguments: with relative
// errors below 2^-31, so that the result rounded to f32 is within 0.51 ulp.
// Free of branches and calls, so that loops over them become vector code.
//
// Included once for each instruction set, hence the anonymous namespace.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_SFPU_MATH_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_SFPU_MATH_H_

#include <cstdint>

#define TT_EMU_ELEMENT static inline __attribute__((always_inline))

namespace tt_emulator {
namespace {

constexpr double kInfinity = __builtin_inf();
constexpr double kNan = __builtin_nan("");
constexpr double kLn2 = 0.69314718055994530942;
constexpr double kPi = 3.14159265358979323846;
// 1.5 * 2^52: adding it rounds a magnitude below 2^51 to an integer, which then
// stands in the low bits.
constexpr double kRounder = 6755399441055744.0;
// Below this the first terms of a series are exact enough, and from here on
// the cancellation in differences from 1 costs no more than 35 of 53 bits.
constexpr double kTiny = 0x1p-18;
// Beyond this the trigonometric functions' argument reduction gets inexact.
constexpr float kTrigonometryLimit = 1048576.0f;

TT_EMU_ELEMENT uint64_t Bits(double x) {
  return __builtin_bit_cast(uint64_t, x);
}
TT_EMU_ELEMENT double FromBits(uint64_t x) {
  return __builtin_bit_cast(double, x);
}
TT_EMU_ELEMENT double Abs(double x) { return __builtin_fabs(x); }
TT_EMU_ELEMENT double WithSignOf(double magnitude, double sign) {
  return __builtin_copysign(magnitude, sign);
}

// A number's powers.
struct Powers {
  double first, second, fourth, eighth;
};

// The terms kFirst to kFirst + kCount - 1 of a polynomial, the lowest power
// first, divided by the power of the lowest.
template <int kFirst, int kCount, int kAll>
TT_EMU_ELEMENT double Terms(const Powers& x,
                            const double (&coefficients)[kAll]) {
  if constexpr (kCount == 1) {
    return coefficients[kAll - 1 - kFirst];
  } else {
    constexpr int kLow = kCount > 8 ? 8 : kCount > 4 ? 4 : kCount > 2 ? 2 : 1;
    const double power = kLow == 8   ? x.eighth
                         : kLow == 4 ? x.fourth
                         : kLow == 2 ? x.second
                                     : x.first;
    return Terms<kFirst, kLow>(x, coefficients) +
           power * Terms<kFirst + kLow, kCount - kLow>(x, coefficients);
  }
}

// Coefficients from the highest power to the lowest; neighbours are combined
// first (Estrin's scheme), which leaves the host more to do at once.
template <int kCount>
TT_EMU_ELEMENT double Polynomial(double x,
                                 const double (&coefficients)[kCount]) {
  static_assert(kCount <= 16, "no higher powers");
  Powers powers = {x, x * x, 0, 0};
  powers.fourth = powers.second * powers.second;
  powers.eighth = powers.fourth * powers.fourth;
  return Terms<0, kCount>(powers, coefficients);
}

TT_EMU_ELEMENT double Exp(double x) {
  x = x < -700.0 ? -700.0 : x;
  x = x > 700.0 ? 700.0 : x;
  const double shifted = x * (1.0 / kLn2) + kRounder;
  const double n = shifted - kRounder;
  const double r = x - n * kLn2;
  // Taylor's series; |r| <= ln(2) / 2 leaves a relative error of 2e-10.
  constexpr double kSeries[] = {1.0 / 40320, 1.0 / 5040, 1.0 / 720,
                                1.0 / 120,   1.0 / 24,   1.0 / 6,
                                0.5,         1.0,        1.0};
  // 2^n: n in the exponent's place.
  const double scale = FromBits((Bits(shifted) << 52) + (uint64_t{1023} << 52));
  return Polynomial(r, kSeries) * scale;
}

// Of numbers that are normal as doubles, 0, infinity and NaN.
TT_EMU_ELEMENT double Log(double x) {
  // x = 2^e * m with m in [sqrt(1/2), sqrt(2)).
  constexpr uint64_t kSqrtHalf = 0x3fe6a09e667f3bcdu;
  const uint64_t offset = Bits(x) - kSqrtHalf;
  const uint64_t m_bits = (offset & 0xfffffffffffffu) + kSqrtHalf;
  // The exponent (two's complement of 12 bits) as a double.
  const uint64_t e_bits = ((offset + (uint64_t{1024} << 52)) >> 52) & 0xfff;
  const double e =
      FromBits(e_bits | 0x4330000000000000u) - (4503599627370496.0 + 1024.0);
  const double m = FromBits(m_bits);
  const double s = (m - 1.0) / (m + 1.0);
  // log(m) = 2 artanh(s); |s| < 0.1716.
  constexpr double kSeries[] = {2.0 / 17, 2.0 / 15, 2.0 / 13, 2.0 / 11, 2.0 / 9,
                                2.0 / 7,  2.0 / 5,  2.0 / 3,  2.0};
  double result = e * kLn2 + s * Polynomial(s * s, kSeries);
  result = x == 0.0 ? -kInfinity : result;
  result = x == kInfinity ? kInfinity : result;
  return x >= 0.0 ? result : kNan;
}

TT_EMU_ELEMENT double Log1p(double x) {
  const double series = x * (1.0 - 0.5 * x);
  return Abs(x) < kTiny ? series : Log(1.0 + x);
}

TT_EMU_ELEMENT double Expm1(double x) {
  const double series = x * (1.0 + 0.5 * x);
  return Abs(x) < kTiny ? series : Exp(x) - 1.0;
}

TT_EMU_ELEMENT double Tanh(double x) {
  const double magnitude = Abs(x);
  const double e = Exp(2.0 * (magnitude > 20.0 ? 20.0 : magnitude));
  return magnitude < kTiny ? x : WithSignOf((e - 1.0) / (e + 1.0), x);
}

TT_EMU_ELEMENT double Sigmoid(double x) { return 1.0 / (1.0 + Exp(-x)); }

TT_EMU_ELEMENT double Silu(double x) {
  return x == -kInfinity ? -0.0 : x / (1.0 + Exp(-x));
}

TT_EMU_ELEMENT double Sinh(double x) {
  const double e = Exp(x);
  return Abs(x) < kTiny ? x : 0.5 * (e - 1.0 / e);
}

TT_EMU_ELEMENT double Cosh(double x) {
  const double e = Exp(x);
  return 0.5 * (e + 1.0 / e);
}

TT_EMU_ELEMENT double Asinh(double x) {
  const double magnitude = Abs(x);
  const double logarithm =
      Log(magnitude + __builtin_sqrt(magnitude * magnitude + 1.0));
  return magnitude < kTiny ? x : WithSignOf(logarithm, x);
}

TT_EMU_ELEMENT double Acosh(double x) {
  const double result = Log(x + __builtin_sqrt(x * x - 1.0));
  return x >= 1.0 ? result : kNan;
}

TT_EMU_ELEMENT double Atanh(double x) {
  const double logarithm = 0.5 * Log((1.0 + x) / (1.0 - x));
  return Abs(x) < kTiny ? x : logarithm;
}

TT_EMU_ELEMENT double Cbrt(double x) {
  const double magnitude = Abs(x);
  const double root = Exp(Log(magnitude) * (1.0 / 3));
  return magnitude == 0.0 || magnitude == kInfinity ? x : WithSignOf(root, x);
}

// erf(x) of |x| <= 1: Chebyshev's approximation of erf(x) / x in 2 x^2 - 1,
// relative error 2.2e-14.
TT_EMU_ELEMENT double ErfOfSmall(double x) {
  constexpr double kFit[] = {-2.0457034715872376e-10, 4.1387779846374505e-09,
                             -7.5114644870220991e-08, 1.2233626178426847e-06,
                             -1.7537169900572627e-05, 0.00021751716322922628,
                             -0.0022854855610614897,  0.019852496688085346,
                             -0.1405360890227213,     0.96546873866988503};
  return x * Polynomial(2.0 * x * x - 1.0, kFit);
}

// erfc(x) of x >= 0.5: Chebyshev's approximation of exp(x^2) erfc(x) in
// 1 / (1 + x / 2), for x in [0.5, 10.5], relative error 4e-13.
TT_EMU_ELEMENT double ErfcOfLarge(double x) {
  constexpr double kFit[] = {
      -5.5316421810852511e-11, 5.9350453219088077e-09,  -1.260425344799842e-08,
      -5.5736135161342396e-08, 2.5230792092695483e-07,  1.5744205988085856e-07,
      -3.2928138880061918e-06, 3.0414796479561664e-06,  4.212508234971008e-05,
      -7.6910877585157424e-05, -0.00072599616925305289, 0.00085729293086266674,
      0.020518150044274895,    0.09511773963118432,     0.26126799643134418,
      0.23868985116468319};
  const double clamped = x > 10.5 ? 10.5 : x;
  const double s = 2.0 / (2.0 + clamped);
  return Exp(-x * x) * Polynomial((s - 0.48) / 0.32, kFit);
}

TT_EMU_ELEMENT double Erf(double x) {
  const double magnitude = Abs(x);
  const double tail = 1.0 - ErfcOfLarge(magnitude);
  return magnitude < 0.75 ? ErfOfSmall(x) : WithSignOf(tail, x);
}

TT_EMU_ELEMENT double Erfc(double x) {
  const double tail = ErfcOfLarge(Abs(x));
  const double outer = x < 0.0 ? 2.0 - tail : tail;
  return Abs(x) < 0.5 ? 1.0 - ErfOfSmall(x) : outer;
}

// x / 2 * erfc(-x / sqrt(2)).
TT_EMU_ELEMENT double Gelu(double x) {
  const double result = 0.5 * x * Erfc(x * -0.70710678118654752440);
  return x == -kInfinity ? -0.0 : result;
}

// Chebyshev's approximation of atan(z) / z in 2 z^2 - 1 for |z| <= 1, relative
// error 1e-11.
TT_EMU_ELEMENT double Atan(double x) {
  constexpr double kFit[] = {
      1.0502069774365718e-07,  -3.3227405208891557e-07, 7.4401285320927085e-07,
      -2.4919126515466671e-06, 8.7773211539637581e-06,  -2.9725795945435267e-05,
      0.00010226498391747685,  -0.00036095954739273753, 0.0013155879068682162,
      -0.005030866515606869,   0.020851851083520882,    -0.10187654224725741,
      0.87041975136837424};
  const double magnitude = Abs(x);
  const double z = magnitude > 1.0 ? 1.0 / magnitude : magnitude;
  const double angle = z * Polynomial(2.0 * z * z - 1.0, kFit);
  return WithSignOf(magnitude > 1.0 ? kPi / 2 - angle : angle, x);
}

TT_EMU_ELEMENT double Asin(double x) {
  return Atan(x / __builtin_sqrt((1.0 - x) * (1.0 + x)));
}

TT_EMU_ELEMENT double Acos(double x) {
  return 2.0 * Atan(__builtin_sqrt((1.0 - x) / (1.0 + x)));
}

struct SineCosine {
  double sine;
  double cosine;
  uint64_t quadrant;  // in the low two bits
};

// Of x less the nearest multiple of pi / 2, for |x| < kTrigonometryLimit.
TT_EMU_ELEMENT SineCosine ReducedSineCosine(double x) {
  const double shifted = x * (2.0 / kPi) + kRounder;
  const double n = shifted - kRounder;
  // pi / 2 in two parts; the first has 33 bits, so that its product is exact.
  const double r =
      (x - n * 1.57079632673412561417) - n * 6.07710050650619224932e-11;
  const double square = r * r;
  constexpr double kSine[] = {
      1.0 / 6227020800, -1.0 / 39916800, 1.0 / 362880, -1.0 / 5040,
      1.0 / 120,        -1.0 / 6,        1.0};
  constexpr double kCosine[] = {
      -1.0 / 87178291200, 1.0 / 479001600, -1.0 / 3628800, 1.0 / 40320,
      -1.0 / 720,         1.0 / 24,        -0.5,           1.0};
  return {r * Polynomial(square, kSine), Polynomial(square, kCosine),
          Bits(shifted)};
}

TT_EMU_ELEMENT double QuadrantSine(const SineCosine& parts, uint64_t quadrant) {
  const uint64_t odd = 0 - (quadrant & 1);
  const uint64_t value = (Bits(parts.sine) & ~odd) | (Bits(parts.cosine) & odd);
  return FromBits(value ^ ((quadrant & 2) << 62));
}

TT_EMU_ELEMENT double Sin(double x) {
  const SineCosine parts = ReducedSineCosine(x);
  return QuadrantSine(parts, parts.quadrant);
}

TT_EMU_ELEMENT double Cos(double x) {
  const SineCosine parts = ReducedSineCosine(x);
  return QuadrantSine(parts, parts.quadrant + 1);
}

TT_EMU_ELEMENT double Tan(double x) {
  const SineCosine parts = ReducedSineCosine(x);
  return QuadrantSine(parts, parts.quadrant) /
         QuadrantSine(parts, parts.quadrant + 1);
}

// Chooses by a mask of all ones or zeros; a chain of conditions would not
// become vector code.
TT_EMU_ELEMENT uint64_t Mask(bool condition) {
  return condition ? ~uint64_t{0} : 0;
}
TT_EMU_ELEMENT double Choose(uint64_t mask, double a, double b) {
  return FromBits((Bits(a) & mask) | (Bits(b) & ~mask));
}

// IEEE 754's pow.
TT_EMU_ELEMENT double Power(double base, double exponent) {
  const double magnitude = Abs(base);
  const double e = Abs(exponent);
  double result = Exp(exponent * Log(magnitude));
  // 0 and infinity as base.
  const uint64_t grows = Mask(exponent > 0.0);
  result =
      Choose(Mask(magnitude == 0.0), Choose(grows, 0.0, kInfinity), result);
  result = Choose(Mask(magnitude == kInfinity), Choose(grows, kInfinity, 0.0),
                  result);
  result = Choose(Mask(exponent != exponent), kNan, result);
  result = Choose(Mask(base != base), kNan, result);
  result = Choose(Mask(magnitude == 1.0) & Mask(e == kInfinity), 1.0, result);
  // A negative base: an f32 of 2^24 or more is an even integer.
  const uint64_t large = Mask(e >= 16777216.0);
  const double clamped = Choose(large, 0.0, e);
  const double shifted = clamped + kRounder;
  const uint64_t integer = Mask(shifted - kRounder == clamped);
  const uint64_t odd = ~large & integer & (0 - (Bits(shifted) & 1));
  const uint64_t negative = 0 - (Bits(base) >> 63);
  const uint64_t root =
      negative & ~integer & Mask(magnitude > 0.0) & Mask(magnitude < kInfinity);
  result = Choose(root, kNan, result);
  result = FromBits(Bits(result) ^ ((negative & odd) << 63));
  result = Choose(Mask(base == 1.0), 1.0, result);
  return Choose(Mask(exponent == 0.0), 1.0, result);
}

}  // namespace
}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_SFPU_MATH_H_
