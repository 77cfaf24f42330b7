// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// From row-major elements in a circular buffer to tiles in another.

#pragma once

#include "compute_kernel_api/common.h"
#include "compute_kernel_api/tile_move_copy.h"
#include "tt_emu/fpu.h"

namespace ckernel {

ALWI void tilize_init(uint32_t icb, uint32_t block, uint32_t ocb) {
  tt_emu::UnpackInit({kTtEmuUnpackTilize, 0, 0, 0}, icb, icb);
}

ALWI void tilize_init_short_with_dt(uint32_t old_icb, uint32_t new_icb,
                                    uint32_t block, uint32_t ocb) {
  reconfig_data_format_srca(old_icb, new_icb);
  tilize_init(new_icb, block, ocb);
}

ALWI void tilize_block(uint32_t icb, uint32_t block, uint32_t ocb,
                       uint32_t input_tile_index = 0,
                       uint32_t output_tile_index = 0) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->tilize(context, icb, block, ocb, input_tile_index,
                            output_tile_index);
}

ALWI void tilize_uninit(uint32_t icb, uint32_t ocb) {
  copy_tile_to_dst_init_short(icb);
}

ALWI void tilize_uninit_with_dt(uint32_t old_icb, uint32_t new_icb,
                                uint32_t ocb) {
  reconfig_data_format_srca(old_icb, new_icb);
  copy_tile_to_dst_init_short(new_icb);
}

// Ways to the same result that are faster on some chips.
ALWI void fast_tilize_init(uint32_t icb, uint32_t full_dim, uint32_t ocb) {
  tilize_init(icb, full_dim, ocb);
}

ALWI void fast_tilize_init_with_dt(uint32_t icb, uint32_t full_dim,
                                   uint32_t ocb) {
  reconfig_data_format(icb, icb);
  tilize_init(icb, full_dim, ocb);
}

ALWI void fast_tilize_uninit(uint32_t icb, uint32_t ocb) {
  tilize_uninit(icb, ocb);
}

ALWI void fast_tilize_block(uint32_t icb, uint32_t block, uint32_t ocb,
                            uint32_t input_tile_index = 0,
                            uint32_t output_tile_index = 0) {
  tilize_block(icb, block, ocb, input_tile_index, output_tile_index);
}

}  // namespace ckernel
