// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Sums, averages and maxima over a tile's rows, columns or all of it, with what
// DST holds.

#pragma once

#include "compute_kernel_api/common.h"
#include "tt_emu/fpu.h"

namespace tt_emu {

constexpr TtEmuFpuSetup ReduceSetup(ckernel::PoolType type,
                                    ckernel::ReduceDim dim,
                                    bool full_precision) {
  return {kTtEmuUnpackReduce,
          static_cast<uint8_t>(type | dim << 2 | full_precision << 4), 0, 0};
}

}  // namespace tt_emu

// Kernels that define these macros may leave the template arguments out.
#ifndef REDUCE_OP
#define REDUCE_OP PoolType::SUM
#define TT_EMU_NO_REDUCE_OP
#endif
#ifndef REDUCE_DIM
#define REDUCE_DIM ReduceDim::REDUCE_SCALAR
#define TT_EMU_NO_REDUCE_DIM
#endif

namespace ckernel {

template <PoolType reduce_type = REDUCE_OP, ReduceDim reduce_dim = REDUCE_DIM,
          bool enforce_fp32_accumulation = false>
ALWI void reduce_init(uint32_t icb, uint32_t icb_scaler, uint32_t ocb) {
  tt_emu::UnpackInit(
      tt_emu::ReduceSetup(reduce_type, reduce_dim, enforce_fp32_accumulation),
      icb, icb_scaler);
}

template <bool enforce_fp32_accumulation = false>
ALWI void reduce_uninit() {}

// REDUCE_ROW leaves its results in column 0, REDUCE_COL in row 0. Every element
// is multiplied by the scaler tile's first one, for REDUCE_SCALAR twice. What
// REDUCE_ROW has after each tile is truncated to TF32 unless
// enforce_fp32_accumulation.
template <PoolType reduce_type = REDUCE_OP, ReduceDim reduce_dim = REDUCE_DIM,
          bool enforce_fp32_accumulation = false>
ALWI void reduce_tile(uint32_t icb, uint32_t icb_scaler, uint32_t itile,
                      uint32_t itile_scaler, uint32_t idst) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->fpu_reduce(
      context,
      tt_emu::ReduceSetup(reduce_type, reduce_dim, enforce_fp32_accumulation),
      icb, icb_scaler, itile, itile_scaler, idst);
}

}  // namespace ckernel

#ifdef TT_EMU_NO_REDUCE_OP
#undef TT_EMU_NO_REDUCE_OP
#undef REDUCE_OP
#endif
#ifdef TT_EMU_NO_REDUCE_DIM
#undef TT_EMU_NO_REDUCE_DIM
#undef REDUCE_DIM
#endif
