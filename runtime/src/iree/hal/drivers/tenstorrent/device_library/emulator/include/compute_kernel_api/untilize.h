// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// From tiles in a circular buffer to row-major elements in another.

#pragma once

#include "compute_kernel_api/common.h"
#include "compute_kernel_api/tile_move_copy.h"
#include "tt_emu/fpu.h"

namespace ckernel {

ALWI void untilize_init(uint32_t icb) {
  tt_emu::UnpackInit({kTtEmuUnpackUntilize, 0, 0, 0}, icb, icb);
}

template <uint32_t block_ct_dim = 1>
ALWI void untilize_block(uint32_t icb, uint32_t full_ct_dim, uint32_t ocb) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->untilize(context, "untilize_block", icb, full_ct_dim, ocb,
                              full_ct_dim, 0, 0);
}

ALWI void untilize_uninit(uint32_t icb) { copy_tile_to_dst_init_short(icb); }

}  // namespace ckernel
