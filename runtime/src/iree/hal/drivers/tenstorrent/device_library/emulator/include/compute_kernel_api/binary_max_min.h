// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Maximum and minimum; floats in the order of sign and magnitude.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(binary_max_tile_init)
TT_EMU_SFPU_BINARY(binary_max_tile, binary_max_tile_init, Max)
TT_EMU_SFPU_BINARY(binary_max_int32_tile, binary_max_tile_init, MaxInt)
TT_EMU_SFPU_INIT(binary_min_tile_init)
TT_EMU_SFPU_BINARY(binary_min_tile, binary_min_tile_init, Min)
TT_EMU_SFPU_BINARY(binary_min_int32_tile, binary_min_tile_init, MinInt)

}  // namespace ckernel
