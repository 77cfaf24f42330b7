// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// SFPU functions that have no header of their own.

#pragma once

#include "tt_emu/data_format.h"
#include "tt_emu/fpu.h"
#include "tt_emu/sfpu.h"
#include "tt_emu/sfpu_compose.h"
#include "tt_emu/sfpu_modes.h"
#include "tt_emu/sfpu_topk.h"

namespace tt_emu {

// The hardware's set-ups differ by these.
constexpr const char* ReduceInit(ckernel::PoolType type, DataFormat format) {
  const bool is_float =
      format == DataFormat::Float32 || format == DataFormat::Float16_b;
  switch (type) {
    case ckernel::MAX:
      return format == DataFormat::Int32 ? "sfpu_reduce_init<MAX, Int32>"
                                         : "sfpu_reduce_init<MAX>";
    case ckernel::MIN:
      return format == DataFormat::Int32 ? "sfpu_reduce_init<MIN, Int32>"
                                         : "sfpu_reduce_init<MIN>";
    default:
      return is_float ? "sfpu_reduce_init<SUM> of floats"
                      : "sfpu_reduce_init<SUM> of integers";
  }
}

constexpr bool IsReduceFormat(DataFormat format) {
  return format == DataFormat::Float32 || format == DataFormat::Float16_b ||
         format == DataFormat::Int32 || format == DataFormat::UInt32 ||
         format == DataFormat::UInt16;
}

}  // namespace tt_emu

