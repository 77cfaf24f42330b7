// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Every SFPU operation on every instruction set of this host against
// references in double precision.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/sfpu_loops.h"

#include <cfenv>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/testing/gtest.h"

namespace tt_emulator {
namespace {

constexpr int kTiles = 64;

uint32_t Bits(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

float Float(uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

int32_t Signed(uint32_t bits) { return static_cast<int32_t>(bits); }

// Special values, random bit patterns, and numbers of usual size.
std::vector<uint32_t> Inputs(uint32_t seed) {
  std::vector<uint32_t> inputs;
  for (const float value : {0.0f,
                            1.0f,
                            0.5f,
                            2.0f,
                            1.5f,
                            2.5f,
                            3.0f,
                            10.0f,
                            88.7f,
                            89.0f,
                            104.0f,
                            1e-3f,
                            1e-5f,
                            1e-20f,
                            1e-38f,
                            1e-40f,
                            1e-45f,
                            1e20f,
                            1e38f,
                            8388607.5f,
                            8388608.0f,
                            16777216.0f,
                            2147483520.0f,
                            2147483648.0f,
                            4294967040.0f,
                            4294967296.0f,
                            65534.5f,
                            65535.0f,
                            65536.0f,
                            0.99999994f,
                            1.0000001f,
                            1048576.0f,
                            1048577.0f,
                            std::numeric_limits<float>::infinity(),
                            std::numeric_limits<float>::quiet_NaN()}) {
    inputs.push_back(Bits(value));
    inputs.push_back(Bits(-value));
  }
  for (const uint32_t value : {1u, 2u, 7u, 31u, 32u, 33u, 63u, 64u, 0xffffffffu,
                               0x7fffffffu, 0x80000000u, 0x80000001u}) {
    inputs.push_back(value);
  }
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> near(-4.0f, 4.0f);
  std::uniform_real_distribution<float> far(-100.0f, 100.0f);
  while (inputs.size() < kTiles * kTileElements) {
    inputs.push_back(random());
    inputs.push_back(Bits(near(random)));
    inputs.push_back(Bits(far(random)));
    inputs.push_back(
        Bits(std::ldexp(near(random), -static_cast<int>(random() % 30))));
    inputs.push_back(random() % 80 - 40);
  }
  inputs.resize(kTiles * kTileElements);
  return inputs;
}

// Units in the last place between an f32 and the exact result.
double UlpError(float result, double exact) {
  if (std::isnan(exact)) return std::isnan(result) ? 0 : HUGE_VAL;
  if (static_cast<float>(exact) == result) return 0;
  if (std::isnan(result)) return HUGE_VAL;
  const float rounded = static_cast<float>(exact);
  if (std::isinf(rounded) || std::isinf(result)) {
    // The neighbour of infinity is the largest number.
    const float largest = std::numeric_limits<float>::max();
    const float r =
        std::isinf(result) ? std::copysign(largest, result) : result;
    const float e =
        std::isinf(rounded) ? std::copysign(largest, rounded) : rounded;
    return r == e ? 1 : HUGE_VAL;
  }
  const double magnitude = std::max(std::fabs(exact), 0x1p-126);
  const double ulp = std::ldexp(1.0, std::ilogb(magnitude) - 23);
  return std::fabs(result - exact) / ulp;
}

struct UnaryFloatCase {
  const char* name;
  TtEmuUnaryOp op;
  std::function<double(double)> reference;
  double max_ulp;
};

void PrintTo(const UnaryFloatCase& test, std::ostream* stream) {
  *stream << test.name;
}

class UnaryFloatTest : public ::testing::TestWithParam<UnaryFloatCase> {};

TEST_P(UnaryFloatTest, AgreesWithDoublePrecision) {
  const UnaryFloatCase& test = GetParam();
  const std::vector<uint32_t> inputs = Inputs(test.op);
  for (uint32_t isa = 0; const SfpuLoops* loops = RunnableSfpuLoops(isa);
       ++isa) {
    std::vector<uint32_t> outputs = inputs;
    for (int tile = 0; tile < kTiles; ++tile) {
      loops->unary[test.op](&outputs[tile * kTileElements], 0);
    }
    double worst = 0;
    for (size_t i = 0; i < inputs.size(); ++i) {
      const double exact = test.reference(Float(inputs[i]));
      const double error = UlpError(Float(outputs[i]), exact);
      ASSERT_LE(error, test.max_ulp)
          << test.name << "(" << Float(inputs[i]) << ") = " << Float(outputs[i])
          << " instead of " << exact << " on " << loops->name;
      worst = std::max(worst, error);
      // A result of 0 has the sign of the exact one.
      if (exact == 0 && Float(outputs[i]) == 0) {
        ASSERT_EQ(std::signbit(exact), std::signbit(Float(outputs[i])))
            << test.name << "(" << Float(inputs[i]) << ") on " << loops->name;
      }
    }
    RecordProperty(loops->name, std::to_string(worst));
  }
}

double Sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

// The limits, where the formulas give NaN.
double Silu(double x) { return x < -1000 ? -0.0 : x / (1 + std::exp(-x)); }
double Gelu(double x) {
  return x < -1000 ? -0.0 : 0.5 * x * std::erfc(-x / std::sqrt(2.0));
}

// 0.51: rounded from a double that is closer than 1/100 ulp.
const UnaryFloatCase kUnaryFloatCases[] = {
    {"Exp", kTtEmuUnaryExp, [](double x) { return std::exp(x); }, 0.51},
    {"Exp2", kTtEmuUnaryExp2, [](double x) { return std::exp2(x); }, 0.51},
    {"Expm1", kTtEmuUnaryExpm1, [](double x) { return std::expm1(x); }, 0.51},
    {"Log", kTtEmuUnaryLog, [](double x) { return std::log(x); }, 0.51},
    {"Log1p", kTtEmuUnaryLog1p, [](double x) { return std::log1p(x); }, 0.51},
    {"Tanh", kTtEmuUnaryTanh, [](double x) { return std::tanh(x); }, 0.51},
    {"Sigmoid", kTtEmuUnarySigmoid, Sigmoid, 0.51},
    {"Silu", kTtEmuUnarySilu, Silu, 0.51},
    {"Gelu", kTtEmuUnaryGelu, Gelu, 0.51},
    {"Signbit", kTtEmuUnarySignbit, [](double x) { return x < 0 ? 1.0 : 0; },
     0},
    {"IsPosInf", kTtEmuUnaryIsPosInf,
     [](double x) { return x == HUGE_VAL ? 1.0 : 0; }, 0},
    {"IsNegInf", kTtEmuUnaryIsNegInf,
     [](double x) { return x == -HUGE_VAL ? 1.0 : 0; }, 0},
    {"Sqrt", kTtEmuUnarySqrt, [](double x) { return std::sqrt(x); }, 0.5},
    {"Rsqrt", kTtEmuUnaryRsqrt, [](double x) { return 1 / std::sqrt(x); },
     0.51},
    {"Cbrt", kTtEmuUnaryCbrt, [](double x) { return std::cbrt(x); }, 0.51},
    {"Recip", kTtEmuUnaryRecip, [](double x) { return 1 / x; }, 0.5},
    {"Erf", kTtEmuUnaryErf, [](double x) { return std::erf(x); }, 0.51},
    {"Erfc", kTtEmuUnaryErfc, [](double x) { return std::erfc(x); }, 0.51},
    {"Sin", kTtEmuUnarySin, [](double x) { return std::sin(x); }, 0.51},
    {"Cos", kTtEmuUnaryCos, [](double x) { return std::cos(x); }, 0.51},
    {"Tan", kTtEmuUnaryTan, [](double x) { return std::tan(x); }, 0.51},
    {"Asin", kTtEmuUnaryAsin, [](double x) { return std::asin(x); }, 0.51},
    {"Acos", kTtEmuUnaryAcos, [](double x) { return std::acos(x); }, 0.51},
    {"Atan", kTtEmuUnaryAtan, [](double x) { return std::atan(x); }, 0.51},
    {"Sinh", kTtEmuUnarySinh, [](double x) { return std::sinh(x); }, 0.51},
    {"Cosh", kTtEmuUnaryCosh, [](double x) { return std::cosh(x); }, 0.51},
    {"Asinh", kTtEmuUnaryAsinh, [](double x) { return std::asinh(x); }, 0.51},
    {"Acosh", kTtEmuUnaryAcosh, [](double x) { return std::acosh(x); }, 0.51},
    {"Atanh", kTtEmuUnaryAtanh, [](double x) { return std::atanh(x); }, 0.51},
    {"Abs", kTtEmuUnaryAbs, [](double x) { return std::fabs(x); }, 0},
    {"Negative", kTtEmuUnaryNegative, [](double x) { return -x; }, 0},
    {"Square", kTtEmuUnarySquare, [](double x) { return x * x; }, 0.5},
    {"Floor", kTtEmuUnaryFloor, [](double x) { return std::floor(x); }, 0},
    {"Ceil", kTtEmuUnaryCeil, [](double x) { return std::ceil(x); }, 0},
    {"Trunc", kTtEmuUnaryTrunc, [](double x) { return std::trunc(x); }, 0},
    {"Relu", kTtEmuUnaryRelu, [](double x) { return x > 0 ? x : 0; }, 0},
    {"IsNan", kTtEmuUnaryIsNan,
     [](double x) { return std::isnan(x) ? 1.0 : 0; }, 0},
    {"IsInf", kTtEmuUnaryIsInf,
     [](double x) { return std::isinf(x) ? 1.0 : 0; }, 0},
    {"IsFinite", kTtEmuUnaryIsFinite,
     [](double x) { return std::isfinite(x) ? 1.0 : 0; }, 0},
    {"Eqz", kTtEmuUnaryEqz, [](double x) { return x == 0 ? 1.0 : 0; }, 0},
    {"Nez", kTtEmuUnaryNez, [](double x) { return x != 0 ? 1.0 : 0; }, 0},
    {"Ltz", kTtEmuUnaryLtz, [](double x) { return x < 0 ? 1.0 : 0; }, 0},
    {"Gtz", kTtEmuUnaryGtz, [](double x) { return x > 0 ? 1.0 : 0; }, 0},
    {"Lez", kTtEmuUnaryLez, [](double x) { return x <= 0 ? 1.0 : 0; }, 0},
    {"Gez", kTtEmuUnaryGez, [](double x) { return x >= 0 ? 1.0 : 0; }, 0},
    {"Sign", kTtEmuUnarySign,
     [](double x) { return x < 0    ? -1.0
                           : x == 0 ? 0.0
                                    : 1.0; }, 0},
    {"Round0", kTtEmuUnaryRound, [](double x) { return std::nearbyint(x); }, 0},
};

INSTANTIATE_TEST_SUITE_P(All, UnaryFloatTest,
                         ::testing::ValuesIn(kUnaryFloatCases),
                         [](const auto& info) { return info.param.name; });

struct UnaryBitsCase {
  const char* name;
  TtEmuUnaryOp op;
  uint32_t scalar;
  std::function<uint32_t(uint32_t)> reference;
};

void PrintTo(const UnaryBitsCase& test, std::ostream* stream) {
  *stream << test.name;
}

class UnaryBitsTest : public ::testing::TestWithParam<UnaryBitsCase> {};

// NaN has many forms; which one an addition gives is not promised.
bool Same(uint32_t result, uint32_t expected, bool any_nan) {
  return result == expected ||
         (any_nan && std::isnan(Float(result)) && std::isnan(Float(expected)));
}

TEST_P(UnaryBitsTest, IsExact) {
  const UnaryBitsCase& test = GetParam();
  const std::vector<uint32_t> inputs = Inputs(test.op);
  const bool any_nan =
      test.op >= kTtEmuUnaryAddScalar && test.op <= kTtEmuUnaryRsubScalar;
  for (uint32_t isa = 0; const SfpuLoops* loops = RunnableSfpuLoops(isa);
       ++isa) {
    std::vector<uint32_t> outputs = inputs;
    for (int tile = 0; tile < kTiles; ++tile) {
      loops->unary[test.op](&outputs[tile * kTileElements], test.scalar);
    }
    for (size_t i = 0; i < inputs.size(); ++i) {
      const uint32_t expected = test.reference(inputs[i]);
      ASSERT_TRUE(Same(outputs[i], expected, any_nan))
          << std::hex << inputs[i] << " gives " << outputs[i] << " instead of "
          << expected << " on " << loops->name;
    }
  }
}

// Towards zero, saturating; NaN as the infinity of its sign.
uint32_t ToInt32(uint32_t x) {
  const double value = Float(x);
  const bool negative = (x >> 31) != 0;
  if (!(std::fabs(value) < 2147483648.0)) {
    return static_cast<uint32_t>(negative ? -INT32_MAX : INT32_MAX);
  }
  return static_cast<uint32_t>(static_cast<int32_t>(value));
}

uint32_t ToUInt32(uint32_t x) {
  const double value = Float(x);
  if ((x >> 31) != 0) return 0;
  return value < 4294967296.0 ? static_cast<uint32_t>(value) : UINT32_MAX;
}

uint32_t ToUInt16(uint32_t x) {
  const double value = Float(x);
  if (!(value > 0)) return 0;
  return value < 65535 ? static_cast<uint32_t>(std::nearbyint(value)) : 65535;
}

uint32_t ToBfloat16(uint32_t x) {
  if (std::isnan(Float(x))) return (x | 0x400000) & 0xffff0000u;
  const uint32_t low = x & 0xffff;
  const uint32_t high = x - low;
  if (low > 0x8000 || (low == 0x8000 && (high & 0x10000) != 0)) {
    return high + 0x10000;
  }
  return high;
}

uint32_t FromUInt32(uint32_t x) {
  const float low = static_cast<float>(x & 0x7fffffff);
  return Bits((x >> 31) != 0 ? low + 2147483648.0f : low);
}

// Sign and magnitude, as the SFPU compares.
int64_t Order(uint32_t x) {
  const int64_t magnitude = x & 0x7fffffff;
  return (x >> 31) != 0 ? -magnitude - 1 : magnitude;
}

constexpr float kScalar = 1.7f;
constexpr uint32_t kMask = 0x12345678;

const UnaryBitsCase kUnaryBitsCases[] = {
    {"AddScalar", kTtEmuUnaryAddScalar, Bits(kScalar),
     [](uint32_t x) { return Bits(Float(x) + kScalar); }},
    {"SubScalar", kTtEmuUnarySubScalar, Bits(kScalar),
     [](uint32_t x) { return Bits(Float(x) - kScalar); }},
    {"MulScalar", kTtEmuUnaryMulScalar, Bits(kScalar),
     [](uint32_t x) { return Bits(Float(x) * kScalar); }},
    {"RsubScalar", kTtEmuUnaryRsubScalar, Bits(kScalar),
     [](uint32_t x) { return Bits(kScalar - Float(x)); }},
    {"MaxScalar", kTtEmuUnaryMaxScalar, Bits(kScalar),
     [](uint32_t x) {
       return Order(x) > Order(Bits(kScalar)) ? x : Bits(kScalar);
     }},
    {"MinScalar", kTtEmuUnaryMinScalar, Bits(kScalar),
     [](uint32_t x) {
       return Order(x) < Order(Bits(kScalar)) ? x : Bits(kScalar);
     }},
    {"EqScalar", kTtEmuUnaryEqScalar, Bits(kScalar),
     [](uint32_t x) { return Float(x) == kScalar ? Bits(1.0f) : 0; }},
    {"NeScalar", kTtEmuUnaryNeScalar, Bits(kScalar),
     [](uint32_t x) { return Float(x) != kScalar ? Bits(1.0f) : 0; }},
    {"GtScalar", kTtEmuUnaryGtScalar, Bits(kScalar),
     [](uint32_t x) { return Float(x) > kScalar ? Bits(1.0f) : 0; }},
    {"GeScalar", kTtEmuUnaryGeScalar, Bits(kScalar),
     [](uint32_t x) { return Float(x) >= kScalar ? Bits(1.0f) : 0; }},
    {"LtScalar", kTtEmuUnaryLtScalar, Bits(kScalar),
     [](uint32_t x) { return Float(x) < kScalar ? Bits(1.0f) : 0; }},
    {"LeScalar", kTtEmuUnaryLeScalar, Bits(kScalar),
     [](uint32_t x) { return Float(x) <= kScalar ? Bits(1.0f) : 0; }},
    {"ReluMax", kTtEmuUnaryReluMax, Bits(kScalar),
     [](uint32_t x) {
       return Float(x) > kScalar ? Bits(kScalar) : Float(x) < 0 ? 0 : x;
     }},
    {"ReluMin", kTtEmuUnaryReluMin, Bits(kScalar),
     [](uint32_t x) { return Float(x) < kScalar ? Bits(kScalar) : x; }},
    {"LeakyRelu", kTtEmuUnaryLeakyRelu, Bits(kScalar),
     [](uint32_t x) { return Float(x) < 0 ? Bits(Float(x) * kScalar) : x; }},
    {"Heaviside", kTtEmuUnaryHeaviside, Bits(kScalar),
     [](uint32_t x) {
       return Float(x) < 0 ? 0 : Float(x) == 0 ? Bits(kScalar) : Bits(1.0f);
     }},
    {"MaxScalarInt", kTtEmuUnaryMaxScalarInt, kMask,
     [](uint32_t x) { return Signed(x) > Signed(kMask) ? x : kMask; }},
    {"MinScalarInt", kTtEmuUnaryMinScalarInt, kMask,
     [](uint32_t x) { return Signed(x) < Signed(kMask) ? x : kMask; }},
    {"BitwiseNot", kTtEmuUnaryBitwiseNot, 0, [](uint32_t x) { return ~x; }},
    {"AbsInt", kTtEmuUnaryAbsInt, 0,
     [](uint32_t x) { return Signed(x) < 0 ? 0 - x : x; }},
    {"NegativeInt", kTtEmuUnaryNegativeInt, 0,
     [](uint32_t x) { return 0 - x; }},
    {"EqzInt", kTtEmuUnaryEqzInt, 0, [](uint32_t x) { return x == 0; }},
    {"NezInt", kTtEmuUnaryNezInt, 0, [](uint32_t x) { return x != 0; }},
    {"LtzInt", kTtEmuUnaryLtzInt, 0, [](uint32_t x) { return Signed(x) < 0; }},
    {"GtzInt", kTtEmuUnaryGtzInt, 0, [](uint32_t x) { return Signed(x) > 0; }},
    {"LezInt", kTtEmuUnaryLezInt, 0, [](uint32_t x) { return Signed(x) <= 0; }},
    {"GezInt", kTtEmuUnaryGezInt, 0, [](uint32_t x) { return Signed(x) >= 0; }},
    {"Fill", kTtEmuUnaryFill, kMask, [](uint32_t) { return kMask; }},
    {"AddScalarInt", kTtEmuUnaryAddScalarInt, kMask,
     [](uint32_t x) { return x + kMask; }},
    {"SubScalarInt", kTtEmuUnarySubScalarInt, kMask,
     [](uint32_t x) { return x - kMask; }},
    {"AndScalar", kTtEmuUnaryAndScalar, kMask,
     [](uint32_t x) { return x & kMask; }},
    {"OrScalar", kTtEmuUnaryOrScalar, kMask,
     [](uint32_t x) { return x | kMask; }},
    {"XorScalar", kTtEmuUnaryXorScalar, kMask,
     [](uint32_t x) { return x ^ kMask; }},
    {"LeftShift", kTtEmuUnaryLeftShift, 24, [](uint32_t x) { return x << 24; }},
    {"RightShift", kTtEmuUnaryRightShift, 24,
     [](uint32_t x) { return static_cast<uint32_t>(Signed(x) >> 24); }},
    {"FloatToInt32", kTtEmuUnaryFloatToInt32, 0, ToInt32},
    {"FloatToUInt32", kTtEmuUnaryFloatToUInt32, 0, ToUInt32},
    {"FloatToUInt16", kTtEmuUnaryFloatToUInt16, 0, ToUInt16},
    {"FloatToFloat16B", kTtEmuUnaryFloatToFloat16B, 0, ToBfloat16},
    {"Int32ToFloat", kTtEmuUnaryInt32ToFloat, 0,
     [](uint32_t x) { return Bits(static_cast<float>(Signed(x))); }},
    {"UInt32ToFloat", kTtEmuUnaryUInt32ToFloat, 0, FromUInt32},
    {"CastCopy", kTtEmuUnaryCastCopy, 0, [](uint32_t x) { return x; }},
};

INSTANTIATE_TEST_SUITE_P(All, UnaryBitsTest,
                         ::testing::ValuesIn(kUnaryBitsCases),
                         [](const auto& info) { return info.param.name; });

struct BinaryCase {
  const char* name;
  TtEmuBinaryOp op;
  std::function<uint32_t(uint32_t, uint32_t)> reference;
  bool any_nan = false;
};

void PrintTo(const BinaryCase& test, std::ostream* stream) {
  *stream << test.name;
}

class BinaryTest : public ::testing::TestWithParam<BinaryCase> {};

// Where the result goes: a tile of its own, or an operand's.
enum class Target { kOther, kFirst, kSecond };

TEST_P(BinaryTest, IsExact) {
  const BinaryCase& test = GetParam();
  std::vector<uint32_t> left = Inputs(1);
  std::vector<uint32_t> right = Inputs(2);
  std::shuffle(right.begin(), right.end(), std::mt19937(3));
  for (uint32_t isa = 0; const SfpuLoops* loops = RunnableSfpuLoops(isa);
       ++isa) {
    for (const Target target :
         {Target::kOther, Target::kFirst, Target::kSecond}) {
      for (int tile = 0; tile < kTiles; ++tile) {
        TileData a, b, other;
        const uint32_t* x = &left[tile * kTileElements];
        const uint32_t* y = &right[tile * kTileElements];
        std::memcpy(a.bits, x, sizeof(a));
        std::memcpy(b.bits, y, sizeof(b));
        uint32_t* out = target == Target::kOther   ? other.bits
                        : target == Target::kFirst ? a.bits
                                                   : b.bits;
        loops->binary[test.op](a.bits, b.bits, out);
        for (uint32_t i = 0; i < kTileElements; ++i) {
          const uint32_t expected = test.reference(x[i], y[i]);
          ASSERT_TRUE(Same(out[i], expected, test.any_nan))
              << std::hex << x[i] << ", " << y[i] << " give " << out[i]
              << " instead of " << expected << " on " << loops->name;
        }
      }
    }
  }
}

uint32_t DivideTrunc(uint32_t a, uint32_t b) {
  if (b == 0) return 0;
  return static_cast<uint32_t>(int64_t{Signed(a)} / Signed(b));
}

uint32_t DivideFloor(uint32_t a, uint32_t b) {
  if (b == 0) return 0;
  return static_cast<uint32_t>(static_cast<int64_t>(
      std::floor(static_cast<double>(Signed(a)) / Signed(b))));
}

// The hardware's sequence leaves ones of a negative number to amounts below 64.
uint32_t ShiftRight(uint32_t a, uint32_t b) {
  if (b < 32) return static_cast<uint32_t>(Signed(a) >> b);
  return Signed(a) < 0 && b < 64 ? 0xffffffffu >> (b - 32) : 0;
}

const BinaryCase kBinaryCases[] = {
    {"Add", kTtEmuBinaryAdd,
     [](uint32_t a, uint32_t b) { return Bits(Float(a) + Float(b)); }, true},
    {"Sub", kTtEmuBinarySub,
     [](uint32_t a, uint32_t b) { return Bits(Float(a) - Float(b)); }, true},
    {"Mul", kTtEmuBinaryMul,
     [](uint32_t a, uint32_t b) { return Bits(Float(a) * Float(b)); }, true},
    {"Div", kTtEmuBinaryDiv,
     [](uint32_t a, uint32_t b) { return Bits(Float(a) / Float(b)); }, true},
    {"Rsub", kTtEmuBinaryRsub,
     [](uint32_t a, uint32_t b) { return Bits(Float(b) - Float(a)); }, true},
    {"Max", kTtEmuBinaryMax,
     [](uint32_t a, uint32_t b) { return Order(a) > Order(b) ? a : b; }},
    {"Min", kTtEmuBinaryMin,
     [](uint32_t a, uint32_t b) { return Order(a) < Order(b) ? a : b; }},
    {"MaxInt", kTtEmuBinaryMaxInt,
     [](uint32_t a, uint32_t b) { return Signed(a) > Signed(b) ? a : b; }},
    {"MinInt", kTtEmuBinaryMinInt,
     [](uint32_t a, uint32_t b) { return Signed(a) < Signed(b) ? a : b; }},
    {"AddInt", kTtEmuBinaryAddInt,
     [](uint32_t a, uint32_t b) { return a + b; }},
    {"SubInt", kTtEmuBinarySubInt,
     [](uint32_t a, uint32_t b) { return a - b; }},
    {"MulInt", kTtEmuBinaryMulInt,
     [](uint32_t a, uint32_t b) { return a * b; }},
    {"DivIntTrunc", kTtEmuBinaryDivIntTrunc, DivideTrunc},
    {"DivIntFloor", kTtEmuBinaryDivIntFloor, DivideFloor},
    {"LtInt", kTtEmuBinaryLtInt,
     [](uint32_t a, uint32_t b) -> uint32_t { return Signed(a) < Signed(b); }},
    {"GtInt", kTtEmuBinaryGtInt,
     [](uint32_t a, uint32_t b) -> uint32_t { return Signed(a) > Signed(b); }},
    {"LeInt", kTtEmuBinaryLeInt,
     [](uint32_t a, uint32_t b) -> uint32_t { return Signed(a) <= Signed(b); }},
    {"GeInt", kTtEmuBinaryGeInt,
     [](uint32_t a, uint32_t b) -> uint32_t { return Signed(a) >= Signed(b); }},
    {"And", kTtEmuBinaryAnd, [](uint32_t a, uint32_t b) { return a & b; }},
    {"Or", kTtEmuBinaryOr, [](uint32_t a, uint32_t b) { return a | b; }},
    {"Xor", kTtEmuBinaryXor, [](uint32_t a, uint32_t b) { return a ^ b; }},
    {"ShiftLeft", kTtEmuBinaryShiftLeft,
     [](uint32_t a, uint32_t b) { return b < 32 ? a << b : 0; }},
    {"ShiftRight", kTtEmuBinaryShiftRight, ShiftRight},
    {"ShiftRightLogical", kTtEmuBinaryShiftRightLogical,
     [](uint32_t a, uint32_t b) { return b < 32 ? a >> b : 0; }},
    {"CopySecond", kTtEmuBinaryCopySecond,
     [](uint32_t, uint32_t b) { return b; }},
};

INSTANTIATE_TEST_SUITE_P(All, BinaryTest, ::testing::ValuesIn(kBinaryCases),
                         [](const auto& info) { return info.param.name; });

TEST(PowerTest, AgreesWithDoublePrecision) {
  std::vector<uint32_t> base = Inputs(4);
  std::vector<uint32_t> exponent = Inputs(5);
  std::shuffle(exponent.begin(), exponent.end(), std::mt19937(6));
  const std::vector<uint32_t> special(base.begin(), base.begin() + 80);
  // Every special value to the power of every other.
  for (size_t i = 0; i < special.size() * special.size(); ++i) {
    base[i] = special[i / special.size()];
    exponent[i] = special[i % special.size()];
  }
  for (uint32_t isa = 0; const SfpuLoops* loops = RunnableSfpuLoops(isa);
       ++isa) {
    for (int tile = 0; tile < kTiles; ++tile) {
      const uint32_t* a = &base[tile * kTileElements];
      const uint32_t* b = &exponent[tile * kTileElements];
      TileData out;
      loops->binary[kTtEmuBinaryPower](a, b, out.bits);
      for (uint32_t i = 0; i < kTileElements; ++i) {
        const double exact = std::pow(static_cast<double>(Float(a[i])),
                                      static_cast<double>(Float(b[i])));
        ASSERT_LE(UlpError(Float(out.bits[i]), exact), 0.51)
            << Float(a[i]) << " to the " << Float(b[i]) << " gives "
            << Float(out.bits[i]) << " instead of " << exact << " on "
            << loops->name;
        if (exact == 0) {
          ASSERT_EQ(std::signbit(exact), std::signbit(Float(out.bits[i])));
        }
      }
    }
  }
}

TEST(WhereTest, ChoosesByAllBitsOfTheCondition) {
  const std::vector<uint32_t> inputs = Inputs(7);
  for (uint32_t isa = 0; const SfpuLoops* loops = RunnableSfpuLoops(isa);
       ++isa) {
    TileData condition, a, b, out;
    for (uint32_t i = 0; i < kTileElements; ++i) {
      // -0 has a bit that is not 0.
      condition.bits[i] = i % 3 == 0 ? 0 : i % 3 == 1 ? 0x80000000u : i;
      a.bits[i] = inputs[i];
      b.bits[i] = ~inputs[i];
    }
    loops->where(condition.bits, a.bits, b.bits, out.bits);
    for (uint32_t i = 0; i < kTileElements; ++i) {
      ASSERT_EQ(out.bits[i], i % 3 == 0 ? ~inputs[i] : inputs[i]);
    }
  }
}

TEST(RoundTest, RoundsToDecimals) {
  for (uint32_t isa = 0; const SfpuLoops* loops = RunnableSfpuLoops(isa);
       ++isa) {
    TileData tile = {};
    const float inputs[] = {1.234f, -1.235f, 0.5f, 1.5f, 2.5f, -0.04f};
    const float expected[] = {1.2f, -1.2f, 0.5f, 1.5f, 2.5f, -0.0f};
    for (int i = 0; i < 6; ++i) tile.bits[i] = Bits(inputs[i]);
    loops->unary[kTtEmuUnaryRound](tile.bits, 1);
    for (int i = 0; i < 6; ++i) {
      EXPECT_NEAR(Float(tile.bits[i]), expected[i], 1e-6);
      EXPECT_EQ(std::signbit(Float(tile.bits[i])), std::signbit(inputs[i]));
    }
  }
}

TEST(InstructionSetTest, AllGiveTheSameBits) {
  const std::vector<uint32_t> inputs = Inputs(8);
  const SfpuLoops* plain = RunnableSfpuLoops(0);
  for (uint32_t isa = 1; const SfpuLoops* loops = RunnableSfpuLoops(isa);
       ++isa) {
    for (uint32_t op = 0; op < kTtEmuUnaryOpCount; ++op) {
      // The host's library serves large angles, with either table.
      for (int tile = 0; tile < kTiles; ++tile) {
        TileData expected, result;
        std::memcpy(expected.bits, &inputs[tile * kTileElements],
                    sizeof(expected));
        result = expected;
        plain->unary[op](expected.bits, 3);
        loops->unary[op](result.bits, 3);
        for (uint32_t i = 0; i < kTileElements; ++i) {
          ASSERT_TRUE(Same(result.bits[i], expected.bits[i], true))
              << "operation " << op << " on " << loops->name;
        }
      }
    }
  }
}

}  // namespace
}  // namespace tt_emulator
