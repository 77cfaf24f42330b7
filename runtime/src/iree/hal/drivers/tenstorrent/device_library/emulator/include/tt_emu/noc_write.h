// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Asynchronous writes from L1. The source may change after a flush; the data
// is there after the write barrier.

#pragma once

#include <stdint.h>

#include "tt_emu/interleaved_addresses.h"

namespace tt_emu {

FORCE_INLINE void Write(uint32_t source, uint64_t target, uint32_t size,
                        uint32_t destinations, uint32_t flags, uint32_t trid,
                        uint8_t noc) {
  TtEmuContext* context = tt_emu_context();
  context->api->noc_write(context, source, target, size, destinations, flags,
                          trid, noc);
}

}  // namespace tt_emu

template <uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1,
          bool enable_noc_tracing = true, bool posted = false>
inline void noc_async_write(uint32_t src_local_l1_addr, uint64_t dst_noc_addr,
                            uint32_t size, uint8_t noc = noc_index,
                            uint32_t = 0) {
  constexpr uint32_t flags =
      (posted ? kTtEmuWritePosted : 0u) |
      (max_page_size <= NOC_MAX_BURST_SIZE ? kTtEmuWriteOnePacket : 0u);
  tt_emu::Write(src_local_l1_addr, dst_noc_addr, size, 1, flags, TT_EMU_NO_TRID,
                noc);
}

template <bool enable_noc_tracing = true, bool posted = false>
FORCE_INLINE void noc_async_write_one_packet(uint32_t src_local_l1_addr,
                                             uint64_t dst_noc_addr,
                                             uint32_t size,
                                             uint8_t noc = noc_index,
                                             uint32_t = 0) {
  tt_emu::Write(src_local_l1_addr, dst_noc_addr, size, 1,
                kTtEmuWriteOnePacket | (posted ? kTtEmuWritePosted : 0u),
                TT_EMU_NO_TRID, noc);
}

// The node and size of the one-packet writes with state that follow.
template <bool posted = false>
FORCE_INLINE void noc_async_write_one_packet_set_state(uint64_t dst_noc_addr,
                                                       uint32_t size,
                                                       uint8_t noc = noc_index,
                                                       uint8_t = 0) {
  TtEmuContext* context = tt_emu_context();
  context->state_address[1][noc] = dst_noc_addr;
  context->state_size[1][noc] = size;
}

template <bool posted = false>
FORCE_INLINE void noc_async_write_one_packet_with_state(
    uint32_t src_local_l1_addr, uint32_t dst_local_l1_addr,
    uint8_t noc = noc_index) {
  const TtEmuContext* context = tt_emu_context();
  tt_emu::Write(
      src_local_l1_addr,
      tt_emu::WithState(context->state_address[1][noc], dst_local_l1_addr),
      context->state_size[1][noc], 1,
      kTtEmuWriteOnePacket | (posted ? kTtEmuWritePosted : 0u), TT_EMU_NO_TRID,
      noc);
}

// A page of any address generator.
template <typename AddrGen, bool enable_noc_tracing = true, bool posted = false>
FORCE_INLINE void noc_async_write_page(const uint32_t id,
                                       const AddrGen& addrgen,
                                       uint32_t src_local_l1_addr,
                                       const uint32_t write_size_bytes = 0,
                                       const uint32_t offset = 0,
                                       uint8_t noc = noc_index) {
  noc_async_write(src_local_l1_addr, addrgen.get_noc_addr(id, offset, noc),
                  write_size_bytes != 0 ? write_size_bytes : addrgen.page_size,
                  noc);
}

template <typename AddrGen>
FORCE_INLINE void noc_async_write_tile(const uint32_t id,
                                       const AddrGen& addrgen,
                                       uint32_t src_local_l1_addr,
                                       uint8_t noc = noc_index) {
  noc_async_write_page(id, addrgen, src_local_l1_addr, 0, 0, noc);
}
