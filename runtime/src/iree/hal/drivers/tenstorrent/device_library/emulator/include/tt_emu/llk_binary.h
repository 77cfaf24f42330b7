// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The few functions below the compute API that kernels call to set up the FPU.

#pragma once

#include "tt_emu/fpu.h"

namespace ckernel {

template <EltwiseBinaryType eltwise_binary_type,
          BroadcastType src_b_bcast_type = BroadcastType::NONE,
          int NUM_FIDELITY_PHASES = 0>
ALWI void llk_math_eltwise_binary_init(uint32_t acc_to_dest = 0) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(eltwise_binary_type, src_b_bcast_type,
                                         acc_to_dest != 0),
                     0xffffffffu, 0xffffffffu);
}

// The FPU's set-up says what the unpacker does.
template <BroadcastType BType = BroadcastType::NONE>
ALWI void llk_unpack_AB_init(uint32_t operandA, uint32_t operandB,
                             uint32_t transpose = 0) {
  TtEmuContext* context = tt_emu_context();
  if (transpose != 0) {
    context->api->fail(context, 12,
                       "llk_unpack_AB_init: the emulator transposes by "
                       "transpose_wh_tile only");
  }
}

}  // namespace ckernel
