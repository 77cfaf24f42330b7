// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Circular buffers in compute kernels; see tt_emu/circular_buffer.h.

#pragma once

#include "tt_emu/circular_buffer.h"

namespace ckernel {

using ::cb_pop_front;
using ::cb_push_back;
using ::cb_reserve_back;
using ::cb_wait_front;

// A pointer to what lies 16 bytes before page `index` from the front.
FORCE_INLINE void cb_get_tile(uint32_t cb_id, uint32_t index,
                              volatile void* p_tile) {
  const LocalCBInterface& local = tt_emu_context()->cb[cb_id];
  *static_cast<volatile uintptr_t*>(p_tile) =
      local.fifo_rd_ptr + index * local.fifo_page_size - 16;
}

FORCE_INLINE void cb_release_tile(uint32_t cb_id) {}

}  // namespace ckernel
