// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Division of 32-bit integers.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(div_int32_floor_tile_init)
TT_EMU_SFPU_BINARY(div_int32_floor_tile, div_int32_floor_tile_init, DivIntFloor)
TT_EMU_SFPU_INIT(div_int32_trunc_tile_init)
TT_EMU_SFPU_BINARY(div_int32_trunc_tile, div_int32_trunc_tile_init, DivIntTrunc)

}  // namespace ckernel
