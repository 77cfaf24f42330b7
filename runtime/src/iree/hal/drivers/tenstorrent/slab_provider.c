// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/slab_provider.h"

#include <string.h>

#include "iree/hal/drivers/tenstorrent/allocator.h"
#include "iree/hal/drivers/tenstorrent/buffer.h"

typedef struct iree_hal_tenstorrent_slab_provider_t {
  iree_hal_slab_provider_t base;
  iree_allocator_t host_allocator;
  iree_hal_device_t* parent_device;
  iree_hal_tenstorrent_chip_t* chip;
  iree_atomic_int64_t total_acquired;
  iree_atomic_int64_t total_released;
} iree_hal_tenstorrent_slab_provider_t;

static const iree_hal_slab_provider_vtable_t
    iree_hal_tenstorrent_slab_provider_vtable;

static iree_hal_tenstorrent_slab_provider_t*
iree_hal_tenstorrent_slab_provider_cast(iree_hal_slab_provider_t* provider) {
  return (iree_hal_tenstorrent_slab_provider_t*)provider;
}

iree_status_t iree_hal_tenstorrent_slab_provider_create(
    iree_hal_device_t* parent_device, iree_hal_tenstorrent_chip_t* chip,
    iree_allocator_t host_allocator, iree_hal_slab_provider_t** out_provider) {
  *out_provider = NULL;
  iree_hal_tenstorrent_slab_provider_t* provider = NULL;
  IREE_RETURN_IF_ERROR(iree_allocator_malloc(host_allocator, sizeof(*provider),
                                             (void**)&provider));
  iree_hal_slab_provider_initialize(&iree_hal_tenstorrent_slab_provider_vtable,
                                    &provider->base);
  provider->host_allocator = host_allocator;
  provider->parent_device = parent_device;
  provider->chip = chip;
  iree_hal_tenstorrent_chip_retain(chip);
  *out_provider = &provider->base;
  return iree_ok_status();
}

static void iree_hal_tenstorrent_slab_provider_destroy(
    iree_hal_slab_provider_t* base_provider) {
  iree_hal_tenstorrent_slab_provider_t* provider =
      iree_hal_tenstorrent_slab_provider_cast(base_provider);
  iree_allocator_t host_allocator = provider->host_allocator;
  iree_hal_tenstorrent_chip_release(provider->chip);
  iree_allocator_free(host_allocator, provider);
}

// A slab's handle is its heap block, kept on the host heap.
static iree_status_t iree_hal_tenstorrent_slab_provider_acquire_slab(
    iree_hal_slab_provider_t* base_provider, iree_device_size_t min_length,
    iree_hal_slab_t* out_slab) {
  iree_hal_tenstorrent_slab_provider_t* provider =
      iree_hal_tenstorrent_slab_provider_cast(base_provider);
  memset(out_slab, 0, sizeof(*out_slab));
  if (min_length == 0) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "a slab has at least one byte");
  }
  iree_hal_tenstorrent_dram_block_t* block = NULL;
  IREE_RETURN_IF_ERROR(iree_allocator_malloc(provider->host_allocator,
                                             sizeof(*block), (void**)&block));
  iree_status_t status = iree_hal_tenstorrent_dram_heap_allocate(
      &provider->chip->heap, min_length, /*min_alignment=*/0, block);
  if (!iree_status_is_ok(status)) {
    iree_allocator_free(provider->host_allocator, block);
    return status;
  }
  out_slab->length = min_length;
  out_slab->provider_handle = (uint64_t)(uintptr_t)block;
  iree_atomic_fetch_add(&provider->total_acquired, 1,
                        iree_memory_order_relaxed);
  return iree_ok_status();
}

static void iree_hal_tenstorrent_slab_provider_release_slab(
    iree_hal_slab_provider_t* base_provider, const iree_hal_slab_t* slab) {
  iree_hal_tenstorrent_slab_provider_t* provider =
      iree_hal_tenstorrent_slab_provider_cast(base_provider);
  iree_hal_tenstorrent_dram_block_t* block =
      (iree_hal_tenstorrent_dram_block_t*)(uintptr_t)slab->provider_handle;
  if (!block) return;
  iree_hal_tenstorrent_dram_heap_free(&provider->chip->heap, block);
  iree_allocator_free(provider->host_allocator, block);
  iree_atomic_fetch_add(&provider->total_released, 1,
                        iree_memory_order_relaxed);
}

