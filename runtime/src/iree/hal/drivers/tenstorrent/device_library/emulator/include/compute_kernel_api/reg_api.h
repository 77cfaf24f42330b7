// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The DST registers' way from the math thread to the packer and back.

#pragma once

#include "compute_kernel_api/common_globals.h"
#include "tt_emu/tile_abi.h"

namespace ckernel {

ALWI void tile_regs_acquire() {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->regs_acquire(context);
}

ALWI void tile_regs_commit() {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->regs_commit(context);
}

ALWI void tile_regs_wait() {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->regs_wait(context);
}

ALWI void tile_regs_release() {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->regs_release(context);
}

// For math and the packer at once.
ALWI void acquire_dst() {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->share_registers(context, 1);
}

ALWI void release_dst() {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->share_registers(context, 0);
}

}  // namespace ckernel
