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
  const uint64_t node = context->state_address[0][noc] -
                        NOC_LOCAL_ADDR_OFFSET(context->state_address[0][noc]);
  tt_emu::Read(node | src_local_l1_addr, dst_local_l1_addr,
               context->state_size[0][noc], true, TT_EMU_NO_TRID, noc);
}

template <bool DRAM, uint32_t tile_hw>
FORCE_INLINE void noc_async_read_tile(
    const uint32_t id, const InterleavedAddrGenFast<DRAM, tile_hw>& addrgen,
    uint32_t dst_local_l1_addr, uint32_t offset = 0, uint8_t noc = noc_index) {
  noc_async_read(addrgen.get_noc_addr(id, offset, noc), dst_local_l1_addr,
                 addrgen.page_size, noc);
}

template <bool DRAM>
FORCE_INLINE void noc_async_read_page(const uint32_t id,
                                      const InterleavedAddrGen<DRAM>& s,
                                      uint32_t dst_local_l1_addr,
                                      uint32_t offset = 0,
                                      uint8_t noc = noc_index) {
  noc_async_read(s.get_noc_addr(id, offset, noc), dst_local_l1_addr,
                 s.page_size, noc);
}
