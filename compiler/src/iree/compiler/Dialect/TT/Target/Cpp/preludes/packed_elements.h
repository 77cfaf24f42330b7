// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Elements of fewer than 8 bits, packed from the low bits of each byte up.

template <uint32_t kBits>
static inline uint8_t packed_get(uint8_t byte, uint64_t index) {
  const uint32_t shift = static_cast<uint32_t>(index % (8 / kBits)) * kBits;
  return static_cast<uint8_t>((byte >> shift) & ((1u << kBits) - 1u));
}

template <uint32_t kBits>
static inline uint8_t packed_set(uint8_t byte, uint64_t index, uint8_t value) {
  const uint32_t shift = static_cast<uint32_t>(index % (8 / kBits)) * kBits;
  const uint32_t mask = ((1u << kBits) - 1u) << shift;
  return static_cast<uint8_t>((byte & ~mask) |
                              ((uint32_t(value) << shift) & mask));
}

// `base` is the buffer's arena byte address, `index` counts elements.
template <uint32_t kBits>
static inline uint8_t cache_load_packed(PageCache& cache, uint32_t& line,
                                        uint64_t base, uint64_t index) {
  return packed_get<kBits>(
      cache_load<uint8_t>(cache, line, base + index / (8 / kBits)), index);
}

template <uint32_t kBits>
static inline void cache_store_packed(PageCache& cache, uint32_t& line,
                                      uint64_t base, uint64_t index,
                                      uint8_t value) {
  const uint64_t address = base + index / (8 / kBits);
  const uint8_t byte = cache_load<uint8_t>(cache, line, address);
  cache_store<uint8_t>(cache, line, address,
                       packed_set<kBits>(byte, index, value));
}
