// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The FPU's elementwise operations with the second operand's first row, column
// or element over the whole tile.

#pragma once

#include "compute_kernel_api/common.h"
#include "compute_kernel_api/pack.h"
#include "tt_emu/fpu.h"
#include "tt_emu/llk_binary.h"

namespace ckernel {

template <BroadcastType bcast_type>
ALWI void unary_bcast_init(uint32_t icb, uint32_t ocb) {
  tt_emu::KernelInit("unary_bcast_init", icb, icb, ocb);
  tt_emu::UnpackInit({kTtEmuUnpackBroadcast, bcast_type, 0, 0}, icb, icb);
}

template <BroadcastType bcast_type>
ALWI void unary_bcast(uint32_t icb, uint32_t in_tile_index,
                      uint32_t dst_tile_index) {
  tt_emu::FpuUnary({kTtEmuUnpackBroadcast, bcast_type, 0, 0}, icb,
                   in_tile_index, dst_tile_index);
}

template <EltwiseBinaryType tBcastOp, BroadcastType tBcastDim>
void init_bcast(uint32_t icb0, uint32_t icb1, uint32_t ocb) {
  tt_emu::KernelInit("init_bcast", icb0, icb1, ocb);
  tt_emu::UnpackInit(tt_emu::BinarySetup(tBcastOp, tBcastDim), icb0, icb1);
}

template <EltwiseBinaryType tBcastOp, BroadcastType tBcastDim>
ALWI void any_tiles_bcast(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                          uint32_t itile1, uint32_t idst) {
  tt_emu::FpuBinary(tt_emu::BinarySetup(tBcastOp, tBcastDim), icb0, icb1,
                    itile0, itile1, idst);
}

template <BroadcastType tBcastDim>
ALWI void add_tiles_bcast(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                          uint32_t itile1, uint32_t idst) {
  any_tiles_bcast<ELWADD, tBcastDim>(icb0, icb1, itile0, itile1, idst);
}

template <BroadcastType tBcastDim>
ALWI void sub_tiles_bcast(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                          uint32_t itile1, uint32_t idst) {
  any_tiles_bcast<ELWSUB, tBcastDim>(icb0, icb1, itile0, itile1, idst);
}

template <BroadcastType tBcastDim>
ALWI void mul_tiles_bcast(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                          uint32_t itile1, uint32_t idst) {
  any_tiles_bcast<ELWMUL, tBcastDim>(icb0, icb1, itile0, itile1, idst);
}

ALWI void sub_tiles_bcast_cols(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                               uint32_t itile1, uint32_t idst) {
  sub_tiles_bcast<BroadcastType::COL>(icb0, icb1, itile0, itile1, idst);
}

ALWI void sub_tiles_bcast_scalar(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                                 uint32_t itile1, uint32_t idst) {
  sub_tiles_bcast<BroadcastType::SCALAR>(icb0, icb1, itile0, itile1, idst);
}

ALWI void mul_tiles_bcast_cols(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                               uint32_t itile1, uint32_t idst) {
  mul_tiles_bcast<BroadcastType::COL>(icb0, icb1, itile0, itile1, idst);
}

ALWI void mul_tiles_bcast_rows(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                               uint32_t itile1, uint32_t idst) {
  mul_tiles_bcast<BroadcastType::ROW>(icb0, icb1, itile0, itile1, idst);
}

ALWI void mul_tiles_bcast_scalar(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                                 uint32_t itile1, uint32_t idst) {
  mul_tiles_bcast<BroadcastType::SCALAR>(icb0, icb1, itile0, itile1, idst);
}

ALWI void add_tiles_bcast_rows(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                               uint32_t itile1, uint32_t idst) {
  add_tiles_bcast<BroadcastType::ROW>(icb0, icb1, itile0, itile1, idst);
}

ALWI void add_tiles_bcast_cols(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                               uint32_t itile1, uint32_t idst) {
  add_tiles_bcast<BroadcastType::COL>(icb0, icb1, itile0, itile1, idst);
}

ALWI void add_tiles_bcast_scalar(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                                 uint32_t itile1, uint32_t idst) {
  add_tiles_bcast<BroadcastType::SCALAR>(icb0, icb1, itile0, itile1, idst);
}

ALWI void add_bcast_rows_init_short(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWADD, BroadcastType::ROW), icb0,
                     icb1);
}

ALWI void add_bcast_cols_init_short(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWADD, BroadcastType::COL), icb0,
                     icb1);
}

ALWI void add_bcast_scalar_init_short(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWADD, BroadcastType::SCALAR), icb0,
                     icb1);
}

ALWI void mul_tiles_bcast_scalar_init_short(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWMUL, BroadcastType::SCALAR), icb0,
                     icb1);
}

ALWI void mul_bcast_cols_init_short(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWMUL, BroadcastType::COL), icb0,
                     icb1);
}

ALWI void mul_bcast_rows_init_short(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWMUL, BroadcastType::ROW), icb0,
                     icb1);
}

ALWI void sub_bcast_cols_init_short(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWSUB, BroadcastType::COL), icb0,
                     icb1);
}

ALWI void sub_tiles_bcast_scalar_init_short(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWSUB, BroadcastType::SCALAR), icb0,
                     icb1);
}

}  // namespace ckernel
