// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Tiles from a circular buffer to DST.

#pragma once

#include "compute_kernel_api/common.h"
#include "tt_emu/tile_abi.h"

namespace ckernel {

ALWI void copy_tile_to_dst_init_short(
    uint32_t cbid, uint32_t transpose = 0,
    uint32_t transpose_within_16x16_face = false) {
  TtEmuContext* context = tt_emu_context();
  if (transpose | transpose_within_16x16_face) {
    context->api->fail(context, 12,
                       "copy_tile_to_dst_init_short: the emulator transposes "
                       "by transpose_wh_tile only");
  }
  context->tile_api->unpack_init(context, {kTtEmuUnpackCopy, 0, 0, 0}, cbid,
                                 cbid);
}

ALWI void copy_tile_init(uint32_t cbid) { copy_tile_to_dst_init_short(cbid); }

ALWI void copy_tile_to_dst_init_short_with_dt(uint32_t old_cbid,
                                              uint32_t new_cbid,
                                              uint32_t transpose = 0) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->unpack_reconfig(context, new_cbid, 0xffffffffu);
  copy_tile_to_dst_init_short(new_cbid, transpose);
}

ALWI void copy_tile(uint32_t in_cb_id, uint32_t in_tile_index,
                    uint32_t dst_tile_index) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->copy_tile(context, in_cb_id, in_tile_index,
                               dst_tile_index);
}

ALWI void copy_block_matmul_partials(uint32_t in_cb_id,
                                     uint32_t start_in_tile_index,
                                     uint32_t start_dst_tile_index,
                                     uint32_t ntiles) {
  for (uint32_t i = 0; i < ntiles; ++i) {
    copy_tile(in_cb_id, start_in_tile_index + i, start_dst_tile_index + i);
  }
}

}  // namespace ckernel
