// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Semaphores: words of L1 that cores count up and wait for.

#pragma once

#include <stdint.h>

#include "tt_emu/noc_address.h"

// L1 address of the program's semaphore.
FORCE_INLINE uint32_t get_semaphore(uint32_t semaphore_id) {
  TtEmuContext* context = tt_emu_context();
  if (__builtin_expect(semaphore_id >= context->semaphore_count, 0)) {
    context->api->fail(context, 11, "get_semaphore: semaphore %u of %u",
                       semaphore_id, context->semaphore_count);
  }
  return context->semaphore_base + semaphore_id * 16;
}

// Comes before each look at a word that another core writes: lets that core
// go on.
FORCE_INLINE void invalidate_l1_cache() {
  TtEmuContext* context = tt_emu_context();
  context->api->yield(context);
}

namespace tt_emu {

FORCE_INLINE uint32_t WordAddress(volatile uint32_t* word) {
  return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(word));
}

}  // namespace tt_emu

FORCE_INLINE void noc_semaphore_wait(volatile tt_l1_ptr uint32_t* sem_addr,
                                     uint32_t val) {
  TtEmuContext* context = tt_emu_context();
  context->api->semaphore_wait(context, tt_emu::WordAddress(sem_addr), val,
                               kTtEmuEqual);
}

FORCE_INLINE void noc_semaphore_wait_min(volatile tt_l1_ptr uint32_t* sem_addr,
                                         uint32_t val) {
  TtEmuContext* context = tt_emu_context();
  context->api->semaphore_wait(context, tt_emu::WordAddress(sem_addr), val,
                               kTtEmuAtLeast);
}

FORCE_INLINE void noc_semaphore_set(volatile tt_l1_ptr uint32_t* sem_addr,
                                    uint32_t val) {
  TtEmuContext* context = tt_emu_context();
  context->api->semaphore_set(context, tt_emu::WordAddress(sem_addr), val);
}

template <bool posted = false>
FORCE_INLINE void noc_semaphore_inc(uint64_t addr, uint32_t incr,
                                    uint8_t noc_id = noc_index, uint8_t = 0) {
  TtEmuContext* context = tt_emu_context();
  context->api->semaphore_inc(context, addr, incr, 31, noc_id);
}

inline void noc_semaphore_set_remote(uint32_t src_local_l1_addr,
                                     uint64_t dst_noc_addr,
                                     uint8_t noc = noc_index) {
  TtEmuContext* context = tt_emu_context();
  context->api->semaphore_write(context, src_local_l1_addr, dst_noc_addr, 1, 0,
                                noc);
}

inline void noc_semaphore_set_multicast(uint32_t src_local_l1_addr,
                                        uint64_t dst_noc_addr_multicast,
                                        uint32_t num_dests, bool linked = false,
                                        uint8_t noc = noc_index) {
  TtEmuContext* context = tt_emu_context();
  context->api->semaphore_write(
      context, src_local_l1_addr, dst_noc_addr_multicast, num_dests,
      kTtEmuWriteMulticast | (linked ? kTtEmuWriteLinked : 0u), noc);
}

inline void noc_semaphore_set_multicast_loopback_src(
    uint32_t src_local_l1_addr, uint64_t dst_noc_addr_multicast,
    uint32_t num_dests, bool linked = false, uint8_t noc = noc_index) {
  TtEmuContext* context = tt_emu_context();
  context->api->semaphore_write(context, src_local_l1_addr,
                                dst_noc_addr_multicast, num_dests,
                                kTtEmuWriteMulticast | kTtEmuWriteLoopback |
                                    (linked ? kTtEmuWriteLinked : 0u),
                                noc);
}

// A 4-byte write from a register.
template <bool posted = false>
FORCE_INLINE void noc_inline_dw_write(uint64_t addr, uint32_t val,
                                      uint8_t be = 0xF, uint8_t noc = noc_index,
                                      uint8_t = 0) {
  TtEmuContext* context = tt_emu_context();
  context->api->inline_write(context, addr, val, be,
                             posted ? kTtEmuWritePosted : 0u, noc);
}
