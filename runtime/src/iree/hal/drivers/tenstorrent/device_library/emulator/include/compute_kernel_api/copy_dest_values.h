// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Copies DST tile idst1 over idst0.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(copy_dest_values_init)

ALWI void copy_dest_values(uint32_t idst0, uint32_t idst1) {
  static constexpr TtEmuTileCall call = {"copy_dest_values",
                                         "copy_dest_values_init"};
  tt_emu::SfpuBinary(&call, kTtEmuBinaryCopySecond, idst1, idst1, idst0);
}

}  // namespace ckernel
