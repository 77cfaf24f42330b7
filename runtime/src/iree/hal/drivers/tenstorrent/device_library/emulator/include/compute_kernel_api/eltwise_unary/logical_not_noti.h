// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// 1 where x is 0, else 0.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(logical_not_unary_tile_init)
TT_EMU_SFPU_UNARY(logical_not_unary_tile, logical_not_unary_tile_init, Eqz)
TT_EMU_SFPU_UNARY(logical_not_unary_tile_int32, logical_not_unary_tile_init,
                  EqzInt)
TT_EMU_SFPU_UNARY(logical_not_unary_tile_uint32, logical_not_unary_tile_init,
                  EqzInt)
TT_EMU_SFPU_UNARY(logical_not_unary_tile_uint16, logical_not_unary_tile_init,
                  EqzInt)

}  // namespace ckernel
