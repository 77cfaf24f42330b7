// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The tile functions for one kind of CPU. A source file that has chosen its
// target (by a pragma) includes this and gets MakeTileMath().

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_TILE_MATH_VARIANT_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_TILE_MATH_VARIANT_H_

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/double_functions.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_math.h"

// Iterations are independent though the result's tile may be an operand's.
#if defined(__clang__)
#define TT_EMU_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#else
#define TT_EMU_INDEPENDENT _Pragma("GCC ivdep")
#endif

namespace tt_emulator {
namespace {

constexpr int kElements = 1024;
constexpr uint32_t kSign = 0x80000000u;
constexpr uint32_t kMagnitude = 0x7fffffffu;
constexpr uint32_t kFloatInfinity = 0x7f800000u;

TT_EMU_ELEMENT float F(uint32_t bits) {
  return __builtin_bit_cast(float, bits);
}
TT_EMU_ELEMENT uint32_t B(float value) {
  return __builtin_bit_cast(uint32_t, value);
}
TT_EMU_ELEMENT int32_t I(uint32_t bits) { return static_cast<int32_t>(bits); }
TT_EMU_ELEMENT uint32_t One(bool condition) { return condition ? B(1.0f) : 0; }

// The order of sign and magnitude, NaN beyond infinity, as integers.
TT_EMU_ELEMENT int32_t Order(uint32_t x) {
  return I(x ^ ((x >> 31) * kMagnitude));
}

TT_EMU_ELEMENT float RoundDown(float x) {
  // Magnitudes of 2^23 and more are integers.
  const float whole = static_cast<float>(
      static_cast<int32_t>((B(x) & kMagnitude) < B(8388608.0f) ? x : 0.0f));
  const float down = whole > x ? whole - 1.0f : whole;
  return (B(x) & kMagnitude) < B(8388608.0f) ? __builtin_copysignf(down, x) : x;
}

TT_EMU_ELEMENT float RoundToZero(float x) {
  return __builtin_copysignf(RoundDown(__builtin_fabsf(x)), x);
}

TT_EMU_ELEMENT float RoundEven(float magnitude) {
  const float rounded = (magnitude + 8388608.0f) - 8388608.0f;
  return magnitude < 8388608.0f ? rounded : magnitude;
}

// Towards zero; saturates at 2^31 - 1 and its negative, NaN as infinity.
TT_EMU_ELEMENT uint32_t ToInt32(uint32_t x) {
  const bool small = (x & kMagnitude) < B(2147483648.0f);
  const int32_t whole = static_cast<int32_t>(small ? F(x) : 0.0f);
  const uint32_t limit = (x & kSign) ? kSign + 1 : kMagnitude;
  return small ? static_cast<uint32_t>(whole) : limit;
}

// Towards zero; negative numbers give 0, 2^32 and more 2^32 - 1.
TT_EMU_ELEMENT uint32_t ToUInt32(uint32_t x) {
  const bool high = F(x) >= 2147483648.0f;
  const float low = high ? F(x) - 2147483648.0f : F(x);
  const bool fits = low < 2147483648.0f && low > 0.0f;
  const uint32_t whole =
      static_cast<uint32_t>(static_cast<int32_t>(fits ? low : 0.0f));
  const uint32_t value = whole + (high ? kSign : 0);
  const bool above = (x & kMagnitude) >= B(4294967296.0f);
  return (x & kSign) ? 0 : above ? 0xffffffffu : value;
}

// To nearest, ties to even; saturates.
TT_EMU_ELEMENT uint32_t ToUInt16(uint32_t x) {
  const float value = F(x);
  const float above = value > 0.0f ? value : 0.0f;
  const float clamped = above < 65535.0f ? above : 65535.0f;
  return static_cast<uint32_t>(static_cast<int32_t>(RoundEven(clamped)));
}

TT_EMU_ELEMENT uint32_t ToBfloat16(uint32_t x) {
  const uint32_t rounded = x + 0x7fff + ((x >> 16) & 1);
  const bool nan = (x & kMagnitude) > kFloatInfinity;
  return (nan ? x | 0x400000u : rounded) & 0xffff0000u;
}

// Rounds the low 31 bits, then adds 2^31, which may round again.
TT_EMU_ELEMENT float UInt32ToFloat(uint32_t x) {
  const float low = static_cast<float>(I(x & kMagnitude));
  return (x & kSign) ? low + 2147483648.0f : low;
}

TT_EMU_ELEMENT uint32_t ShiftLeft(uint32_t x, uint32_t amount) {
  return amount < 32 ? x << (amount & 31) : 0;
}

TT_EMU_ELEMENT uint32_t ShiftRightLogical(uint32_t x, uint32_t amount) {
  return amount < 32 ? x >> (amount & 31) : 0;
}

// Amounts of 32 to 63 leave only some ones of a negative number, as the
// hardware's sequence of shifts does; negative amounts nothing.
TT_EMU_ELEMENT uint32_t ShiftRight(uint32_t x, uint32_t amount) {
  const uint32_t near = static_cast<uint32_t>(I(x) >> (amount & 31));
  const uint32_t far =
      I(x) < 0 && amount < 64 ? 0xffffffffu >> (amount & 31) : 0;
  return amount < 32 ? near : far;
}

// Rounded towards zero; 0 for a division by 0. Quotients of 32-bit integers
// are exact enough in double precision.
TT_EMU_ELEMENT uint32_t DivideTrunc(uint32_t a, uint32_t b) {
  const double quotient =
      static_cast<double>(I(a)) / static_cast<double>(b == 0 ? 1 : I(b));
  // -2^31 / -1 wraps.
  const bool wraps = quotient >= 2147483648.0;
  const uint32_t whole =
      static_cast<uint32_t>(static_cast<int32_t>(wraps ? 0.0 : quotient));
  return b == 0 ? 0 : wraps ? kSign : whole;
}

TT_EMU_ELEMENT uint32_t DivideFloor(uint32_t a, uint32_t b) {
  const uint32_t quotient = DivideTrunc(a, b);
  const bool exact = quotient * b == a;
  return exact || b == 0 || I(a ^ b) >= 0 ? quotient : quotient - 1;
}

template <typename Function>
TT_EMU_ELEMENT void Map(uint32_t* tile, Function function) {
  for (int i = 0; i < kElements; ++i) tile[i] = function(tile[i]);
}

template <typename Function>
TT_EMU_ELEMENT void Map(const uint32_t* a, const uint32_t* b, uint32_t* out,
                        Function function) {
  TT_EMU_INDEPENDENT
  for (int i = 0; i < kElements; ++i) out[i] = function(a[i], b[i]);
}

// A function of an f32, evaluated in double and rounded once.
#define TT_EMU_DOUBLE(name)                                          \
  void Unary##name(uint32_t* tile, uint32_t) {                       \
    Map(tile, [](uint32_t x) __attribute__((always_inline)) {        \
      return B(static_cast<float>(name(static_cast<double>(F(x))))); \
    });                                                              \
  }
// The same, and arguments too large for it by the host's library.
#define TT_EMU_TRIGONOMETRIC(name, library)                                  \
  void Unary##name(uint32_t* tile, uint32_t) {                               \
    uint32_t large = 0;                                                      \
    for (int i = 0; i < kElements; ++i) {                                    \
      large |= (tile[i] & kMagnitude) > B(kTrigonometryLimit);               \
    }                                                                        \
    if (large != 0) {                                                        \
      for (int i = 0; i < kElements; ++i) {                                  \
        tile[i] =                                                            \
            B(static_cast<float>(library(static_cast<double>(F(tile[i]))))); \
      }                                                                      \
      return;                                                                \
    }                                                                        \
    Map(tile, [](uint32_t x) __attribute__((always_inline)) {                \
      return B(static_cast<float>(name(static_cast<double>(F(x)))));         \
    });                                                                      \
  }
