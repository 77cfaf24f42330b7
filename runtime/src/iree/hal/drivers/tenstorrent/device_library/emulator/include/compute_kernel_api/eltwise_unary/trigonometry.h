// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Trigonometric and hyperbolic functions.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(sin_tile_init)
TT_EMU_SFPU_UNARY(sin_tile, sin_tile_init, Sin)

TT_EMU_SFPU_INIT(cos_tile_init)
TT_EMU_SFPU_UNARY(cos_tile, cos_tile_init, Cos)

TT_EMU_SFPU_INIT(tan_tile_init)
TT_EMU_SFPU_UNARY(tan_tile, tan_tile_init, Tan)

TT_EMU_SFPU_INIT(asin_tile_init)
TT_EMU_SFPU_UNARY(asin_tile, asin_tile_init, Asin)

TT_EMU_SFPU_INIT(acos_tile_init)
TT_EMU_SFPU_UNARY(acos_tile, acos_tile_init, Acos)

TT_EMU_SFPU_INIT(atan_tile_init)
TT_EMU_SFPU_UNARY(atan_tile, atan_tile_init, Atan)

TT_EMU_SFPU_INIT(sinh_tile_init)
TT_EMU_SFPU_UNARY(sinh_tile, sinh_tile_init, Sinh)

TT_EMU_SFPU_INIT(cosh_tile_init)
TT_EMU_SFPU_UNARY(cosh_tile, cosh_tile_init, Cosh)

TT_EMU_SFPU_INIT(asinh_tile_init)
TT_EMU_SFPU_UNARY(asinh_tile, asinh_tile_init, Asinh)

TT_EMU_SFPU_INIT(acosh_tile_init)
TT_EMU_SFPU_UNARY(acosh_tile, acosh_tile_init, Acosh)

TT_EMU_SFPU_INIT(atanh_tile_init)
TT_EMU_SFPU_UNARY(atanh_tile, atanh_tile_init, Atanh)

}  // namespace ckernel
