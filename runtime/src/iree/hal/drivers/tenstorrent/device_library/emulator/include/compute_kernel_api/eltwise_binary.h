// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The FPU's elementwise operations on two tiles of circular buffers.

#pragma once

#include "compute_kernel_api/common.h"
#include "compute_kernel_api/pack.h"
#include "tt_emu/tile_abi.h"

namespace ckernel {

ALWI void binary_op_init_common(uint32_t icb0, uint32_t icb1, uint32_t ocb) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->kernel_init(context, "binary_op_init_common", icb0, icb1,
                                 ocb);
}

}  // namespace ckernel

namespace tt_emu {

ALWI void FpuBinaryInit(TtEmuUnpackOp op, uint32_t cb_a, uint32_t cb_b) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->unpack_init(context, op, cb_a, cb_b);
}

ALWI void FpuBinary(TtEmuUnpackOp op, uint32_t cb_a, uint32_t cb_b,
                    uint32_t tile_a, uint32_t tile_b, uint32_t dst) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->fpu_binary(context, op, cb_a, cb_b, tile_a, tile_b, dst);
}

}  // namespace tt_emu

namespace ckernel {

ALWI void add_tiles_init(uint32_t icb0, uint32_t icb1) {
  tt_emu::FpuBinaryInit(kTtEmuUnpackAdd, icb0, icb1);
}
ALWI void sub_tiles_init(uint32_t icb0, uint32_t icb1) {
  tt_emu::FpuBinaryInit(kTtEmuUnpackSub, icb0, icb1);
}
ALWI void mul_tiles_init(uint32_t icb0, uint32_t icb1) {
  tt_emu::FpuBinaryInit(kTtEmuUnpackMul, icb0, icb1);
}

ALWI void add_tiles(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                    uint32_t itile1, uint32_t idst) {
  tt_emu::FpuBinary(kTtEmuUnpackAdd, icb0, icb1, itile0, itile1, idst);
}
ALWI void sub_tiles(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                    uint32_t itile1, uint32_t idst) {
  tt_emu::FpuBinary(kTtEmuUnpackSub, icb0, icb1, itile0, itile1, idst);
}
ALWI void mul_tiles(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                    uint32_t itile1, uint32_t idst) {
  tt_emu::FpuBinary(kTtEmuUnpackMul, icb0, icb1, itile0, itile1, idst);
}

}  // namespace ckernel
