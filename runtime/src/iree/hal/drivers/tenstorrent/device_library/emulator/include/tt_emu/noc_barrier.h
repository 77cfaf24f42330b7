// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Waiting for a processor's own transactions.

#pragma once

#include <stdint.h>

#include "tt_emu/core_coordinates.h"

inline void noc_async_read_barrier(uint8_t noc = noc_index) {
  TtEmuContext* context = tt_emu_context();
  context->api->read_barrier(context, TT_EMU_NO_TRID, noc);
}

FORCE_INLINE void noc_async_write_barrier(uint8_t noc = noc_index) {
  TtEmuContext* context = tt_emu_context();
  context->api->write_barrier(context, 1, TT_EMU_NO_TRID, noc);
}

FORCE_INLINE void noc_async_writes_flushed(uint8_t noc = noc_index) {
  TtEmuContext* context = tt_emu_context();
  context->api->write_barrier(context, 0, TT_EMU_NO_TRID, noc);
}

FORCE_INLINE void noc_async_posted_writes_flushed(uint8_t noc = noc_index) {
  noc_async_writes_flushed(noc);
}

FORCE_INLINE void noc_async_atomic_barrier(uint8_t noc_idx = noc_index) {
  TtEmuContext* context = tt_emu_context();
  context->api->atomic_barrier(context, noc_idx);
}

FORCE_INLINE void noc_async_full_barrier(uint8_t noc_idx = noc_index) {
  noc_async_read_barrier(noc_idx);
  noc_async_write_barrier(noc_idx);
  noc_async_atomic_barrier(noc_idx);
}
