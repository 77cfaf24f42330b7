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

}  // namespace ckernel