// An expression of x (its bits) and s (the scalar's bits).
#define TT_EMU_UNARY(name, expression)                                     \
  void Unary##name(uint32_t* tile, uint32_t s) {                           \
    (void)s;                                                               \
    Map(tile, [=](uint32_t x) __attribute__((always_inline)) -> uint32_t { \
      (void)x;                                                             \
      return expression;                                                   \
    });                                                                    \
  }
// An expression of a and b (their bits).
#define TT_EMU_BINARY(name, expression)                             \
  void Binary##name(const uint32_t* a_tile, const uint32_t* b_tile, \
                    uint32_t* out) {                                \
    Map(a_tile, b_tile, out,                                        \
        [](uint32_t a, uint32_t b)                                  \
            __attribute__((always_inline)) -> uint32_t {            \
              (void)a;                                              \
              return expression;                                    \
            });                                                     \
  }

TT_EMU_DOUBLE(Exp)
TT_EMU_UNARY(Exp2, B(static_cast<float>(Exp(static_cast<double>(F(x)) * kLn2))))
TT_EMU_DOUBLE(Expm1)
TT_EMU_DOUBLE(Log)
TT_EMU_DOUBLE(Log1p)
TT_EMU_DOUBLE(Tanh)
TT_EMU_DOUBLE(Sigmoid)
TT_EMU_UNARY(Sqrt, B(__builtin_sqrtf(F(x))))
TT_EMU_UNARY(Rsqrt,
             B(static_cast<float>(1.0 /
                                  __builtin_sqrt(static_cast<double>(F(x))))))
