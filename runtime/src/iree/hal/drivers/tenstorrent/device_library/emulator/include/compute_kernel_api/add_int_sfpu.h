// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Wrapping addition of 32-bit integers.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(add_int_tile_init)
TT_EMU_SFPU_BINARY(add_int32_tile, add_int_tile_init, AddInt)

TT_EMU_SFPU_BINARY(add_uint32_tile, add_int_tile_init, AddInt)

}  // namespace ckernel
