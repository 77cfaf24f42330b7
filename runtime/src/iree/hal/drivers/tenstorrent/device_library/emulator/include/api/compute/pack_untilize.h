// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: untilizing in the packer, without the sizes of faces.

#pragma once

#include "api/compute/common_globals.h"
#define pack_untilize_dest pack_untilize_dest_v0_65
#include "compute_kernel_api/pack_untilize.h"
#undef pack_untilize_dest

namespace ckernel {

template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim>
ALWI void pack_untilize_dest(uint32_t ocb, uint32_t block_rt_dim = 1,
                             uint32_t block_c_index = 0,
                             uint32_t tile_dst_rt_offset = 0) {
  pack_untilize_dest_v0_65<block_ct_dim, full_ct_dim>(
      ocb, block_rt_dim, block_c_index, 16, 4, tile_dst_rt_offset);
}

}  // namespace ckernel
