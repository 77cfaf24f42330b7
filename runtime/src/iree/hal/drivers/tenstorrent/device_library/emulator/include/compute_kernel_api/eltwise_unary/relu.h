// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// max(x, 0).

#pragma once

#include "tt_emu/sfpu.h"
#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(relu_tile_init)
TT_EMU_SFPU_UNARY(relu_tile, relu_tile_init, Relu)

// At most the scalar, and at least 0.
TT_EMU_SFPU_INIT(relu_max_tile_init)
TT_EMU_SFPU_SCALAR(relu_max_tile, relu_max_tile_init, ReluMax)

// At least the scalar.
TT_EMU_SFPU_INIT(relu_min_tile_init)
TT_EMU_SFPU_SCALAR(relu_min_tile, relu_min_tile_init, ReluMin)

// Negative numbers times the scalar.
TT_EMU_SFPU_INIT(leaky_relu_tile_init)
TT_EMU_SFPU_SCALAR(leaky_relu_tile, leaky_relu_tile_init, LeakyRelu)

// Of 32-bit integers.
ALWI void relu_tile_int32(uint32_t idst) {
  TT_EMU_CALL(relu_tile_int32, relu_tile_init);
  uint32_t* tile = tt_emu::OpenTile(&call, idst);
  tt_emu::Apply(kTtEmuUnaryMaxScalarInt, tile, 0);
  tt_emu::CloseTile(idst, tt_emu::kIntegers);
}

ALWI void relu_max_tile_int32(uint32_t idst, uint32_t param0) {
  TT_EMU_CALL(relu_max_tile_int32, relu_max_tile_init);
  uint32_t* tile = tt_emu::OpenTile(&call, idst);
  tt_emu::Apply(kTtEmuUnaryMinScalarInt, tile, param0);
  tt_emu::Apply(kTtEmuUnaryMaxScalarInt, tile, 0);
  tt_emu::CloseTile(idst, tt_emu::kIntegers);
}

ALWI void relu_min_tile_int32(uint32_t idst, uint32_t param0) {
  TT_EMU_CALL(relu_min_tile_int32, relu_min_tile_init);
  uint32_t* tile = tt_emu::OpenTile(&call, idst);
  tt_emu::Apply(kTtEmuUnaryMaxScalarInt, tile, param0);
  tt_emu::CloseTile(idst, tt_emu::kIntegers);
}

}  // namespace ckernel
