// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The set-up of unpacker, math and packer that every kernel begins with.

#pragma once

#include "compute_kernel_api/common_globals.h"
#include "tt_emu/tile_abi.h"

namespace ckernel {

ALWI void compute_kernel_hw_startup(uint32_t icb0, uint32_t icb1,
                                    uint32_t ocb) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->kernel_init(context, "compute_kernel_hw_startup", icb0,
                                 icb1, ocb);
}

ALWI void compute_kernel_hw_startup(uint32_t icb0, uint32_t ocb) {
  compute_kernel_hw_startup(icb0, icb0, ocb);
}

}  // namespace ckernel
