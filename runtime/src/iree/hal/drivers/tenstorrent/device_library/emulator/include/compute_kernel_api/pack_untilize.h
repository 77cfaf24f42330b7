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

}  // namespace ckernel
