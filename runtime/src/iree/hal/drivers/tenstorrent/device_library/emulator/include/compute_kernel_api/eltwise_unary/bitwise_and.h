// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// x with a scalar: bitwise and.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(bitwise_and_tile_init)
TT_EMU_SFPU_SCALAR(bitwise_and_tile, bitwise_and_tile_init, AndScalar)

}  // namespace ckernel
