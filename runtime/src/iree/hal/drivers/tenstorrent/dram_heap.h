// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The DRAM arena of one chip as a heap: which byte ranges are in use.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_DRAM_HEAP_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_DRAM_HEAP_H_

#include "iree/base/api.h"
#include "iree/base/threading/mutex.h"
#include "iree/hal/api.h"
#include "iree/hal/memory/tlsf.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// A range of the arena. A zeroed block is none.
typedef struct iree_hal_tenstorrent_dram_block_t {
  // Byte offset in the arena, aligned as was asked for.
  uint64_t offset;
  // Usable bytes from |offset|, at least as many as were asked for.
  uint64_t length;
  // Bytes taken from the heap, with what alignment and rounding cost.
  uint64_t reserved_length;
  // Block of the offset allocator.
  iree_hal_memory_tlsf_block_index_t handle;
} iree_hal_tenstorrent_dram_block_t;

// Tells that nobody needs the bytes of a range any more. Thread-safe.
typedef void (*iree_hal_tenstorrent_dram_discard_fn_t)(void* user_data,
                                                       uint64_t offset,
                                                       uint64_t length);

// Blocks are aligned to arena pages, so that no two of them share a page: two
// kernels that write neighbouring buffers never touch one DRAM alignment unit.
// Thread-safe; the lock is held for bookkeeping only.
typedef struct iree_hal_tenstorrent_dram_heap_t {
  iree_slim_mutex_t mutex;
  uint64_t size;
  uint64_t page_size;
  iree_hal_memory_tlsf_t tlsf;
  // Called before a large block is freed, if set after the initialization.
  iree_hal_tenstorrent_dram_discard_fn_t discard_fn;
  void* discard_user_data;
  // Bytes of blocks over the heap's life.
  uint64_t total_allocated;
  uint64_t total_freed;
  uint64_t peak;
} iree_hal_tenstorrent_dram_heap_t;

// Initializes a heap over arena bytes [0, |size|). |size| must be a multiple
// of |page_size|, a power of two.
iree_status_t iree_hal_tenstorrent_dram_heap_initialize(
    uint64_t size, uint64_t page_size, iree_allocator_t host_allocator,
    iree_hal_tenstorrent_dram_heap_t* out_heap);

// All blocks must have been freed.
void iree_hal_tenstorrent_dram_heap_deinitialize(
    iree_hal_tenstorrent_dram_heap_t* heap);

// Allocates |length| > 0 bytes at a multiple of |min_alignment| (a power of two
// or 0). Fails with RESOURCE_EXHAUSTED that tells what is left.
iree_status_t iree_hal_tenstorrent_dram_heap_allocate(
    iree_hal_tenstorrent_dram_heap_t* heap, uint64_t length,
    uint64_t min_alignment, iree_hal_tenstorrent_dram_block_t* out_block);

// Frees |block|; nothing may use its bytes any more.
void iree_hal_tenstorrent_dram_heap_free(
    iree_hal_tenstorrent_dram_heap_t* heap,
    const iree_hal_tenstorrent_dram_block_t* block);

// Adds the heap's device byte counts to |statistics|.
void iree_hal_tenstorrent_dram_heap_query_statistics(
    iree_hal_tenstorrent_dram_heap_t* heap,
    iree_hal_allocator_statistics_t* statistics);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_DRAM_HEAP_H_
