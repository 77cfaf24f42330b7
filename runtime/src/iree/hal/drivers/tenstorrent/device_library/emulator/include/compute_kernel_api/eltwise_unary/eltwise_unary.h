// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Set-up of kernels that move tiles through DST.

#pragma once

#include "compute_kernel_api/common.h"
#include "compute_kernel_api/pack.h"
#include "tt_emu/tile_abi.h"

namespace ckernel {

ALWI void unary_op_init_common(uint32_t icb, uint32_t ocb) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->kernel_init(context, "unary_op_init_common", icb, icb,
                                 ocb);
}

ALWI void init_sfpu(uint32_t icb, uint32_t ocb) {
  unary_op_init_common(icb, ocb);
}

}  // namespace ckernel
