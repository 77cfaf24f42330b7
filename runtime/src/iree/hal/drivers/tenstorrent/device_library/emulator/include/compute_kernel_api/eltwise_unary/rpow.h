// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A scalar to the power of a tile.

#pragma once

#include "tt_emu/sfpu_compose.h"
#include "tt_emu/sfpu_modes.h"

namespace ckernel {

TT_EMU_SFPU_INIT(rpow_tile_init)

ALWI void rpow_tile(uint32_t idst, uint32_t base_val,
                    int vector_mode = (int)VectorMode::RC) {
  TT_EMU_CALL(rpow_tile, rpow_tile_init);
  tt_emu::RequireWholeTile("rpow_tile", vector_mode);
  uint32_t* tile = tt_emu::OpenTile(&call, idst);
  tt_emu::SfpuTile base;
  tt_emu::Apply(kTtEmuUnaryFill, base.bits, base_val);
  tt_emu::Apply(kTtEmuBinaryPower, base.bits, tile, tile);
  tt_emu::CloseTile(idst, tt_emu::kRoundedFloats);
}

}  // namespace ckernel
