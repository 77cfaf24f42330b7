// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// At least one scalar, at most another; as max_tile and min_tile order numbers.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(clamp_tile_init)

ALWI void clamp_tile(uint32_t idst, uint32_t param0, uint32_t param1) {
  TT_EMU_CALL(clamp_tile, clamp_tile_init);
  uint32_t* tile = tt_emu::OpenTile(&call, idst);
  tt_emu::Apply(kTtEmuUnaryMaxScalar, tile, param0);
  tt_emu::Apply(kTtEmuUnaryMinScalar, tile, param1);
  tt_emu::CloseTile(idst);
}

ALWI void clamp_tile_int32(uint32_t idst, uint32_t param0, uint32_t param1) {
  TT_EMU_CALL(clamp_tile_int32, clamp_tile_init);
  uint32_t* tile = tt_emu::OpenTile(&call, idst);
  tt_emu::Apply(kTtEmuUnaryMaxScalarInt, tile, param0);
  tt_emu::Apply(kTtEmuUnaryMinScalarInt, tile, param1);
  tt_emu::CloseTile(idst, tt_emu::kIntegers);
}

}  // namespace ckernel
