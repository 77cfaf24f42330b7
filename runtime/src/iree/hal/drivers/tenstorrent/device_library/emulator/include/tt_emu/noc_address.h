// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// NoC addresses: a core-local address below the coordinates of a node.

#pragma once

#include <stdint.h>

#include "tt_emu/core_coordinates.h"

#define NOC_ADDR_LOCAL_BITS 36
#define NOC_ADDR_NODE_ID_BITS 6
#define NOC_LOCAL_ADDR_OFFSET(address) \
  ((address) & ((uint64_t{1} << NOC_ADDR_LOCAL_BITS) - 1))

namespace tt_emu {

constexpr uint64_t NodeAddress(uint32_t xy, uint64_t local) {
  return (static_cast<uint64_t>(xy) << NOC_ADDR_LOCAL_BITS) | local;
}

// The node of a kept address with another core-local address.
constexpr uint64_t WithState(uint64_t kept, uint32_t local) {
  return kept - NOC_LOCAL_ADDR_OFFSET(kept) + local;
}

}  // namespace tt_emu

FORCE_INLINE uint64_t get_noc_addr(uint32_t noc_x, uint32_t noc_y,
                                   uint32_t addr, uint8_t = noc_index) {
  return tt_emu::NodeAddress((noc_y << NOC_ADDR_NODE_ID_BITS) | noc_x, addr);
}

// An address of the own core's L1.
FORCE_INLINE uint64_t get_noc_addr(uint32_t addr, uint8_t noc = noc_index) {
  return get_noc_addr(my_x[noc], my_y[noc], addr);
}

// A rectangle of workers; corners in NoC coordinates.
FORCE_INLINE uint64_t get_noc_multicast_addr(uint32_t noc_x_start,
                                             uint32_t noc_y_start,
                                             uint32_t noc_x_end,
                                             uint32_t noc_y_end, uint32_t addr,
                                             uint8_t = noc_index) {
  const uint32_t start = (noc_y_start << NOC_ADDR_NODE_ID_BITS) | noc_x_start;
  const uint32_t end = (noc_y_end << NOC_ADDR_NODE_ID_BITS) | noc_x_end;
  return tt_emu::NodeAddress((start << (2 * NOC_ADDR_NODE_ID_BITS)) | end,
                             addr);
}
