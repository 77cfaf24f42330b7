// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: tiles to DST.

#pragma once

#include "api/compute/common.h"
#include "api/compute/common_globals.h"
#include "compute_kernel_api/tile_move_copy.h"

namespace ckernel {

ALWI void copy_init(uint32_t cbid, uint32_t transpose = 0,
                    uint32_t transpose_within_16x16_face = false) {
  copy_tile_to_dst_init_short(cbid, transpose, transpose_within_16x16_face);
}

}  // namespace ckernel
