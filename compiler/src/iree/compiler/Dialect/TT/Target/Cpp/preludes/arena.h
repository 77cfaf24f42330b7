// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Byte ranges of the DRAM arena: pages of 4096 bytes that go round the banks.

constexpr uint32_t arena_page_size = 4096;

inline uint64_t arena_noc_addr(const InterleavedAddrGen<true>& arena,
                               uint64_t offset) {
  return get_noc_addr(uint32_t(offset / arena_page_size), arena,
                      uint32_t(offset % arena_page_size));
}

// Starts reads of `bytes` bytes at `offset`. `l1` and `offset` must agree
// modulo the DRAM read alignment.
inline void arena_read(const InterleavedAddrGen<true>& arena, uint64_t offset,
                       uint32_t l1, uint32_t bytes) {
  while (bytes > 0) {
    const uint32_t in_page = uint32_t(offset % arena_page_size);
    const uint32_t rest = arena_page_size - in_page;
    const uint32_t part = bytes < rest ? bytes : rest;
    noc_async_read(arena_noc_addr(arena, offset), l1, part);
    offset += part;
    l1 += part;
    bytes -= part;
  }
}

// Starts writes of `bytes` bytes to `offset`. `l1` and `offset` must agree
// modulo the DRAM write alignment.
inline void arena_write(const InterleavedAddrGen<true>& arena, uint32_t l1,
                        uint64_t offset, uint32_t bytes) {
  while (bytes > 0) {
    const uint32_t in_page = uint32_t(offset % arena_page_size);
    const uint32_t rest = arena_page_size - in_page;
    const uint32_t part = bytes < rest ? bytes : rest;
    noc_async_write(l1, arena_noc_addr(arena, offset), part);
    offset += part;
    l1 += part;
    bytes -= part;
  }
}
