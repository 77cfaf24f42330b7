// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Comparisons with 0: 1 or 0, as a float or an integer.

#pragma once

#include "tt_emu/sfpu.h"
#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(eqz_tile_init)
TT_EMU_SFPU_UNARY(eqz_tile, eqz_tile_init, Eqz)
TT_EMU_SFPU_UNARY(eqz_tile_int32, eqz_tile_init, EqzInt)

TT_EMU_SFPU_INIT(nez_tile_init)
TT_EMU_SFPU_UNARY(nez_tile, nez_tile_init, Nez)
TT_EMU_SFPU_UNARY(nez_tile_int32, nez_tile_init, NezInt)

TT_EMU_SFPU_INIT(ltz_tile_init)
TT_EMU_SFPU_UNARY(ltz_tile, ltz_tile_init, Ltz)
TT_EMU_SFPU_UNARY(ltz_tile_int32, ltz_tile_init, LtzInt)

TT_EMU_SFPU_INIT(gtz_tile_init)
TT_EMU_SFPU_UNARY(gtz_tile, gtz_tile_init, Gtz)
TT_EMU_SFPU_UNARY(gtz_tile_int32, gtz_tile_init, GtzInt)

TT_EMU_SFPU_INIT(lez_tile_init)
TT_EMU_SFPU_UNARY(lez_tile, lez_tile_init, Lez)
TT_EMU_SFPU_UNARY(lez_tile_int32, lez_tile_init, LezInt)

TT_EMU_SFPU_INIT(gez_tile_init)
TT_EMU_SFPU_UNARY(gez_tile, gez_tile_init, Gez)
TT_EMU_SFPU_UNARY(gez_tile_int32, gez_tile_init, GezInt)

// With a scalar: 1.0 or 0.0.
TT_EMU_SFPU_INIT(unary_eq_tile_init)
TT_EMU_SFPU_SCALAR(unary_eq_tile, unary_eq_tile_init, EqScalar)

TT_EMU_SFPU_INIT(unary_ne_tile_init)
TT_EMU_SFPU_SCALAR(unary_ne_tile, unary_ne_tile_init, NeScalar)

TT_EMU_SFPU_INIT(unary_gt_tile_init)
TT_EMU_SFPU_SCALAR(unary_gt_tile, unary_gt_tile_init, GtScalar)

TT_EMU_SFPU_INIT(unary_ge_tile_init)
TT_EMU_SFPU_SCALAR(unary_ge_tile, unary_ge_tile_init, GeScalar)

TT_EMU_SFPU_INIT(unary_lt_tile_init)
TT_EMU_SFPU_SCALAR(unary_lt_tile, unary_lt_tile_init, LtScalar)

TT_EMU_SFPU_INIT(unary_le_tile_init)
TT_EMU_SFPU_SCALAR(unary_le_tile, unary_le_tile_init, LeScalar)

TT_EMU_SFPU_UNARY(eqz_tile_uint16, eqz_tile_init, EqzInt)
TT_EMU_SFPU_UNARY(eqz_tile_uint32, eqz_tile_init, EqzInt)
TT_EMU_SFPU_UNARY(nez_tile_uint16, nez_tile_init, NezInt)
TT_EMU_SFPU_UNARY(nez_tile_uint32, nez_tile_init, NezInt)

// Of 32-bit integers with a scalar: 1 or 0.
#define TT_EMU_COMPARE_INT32(function, init, comparison) \
  ALWI void function(uint32_t idst, uint32_t param0) {   \
    TT_EMU_CALL(function, init);                         \
    const int32_t b = static_cast<int32_t>(param0);      \
    tt_emu::MapTile(                                     \
        &call, idst,                                     \
        [=](uint32_t x) -> uint32_t {                    \
          return static_cast<int32_t>(x) comparison b;   \
        },                                               \
        tt_emu::kIntegers);                              \
  }

TT_EMU_COMPARE_INT32(unary_eq_tile_int32, unary_eq_tile_init, ==)
TT_EMU_COMPARE_INT32(unary_ne_tile_int32, unary_ne_tile_init, !=)
TT_EMU_COMPARE_INT32(unary_gt_tile_int32, unary_gt_tile_init, >)
TT_EMU_COMPARE_INT32(unary_ge_tile_int32, unary_ge_tile_init, >=)
TT_EMU_COMPARE_INT32(unary_lt_tile_int32, unary_lt_tile_init, <)
TT_EMU_COMPARE_INT32(unary_le_tile_int32, unary_le_tile_init, <=)
#undef TT_EMU_COMPARE_INT32

}  // namespace ckernel
