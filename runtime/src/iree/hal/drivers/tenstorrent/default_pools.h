// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The pools of DRAM that serve queue_alloca where the caller names none.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_DEFAULT_POOLS_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_DEFAULT_POOLS_H_

#include "iree/async/notification.h"
#include "iree/async/proactor.h"
#include "iree/base/api.h"
#include "iree/hal/api.h"
#include "iree/hal/drivers/tenstorrent/chip.h"
#include "iree/hal/drivers/tenstorrent/pending_frees.h"
#include "iree/hal/memory/slab_provider.h"
#include "iree/hal/pool.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Immutable after initialization; the pools and the list are thread-safe.
typedef struct iree_hal_tenstorrent_default_pools_t {
  iree_hal_slab_provider_t* slab_provider;
  // Published when a reservation of any pool here is released.
  iree_async_notification_t* notification;
  iree_hal_pool_epoch_query_t epoch_query;
  // Deallocations that are to come.
  iree_hal_tenstorrent_pending_frees_t pending_frees;
  // Suballocates slabs of this many bytes of DRAM.
  iree_device_size_t slab_length;
  iree_hal_pool_t* suballocating;
  // Takes from the DRAM heap directly; for what does not fit into a slab.
  iree_hal_pool_t* oversized;
} iree_hal_tenstorrent_default_pools_t;

// Initializes |out_pools| over |chip|. |parent_device| is named in the
// placement of buffers and not retained. Nothing is left to deinitialize on
// failure.
iree_status_t iree_hal_tenstorrent_default_pools_initialize(
    iree_hal_device_t* parent_device, iree_hal_tenstorrent_chip_t* chip,
    iree_async_proactor_t* proactor, iree_hal_pool_epoch_query_t epoch_query,
    iree_allocator_t host_allocator,
    iree_hal_tenstorrent_default_pools_t* out_pools);

// All reservations must have been released. Zeroed pools are ignored.
void iree_hal_tenstorrent_default_pools_deinitialize(
    iree_hal_tenstorrent_default_pools_t* pools);

// Gives slabs without reservations back to the heap.
iree_status_t iree_hal_tenstorrent_default_pools_trim(
    iree_hal_tenstorrent_default_pools_t* pools);

// The pool for an allocation of |allocation_size| bytes. Not retained.
iree_hal_pool_t* iree_hal_tenstorrent_default_pools_select(
    const iree_hal_tenstorrent_default_pools_t* pools,
    iree_device_size_t allocation_size);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_DEFAULT_POOLS_H_
