// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Negation.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(negative_tile_init)
TT_EMU_SFPU_UNARY(negative_tile, negative_tile_init, Negative)
TT_EMU_SFPU_UNARY(negative_tile_int32, negative_tile_init, NegativeInt)

}  // namespace ckernel
