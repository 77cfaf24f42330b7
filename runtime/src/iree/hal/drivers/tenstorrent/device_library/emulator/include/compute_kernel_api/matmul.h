// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Products of tiles, added to DST.

#pragma once

#include "compute_kernel_api/common.h"
#include "tt_emu/fpu.h"

namespace tt_emu {

// Of a block of rt_dim x ct_dim tiles.
constexpr TtEmuFpuSetup MatmulSetup(uint32_t transpose, uint32_t ct_dim = 1,
                                    uint32_t rt_dim = 1) {
  return {kTtEmuUnpackMatmul,
          static_cast<uint8_t>((ct_dim - 1) | (rt_dim - 1) << 4),
          static_cast<uint8_t>(transpose != 0), 0};
}

}  // namespace tt_emu

namespace ckernel {

// The second operand goes through SrcA, the first through SrcB. `transpose`:
// the second operand's tiles are transposed.
ALWI void mm_init_short(uint32_t in0_cb_id, uint32_t in1_cb_id,
                        const uint32_t transpose = 0) {
  tt_emu::UnpackInit(tt_emu::MatmulSetup(transpose), in1_cb_id, in0_cb_id);
}

ALWI void mm_init(uint32_t in0_cb_id, uint32_t in1_cb_id, uint32_t out_cb_id,
                  const uint32_t transpose = 0) {
  tt_emu::KernelInit("mm_init", in1_cb_id, in0_cb_id, out_cb_id);
  mm_init_short(in0_cb_id, in1_cb_id, transpose);
}

ALWI void mm_init_short_with_dt(uint32_t in0_cb_id, uint32_t in1_cb_id,
                                uint32_t c_in_old_srca,
                                const uint32_t transpose = 0) {
  reconfig_data_format_srca(c_in_old_srca, in1_cb_id);
  mm_init_short(in0_cb_id, in1_cb_id, transpose);
}

ALWI void matmul_tiles(uint32_t in0_cb_id, uint32_t in1_cb_id,
                       uint32_t in0_tile_index, uint32_t in1_tile_index,
                       uint32_t idst, const uint32_t transpose) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->fpu_matmul(context, transpose, in0_cb_id, in1_cb_id,
                                in0_tile_index, in1_tile_index, idst, 1, 1, 1);
}

ALWI void mm_block_init_short(uint32_t in0_cb_id, uint32_t in1_cb_id,
                              const uint32_t transpose = 0, uint32_t ct_dim = 1,
                              uint32_t rt_dim = 1, uint32_t kt_dim = 1) {
  tt_emu::UnpackInit(tt_emu::MatmulSetup(transpose, ct_dim, rt_dim), in1_cb_id,
                     in0_cb_id);
}

ALWI void mm_block_init(uint32_t in0_cb_id, uint32_t in1_cb_id,
                        uint32_t out_cb_id, const uint32_t transpose = 0,
                        uint32_t ct_dim = 1, uint32_t rt_dim = 1,
                        uint32_t kt_dim = 1) {
  tt_emu::KernelInit("mm_block_init", in1_cb_id, in0_cb_id, out_cb_id);
  mm_block_init_short(in0_cb_id, in1_cb_id, transpose, ct_dim, rt_dim, kt_dim);
}

ALWI void mm_block_init_short_with_dt(uint32_t in0_cb_id, uint32_t in1_cb_id,
                                      uint32_t old_in1_cb_id,
                                      const uint32_t transpose = 0,
                                      uint32_t ct_dim = 1, uint32_t rt_dim = 1,
                                      uint32_t kt_dim = 1) {
  reconfig_data_format_srca(old_in1_cb_id, in1_cb_id);
  mm_block_init_short(in0_cb_id, in1_cb_id, transpose, ct_dim, rt_dim, kt_dim);
}

ALWI void mm_block_init_short_with_both_dt(
    uint32_t in0_cb_id, uint32_t in1_cb_id, uint32_t old_in0_cb_id,
    uint32_t old_in1_cb_id, const uint32_t transpose = 0, uint32_t ct_dim = 1,
    uint32_t rt_dim = 1, uint32_t kt_dim = 1) {
  reconfig_data_format(old_in1_cb_id, in1_cb_id, old_in0_cb_id, in0_cb_id);
  mm_block_init_short(in0_cb_id, in1_cb_id, transpose, ct_dim, rt_dim, kt_dim);
}

// rt_dim x ct_dim tiles of DST from one column of tiles of the first operand,
// kt_dim tiles apart, and one row of the second.
ALWI void matmul_block(uint32_t in0_cb_id, uint32_t in1_cb_id,
                       uint32_t in0_tile_index, uint32_t in1_tile_index,
                       uint32_t idst, const uint32_t transpose, uint32_t ct_dim,
                       uint32_t rt_dim, uint32_t kt_dim) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->fpu_matmul(context, transpose, in0_cb_id, in1_cb_id,
                                in0_tile_index, in1_tile_index, idst, ct_dim,
                                rt_dim, kt_dim);
}

}  // namespace ckernel
