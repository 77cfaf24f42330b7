// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Addresses of interleaved buffers: page p lies in bank p % banks, at offset
// (p / banks) * page size rounded up to the allocator's alignment.

#pragma once

#include <stdint.h>

#include "tt_emu/data_format.h"
#include "tt_emu/noc_address.h"

namespace tt_emu {

constexpr uint32_t AlignUp(uint32_t value, uint32_t alignment) {
  return (value + alignment - 1) & ~(alignment - 1);
}

template <bool DRAM>
constexpr uint32_t kAllocatorAlignment = DRAM ? DRAM_ALIGNMENT : L1_ALIGNMENT;

template <bool DRAM>
constexpr uint32_t kBankCount = DRAM ? NUM_DRAM_BANKS : NUM_L1_BANKS;

template <bool DRAM>
FORCE_INLINE uint32_t BankCoordinates(uint32_t bank, uint8_t noc) {
  const TtEmuContext* context = tt_emu_context();
  return DRAM ? context->dram_bank_to_noc_xy[noc][bank]
              : context->l1_bank_to_noc_xy[noc][bank];
}

template <bool DRAM>
FORCE_INLINE uint64_t InterleavedAddress(uint32_t page, uint32_t base,
                                         uint32_t aligned_page_size,
                                         uint32_t offset, uint8_t noc) {
  const uint32_t bank = page % kBankCount<DRAM>;
  const uint32_t row = page / kBankCount<DRAM>;
  // Wider than silicon's 32 bits, so that a page beyond the bank is an error
  // of the transfer and not a wrapped address.
  const uint64_t local =
      base + static_cast<uint64_t>(row) * aligned_page_size + offset;
  const uint64_t last = NOC_LOCAL_ADDR_OFFSET(~uint64_t{0});
  return NodeAddress(BankCoordinates<DRAM>(bank, noc),
                     local < last ? local : last);
}

}  // namespace tt_emu

template <bool DRAM>
struct InterleavedAddrGen {
  uint32_t bank_base_address;
  const uint32_t page_size;
  const uint32_t aligned_page_size =
      tt_emu::AlignUp(page_size, tt_emu::kAllocatorAlignment<DRAM>);

  FORCE_INLINE uint64_t get_noc_addr(const uint32_t id,
                                     const uint32_t offset = 0,
                                     uint8_t noc = noc_index) const {
    return tt_emu::InterleavedAddress<DRAM>(id, bank_base_address,
                                            aligned_page_size, offset, noc);
  }
};

// Pages are whole tiles of a data format.
template <bool DRAM, uint32_t tile_hw = 1024>
struct InterleavedAddrGenFast {
  uint32_t bank_base_address;
  uint32_t page_size;
  DataFormat data_format;

  FORCE_INLINE uint64_t get_noc_addr(const uint32_t id,
                                     const uint32_t offset = 0,
                                     uint8_t noc = noc_index) const {
    return tt_emu::InterleavedAddress<DRAM>(
        id, bank_base_address, tt_emu::TileBytes(data_format, tile_hw), offset,
        noc);
  }
};

// Pages whose size is a power of two.
template <bool DRAM>
struct InterleavedPow2AddrGen {
  const uint32_t bank_base_address;
  const uint32_t log_base_2_of_page_size;
  const uint32_t aligned_log_base_2_of_page_size =
      log_base_2_of_page_size > LOG_BASE_2_OF_DRAM_ALIGNMENT
          ? log_base_2_of_page_size
          : LOG_BASE_2_OF_DRAM_ALIGNMENT;

  FORCE_INLINE uint64_t get_noc_addr(const uint32_t id,
                                     const uint32_t offset = 0,
                                     uint8_t noc = noc_index) const {
    return tt_emu::InterleavedAddress<DRAM>(
        id, bank_base_address, 1u << aligned_log_base_2_of_page_size, offset,
        noc);
  }
};

template <bool DRAM>
struct InterleavedPow2AddrGenFast {
  uint32_t bank_base_address;
  const uint32_t log_base_2_of_page_size;
  const uint32_t aligned_log_base_2_of_page_size =
      log_base_2_of_page_size > LOG_BASE_2_OF_DRAM_ALIGNMENT
          ? log_base_2_of_page_size
          : LOG_BASE_2_OF_DRAM_ALIGNMENT;

  FORCE_INLINE uint64_t get_noc_addr(const uint32_t id,
                                     const uint32_t offset = 0,
                                     uint8_t noc = noc_index) const {
    return tt_emu::InterleavedAddress<DRAM>(
        id, bank_base_address, 1u << aligned_log_base_2_of_page_size, offset,
        noc);
  }
};

template <bool DRAM>
FORCE_INLINE uint64_t get_noc_addr(const uint32_t id,
                                   const InterleavedPow2AddrGen<DRAM>& s,
                                   uint32_t offset = 0,
                                   uint8_t noc = noc_index) {
  return s.get_noc_addr(id, offset, noc);
}

template <bool DRAM>
FORCE_INLINE uint64_t get_noc_addr(const uint32_t id,
                                   const InterleavedPow2AddrGenFast<DRAM>& s,
                                   uint32_t offset = 0,
                                   uint8_t noc = noc_index) {
  return s.get_noc_addr(id, offset, noc);
}

template <bool DRAM>
FORCE_INLINE uint64_t get_noc_addr(const uint32_t id,
                                   const InterleavedAddrGen<DRAM>& s,
                                   uint32_t offset = 0,
                                   uint8_t noc = noc_index) {
  return s.get_noc_addr(id, offset, noc);
}

template <bool DRAM, uint32_t tile_hw>
FORCE_INLINE uint64_t
get_noc_addr(const uint32_t id, const InterleavedAddrGenFast<DRAM, tile_hw>& s,
             uint32_t offset = 0, uint8_t noc = noc_index) {
  return s.get_noc_addr(id, offset, noc);
}

template <bool DRAM>
FORCE_INLINE uint64_t get_noc_addr_from_bank_id(uint32_t bank_id,
                                                uint32_t bank_address_offset,
                                                uint8_t noc = noc_index) {
  return tt_emu::NodeAddress(tt_emu::BankCoordinates<DRAM>(bank_id, noc),
                             bank_address_offset);
}
