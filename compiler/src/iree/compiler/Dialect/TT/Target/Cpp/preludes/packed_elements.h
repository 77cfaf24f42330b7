// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Elements of fewer than 8 bits in DRAM, packed from the low bits of each byte
// up. `base` is the buffer's arena byte address, `index` counts elements.

template <uint32_t BITS, typename Cache>
inline uint8_t load_packed(Cache& cache, uint32_t& line, uint64_t base,
                           uint64_t index) {
  constexpr uint32_t per_byte = 8 / BITS;
  const uint8_t byte =
      cache.template load<uint8_t>(line, base + index / per_byte);
  return (byte >> (index % per_byte * BITS)) & ((1u << BITS) - 1);
}

template <uint32_t BITS, typename Cache>
inline void store_packed(Cache& cache, uint32_t& line, uint64_t base,
                         uint64_t index, uint8_t value) {
  constexpr uint32_t per_byte = 8 / BITS;
  const uint64_t address = base + index / per_byte;
  const uint32_t shift = index % per_byte * BITS;
  const uint32_t mask = ((1u << BITS) - 1) << shift;
  const uint8_t byte = cache.template load<uint8_t>(line, address);
  cache.template store<uint8_t>(
      line, address,
      uint8_t((byte & ~mask) | ((uint32_t(value) << shift) & mask)));
}
