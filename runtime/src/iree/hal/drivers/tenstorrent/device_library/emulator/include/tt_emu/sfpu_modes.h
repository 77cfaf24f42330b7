// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Options of SFPU functions.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

enum class RoundingMode { None, Trunc, Floor };

}  // namespace ckernel

namespace tt_emu {

// Fails where a function is to leave out a part of the tile.
FORCE_INLINE void RequireWholeTile(const char* call, int vector_mode) {
  if (vector_mode == (int)ckernel::VectorMode::RC) return;
  TtEmuContext* context = tt_emu_context();
  context->api->fail(context, 12,
                     "%s: the emulator works on whole tiles (VectorMode::RC), "
                     "not in mode %d",
                     call, vector_mode);
}

}  // namespace tt_emu
