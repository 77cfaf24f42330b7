// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/dram_heap.h"

#include <string.h>

// Blocks from this size on are discarded when they are freed: the host's memory
// goes back to the host, which costs new pages when the range is used again.
#define IREE_HAL_TENSTORRENT_DISCARD_SIZE (16ull * 1024 * 1024)

iree_status_t iree_hal_tenstorrent_dram_heap_initialize(
    uint64_t size, uint64_t page_size, iree_allocator_t host_allocator,
    iree_hal_tenstorrent_dram_heap_t* out_heap) {
  IREE_ASSERT_ARGUMENT(out_heap);
  memset(out_heap, 0, sizeof(*out_heap));
  const iree_hal_memory_tlsf_options_t options = {
      .range_length = size,
      .alignment = page_size,
      // Blocks are freed when nothing uses them, so there are no frontiers.
      .frontier_capacity = 1,
  };
  IREE_RETURN_IF_ERROR(iree_hal_memory_tlsf_initialize(options, host_allocator,
                                                       &out_heap->tlsf));
  iree_slim_mutex_initialize(&out_heap->mutex);
  out_heap->size = size;
  out_heap->page_size = page_size;
  return iree_ok_status();
}

void iree_hal_tenstorrent_dram_heap_deinitialize(
    iree_hal_tenstorrent_dram_heap_t* heap) {
  if (!heap->size) return;
  iree_hal_memory_tlsf_deinitialize(&heap->tlsf);
  iree_slim_mutex_deinitialize(&heap->mutex);
}

iree_status_t iree_hal_tenstorrent_dram_heap_allocate(
    iree_hal_tenstorrent_dram_heap_t* heap, uint64_t length,
    uint64_t min_alignment, iree_hal_tenstorrent_dram_block_t* out_block) {
  IREE_ASSERT_ARGUMENT(out_block);
  memset(out_block, 0, sizeof(*out_block));
  // Alignments above a page are reached by skipping the head of a longer block.
  uint64_t slack = 0;
  if (min_alignment > heap->page_size) {
    if (!iree_device_size_is_valid_alignment(min_alignment)) {
      return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                              "alignment %" PRIu64 " is not a power of two",
                              min_alignment);
    }
    slack = min_alignment - heap->page_size;
  }

  iree_hal_memory_tlsf_allocation_t allocation = {0};
  iree_hal_memory_tlsf_allocate_result_t result =
      IREE_HAL_MEMORY_TLSF_ALLOCATE_EXHAUSTED;
  uint64_t free_bytes = 0, largest_free = 0;
  iree_status_t status = iree_ok_status();
  iree_slim_mutex_lock(&heap->mutex);
  // The offset allocator does not check for overflow.
  if (length <= heap->size && slack <= heap->size - length) {
    status = iree_hal_memory_tlsf_try_allocate(&heap->tlsf, length + slack,
                                               &allocation, &result);
  }
  if (iree_status_is_ok(status) &&
      result != IREE_HAL_MEMORY_TLSF_ALLOCATE_EXHAUSTED) {
    heap->total_allocated += allocation.length;
    heap->peak =
        iree_max(heap->peak, heap->total_allocated - heap->total_freed);
  } else {
    free_bytes = heap->size - (heap->total_allocated - heap->total_freed);
    largest_free = iree_hal_memory_tlsf_largest_free_block(&heap->tlsf);
  }
  iree_slim_mutex_unlock(&heap->mutex);
  IREE_RETURN_IF_ERROR(status);
  if (result == IREE_HAL_MEMORY_TLSF_ALLOCATE_EXHAUSTED) {
    return iree_make_status(IREE_STATUS_RESOURCE_EXHAUSTED,
                            "DRAM exhausted: %" PRIu64
                            " bytes asked for, %" PRIu64 " of %" PRIu64
                            " free, largest free range %" PRIu64,
                            length, free_bytes, heap->size, largest_free);
  }

  uint64_t offset = allocation.offset;
  if (slack) offset = iree_device_align(offset, min_alignment);
  out_block->offset = offset;
  out_block->length = allocation.length - (offset - allocation.offset);
  out_block->reserved_length = allocation.length;
  out_block->handle = allocation.block_index;
  return iree_ok_status();
}

void iree_hal_tenstorrent_dram_heap_free(
    iree_hal_tenstorrent_dram_heap_t* heap,
    const iree_hal_tenstorrent_dram_block_t* block) {
  if (!block->reserved_length) return;
  if (heap->discard_fn && block->length >= IREE_HAL_TENSTORRENT_DISCARD_SIZE) {
    heap->discard_fn(heap->discard_user_data, block->offset, block->length);
  }
  iree_slim_mutex_lock(&heap->mutex);
  iree_hal_memory_tlsf_free(&heap->tlsf, block->handle,
                            /*death_frontier=*/NULL);
  heap->total_freed += block->reserved_length;
  iree_slim_mutex_unlock(&heap->mutex);
}

void iree_hal_tenstorrent_dram_heap_query_statistics(
    iree_hal_tenstorrent_dram_heap_t* heap,
    iree_hal_allocator_statistics_t* statistics) {
  IREE_STATISTICS({
    iree_slim_mutex_lock(&heap->mutex);
    statistics->device_bytes_allocated += heap->total_allocated;
    statistics->device_bytes_freed += heap->total_freed;
    statistics->device_bytes_peak += heap->peak;
    iree_slim_mutex_unlock(&heap->mutex);
  });
}
