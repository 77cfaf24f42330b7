// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The tile as it is.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(identity_tile_init)
TT_EMU_SFPU_UNARY(identity_tile, identity_tile_init, CastCopy)
TT_EMU_SFPU_UNARY(identity_tile_uint32, identity_tile_init, CastCopy)

}  // namespace ckernel
