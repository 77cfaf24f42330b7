// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: reductions. Sums of rows keep f32 from tile to tile.

#pragma once

#include "api/compute/common_globals.h"
#define reduce_init reduce_init_v0_65
#define reduce_tile reduce_tile_v0_65
#define reduce_uninit reduce_uninit_v0_65
#include "compute_kernel_api/reduce.h"
#undef reduce_init
#undef reduce_tile
#undef reduce_uninit

namespace ckernel {

template <PoolType reduce_type, ReduceDim reduce_dim>
ALWI void reduce_init(uint32_t icb, uint32_t icb_scaler, uint32_t ocb) {
  reduce_init_v0_65<reduce_type, reduce_dim, reduce_type != PoolType::MAX>(
      icb, icb_scaler, ocb);
}

template <PoolType reduce_type, ReduceDim reduce_dim>
ALWI void reduce_tile(uint32_t icb, uint32_t icb_scaler, uint32_t itile,
                      uint32_t itile_scaler, uint32_t idst) {
  reduce_tile_v0_65<reduce_type, reduce_dim, reduce_type != PoolType::MAX>(
      icb, icb_scaler, itile, itile_scaler, idst);
}

ALWI void reduce_uninit(uint32_t icb = 0) {}

}  // namespace ckernel
