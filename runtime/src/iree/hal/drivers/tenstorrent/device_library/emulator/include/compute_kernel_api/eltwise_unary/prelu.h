// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Negative numbers times a scalar.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(prelu_tile_init)

ALWI void prelu_tile(uint32_t idst, uint32_t param0) {
  TT_EMU_CALL(prelu_tile, prelu_tile_init);
  const float slope = tt_emu::AsFloat(param0);
  tt_emu::MapFloats(&call, idst,
                    [=](float x) { return x < 0.0f ? x * slope : x; });
}

}  // namespace ckernel
