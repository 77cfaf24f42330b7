// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/pending_frees.h"

#include <string.h>

void iree_hal_tenstorrent_pending_frees_initialize(
    iree_async_notification_t* notification,
    iree_hal_tenstorrent_pending_frees_t* out_frees) {
  memset(out_frees, 0, sizeof(*out_frees));
  iree_slim_mutex_initialize(&out_frees->mutex);
  out_frees->notification = notification;
}

void iree_hal_tenstorrent_pending_frees_deinitialize(
    iree_hal_tenstorrent_pending_frees_t* frees) {
  IREE_ASSERT(!frees->head, "deallocations must be over");
  iree_slim_mutex_deinitialize(&frees->mutex);
}

void iree_hal_tenstorrent_pending_frees_add(
    iree_hal_tenstorrent_pending_frees_t* frees,
    iree_hal_tenstorrent_pending_free_t* pending_free) {
  iree_slim_mutex_lock(&frees->mutex);
  pending_free->sequence = ++frees->last_sequence;
  pending_free->next = NULL;
  pending_free->prev = frees->tail;
  if (frees->tail) {
    frees->tail->next = pending_free;
  } else {
    frees->head = pending_free;
  }
  frees->tail = pending_free;
  iree_slim_mutex_unlock(&frees->mutex);
}

void iree_hal_tenstorrent_pending_frees_remove(
    iree_hal_tenstorrent_pending_frees_t* frees,
    iree_hal_tenstorrent_pending_free_t* pending_free) {
  if (!pending_free->sequence) return;
  iree_slim_mutex_lock(&frees->mutex);
  if (pending_free->prev) {
    pending_free->prev->next = pending_free->next;
  } else {
    frees->head = pending_free->next;
  }
  if (pending_free->next) {
    pending_free->next->prev = pending_free->prev;
  } else {
    frees->tail = pending_free->prev;
  }
  iree_slim_mutex_unlock(&frees->mutex);
  memset(pending_free, 0, sizeof(*pending_free));
  // An allocation may have looked after the memory came back and before this:
  // it must look again, as nothing else will wake it.
  iree_async_notification_signal(frees->notification, INT32_MAX);
}

uint64_t iree_hal_tenstorrent_pending_frees_sequence(
    iree_hal_tenstorrent_pending_frees_t* frees) {
  iree_slim_mutex_lock(&frees->mutex);
  const uint64_t sequence = frees->last_sequence + 1;
  iree_slim_mutex_unlock(&frees->mutex);
  return sequence;
}

bool iree_hal_tenstorrent_pending_frees_any_before(
    iree_hal_tenstorrent_pending_frees_t* frees, uint64_t sequence) {
  iree_slim_mutex_lock(&frees->mutex);
  const bool any = frees->head && frees->head->sequence < sequence;
  iree_slim_mutex_unlock(&frees->mutex);
  return any;
}
