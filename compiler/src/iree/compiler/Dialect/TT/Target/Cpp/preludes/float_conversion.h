// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Between floats of all widths and integers. Narrowing rounds to nearest even;
// f16 and bf16 are their bits.

inline float bf16_to_f32(uint16_t x) {
  return __builtin_bit_cast(float, uint32_t(x) << 16);
}

inline uint16_t f32_to_bf16(float x) {
  const uint32_t bits = __builtin_bit_cast(uint32_t, x);
  if ((bits & 0x7fffffffu) > 0x7f800000u) return (bits >> 16) | 0x40;
  return (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
}

inline uint32_t f16_to_f32_bits(uint16_t x) {
  const uint32_t sign = uint32_t(x & 0x8000) << 16;
  const uint32_t magnitude = x & 0x7fff;
  if (magnitude >= 0x7c00)
    return sign | 0x7f800000u | ((magnitude & 0x3ff) << 13);
  if (magnitude >= 0x400) return sign | ((magnitude << 13) + 0x38000000u);
  if (magnitude == 0) return sign;
  // Subnormal: shift the leading one to the implicit place.
  const uint32_t shift = __builtin_clz(magnitude) - 21;
  return sign | ((113 - shift) << 23) | (((magnitude << shift) & 0x3ff) << 13);
}

inline uint16_t f32_bits_to_f16(uint32_t bits) {
  const uint32_t sign = (bits >> 16) & 0x8000;
  const uint32_t magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u)
    return sign | 0x7e00 | ((magnitude >> 13) & 0x3ff);
  if (magnitude >= 0x47800000u) return sign | 0x7c00;
  if (magnitude >= 0x38800000u) {
    return sign |
           ((magnitude - 0x38000000u + 0xfff + ((magnitude >> 13) & 1)) >> 13);
  }
  if (magnitude < 0x33000000u) return sign;
  // Subnormal result: units of 2^-24.
  const uint32_t shift = 126 - (magnitude >> 23);
  const uint32_t significand = (magnitude & 0x7fffffu) | 0x800000u;
  const uint32_t half = 1u << (shift - 1);
  return sign |
         ((significand + half - 1 + ((significand >> shift) & 1)) >> shift);
}

inline float f16_to_f32(uint16_t x) {
  return __builtin_bit_cast(float, f16_to_f32_bits(x));
}

inline uint16_t f32_to_f16(float x) {
  return f32_bits_to_f16(__builtin_bit_cast(uint32_t, x));
}

// The f32 nearest to x towards zero, its last bit set where it is not x: a
// further rounding to a narrower type is then the only one.
inline float f64_to_f32_odd(double x) {
  const float nearest = float(x);
  if (double(nearest) == x || x != x) return nearest;
  uint32_t bits = __builtin_bit_cast(uint32_t, nearest);
  if ((double(nearest) > x) == (x > 0)) --bits;
  return __builtin_bit_cast(float, bits | 1);
}

// Towards zero; out of range saturates, NaN gives the greatest.
template <int WIDTH, typename F>
inline int64_t signed_from_float(F x) {
  constexpr int64_t most = int64_t((uint64_t(1) << (WIDTH - 1)) - 1);
  constexpr F limit = F(uint64_t(1) << (WIDTH - 1));
  if (x != x || x >= limit) return most;
  if (x < -limit) return -most - 1;
  const int64_t result = int64_t(x);
  return result < -most - 1 ? -most - 1 : result;
}

template <int WIDTH, typename F>
inline uint64_t unsigned_from_float(F x) {
  constexpr uint64_t most = ~uint64_t(0) >> (64 - WIDTH);
  constexpr F limit = F(uint64_t(1) << (WIDTH - 1)) * 2;
  if (x != x || x >= limit) return most;
  if (x <= 0) return 0;
  return uint64_t(x);
}
