// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A tile and a scalar, given by its 32 bits.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(binop_with_scalar_tile_init)
TT_EMU_SFPU_SCALAR(add_unary_tile, binop_with_scalar_tile_init, AddScalar)
TT_EMU_SFPU_SCALAR(sub_unary_tile, binop_with_scalar_tile_init, SubScalar)
TT_EMU_SFPU_SCALAR(mul_unary_tile, binop_with_scalar_tile_init, MulScalar)
TT_EMU_SFPU_SCALAR(rsub_unary_tile, binop_with_scalar_tile_init, RsubScalar)
TT_EMU_SFPU_SCALAR(add_unary_tile_int32, binop_with_scalar_tile_init,
                   AddScalarInt)
TT_EMU_SFPU_SCALAR(sub_unary_tile_int32, binop_with_scalar_tile_init,
                   SubScalarInt)

// Times the reciprocal, which the host gives.
TT_EMU_SFPU_SCALAR(div_unary_tile, binop_with_scalar_tile_init, MulScalar)

}  // namespace ckernel
