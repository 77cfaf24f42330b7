// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// An event that commands of a command buffer signal, reset and wait for.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EVENT_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EVENT_H_

#include "iree/base/api.h"
#include "iree/hal/api.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Creates an event that is not signaled.
iree_status_t iree_hal_tenstorrent_event_create(
    iree_hal_queue_affinity_t queue_affinity, iree_hal_event_flags_t flags,
    iree_allocator_t host_allocator, iree_hal_event_t** out_event);

// Sets or clears the event. Thread-safe.
void iree_hal_tenstorrent_event_set(iree_hal_event_t* event, bool is_signaled);

// Fails with FAILED_PRECONDITION if the event is not signaled. Events are
// signaled by earlier commands of the same command buffer, which replays in
// order, so one that is not by now never will be.
iree_status_t iree_hal_tenstorrent_event_check(const iree_hal_event_t* event);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EVENT_H_
