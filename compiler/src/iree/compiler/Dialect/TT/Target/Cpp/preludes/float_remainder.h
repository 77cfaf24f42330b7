// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The remainder of a division rounded towards zero, exact, without libm.

template <typename F, typename U, int SIGNIFICAND, int EXPONENT>
inline F float_remainder_of(F a, F b) {
  constexpr U sign_mask = U(1) << (SIGNIFICAND + EXPONENT);
  constexpr U infinity = ((U(1) << EXPONENT) - 1) << SIGNIFICAND;
  constexpr U implicit = U(1) << SIGNIFICAND;
  const U a_bits = __builtin_bit_cast(U, a);
  const U sign = a_bits & sign_mask;
  U x = a_bits & ~sign_mask;
  U y = __builtin_bit_cast(U, b) & ~sign_mask;
  if (x >= infinity || y > infinity || y == 0) return (a * b) / (a * b);
  if (x < y) return a;
  int x_exponent = int(x >> SIGNIFICAND);
  int y_exponent = int(y >> SIGNIFICAND);
  U x_significand = x & (implicit - 1);
  U y_significand = y & (implicit - 1);
  if (x_exponent)
    x_significand |= implicit;
  else
    x_exponent = 1;
  if (y_exponent)
    y_significand |= implicit;
  else
    y_exponent = 1;
  for (; x_exponent > y_exponent; --x_exponent) {
    if (x_significand >= y_significand) x_significand -= y_significand;
    x_significand <<= 1;
    if (x_significand == 0) return __builtin_bit_cast(F, sign);
  }
  if (x_significand >= y_significand) x_significand -= y_significand;
  if (x_significand == 0) return __builtin_bit_cast(F, sign);
  while (x_significand < implicit && x_exponent > 1) {
    x_significand <<= 1;
    --x_exponent;
  }
  if (x_significand < implicit)
    return __builtin_bit_cast(F, U(sign | x_significand));
  const U exponent_bits = U(x_exponent) << SIGNIFICAND;
  return __builtin_bit_cast(
      F, U(sign | exponent_bits | (x_significand & (implicit - 1))));
}

inline float float_remainder(float a, float b) {
  return float_remainder_of<float, uint32_t, 23, 8>(a, b);
}

inline double float_remainder(double a, double b) {
  return float_remainder_of<double, uint64_t, 52, 11>(a, b);
}
