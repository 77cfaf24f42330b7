// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Writes to rectangles of workers.

#pragma once

#include <stdint.h>

#include "tt_emu/noc_write.h"

// The sender must not be in the rectangle.
template <uint32_t max_page_size = NOC_MAX_BURST_SIZE + 1>
inline void noc_async_write_multicast(uint32_t src_local_l1_addr,
                                      uint64_t dst_noc_addr_multicast,
                                      uint32_t size, uint32_t num_dests,
                                      bool linked = false,
                                      uint8_t noc = noc_index) {
  constexpr uint32_t flags =
      kTtEmuWriteMulticast |
      (max_page_size <= NOC_MAX_BURST_SIZE ? kTtEmuWriteOnePacket : 0u);
  tt_emu::Write(src_local_l1_addr, dst_noc_addr_multicast, size, num_dests,
                flags | (linked ? kTtEmuWriteLinked : 0u), TT_EMU_NO_TRID, noc);
}

template <bool enable_noc_tracing = true>
FORCE_INLINE void noc_async_write_multicast_one_packet(
    uint32_t src_local_l1_addr, uint64_t dst_noc_addr_multicast, uint32_t size,
    uint32_t num_dests, bool linked = false, uint8_t noc = noc_index) {
  noc_async_write_multicast<NOC_MAX_BURST_SIZE>(
      src_local_l1_addr, dst_noc_addr_multicast, size, num_dests, linked, noc);
}

inline void noc_async_write_multicast_loopback_src(
    uint32_t src_local_l1_addr, uint64_t dst_noc_addr_multicast, uint32_t size,
    uint32_t num_dests, bool linked = false, uint8_t noc = noc_index) {
  tt_emu::Write(src_local_l1_addr, dst_noc_addr_multicast, size, num_dests,
                kTtEmuWriteMulticast | kTtEmuWriteLoopback |
                    (linked ? kTtEmuWriteLinked : 0u),
                TT_EMU_NO_TRID, noc);
}
