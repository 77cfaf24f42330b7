// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// scalar - x.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(rsub_tile_init)
TT_EMU_SFPU_SCALAR(rsub_tile, rsub_tile_init, RsubScalar)

}  // namespace ckernel
