// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Asynchronous reads into L1. The data is there after the read barrier.

#pragma once

#include <stdint.h>

#include "tt_emu/interleaved_addresses.h"

namespace tt_emu {

FORCE_INLINE void Read(uint64_t source, uint32_t target, uint32_t size,
                       bool one_packet, uint32_t trid, uint8_t noc) {
  TtEmuContext* context = tt_emu_context();
  context->api->noc_read(context, source, target, size, one_packet, trid, noc);
}

}  // namespace tt_emu

template <uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1,
          bool enable_noc_tracing = true>
inline void noc_async_read(uint64_t src_noc_addr, uint32_t dst_local_l1_addr,
                           uint32_t size, uint8_t noc = noc_index,
                           uint32_t = 0) {
  tt_emu::Read(src_noc_addr, dst_local_l1_addr, size,
               max_page_size <= NOC_MAX_BURST_SIZE, TT_EMU_NO_TRID, noc);
}

template <bool enable_noc_tracing = true>
FORCE_INLINE void noc_async_read_one_packet(uint64_t src_noc_addr,
                                            uint32_t dst_local_l1_addr,
                                            uint32_t size,
                                            uint8_t noc = noc_index,
                                            uint32_t = 0) {
  tt_emu::Read(src_noc_addr, dst_local_l1_addr, size, true, TT_EMU_NO_TRID,
               noc);
}

// The node and size of the one-packet reads with state that follow.
template <bool use_vc = false>
FORCE_INLINE void noc_async_read_one_packet_set_state(uint64_t src_noc_addr,
                                                      uint32_t size,
                                                      uint8_t = 0,
                                                      uint8_t noc = noc_index) {
  TtEmuContext* context = tt_emu_context();
  context->state_address[0][noc] = src_noc_addr;
  context->state_size[0][noc] = size;
}

template <bool inc_num_issued = true, bool use_vc = false>
FORCE_INLINE void noc_async_read_one_packet_with_state(
    uint32_t src_local_l1_addr, uint32_t dst_local_l1_addr, uint8_t = 0,
    uint8_t noc = noc_index) {
  const TtEmuContext* context = tt_emu_context();
  tt_emu::Read(
      tt_emu::WithState(context->state_address[0][noc], src_local_l1_addr),
      dst_local_l1_addr, context->state_size[0][noc], true, TT_EMU_NO_TRID,
      noc);
}

FORCE_INLINE void noc_async_read_set_state(uint64_t src_noc_addr,
                                           uint8_t noc = noc_index) {
  tt_emu_context()->state_address[0][noc] = src_noc_addr;
}

template <bool inc_num_issued = true>
FORCE_INLINE void noc_async_read_with_state(uint32_t src_local_l1_addr,
                                            uint32_t dst_local_l1_addr,
                                            uint32_t size,
                                            uint8_t noc = noc_index) {
  tt_emu::Read(tt_emu::WithState(tt_emu_context()->state_address[0][noc],
                                 src_local_l1_addr),
               dst_local_l1_addr, size, false, TT_EMU_NO_TRID, noc);
}

// A page of any address generator.
template <typename AddrGen, bool enable_noc_tracing = true>
FORCE_INLINE void noc_async_read_page(const uint32_t id, const AddrGen& addrgen,
                                      uint32_t dst_local_l1_addr,
                                      uint32_t offset = 0,
                                      uint8_t noc = noc_index) {
  noc_async_read(addrgen.get_noc_addr(id, offset, noc), dst_local_l1_addr,
                 addrgen.page_size, noc);
}

template <typename AddrGen>
FORCE_INLINE void noc_async_read_tile(const uint32_t id, const AddrGen& addrgen,
                                      uint32_t dst_local_l1_addr,
                                      uint32_t offset = 0,
                                      uint8_t noc = noc_index) {
  noc_async_read_page(id, addrgen, dst_local_l1_addr, offset, noc);
}