TT_EMU_DOUBLE(Cbrt)
TT_EMU_UNARY(Recip, B(1.0f / F(x)))
TT_EMU_DOUBLE(Erf)
TT_EMU_DOUBLE(Erfc)
TT_EMU_TRIGONOMETRIC(Sin, __builtin_sin)
TT_EMU_TRIGONOMETRIC(Cos, __builtin_cos)
TT_EMU_TRIGONOMETRIC(Tan, __builtin_tan)
TT_EMU_DOUBLE(Asin)
TT_EMU_DOUBLE(Acos)
TT_EMU_DOUBLE(Atan)
TT_EMU_DOUBLE(Sinh)
TT_EMU_DOUBLE(Cosh)
TT_EMU_DOUBLE(Asinh)
TT_EMU_DOUBLE(Acosh)
TT_EMU_DOUBLE(Atanh)
TT_EMU_UNARY(Abs, x& kMagnitude)
TT_EMU_UNARY(Negative, x ^ kSign)
TT_EMU_UNARY(Square, B(F(x) * F(x)))
TT_EMU_UNARY(Sign, F(x) < 0.0f ? B(-1.0f) : F(x) == 0.0f ? 0 : B(1.0f))
TT_EMU_UNARY(Relu, F(x) > 0.0f ? x : 0)
TT_EMU_UNARY(IsNan, One((x & kMagnitude) > kFloatInfinity))
TT_EMU_UNARY(IsInf, One((x & kMagnitude) == kFloatInfinity))
TT_EMU_UNARY(IsFinite, One((x & kMagnitude) < kFloatInfinity))
TT_EMU_UNARY(Eqz, One(F(x) == 0.0f))
TT_EMU_UNARY(Nez, One(F(x) != 0.0f))
TT_EMU_UNARY(Ltz, One(F(x) < 0.0f))
TT_EMU_UNARY(Gtz, One(F(x) > 0.0f))
TT_EMU_UNARY(Lez, One(F(x) <= 0.0f))
TT_EMU_UNARY(Gez, One(F(x) >= 0.0f))
TT_EMU_UNARY(Floor, B(RoundDown(F(x))))
TT_EMU_UNARY(Ceil, B(-RoundDown(-F(x))))
TT_EMU_UNARY(Trunc, B(RoundToZero(F(x))))
TT_EMU_UNARY(AddScalar, B(F(x) + F(s)))
TT_EMU_UNARY(SubScalar, B(F(x) - F(s)))
TT_EMU_UNARY(MulScalar, B(F(x) * F(s)))
TT_EMU_UNARY(RsubScalar, B(F(s) - F(x)))
TT_EMU_UNARY(MaxScalar, Order(x) > Order(s) ? x : s)
TT_EMU_UNARY(MinScalar, Order(x) < Order(s) ? x : s)
TT_EMU_UNARY(BitwiseNot, ~x)
TT_EMU_UNARY(AbsInt, I(x) < 0 ? 0 - x : x)
TT_EMU_UNARY(NegativeInt, 0 - x)
TT_EMU_UNARY(EqzInt, x == 0)
TT_EMU_UNARY(NezInt, x != 0)
TT_EMU_UNARY(LtzInt, I(x) < 0)
TT_EMU_UNARY(GtzInt, I(x) > 0)
TT_EMU_UNARY(LezInt, I(x) <= 0)
TT_EMU_UNARY(GezInt, I(x) >= 0)
TT_EMU_UNARY(Fill, s)
TT_EMU_UNARY(AddScalarInt, x + s)
TT_EMU_UNARY(SubScalarInt, x - s)
TT_EMU_UNARY(AndScalar, x& s)
TT_EMU_UNARY(OrScalar, x | s)
TT_EMU_UNARY(XorScalar, x ^ s)
TT_EMU_UNARY(LeftShift, x << (s & 31))
TT_EMU_UNARY(RightShift, static_cast<uint32_t>(I(x) >> (s & 31)))
TT_EMU_UNARY(FloatToInt32, ToInt32(x))
TT_EMU_UNARY(FloatToUInt32, ToUInt32(x))
TT_EMU_UNARY(FloatToUInt16, ToUInt16(x))
TT_EMU_UNARY(FloatToFloat16B, ToBfloat16(x))
TT_EMU_UNARY(Int32ToFloat, B(static_cast<float>(I(x))))
TT_EMU_UNARY(UInt32ToFloat, B(UInt32ToFloat(x)))
TT_EMU_UNARY(CastCopy, x)

