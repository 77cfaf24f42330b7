// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Two DST tiles of floats.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(add_binary_tile_init)
TT_EMU_SFPU_BINARY(add_binary_tile, add_binary_tile_init, Add)
TT_EMU_SFPU_INIT(sub_binary_tile_init)
TT_EMU_SFPU_BINARY(sub_binary_tile, sub_binary_tile_init, Sub)
TT_EMU_SFPU_INIT(mul_binary_tile_init)
TT_EMU_SFPU_BINARY(mul_binary_tile, mul_binary_tile_init, Mul)
TT_EMU_SFPU_INIT(div_binary_tile_init)
TT_EMU_SFPU_BINARY(div_binary_tile, div_binary_tile_init, Div)
TT_EMU_SFPU_INIT(rsub_binary_tile_init)
TT_EMU_SFPU_BINARY(rsub_binary_tile, rsub_binary_tile_init, Rsub)
TT_EMU_SFPU_INIT(power_binary_tile_init)
TT_EMU_SFPU_BINARY(power_binary_tile, power_binary_tile_init, Power)

}  // namespace ckernel