static iree_status_t iree_hal_tenstorrent_slab_provider_wrap_buffer(
    iree_hal_slab_provider_t* base_provider, const iree_hal_slab_t* slab,
    iree_device_size_t slab_offset, iree_device_size_t allocation_size,
    iree_hal_buffer_params_t params,
    iree_hal_buffer_release_callback_t release_callback,
    iree_hal_buffer_t** out_buffer) {
  iree_hal_tenstorrent_slab_provider_t* provider =
      iree_hal_tenstorrent_slab_provider_cast(base_provider);
  const iree_hal_tenstorrent_dram_block_t* block =
      (const iree_hal_tenstorrent_dram_block_t*)(uintptr_t)
          slab->provider_handle;
  params.type &= ~IREE_HAL_MEMORY_TYPE_OPTIMAL;
  params.type |= iree_hal_tenstorrent_dram_memory_type();
  params.usage |= IREE_HAL_BUFFER_USAGE_MAPPING_SCOPED;
  const iree_hal_buffer_placement_t placement = {
      .device = provider->parent_device,
      .queue_affinity = params.queue_affinity ? params.queue_affinity
                                              : IREE_HAL_QUEUE_AFFINITY_ANY,
      .flags = IREE_HAL_BUFFER_PLACEMENT_FLAG_NONE,
  };
  return iree_hal_tenstorrent_buffer_create(
      provider->chip, placement, &params, slab->length, allocation_size,
      block->offset + slab_offset, /*owned_block=*/NULL, release_callback,
      provider->host_allocator, out_buffer);
}

static void iree_hal_tenstorrent_slab_provider_prefault(
    iree_hal_slab_provider_t* base_provider, iree_hal_slab_t* slab) {
  // DRAM is always there.
}

static void iree_hal_tenstorrent_slab_provider_trim(
    iree_hal_slab_provider_t* base_provider,
    iree_hal_slab_provider_trim_flags_t flags) {
  // Slabs go back to the heap when they are released; nothing is cached.
}

static void iree_hal_tenstorrent_slab_provider_query_stats(
    const iree_hal_slab_provider_t* base_provider,
    iree_hal_slab_provider_visited_set_t* visited,
    iree_hal_slab_provider_stats_t* out_stats) {
  if (iree_hal_slab_provider_visited(visited, base_provider)) return;
  const iree_hal_tenstorrent_slab_provider_t* provider =
      (const iree_hal_tenstorrent_slab_provider_t*)base_provider;
  out_stats->total_acquired += (uint64_t)iree_atomic_load(
      &provider->total_acquired, iree_memory_order_relaxed);
  out_stats->total_released += (uint64_t)iree_atomic_load(
      &provider->total_released, iree_memory_order_relaxed);
}

static void iree_hal_tenstorrent_slab_provider_query_properties(
    const iree_hal_slab_provider_t* base_provider,
    iree_hal_memory_type_t* out_memory_type,
    iree_hal_buffer_usage_t* out_supported_usage) {
  *out_memory_type = iree_hal_tenstorrent_dram_memory_type();
  *out_supported_usage = iree_hal_tenstorrent_dram_buffer_usage();
}

static const iree_hal_slab_provider_vtable_t
    iree_hal_tenstorrent_slab_provider_vtable = {
        .destroy = iree_hal_tenstorrent_slab_provider_destroy,
        .acquire_slab = iree_hal_tenstorrent_slab_provider_acquire_slab,
        .release_slab = iree_hal_tenstorrent_slab_provider_release_slab,
        .wrap_buffer = iree_hal_tenstorrent_slab_provider_wrap_buffer,
        .prefault = iree_hal_tenstorrent_slab_provider_prefault,
        .trim = iree_hal_tenstorrent_slab_provider_trim,
        .query_stats = iree_hal_tenstorrent_slab_provider_query_stats,
        .query_properties = iree_hal_tenstorrent_slab_provider_query_properties,
};
