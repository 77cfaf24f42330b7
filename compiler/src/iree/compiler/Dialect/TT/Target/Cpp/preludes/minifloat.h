// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Floating-point formats of 4 to 8 bits, as their bits: widening is exact,
// narrowing rounds to nearest even.

// What the codes at the top of a format's range mean.
enum class Specials {
  kIeee,          // Largest exponent holds infinity and NaN.
  kNanOnly,       // No infinity; all ones is NaN (the "FN" formats).
  kNegativeZero,  // No infinity, no -0; the code of -0 is NaN ("FNUZ").
  kNone,          // Every code is a finite number; narrowing saturates.
};

template <int kExponent, int kMantissa, int kBias, Specials kSpecials>
constexpr float minifloat_to_f32(uint8_t code) {
  constexpr uint32_t kMagnitudeMask = (1u << (kExponent + kMantissa)) - 1u;
  constexpr uint32_t kTop = (1u << kExponent) - 1u;
  const uint32_t magnitude = code & kMagnitudeMask;
  const bool negative = (code >> (kExponent + kMantissa)) & 1;
  const uint32_t exponent = magnitude >> kMantissa;
  const uint32_t mantissa = magnitude & ((1u << kMantissa) - 1u);
  const uint32_t sign = negative ? 0x80000000u : 0u;
  if (kSpecials == Specials::kIeee && exponent == kTop) {
    return f32_from_bits(sign | (mantissa ? 0x7FC00000u : 0x7F800000u));
  }
  if (kSpecials == Specials::kNanOnly && magnitude == kMagnitudeMask) {
    return f32_from_bits(sign | 0x7FC00000u);
  }
  if (kSpecials == Specials::kNegativeZero && negative && magnitude == 0) {
    return f32_from_bits(0x7FC00000u);
  }
  // mantissa * 2^(exponent - bias - mantissa bits), hidden bit added.
  const uint32_t significand =
      exponent == 0 ? mantissa : mantissa | (1u << kMantissa);
  const int32_t power =
      static_cast<int32_t>(exponent == 0 ? 1 : exponent) - kBias - kMantissa;
  const float value = static_cast<float>(significand) *
                      f32_from_bits(static_cast<uint32_t>(127 + power) << 23);
  return negative ? -value : value;
}

template <int kExponent, int kMantissa, int kBias, Specials kSpecials>
constexpr uint8_t f32_to_minifloat(float value) {
  constexpr uint32_t kMagnitudeMask = (1u << (kExponent + kMantissa)) - 1u;
  constexpr uint32_t kSignBit = 1u << (kExponent + kMantissa);
  const uint32_t bits = f32_bits(value);
  const uint32_t sign = (bits >> 31) ? kSignBit : 0u;
  const uint32_t magnitude = bits & 0x7FFFFFFFu;
  constexpr uint32_t kInfinity = ((1u << kExponent) - 1u) << kMantissa;
  constexpr uint32_t kNan =
      kSpecials == Specials::kIeee ? kInfinity | (1u << (kMantissa - 1))
      : kSpecials == Specials::kNegativeZero ? kSignBit
                                             : kMagnitudeMask;
  // The largest finite code.
  constexpr uint32_t kLargest = kSpecials == Specials::kIeee ? kInfinity - 1u
                                : kSpecials == Specials::kNanOnly
                                    ? kMagnitudeMask - 1u
                                    : kMagnitudeMask;
  if (magnitude > 0x7F800000u) {
    if (kSpecials == Specials::kNegativeZero) return kNan;
    if (kSpecials == Specials::kNone) return kSignBit;  // As -0: no NaN here.
    return static_cast<uint8_t>(sign | kNan);
  }
  // Round the significand at the format's last place of this magnitude.
  const int32_t exponent = static_cast<int32_t>(magnitude >> 23) - 127;
  constexpr int32_t kLowest = 1 - kBias;
  int32_t drop = 23 - kMantissa;
  if (exponent < kLowest) drop += kLowest - exponent;
  uint32_t code;
  if (drop > 24) {
    code = 0;
  } else {
    const uint32_t significand = (magnitude >> 23)
                                     ? (magnitude & 0x7FFFFFu) | 0x800000u
                                     : (magnitude & 0x7FFFFFu);
    const uint32_t half = (1u << (drop - 1)) - 1u;
    const uint32_t kept =
        (significand + half + ((significand >> drop) & 1u)) >> drop;
    // The hidden bit carries into the exponent field by itself.
    code =
        exponent < kLowest
            ? kept
            : kept + (static_cast<uint32_t>(exponent + kBias - 1) << kMantissa);
    if (exponent > 127 - 1 && magnitude == 0x7F800000u) code = kLargest + 1u;
    if (code > kLargest) {
      if (kSpecials == Specials::kNone) {
        code = kLargest;
      } else if (kSpecials == Specials::kIeee) {
        code = kInfinity;
      } else if (kSpecials == Specials::kNegativeZero) {
        return kNan;
      } else {
        code = kNan;
      }
    }
  }
  if (kSpecials == Specials::kNegativeZero && code == 0) return 0;
  return static_cast<uint8_t>(sign | code);
}

// f8E8M0FNU: a power of two, 0xFF is NaN; no sign, no zero.
constexpr float e8m0_to_f32(uint8_t code) {
  if (code == 0xFFu) return f32_from_bits(0x7FC00000u);
  if (code == 0) return f32_from_bits(0x00400000u);
  return f32_from_bits(static_cast<uint32_t>(code) << 23);
}

constexpr uint8_t f32_to_e8m0(float value) {
  const uint32_t magnitude = f32_bits(value) & 0x7FFFFFFFu;
  if (magnitude >= 0x7F800000u) return 0xFFu;
  const uint32_t rounded = magnitude + 0x3FFFFFu + ((magnitude >> 23) & 1u);
  return static_cast<uint8_t>(rounded >> 23);
}
