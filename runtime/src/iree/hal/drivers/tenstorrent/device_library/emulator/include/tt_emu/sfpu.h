// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// How the headers of compute_kernel_api define SFPU functions.

#pragma once

#include "compute_kernel_api/common.h"
#include "tt_emu/tile_abi.h"

namespace tt_emu {

FORCE_INLINE void SfpuInit(const char* init) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->sfpu_init(context, init);
}

FORCE_INLINE void SfpuUnary(const TtEmuTileCall* call, TtEmuUnaryOp op,
                            uint32_t dst, uint32_t scalar = 0) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->sfpu_unary(context, call, op, dst, scalar);
}

FORCE_INLINE void SfpuBinary(const TtEmuTileCall* call, TtEmuBinaryOp op,
                             uint32_t a, uint32_t b, uint32_t out) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->sfpu_binary(context, call, op, a, b, out);
}

FORCE_INLINE void SfpuWhere(const TtEmuTileCall* call, uint32_t condition,
                            uint32_t a, uint32_t b, uint32_t out) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->sfpu_where(context, call, condition, a, b, out);
}

}  // namespace tt_emu

// void INIT()
#define TT_EMU_SFPU_INIT(init) \
  ALWI void init() { tt_emu::SfpuInit(#init); }

// void NAME(uint32_t idst)
#define TT_EMU_SFPU_UNARY(name, init, op)                 \
  ALWI void name(uint32_t idst) {                         \
    static constexpr TtEmuTileCall call = {#name, #init}; \
    tt_emu::SfpuUnary(&call, kTtEmuUnary##op, idst);      \
  }

// void NAME(uint32_t idst, uint32_t scalar)
#define TT_EMU_SFPU_SCALAR(name, init, op)                  \
  ALWI void name(uint32_t idst, uint32_t param) {           \
    static constexpr TtEmuTileCall call = {#name, #init};   \
    tt_emu::SfpuUnary(&call, kTtEmuUnary##op, idst, param); \
  }

// void NAME(uint32_t idst0, uint32_t idst1, uint32_t odst)
#define TT_EMU_SFPU_BINARY(name, init, op)                           \
  ALWI void name(uint32_t idst0, uint32_t idst1, uint32_t odst) {    \
    static constexpr TtEmuTileCall call = {#name, #init};            \
    tt_emu::SfpuBinary(&call, kTtEmuBinary##op, idst0, idst1, odst); \
  }
