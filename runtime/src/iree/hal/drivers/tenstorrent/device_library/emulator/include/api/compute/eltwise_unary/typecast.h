// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: casts, whose init knows both formats.

#pragma once

#include "api/compute/common_globals.h"
#define typecast_tile_init typecast_tile_init_v0_65
#include "compute_kernel_api/eltwise_unary/typecast.h"
#undef typecast_tile_init

namespace ckernel {

template <uint32_t IN_DTYPE, uint32_t OUT_DTYPE>
ALWI void typecast_tile_init() {
  tt_emu::SfpuInit("typecast_tile_init");
}

}  // namespace ckernel
