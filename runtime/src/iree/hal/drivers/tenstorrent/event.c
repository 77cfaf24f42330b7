// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/event.h"

#include "iree/base/internal/atomics.h"

typedef struct iree_hal_tenstorrent_event_t {
  iree_hal_resource_t resource;
  iree_allocator_t host_allocator;
  iree_atomic_int32_t is_signaled;
} iree_hal_tenstorrent_event_t;

static const iree_hal_event_vtable_t iree_hal_tenstorrent_event_vtable;

static iree_hal_tenstorrent_event_t* iree_hal_tenstorrent_event_cast(
    iree_hal_event_t* base_value) {
  IREE_HAL_ASSERT_TYPE(base_value, &iree_hal_tenstorrent_event_vtable);
  return (iree_hal_tenstorrent_event_t*)base_value;
}

iree_status_t iree_hal_tenstorrent_event_create(
    iree_hal_queue_affinity_t queue_affinity, iree_hal_event_flags_t flags,
    iree_allocator_t host_allocator, iree_hal_event_t** out_event) {
  IREE_ASSERT_ARGUMENT(out_event);
  *out_event = NULL;
  iree_hal_tenstorrent_event_t* event = NULL;
  IREE_RETURN_IF_ERROR(
      iree_allocator_malloc(host_allocator, sizeof(*event), (void**)&event));
  iree_hal_resource_initialize(&iree_hal_tenstorrent_event_vtable,
                               &event->resource);
  event->host_allocator = host_allocator;
  *out_event = (iree_hal_event_t*)event;
  return iree_ok_status();
}

static void iree_hal_tenstorrent_event_destroy(iree_hal_event_t* base_event) {
  iree_hal_tenstorrent_event_t* event =
      iree_hal_tenstorrent_event_cast(base_event);
  iree_allocator_free(event->host_allocator, event);
}

void iree_hal_tenstorrent_event_set(iree_hal_event_t* base_event,
                                    bool is_signaled) {
  iree_atomic_store(&iree_hal_tenstorrent_event_cast(base_event)->is_signaled,
                    is_signaled ? 1 : 0, iree_memory_order_release);
}

iree_status_t iree_hal_tenstorrent_event_check(
    const iree_hal_event_t* base_event) {
  iree_hal_tenstorrent_event_t* event =
      iree_hal_tenstorrent_event_cast((iree_hal_event_t*)base_event);
  if (!iree_atomic_load(&event->is_signaled, iree_memory_order_acquire)) {
    return iree_make_status(
        IREE_STATUS_FAILED_PRECONDITION,
        "waiting for an event that no earlier command has signaled");
  }
  return iree_ok_status();
}

static const iree_hal_event_vtable_t iree_hal_tenstorrent_event_vtable = {
    .destroy = iree_hal_tenstorrent_event_destroy,
};
