// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Transposition of a tile in DST.

#pragma once

#include "compute_kernel_api/common.h"
#include "tt_emu/fpu.h"

namespace ckernel {

template <bool is_32bit = false>
ALWI void transpose_wh_dest_init_short() {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->unpack_init(context,
                                 {kTtEmuUnpackTransposeDst, is_32bit, 0, 0},
                                 0xffffffffu, 0xffffffffu);
}

template <bool is_32bit = false>
ALWI void transpose_wh_dest(uint32_t idst) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->transpose_dst(context, is_32bit, idst);
}

}  // namespace ckernel
