// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Circular buffers in kernels of all roles. The common case of each call is
// inline; blocking, waking and every error go to the device.

#pragma once

#include <stdint.h>

#include "risc_attribs.h"
#include "tt_emu/kernel_abi.h"

// Addresses in LocalCBInterface are bytes on every processor.
constexpr uint32_t cb_addr_shift = 0;

FORCE_INLINE LocalCBInterface& get_local_cb_interface(uint32_t cb_id) {
  return tt_emu_context()->cb[cb_id];
}

FORCE_INLINE void cb_reserve_back(int32_t operand, int32_t num_pages) {
  TtEmuContext* context = tt_emu_context();
  const uint32_t cb = static_cast<uint32_t>(operand);
  const uint32_t pages = static_cast<uint32_t>(num_pages);
  if (__builtin_expect(cb < TT_EMU_MAX_CIRCULAR_BUFFERS, 1)) {
    TtEmuCbState& state = context->cb_state[cb];
    const uint32_t free = state.page_count - (state.received - state.acked);
    if (__builtin_expect(pages <= free, 1)) {
      if (state.reserved < pages) state.reserved = pages;
      return;
    }
  }
  context->api->cb_reserve_back(context, cb, pages);
}

FORCE_INLINE void cb_push_back(const int32_t operand, const int32_t num_pages) {
  TtEmuContext* context = tt_emu_context();
  const uint32_t cb = static_cast<uint32_t>(operand);
  const uint32_t pages = static_cast<uint32_t>(num_pages);
  if (__builtin_expect(cb < TT_EMU_MAX_CIRCULAR_BUFFERS, 1)) {
    TtEmuCbState& state = context->cb_state[cb];
    LocalCBInterface& local = context->cb[cb];
    const uint32_t free = state.page_count - (state.received - state.acked);
    const uint32_t end = local.fifo_wr_ptr + pages * local.fifo_page_size;
    if (__builtin_expect((state.waiters | context->pending_reads) == 0 &&
                             pages <= free && end <= local.fifo_limit,
                         1)) {
      local.fifo_wr_ptr = end == local.fifo_limit ? end - local.fifo_size : end;
      local.fifo_wr_tile_ptr = 0;
      state.received += pages;
      state.reserved -= state.reserved < pages ? state.reserved : pages;
      return;
    }
  }
  context->api->cb_push_back(context, cb, pages);
}

FORCE_INLINE void cb_wait_front(int32_t operand, int32_t num_pages) {
  TtEmuContext* context = tt_emu_context();
  const uint32_t cb = static_cast<uint32_t>(operand);
  const uint32_t pages = static_cast<uint32_t>(num_pages);
  if (__builtin_expect(cb < TT_EMU_MAX_CIRCULAR_BUFFERS, 1)) {
    TtEmuCbState& state = context->cb_state[cb];
    if (__builtin_expect(pages <= state.received - state.acked, 1)) {
      if (state.waited < pages) state.waited = pages;
      if (state.max_waited < state.acked + pages) {
        state.max_waited = state.acked + pages;
      }
      return;
    }
  }
  context->api->cb_wait_front(context, cb, pages);
}

FORCE_INLINE void cb_pop_front(int32_t operand, int32_t num_pages) {
  TtEmuContext* context = tt_emu_context();
  const uint32_t cb = static_cast<uint32_t>(operand);
  const uint32_t pages = static_cast<uint32_t>(num_pages);
  if (__builtin_expect(cb < TT_EMU_MAX_CIRCULAR_BUFFERS, 1)) {
    TtEmuCbState& state = context->cb_state[cb];
    LocalCBInterface& local = context->cb[cb];
    const uint32_t end = local.fifo_rd_ptr + pages * local.fifo_page_size;
    if (__builtin_expect((state.waiters | context->pending_writes) == 0 &&
                             pages <= state.waited && end <= local.fifo_limit,
                         1)) {
      local.fifo_rd_ptr = end == local.fifo_limit ? end - local.fifo_size : end;
      state.acked += pages;
      state.waited -= pages;
      return;
    }
  }
  context->api->cb_pop_front(context, cb, pages);
}

FORCE_INLINE bool cb_pages_reservable_at_back(int32_t operand,
                                              int32_t num_pages) {
  TtEmuContext* context = tt_emu_context();
  const TtEmuCbState& state = context->cb_state[operand];
  if (static_cast<uint32_t>(num_pages) <=
      state.page_count - (state.received - state.acked)) {
    return true;
  }
  context->api->yield(context);
  return false;
}

FORCE_INLINE bool cb_pages_available_at_front(int32_t operand,
                                              int32_t num_pages) {
  TtEmuContext* context = tt_emu_context();
  const TtEmuCbState& state = context->cb_state[operand];
  if (static_cast<uint32_t>(num_pages) <= state.received - state.acked) {
    return true;
  }
  context->api->yield(context);
  return false;
}

FORCE_INLINE uint32_t get_write_ptr(uint32_t operand) {
  return tt_emu_context()->cb[operand].fifo_wr_ptr;
}

FORCE_INLINE uint32_t get_read_ptr(uint32_t operand) {
  return tt_emu_context()->cb[operand].fifo_rd_ptr;
}
