// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// x min(max(x + 2.8, 0), 5) / 5.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(hardmish_tile_init)

ALWI void hardmish_tile(uint32_t idst) {
  TT_EMU_CALL(hardmish_tile, hardmish_tile_init);
  tt_emu::MapFloats(&call, idst, [](float x) {
    float a = x + 2.8f;
    a = a < 0.0f ? 0.0f : a;
    a = a > 5.0f ? 5.0f : a;
    return x * a * 0.2f;
  });
}

}  // namespace ckernel
