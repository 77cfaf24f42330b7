// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Transactions with an id, of which groups are waited for.

#pragma once

#include <stdint.h>

#include "tt_emu/noc_read.h"
#include "tt_emu/noc_write.h"

// The id of the one-packet reads with state that follow.
FORCE_INLINE void noc_async_read_set_trid(uint32_t trid = 0,
                                          uint8_t noc = noc_index) {
  tt_emu_context()->state_trid[0][noc] = trid;
}

FORCE_INLINE void noc_async_write_set_trid(uint32_t trid = 0,
                                           uint8_t noc = noc_index) {
  tt_emu_context()->state_trid[1][noc] = trid;
}

template <bool skip_ptr_update = false>
FORCE_INLINE void noc_async_read_one_packet_with_state_with_trid(
    uint32_t src_base_addr, uint32_t src_addr, uint32_t dest_addr,
    uint32_t trid = 0, uint8_t noc = noc_index) {
  const TtEmuContext* context = tt_emu_context();
  tt_emu::Read(tt_emu::WithState(context->state_address[0][noc],
                                 src_base_addr + src_addr),
               dest_addr, context->state_size[0][noc], true, trid, noc);
}

FORCE_INLINE void noc_async_read_barrier_with_trid(uint32_t trid,
                                                   uint8_t noc = noc_index) {
  TtEmuContext* context = tt_emu_context();
  context->api->read_barrier(context, trid, noc);
}

template <bool update_counter = true, bool posted = false>
FORCE_INLINE void noc_async_write_one_packet_with_trid(
    uint32_t src_local_l1_addr, uint64_t dst_noc_addr, uint32_t size,
    uint32_t trid, uint8_t = 0, uint8_t noc = noc_index, uint8_t = 0) {
  tt_emu::Write(src_local_l1_addr, dst_noc_addr, size, 1,
                kTtEmuWriteOnePacket | (posted ? kTtEmuWritePosted : 0u), trid,
                noc);
}

FORCE_INLINE void noc_async_write_flushed_with_trid(uint32_t trid,
                                                    uint8_t noc = noc_index) {
  TtEmuContext* context = tt_emu_context();
  context->api->write_barrier(context, 0, trid, noc);
}

FORCE_INLINE void noc_async_write_barrier_with_trid(uint32_t trid,
                                                    uint8_t noc = noc_index) {
  TtEmuContext* context = tt_emu_context();
  context->api->write_barrier(context, 1, trid, noc);
}
