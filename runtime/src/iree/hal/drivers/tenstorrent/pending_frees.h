// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The deallocations of a device that were submitted and have not run yet, in
// the order of their submission. An allocation that finds no DRAM waits while
// there are any that were submitted before it; later ones may depend on it.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_PENDING_FREES_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_PENDING_FREES_H_

#include "iree/async/notification.h"
#include "iree/base/api.h"
#include "iree/base/threading/mutex.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// One deallocation. Zeroed is one that is not pending.
typedef struct iree_hal_tenstorrent_pending_free_t {
  struct iree_hal_tenstorrent_pending_free_t* next;
  struct iree_hal_tenstorrent_pending_free_t* prev;
  uint64_t sequence;
} iree_hal_tenstorrent_pending_free_t;

// Thread-safe.
typedef struct iree_hal_tenstorrent_pending_frees_t {
  iree_slim_mutex_t mutex;
  // Signaled when one is over. Not retained.
  iree_async_notification_t* notification;
  uint64_t last_sequence;
  iree_hal_tenstorrent_pending_free_t* head;
  iree_hal_tenstorrent_pending_free_t* tail;
} iree_hal_tenstorrent_pending_frees_t;

// |notification| is the one of the pools that the deallocations return to.
void iree_hal_tenstorrent_pending_frees_initialize(
    iree_async_notification_t* notification,
    iree_hal_tenstorrent_pending_frees_t* out_frees);
void iree_hal_tenstorrent_pending_frees_deinitialize(
    iree_hal_tenstorrent_pending_frees_t* frees);

// Adds a deallocation that is submitted.
void iree_hal_tenstorrent_pending_frees_add(
    iree_hal_tenstorrent_pending_frees_t* frees,
    iree_hal_tenstorrent_pending_free_t* pending_free);
// Takes out one that is over and wakes who waits: the memory must have been
// returned, if ever. Ignored if it is not pending.
void iree_hal_tenstorrent_pending_frees_remove(
    iree_hal_tenstorrent_pending_frees_t* frees,
    iree_hal_tenstorrent_pending_free_t* pending_free);

// The place of an allocation that is submitted among the deallocations.
uint64_t iree_hal_tenstorrent_pending_frees_sequence(
    iree_hal_tenstorrent_pending_frees_t* frees);
// True if a deallocation from before |sequence| is pending.
bool iree_hal_tenstorrent_pending_frees_any_before(
    iree_hal_tenstorrent_pending_frees_t* frees, uint64_t sequence);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_PENDING_FREES_H_
