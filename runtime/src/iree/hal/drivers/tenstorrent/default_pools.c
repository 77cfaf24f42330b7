// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/default_pools.h"

#include <string.h>

#include "iree/hal/drivers/tenstorrent/slab_provider.h"
#include "iree/hal/memory/passthrough_pool.h"
#include "iree/hal/memory/tlsf_pool.h"

// Length of a slab where DRAM is plentiful.
#define IREE_HAL_TENSTORRENT_SLAB_LENGTH (64ull * 1024 * 1024)

// Slabs take at most this fraction of the heap each, so that a device that was
// opened with little DRAM still has some for other buffers.
#define IREE_HAL_TENSTORRENT_SLABS_PER_HEAP 8

static iree_device_size_t iree_hal_tenstorrent_default_pools_slab_length(
    const iree_hal_tenstorrent_chip_t* chip) {
  const uint64_t page_size = chip->heap.page_size;
  const uint64_t fraction =
      chip->heap.size / IREE_HAL_TENSTORRENT_SLABS_PER_HEAP;
  return iree_max(page_size, iree_min(IREE_HAL_TENSTORRENT_SLAB_LENGTH,
                                      fraction - fraction % page_size));
}

iree_status_t iree_hal_tenstorrent_default_pools_initialize(
    iree_hal_device_t* parent_device, iree_hal_tenstorrent_chip_t* chip,
    iree_async_proactor_t* proactor, iree_hal_pool_epoch_query_t epoch_query,
    iree_allocator_t host_allocator,
    iree_hal_tenstorrent_default_pools_t* out_pools) {
  memset(out_pools, 0, sizeof(*out_pools));
  out_pools->epoch_query = epoch_query;
  out_pools->slab_length = iree_hal_tenstorrent_default_pools_slab_length(chip);
  iree_status_t status = iree_hal_tenstorrent_slab_provider_create(
      parent_device, chip, host_allocator, &out_pools->slab_provider);
  if (iree_status_is_ok(status)) {
    status = iree_async_notification_create(
        proactor, IREE_ASYNC_NOTIFICATION_FLAG_NONE, &out_pools->notification);
  }
  if (iree_status_is_ok(status)) {
    iree_hal_tenstorrent_pending_frees_initialize(out_pools->notification,
                                                  &out_pools->pending_frees);
    const iree_hal_tlsf_pool_options_t options = {
        .tlsf_options =
            {
                .range_length = out_pools->slab_length,
                // As the heap's blocks: see dram_heap.h.
                .alignment = chip->heap.page_size,
                .frontier_capacity =
                    IREE_HAL_MEMORY_TLSF_DEFAULT_FRONTIER_CAPACITY,
            },
    };
    status = iree_hal_tlsf_pool_create(
        options, out_pools->slab_provider, out_pools->notification, epoch_query,
        host_allocator, &out_pools->suballocating);
  }
  if (iree_status_is_ok(status)) {
    const iree_hal_passthrough_pool_options_t options = {{0}};
    status = iree_hal_passthrough_pool_create(
        options, out_pools->slab_provider, out_pools->notification,
        host_allocator, &out_pools->oversized);
  }
  if (!iree_status_is_ok(status)) {
    iree_hal_tenstorrent_default_pools_deinitialize(out_pools);
  }
  return status;
}

void iree_hal_tenstorrent_default_pools_deinitialize(
    iree_hal_tenstorrent_default_pools_t* pools) {
  iree_hal_pool_release(pools->oversized);
  iree_hal_pool_release(pools->suballocating);
  if (pools->notification) {
    iree_hal_tenstorrent_pending_frees_deinitialize(&pools->pending_frees);
  }
  iree_async_notification_release(pools->notification);
  iree_hal_slab_provider_release(pools->slab_provider);
  memset(pools, 0, sizeof(*pools));
}

iree_status_t iree_hal_tenstorrent_default_pools_trim(
    iree_hal_tenstorrent_default_pools_t* pools) {
  IREE_RETURN_IF_ERROR(iree_hal_pool_trim(pools->suballocating));
  return iree_hal_pool_trim(pools->oversized);
}

iree_hal_pool_t* iree_hal_tenstorrent_default_pools_select(
    const iree_hal_tenstorrent_default_pools_t* pools,
    iree_device_size_t allocation_size) {
  return allocation_size <= pools->slab_length ? pools->suballocating
                                               : pools->oversized;
}
