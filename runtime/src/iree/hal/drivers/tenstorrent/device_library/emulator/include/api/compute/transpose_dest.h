// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: transposition in DST.

#pragma once

#include "api/compute/common.h"
#include "api/compute/common_globals.h"
#include "compute_kernel_api/transpose_wh_dest.h"

namespace ckernel {

template <bool is_32bit = false>
ALWI void transpose_dest_init() {
  transpose_wh_dest_init_short<is_32bit>();
}

template <bool is_32bit = false>
ALWI void transpose_dest(uint32_t idst) {
  transpose_wh_dest<is_32bit>(idst);
}

}  // namespace ckernel