// To `decimals` decimals: the magnitude times a power of ten, rounded, times
// its inverse.
void UnaryRound(uint32_t* tile, uint32_t decimals) {
  const double power = __builtin_pow(10.0, static_cast<double>(I(decimals)));
  const float coefficient = static_cast<float>(power);
  const float inverse = static_cast<float>(1.0 / power);
  Map(tile, [=](uint32_t x) __attribute__((always_inline)) -> uint32_t {
    const float rounded = inverse * RoundEven(F(x & kMagnitude) * coefficient);
    return (B(rounded) & kMagnitude) | (x & kSign);
  });
}

TT_EMU_BINARY(Add, B(F(a) + F(b)))
TT_EMU_BINARY(Sub, B(F(a) - F(b)))
TT_EMU_BINARY(Mul, B(F(a) * F(b)))
TT_EMU_BINARY(Div, B(F(a) / F(b)))
TT_EMU_BINARY(Rsub, B(F(b) - F(a)))
TT_EMU_BINARY(Power, B(static_cast<float>(Power(static_cast<double>(F(a)),
                                                static_cast<double>(F(b))))))
TT_EMU_BINARY(Max, Order(a) > Order(b) ? a : b)
TT_EMU_BINARY(Min, Order(a) < Order(b) ? a : b)
TT_EMU_BINARY(MaxInt, I(a) > I(b) ? a : b)
TT_EMU_BINARY(MinInt, I(a) < I(b) ? a : b)
TT_EMU_BINARY(AddInt, a + b)
TT_EMU_BINARY(SubInt, a - b)
TT_EMU_BINARY(MulInt, a* b)
TT_EMU_BINARY(DivIntTrunc, DivideTrunc(a, b))
TT_EMU_BINARY(DivIntFloor, DivideFloor(a, b))
TT_EMU_BINARY(LtInt, I(a) < I(b))
TT_EMU_BINARY(GtInt, I(a) > I(b))
TT_EMU_BINARY(LeInt, I(a) <= I(b))
TT_EMU_BINARY(GeInt, I(a) >= I(b))
TT_EMU_BINARY(And, a& b)
TT_EMU_BINARY(Or, a | b)
TT_EMU_BINARY(Xor, a ^ b)
TT_EMU_BINARY(ShiftLeft, ShiftLeft(a, b))
TT_EMU_BINARY(ShiftRight, ShiftRight(a, b))
TT_EMU_BINARY(ShiftRightLogical, ShiftRightLogical(a, b))
TT_EMU_BINARY(CopySecond, b)

void Where(const uint32_t* condition, const uint32_t* a, const uint32_t* b,
           uint32_t* out) {
  TT_EMU_INDEPENDENT
  for (int i = 0; i < kElements; ++i) {
    const uint32_t mask = condition[i] != 0 ? 0xffffffffu : 0;
    out[i] = (a[i] & mask) | (b[i] & ~mask);
  }
}

#define TT_EMU_UNARY_ENTRY(name) Unary##name,
#define TT_EMU_BINARY_ENTRY(name) Binary##name,
constexpr TileMath MakeTileMath(const char* name) {
  return {name,
          {TT_EMU_SFPU_UNARY_OPS(TT_EMU_UNARY_ENTRY)},
          {TT_EMU_SFPU_BINARY_OPS(TT_EMU_BINARY_ENTRY)},
          Where};
}
#undef TT_EMU_UNARY_ENTRY
#undef TT_EMU_BINARY_ENTRY
#undef TT_EMU_DOUBLE
#undef TT_EMU_TRIGONOMETRIC
#undef TT_EMU_UNARY
#undef TT_EMU_BINARY

}  // namespace
}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_TILE_MATH_VARIANT_H_
