// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: broadcasts. No init configures the kernel any more.

#pragma once

#include "api/compute/common_globals.h"
#define unary_bcast_init unary_bcast_init_v0_65
#include "compute_kernel_api/bcast.h"
#undef unary_bcast_init

namespace ckernel {

template <BroadcastType bcast_type>
ALWI void unary_bcast_init(uint32_t icb) {
  tt_emu::UnpackInit({kTtEmuUnpackBroadcast, bcast_type, 0, 0}, icb, icb);
}

ALWI void add_bcast_rows_init(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWADD, BroadcastType::ROW), icb0,
                     icb1);
}

ALWI void add_bcast_cols_init(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWADD, BroadcastType::COL), icb0,
                     icb1);
}

ALWI void add_bcast_scalar_init(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWADD, BroadcastType::SCALAR), icb0,
                     icb1);
}

ALWI void sub_bcast_rows_init(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWSUB, BroadcastType::ROW), icb0,
                     icb1);
}

ALWI void sub_bcast_cols_init(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWSUB, BroadcastType::COL), icb0,
                     icb1);
}

ALWI void sub_bcast_scalar_init(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWSUB, BroadcastType::SCALAR), icb0,
                     icb1);
}

ALWI void mul_bcast_rows_init(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWMUL, BroadcastType::ROW), icb0,
                     icb1);
}

ALWI void mul_bcast_cols_init(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWMUL, BroadcastType::COL), icb0,
                     icb1);
}

ALWI void mul_bcast_scalar_init(uint32_t icb0, uint32_t icb1) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(ELWMUL, BroadcastType::SCALAR), icb0,
                     icb1);
}

}  // namespace ckernel
