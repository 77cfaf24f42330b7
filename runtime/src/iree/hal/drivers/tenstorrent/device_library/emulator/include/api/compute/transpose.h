// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: transposition of a tile on its way to DST.

#pragma once

#include "api/compute/common.h"
#include "api/compute/common_globals.h"
#include "compute_kernel_api/transpose_wh.h"

namespace ckernel {

ALWI void transpose_init(uint32_t icb) { transpose_wh_init_short(icb); }

ALWI void transpose_tile(uint32_t icb, uint32_t itile, uint32_t idst) {
  transpose_wh_tile(icb, itile, idst);
}

}  // namespace ckernel
