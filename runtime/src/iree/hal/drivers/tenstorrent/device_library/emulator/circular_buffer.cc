// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Circular buffers as kernels see them: what the inline paths of
// include/tt_emu/circular_buffer.h leave to the device.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/circular_buffer.h"

#include "iree/hal/drivers/tenstorrent/device_library/emulator/scheduler.h"

namespace tt_emulator {
namespace {

uint32_t Occupied(const TtEmuCbState& state) {
  return state.received - state.acked;
}

// Checks an index and a page count; returns the buffer's state.
TtEmuCbState& CheckedState(Processor* processor, const char* call, uint32_t cb,
                           uint32_t pages) {
  if (cb >= TT_EMU_MAX_CIRCULAR_BUFFERS) {
    FailProcessor(processor, TT_STATUS_INVALID_ARGUMENT,
                  "%s: there is no circular buffer %u (0 to %u)", call, cb,
                  TT_EMU_MAX_CIRCULAR_BUFFERS - 1);
  }
  TtEmuCbState& state = processor->cb_state[cb];
  if (state.page_count == 0) {
    FailProcessor(processor, TT_STATUS_INVALID_ARGUMENT,
                  "%s: circular buffer %u is not configured in this program",
                  call, cb);
  }
  if (pages > state.page_count) {
    FailProcessor(processor, TT_STATUS_OUT_OF_RANGE,
                  "%s: %u pages of circular buffer %u, which has %u", call,
                  pages, cb, state.page_count);
  }
  return state;
}

// Where `pages` pages from `start` end; they must not go round the buffer.
uint32_t CheckedEnd(Processor* processor, const char* call, uint32_t cb,
                    uint32_t start, uint32_t pages, const char* what) {
  const LocalCBInterface& local = processor->cb[cb];
  const uint32_t end = start + pages * local.fifo_page_size;
  if (end <= local.fifo_limit) return end;
  const uint32_t first = local.fifo_limit - local.fifo_size;
  FailProcessor(processor, TT_STATUS_FAILED_PRECONDITION,
                "%s: %u pages cross the end of circular buffer %u (page %u of "
                "%u): pages %s together must be contiguous",
                call, pages, cb, (start - first) / local.fifo_page_size,
                local.fifo_num_pages, what);
}

void WakeWaiters(Processor* processor, uint32_t cb) {
  TtEmuCbState& state = processor->cb_state[cb];
  if (state.waiters == 0) return;
  const uint32_t occupied = Occupied(state);
  for (Processor* other : processor->core->processors) {
    if (other == nullptr || other->wait.cb != cb) continue;
    const bool front = other->wait.kind == WaitReason::kFront;
    if (!front && other->wait.kind != WaitReason::kReserve) continue;
    const uint32_t there = front ? occupied : state.page_count - occupied;
    if (there < other->wait.pages) continue;
    --state.waiters;
    Scheduler::MakeReady(other);
  }
}

void Wait(Processor* processor, WaitReason::Kind kind, uint32_t cb,
          uint32_t pages) {
  processor->wait.kind = kind;
  processor->wait.cb = cb;
  processor->wait.pages = pages;
  ++processor->cb_state[cb].waiters;
  Scheduler::Block(processor);
}

}  // namespace

void CbReserveBack(TtEmuContext* context, uint32_t cb, uint32_t pages) {
  Processor* processor = AsProcessor(context);
  TtEmuCbState& state = CheckedState(processor, "cb_reserve_back", cb, pages);
  while (state.page_count - Occupied(state) < pages) {
    Wait(processor, WaitReason::kReserve, cb, pages);
  }
  if (state.reserved < pages) state.reserved = pages;
}

void CbWaitFront(TtEmuContext* context, uint32_t cb, uint32_t pages) {
  Processor* processor = AsProcessor(context);
  TtEmuCbState& state = CheckedState(processor, "cb_wait_front", cb, pages);
  while (Occupied(state) < pages) {
    Wait(processor, WaitReason::kFront, cb, pages);
  }
  if (state.waited < pages) state.waited = pages;
  if (state.max_waited < state.acked + pages) {
    state.max_waited = state.acked + pages;
  }
}

void CbPushBack(TtEmuContext* context, uint32_t cb, uint32_t pages) {
  Processor* processor = AsProcessor(context);
  TtEmuCbState& state = CheckedState(processor, "cb_push_back", cb, pages);
  LocalCBInterface& local = processor->cb[cb];
  if (state.page_count - Occupied(state) < pages) {
    FailProcessor(processor, TT_STATUS_FAILED_PRECONDITION,
                  "cb_push_back: %u pages pushed to circular buffer %u, which "
                  "has room for %u (a missing cb_reserve_back?)",
                  pages, cb, state.page_count - Occupied(state));
  }
  const uint32_t start = local.fifo_wr_ptr;
  const uint32_t end =
      CheckedEnd(processor, "cb_push_back", cb, start, pages, "pushed");
  for (uint32_t i = 0; i < processor->pending_reads; ++i) {
    const PendingRead& read = processor->reads[i];
    const uint32_t target =
        static_cast<uint32_t>(reinterpret_cast<uintptr_t>(read.target));
    if (target < end && start < target + read.size) {
      FailProcessor(processor, TT_STATUS_FAILED_PRECONDITION,
                    "cb_push_back: a page of circular buffer %u is pushed "
                    "before the NoC read into it has arrived (a missing "
                    "noc_async_read_barrier)",
                    cb);
    }
  }
  local.fifo_wr_ptr = end == local.fifo_limit ? end - local.fifo_size : end;
  local.fifo_wr_tile_ptr = 0;
  state.received += pages;
  state.reserved -= state.reserved < pages ? state.reserved : pages;
  WakeWaiters(processor, cb);
}

void CbPopFront(TtEmuContext* context, uint32_t cb, uint32_t pages) {
  Processor* processor = AsProcessor(context);
  TtEmuCbState& state = CheckedState(processor, "cb_pop_front", cb, pages);
  LocalCBInterface& local = processor->cb[cb];
  if (state.waited < pages) {
    FailProcessor(processor, TT_STATUS_FAILED_PRECONDITION,
                  "cb_pop_front: %u pages popped from circular buffer %u of "
                  "which cb_wait_front waited for %u (%u are there)",
                  pages, cb, state.waited, Occupied(state));
  }
  const uint32_t start = local.fifo_rd_ptr;
  const uint32_t end =
      CheckedEnd(processor, "cb_pop_front", cb, start, pages, "popped");
  for (uint32_t i = 0; i < processor->pending_writes; ++i) {
    const PendingWrite& write = processor->writes[i];
    const uint32_t source =
        static_cast<uint32_t>(reinterpret_cast<uintptr_t>(write.source));
    if (source < end && start < source + write.size) {
      FailProcessor(processor, TT_STATUS_FAILED_PRECONDITION,
                    "cb_pop_front: a page of circular buffer %u is popped "
                    "before the NoC write from it has left (a missing "
                    "noc_async_writes_flushed or noc_async_write_barrier)",
                    cb);
    }
  }
  local.fifo_rd_ptr = end == local.fifo_limit ? end - local.fifo_size : end;
  state.acked += pages;
  state.waited -= pages;
  WakeWaiters(processor, cb);
}

}  // namespace tt_emulator
