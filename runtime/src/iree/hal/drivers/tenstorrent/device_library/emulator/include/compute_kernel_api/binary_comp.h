// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Comparisons of 32-bit integers: 1 or 0.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(lt_int32_tile_init)
TT_EMU_SFPU_BINARY(lt_int32_tile, lt_int32_tile_init, LtInt)
TT_EMU_SFPU_INIT(gt_int32_tile_init)
TT_EMU_SFPU_BINARY(gt_int32_tile, gt_int32_tile_init, GtInt)
TT_EMU_SFPU_INIT(le_int32_tile_init)
TT_EMU_SFPU_BINARY(le_int32_tile, le_int32_tile_init, LeInt)
TT_EMU_SFPU_INIT(ge_int32_tile_init)
TT_EMU_SFPU_BINARY(ge_int32_tile, ge_int32_tile_init, GeInt)

}  // namespace ckernel
