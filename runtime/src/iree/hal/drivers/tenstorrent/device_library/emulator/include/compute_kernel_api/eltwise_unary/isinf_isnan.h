// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// 1.0 where a float is of a class, else 0.0.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(isnan_tile_init)
TT_EMU_SFPU_UNARY(isnan_tile, isnan_tile_init, IsNan)
TT_EMU_SFPU_INIT(isinf_tile_init)
TT_EMU_SFPU_UNARY(isinf_tile, isinf_tile_init, IsInf)
TT_EMU_SFPU_INIT(isfinite_tile_init)
TT_EMU_SFPU_UNARY(isfinite_tile, isfinite_tile_init, IsFinite)

TT_EMU_SFPU_INIT(isposinf_tile_init)
TT_EMU_SFPU_UNARY(isposinf_tile, isposinf_tile_init, IsPosInf)
TT_EMU_SFPU_INIT(isneginf_tile_init)
TT_EMU_SFPU_UNARY(isneginf_tile, isneginf_tile_init, IsNegInf)

}  // namespace ckernel