namespace ckernel {

TT_EMU_SFPU_INIT(exp2_tile_init)
TT_EMU_SFPU_UNARY(exp2_tile, exp2_tile_init, Exp2)

TT_EMU_SFPU_INIT(expm1_tile_init)
TT_EMU_SFPU_UNARY(expm1_tile, expm1_tile_init, Expm1)

template <bool fast_and_approx = false>
ALWI void log_tile_init() {
  tt_emu::SfpuInit("log_tile_init");
}

template <bool fast_and_approx = false>
ALWI void log_tile(uint32_t idst) {
  static constexpr TtEmuTileCall call = {"log_tile", "log_tile_init"};
  tt_emu::SfpuUnary(&call, kTtEmuUnaryLog, idst);
}

template <bool fast_and_approx = false>
ALWI void tanh_tile_init() {
  tt_emu::SfpuInit("tanh_tile_init");
}

template <bool fast_and_approx = false>
ALWI void tanh_tile(uint32_t idst) {
  static constexpr TtEmuTileCall call = {"tanh_tile", "tanh_tile_init"};
  tt_emu::SfpuUnary(&call, kTtEmuUnaryTanh, idst);
}

template <bool fast_and_approx = false>
ALWI void sigmoid_tile_init() {
  tt_emu::SfpuInit("sigmoid_tile_init");
}

template <int vec_mode = VectorMode::RC, bool fast_and_approx = false>
ALWI void sigmoid_tile(uint32_t idst) {
  static constexpr TtEmuTileCall call = {"sigmoid_tile", "sigmoid_tile_init"};
  tt_emu::SfpuUnary(&call, kTtEmuUnarySigmoid, idst);
}

TT_EMU_SFPU_INIT(abs_tile_init)
TT_EMU_SFPU_UNARY(abs_tile, abs_tile_init, Abs)

TT_EMU_SFPU_INIT(square_tile_init)
TT_EMU_SFPU_UNARY(square_tile, square_tile_init, Square)

TT_EMU_SFPU_INIT(sign_tile_init)
TT_EMU_SFPU_UNARY(sign_tile, sign_tile_init, Sign)

TT_EMU_SFPU_UNARY(abs_tile_int32, abs_tile_init, AbsInt)

TT_EMU_SFPU_INIT(unary_max_tile_init)
TT_EMU_SFPU_SCALAR(unary_max_tile, unary_max_tile_init, MaxScalar)
TT_EMU_SFPU_INIT(unary_min_tile_init)
TT_EMU_SFPU_SCALAR(unary_min_tile, unary_min_tile_init, MinScalar)

TT_EMU_SFPU_INIT(signbit_tile_init)
TT_EMU_SFPU_UNARY(signbit_tile, signbit_tile_init, Signbit)

// x * sigmoid(x).
TT_EMU_SFPU_INIT(silu_tile_init)
TT_EMU_SFPU_UNARY(silu_tile, silu_tile_init, Silu)

// 0 below 0, 1 above it, the scalar at it.
TT_EMU_SFPU_INIT(heaviside_tile_init)
TT_EMU_SFPU_SCALAR(heaviside_tile, heaviside_tile_init, Heaviside)

TT_EMU_SFPU_SCALAR(unary_max_int32_tile, unary_max_tile_init, MaxScalarInt)
TT_EMU_SFPU_SCALAR(unary_min_int32_tile, unary_min_tile_init, MinScalarInt)

// A tile's columns to its row 0; rows 1 to 3 hold by-products afterwards.
template <PoolType pool_type, DataFormat format>
ALWI void sfpu_reduce_init() {
  static_assert(tt_emu::IsReduceFormat(format), "sfpu_reduce: data format");
  tt_emu::SfpuInit(tt_emu::ReduceInit(pool_type, format));
}

// The same by the layer below, whose names kernels use: v0.65's
// sfpu_reduce_init does not compile against its own init_reduce.
namespace sfpu {
template <PoolType pool_type, DataFormat format>
ALWI void _init_reduce_(uint32_t block_ct_dim = 1) {
  sfpu_reduce_init<pool_type, format>();
}
}  // namespace sfpu

enum class SfpuType { reduce };

template <SfpuType sfpu_op, bool APPROXIMATE, class F, class... Args>
ALWI void llk_math_eltwise_unary_sfpu_init(F&& init, Args&&... args) {
  init(static_cast<Args&&>(args)...);
}

template <PoolType pool_type, DataFormat format,
          ReduceDim reduce_dim = ReduceDim::REDUCE_COL>
ALWI void sfpu_reduce(uint32_t idst) {
  static_assert(reduce_dim == ReduceDim::REDUCE_COL,
                "sfpu_reduce reduces columns only");
  static_assert(tt_emu::IsReduceFormat(format), "sfpu_reduce: data format");
  static constexpr TtEmuTileCall call = {"sfpu_reduce",
                                         tt_emu::ReduceInit(pool_type, format)};
  TtEmuContext* context = tt_emu_context();
  context->tile_api->sfpu_reduce(context, &call, pool_type,
                                 static_cast<uint32_t>(format), idst);
}

TT_EMU_SFPU_UNARY(signbit_tile_int32, signbit_tile_init, LtzInt)

// The larger of two tiles that follow each other, in the first's place.
TT_EMU_SFPU_INIT(max_tile_init)

ALWI void max_tile(uint32_t idst0, uint32_t idst1,
                   int vector_mode = (int)VectorMode::RC) {
  TT_EMU_CALL(max_tile, max_tile_init);
  tt_emu::RequireWholeTile("max_tile", vector_mode);
  tt_emu::MapTiles(&call, idst0, idst0 + 1, idst0, [](uint32_t a, uint32_t b) {
    return tt_emu::AsFloat(a) < tt_emu::AsFloat(b) ? b : a;
  });
}

// x to the power of an integer, by multiplication.
TT_EMU_SFPU_INIT(power_tile_init)

ALWI void power_tile(uint32_t idst, uint32_t param0) {
  TT_EMU_CALL(power_tile, power_tile_init);
  tt_emu::MapFloats(&call, idst, [=](float x) {
    float result = 1.0f;
    for (uint32_t exponent = param0; exponent != 0; exponent >>= 1) {
      if (exponent & 1) result *= x;
      x *= x;
    }
    return result;
  });
}

// log(x) times a factor, whose bits are those of an f16.
template <bool fast_and_approx = false>
ALWI void log_with_base_tile_init() {
  tt_emu::SfpuInit("log_with_base_tile_init");
}

template <bool fast_and_approx = false>
ALWI void log_with_base_tile(uint32_t idst, uint32_t base_scale) {
  TT_EMU_CALL(log_with_base_tile, log_with_base_tile_init);
  // Normal numbers only: the factor is 1 / log(base).
  const uint32_t magnitude = ((base_scale & 0x7fffu) << 13) + (112u << 23);
  const float scale = tt_emu::AsFloat((base_scale & 0x8000u) << 16 | magnitude);
  tt_emu::MapWith(
      &call, idst, kTtEmuUnaryLog, 1.0f,
      [=](float, float log) { return log * scale; }, tt_emu::kRoundedFloats);
}

// Each pair of elements in a row, as a complex number, times i.
TT_EMU_SFPU_INIT(alt_complex_rotate90_tile_init)

ALWI void alt_complex_rotate90_tile(uint32_t idst) {
  TT_EMU_CALL(alt_complex_rotate90_tile, alt_complex_rotate90_tile_init);
  uint32_t* tile = tt_emu::OpenTile(&call, idst);
  for (uint32_t i = 0; i < tt_emu::kTileElements; i += 2) {
    const uint32_t real = tile[i];
    tile[i] = tile[i + 1] ^ 0x80000000u;
    tile[i + 1] = real;
  }
  tt_emu::CloseTile(idst);
}

}  // namespace ckernel
