// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// x with a scalar: right shift.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(right_shift_tile_init)
TT_EMU_SFPU_SCALAR(right_shift_tile, right_shift_tile_init, RightShift)

}  // namespace ckernel
