// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// How the headers of compute_kernel_api call the FPU, and the types that their
// functions take.

#pragma once

#include "compute_kernel_api/common_globals.h"
#include "tt_emu/tile_abi.h"

namespace ckernel {

enum EltwiseBinaryType { ELWMUL, ELWDIV, ELWADD, ELWSUB, ELWLESS };
enum BroadcastType { NONE = 0, COL = 1, ROW = 2, SCALAR = 3 };
enum PoolType { SUM, AVG, MAX, MIN };
enum ReduceDim { REDUCE_ROW, REDUCE_COL, REDUCE_SCALAR };
enum class EltwiseBinaryReuseDestType {
  NONE = 0,
  DEST_TO_SRCA = 1,
  DEST_TO_SRCB = 2,
};

}  // namespace ckernel

namespace tt_emu {

constexpr TtEmuUnpackOp FpuOp(ckernel::EltwiseBinaryType type) {
  return type == ckernel::ELWMUL   ? kTtEmuUnpackMul
         : type == ckernel::ELWADD ? kTtEmuUnpackAdd
         : type == ckernel::ELWSUB ? kTtEmuUnpackSub
                                   : kTtEmuUnpackNone;
}

constexpr TtEmuFpuSetup BinarySetup(
    ckernel::EltwiseBinaryType type,
    ckernel::BroadcastType broadcast = ckernel::BroadcastType::NONE,
    bool accumulate = false,
    ckernel::EltwiseBinaryReuseDestType reuse =
        ckernel::EltwiseBinaryReuseDestType::NONE) {
  return {FpuOp(type),
          static_cast<uint8_t>(static_cast<uint32_t>(broadcast) |
                               static_cast<uint32_t>(reuse) << 2),
          0, static_cast<uint8_t>(accumulate)};
}

FORCE_INLINE void KernelInit(const char* name, uint32_t cb_a, uint32_t cb_b,
                             uint32_t cb_out) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->kernel_init(context, name, cb_a, cb_b, cb_out);
}

FORCE_INLINE void UnpackInit(TtEmuFpuSetup setup, uint32_t cb_a,
                             uint32_t cb_b) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->unpack_init(context, setup, cb_a, cb_b);
}

FORCE_INLINE void FpuBinary(TtEmuFpuSetup setup, uint32_t cb_a, uint32_t cb_b,
                            uint32_t tile_a, uint32_t tile_b, uint32_t dst) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->fpu_binary(context, setup, cb_a, cb_b, tile_a, tile_b,
                                dst);
}

FORCE_INLINE void FpuUnary(TtEmuFpuSetup setup, uint32_t cb, uint32_t tile,
                           uint32_t dst) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->fpu_unary(context, setup, cb, tile, dst);
}

}  // namespace tt_emu
