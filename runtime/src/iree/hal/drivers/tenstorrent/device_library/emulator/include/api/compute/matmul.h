// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: matrix products. The init says whether the second operand is
// transposed.

#pragma once

#include "api/compute/common.h"
#include "api/compute/common_globals.h"
#define matmul_tiles matmul_tiles_v0_65
#include "compute_kernel_api/matmul.h"
#undef matmul_tiles

namespace ckernel {

ALWI void matmul_init(uint32_t in0_cb_id, uint32_t in1_cb_id,
                      const uint32_t transpose = 0) {
  mm_init_short(in0_cb_id, in1_cb_id, transpose);
}

ALWI void matmul_tiles(uint32_t in0_cb_id, uint32_t in1_cb_id,
                       uint32_t in0_tile_index, uint32_t in1_tile_index,
                       uint32_t idst) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->fpu_matmul(context, kTtEmuMatmulAsInitialised, in0_cb_id,
                                in1_cb_id, in0_tile_index, in1_tile_index, idst,
                                1, 1, 1);
}

ALWI void matmul_block_init(uint32_t in0_cb_id, uint32_t in1_cb_id,
                            const uint32_t transpose = 0, uint32_t ct_dim = 1,
                            uint32_t rt_dim = 1, uint32_t kt_dim = 1) {
  mm_block_init_short(in0_cb_id, in1_cb_id, transpose, ct_dim, rt_dim, kt_dim);
}

}  // namespace ckernel
