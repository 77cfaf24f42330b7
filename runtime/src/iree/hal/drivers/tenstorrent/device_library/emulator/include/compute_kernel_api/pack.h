// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Tiles from DST to a circular buffer.

#pragma once

#include "compute_kernel_api/common.h"
#include "tt_emu/tile_abi.h"

namespace ckernel {

// Packs to the page at `output_tile_index` of the reserved ones where
// `out_of_order_output`, else to the next one.
template <bool out_of_order_output = false>
ALWI void pack_tile(uint32_t ifrom_dst, uint32_t icb,
                    uint32_t output_tile_index = 0) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->pack_tile(
      context, ifrom_dst, icb,
      out_of_order_output ? output_tile_index : 0xffffffffu);
}

ALWI void pack_tile_block(uint32_t ifrom_dst, uint32_t icb, uint32_t ntiles) {
  for (uint32_t i = 0; i < ntiles; ++i) pack_tile(ifrom_dst + i, icb);
}

ALWI void pack_reconfig_data_format(const uint32_t new_cb_id) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->pack_reconfig(context, new_cb_id);
}

ALWI void pack_reconfig_data_format(const uint32_t, const uint32_t new_cb_id) {
  pack_reconfig_data_format(new_cb_id);
}

// From now on pack_tile adds to what the page holds, or no longer.
ALWI void pack_reconfig_l1_acc(const uint32_t l1_acc_en) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->pack_accumulate(context, l1_acc_en);
}

}  // namespace ckernel
