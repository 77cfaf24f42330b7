// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Transposition of tiles.

#pragma once

#include "compute_kernel_api/common.h"
#include "tt_emu/fpu.h"

namespace ckernel {

ALWI void transpose_wh_init_short(uint32_t icb) {
  tt_emu::UnpackInit({kTtEmuUnpackTranspose, 0, 0, 0}, icb, icb);
}

ALWI void transpose_wh_init(uint32_t icb, uint32_t ocb) {
  tt_emu::KernelInit("transpose_wh_init", icb, icb, ocb);
  transpose_wh_init_short(icb);
}

ALWI void transpose_wh_tile(uint32_t icb, uint32_t itile, uint32_t idst) {
  tt_emu::FpuUnary({kTtEmuUnpackTranspose, 0, 0, 0}, icb, itile, idst);
}

}  // namespace ckernel
