// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// From tiles in a circular buffer to row-major elements, by the packer.

#pragma once

#include "compute_kernel_api/common.h"
#include "compute_kernel_api/tile_move_copy.h"
#include "tt_emu/fpu.h"

namespace ckernel {

template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim>
ALWI void pack_untilize_init(uint32_t icb, uint32_t ocb) {
  tt_emu::UnpackInit({kTtEmuUnpackUntilize, 0, 0, 0}, icb, icb);
}

// The front's first block_ct_dim tiles to a block of columns of rows that are
// full_ct_dim tiles wide.
template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim>
ALWI void pack_untilize_block(uint32_t icb, uint32_t block_rt_dim, uint32_t ocb,
                              uint32_t block_c_index = 0) {
  TtEmuContext* context = tt_emu_context();
  for (uint32_t r = 0; r < block_rt_dim; ++r) {
    context->tile_api->untilize(context, "pack_untilize_block", icb,
                                block_ct_dim, ocb, full_ct_dim,
                                block_c_index * block_ct_dim, 0);
  }
}

ALWI void pack_untilize_uninit(uint32_t ocb) {}

// Tiles of DST to a block of columns of rows that are full_ct_dim tiles wide.
template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim,
          bool narrow_row = false, uint32_t row_num_datums = 32>
ALWI void pack_untilize_dest_init(uint32_t ocb, uint32_t face_r_dim = 16,
                                  uint32_t num_faces = 4) {
  static_assert(!narrow_row && row_num_datums == 32,
                "the emulator untilizes whole rows of tiles");
}

template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim,
          bool diagonal = false, bool narrow_row = false,
          uint32_t row_num_datums = 32, uint32_t tile_dst_ct_offset = 0>
ALWI void pack_untilize_dest(uint32_t ocb, uint32_t block_rt_dim = 1,
                             uint32_t block_c_index = 0,
                             uint32_t face_r_dim = 16, uint32_t num_faces = 4,
                             uint32_t tile_dst_rt_offset = 0) {
  static_assert(!diagonal && !narrow_row && row_num_datums == 32,
                "the emulator untilizes whole rows of tiles");
  TtEmuContext* context = tt_emu_context();
  if (face_r_dim != 16 || num_faces != 4) {
    context->api->fail(context, 12,
                       "pack_untilize_dest: the emulator has tiles of 4 faces "
                       "with 16 rows, not of %u with %u",
                       num_faces, face_r_dim);
  }
  for (uint32_t r = 0; r < block_rt_dim; ++r) {
    context->tile_api->untilize_dst(
        context, "pack_untilize_dest",
        (tile_dst_rt_offset + r) * block_ct_dim + tile_dst_ct_offset,
        block_ct_dim, ocb, full_ct_dim, block_c_index * block_ct_dim,
        r * full_ct_dim, 32);
  }
}

}  // namespace ckernel
