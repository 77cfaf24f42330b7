// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/l1_region.h"

#include <string.h>

#include "iree/hal/drivers/tenstorrent/status_bridge.h"

// A thread that wants a lease or to start a launch.
struct iree_hal_tenstorrent_l1_waiter_t {
  iree_hal_tenstorrent_l1_region_t* region;
  iree_hal_tenstorrent_l1_waiter_t* next;
  // Bytes to lease; 0: it wants to start |launch|.
  uint32_t lease_size;
  iree_hal_tenstorrent_l1_launch_t* launch;
};

void iree_hal_tenstorrent_l1_region_initialize(
    const tt_device_library_t* api, tt_device_t* device, uint64_t available,
    iree_hal_tenstorrent_l1_region_t* out_region) {
  memset(out_region, 0, sizeof(*out_region));
  out_region->api = api;
  out_region->device = device;
  out_region->available = available;
  iree_slim_mutex_initialize(&out_region->mutex);
  iree_notification_initialize(&out_region->notification);
}

void iree_hal_tenstorrent_l1_region_deinitialize(
    iree_hal_tenstorrent_l1_region_t* region) {
  if (!region->api) return;
  IREE_ASSERT(!region->leased_size && !region->launches && !region->waiters);
  iree_notification_deinitialize(&region->notification);
  iree_slim_mutex_deinitialize(&region->mutex);
}

bool iree_hal_tenstorrent_l1_region_fits(
    const iree_hal_tenstorrent_l1_region_t* region,
    uint64_t circular_buffer_size, uint32_t region_size) {
  return circular_buffer_size <= region->available &&
         region_size <= region->available - circular_buffer_size;
}

static bool iree_hal_tenstorrent_l1_launch_fits(
    const iree_hal_tenstorrent_l1_region_t* region,
    const iree_hal_tenstorrent_l1_launch_t* launch, uint32_t region_size) {
  // Without a region there is nothing to clash with.
  return region_size == 0 ||
         iree_hal_tenstorrent_l1_region_fits(
             region, launch->circular_buffer_size, region_size);
}

// True if |waiter| can go on: nothing that is held, in flight or before it in
// the line disagrees. Call with the lock held.
static bool iree_hal_tenstorrent_l1_waiter_may_go(
    const iree_hal_tenstorrent_l1_region_t* region,
    const iree_hal_tenstorrent_l1_waiter_t* waiter) {
  if (waiter->lease_size == 0) {
    if (!iree_hal_tenstorrent_l1_launch_fits(region, waiter->launch,
                                             region->leased_size)) {
      return false;
    }
    for (const iree_hal_tenstorrent_l1_waiter_t* other = region->waiters;
         other && other != waiter; other = other->next) {
      if (!iree_hal_tenstorrent_l1_launch_fits(region, waiter->launch,
                                               other->lease_size)) {
        return false;
      }
    }
    return true;
  }
  if (region->leased_size) return false;
  for (const iree_hal_tenstorrent_l1_launch_t* launch = region->launches;
       launch; launch = launch->next) {
    if (!iree_hal_tenstorrent_l1_launch_fits(region, launch,
                                             waiter->lease_size)) {
      return false;
    }
  }
  for (const iree_hal_tenstorrent_l1_waiter_t* other = region->waiters;
       other && other != waiter; other = other->next) {
    if (other->lease_size || !iree_hal_tenstorrent_l1_launch_fits(
                                 region, other->launch, waiter->lease_size)) {
      return false;
    }
  }
  return true;
}

// Lets |waiter| go if it may: takes the lease or enters the launch. Call with
// the lock held.
static bool iree_hal_tenstorrent_l1_waiter_try(
    iree_hal_tenstorrent_l1_region_t* region,
    iree_hal_tenstorrent_l1_waiter_t* waiter) {
  if (!iree_hal_tenstorrent_l1_waiter_may_go(region, waiter)) return false;
  if (waiter->lease_size) {
    region->leased_size = waiter->lease_size;
    return true;
  }
  iree_hal_tenstorrent_l1_launch_t* launch = waiter->launch;
  launch->prev = NULL;
  launch->next = region->launches;
  if (launch->next) launch->next->prev = launch;
  region->launches = launch;
  return true;
}

// The condition of a waiter in the line.
static bool iree_hal_tenstorrent_l1_waiter_goes(void* arg) {
  iree_hal_tenstorrent_l1_waiter_t* waiter =
      (iree_hal_tenstorrent_l1_waiter_t*)arg;
  iree_hal_tenstorrent_l1_region_t* region = waiter->region;
  iree_slim_mutex_lock(&region->mutex);
  const bool goes = iree_hal_tenstorrent_l1_waiter_try(region, waiter);
  if (goes) {
    iree_hal_tenstorrent_l1_waiter_t** link = &region->waiters;
    while (*link != waiter) link = &(*link)->next;
    *link = waiter->next;
    --region->waiter_count;
  }
  iree_slim_mutex_unlock(&region->mutex);
  return goes;
}

static void iree_hal_tenstorrent_l1_region_wait(
    iree_hal_tenstorrent_l1_region_t* region,
    iree_hal_tenstorrent_l1_waiter_t* waiter) {
  waiter->region = region;
  waiter->next = NULL;
  iree_slim_mutex_lock(&region->mutex);
  // At the end of the line, which is empty but in rare cases.
  iree_hal_tenstorrent_l1_waiter_t** link = &region->waiters;
  while (*link) link = &(*link)->next;
  bool goes = iree_hal_tenstorrent_l1_waiter_try(region, waiter);
  if (!goes) {
    *link = waiter;
    ++region->waiter_count;
  }
  iree_slim_mutex_unlock(&region->mutex);
  if (goes) return;
  IREE_TRACE_ZONE_BEGIN(z0);
  iree_notification_await(&region->notification,
                          iree_hal_tenstorrent_l1_waiter_goes, waiter,
                          iree_infinite_timeout());
  // Those behind it may have waited for it alone.
  iree_notification_post(&region->notification, IREE_ALL_WAITERS);
  IREE_TRACE_ZONE_END(z0);
}

// Ends the lease for those that wait.
static void iree_hal_tenstorrent_l1_region_end_lease(
    iree_hal_tenstorrent_l1_region_t* region) {
  iree_slim_mutex_lock(&region->mutex);
  region->leased_size = 0;
  iree_slim_mutex_unlock(&region->mutex);
  iree_notification_post(&region->notification, IREE_ALL_WAITERS);
}

iree_status_t iree_hal_tenstorrent_l1_region_acquire(
    iree_hal_tenstorrent_l1_region_t* region, uint32_t size,
    uint32_t* out_address) {
  IREE_ASSERT_ARGUMENT(size);
  *out_address = 0;
  if (size > region->available) {
    return iree_make_status(IREE_STATUS_RESOURCE_EXHAUSTED,
                            "%u bytes of every worker's L1 for tensors; there "
                            "are %" PRIu64,
                            size, region->available);
  }
  iree_hal_tenstorrent_l1_waiter_t waiter = {.lease_size = size};
  iree_hal_tenstorrent_l1_region_wait(region, &waiter);
  tt_error_t error;
  error.message[0] = 0;
  const tt_status_t tt_status =
      region->api->l1_reserve(region->device, size, out_address, &error);
  iree_status_t status = iree_hal_tenstorrent_make_status(tt_status, &error);
  if (!iree_status_is_ok(status)) {
    iree_hal_tenstorrent_l1_region_end_lease(region);
    status = iree_status_annotate_f(
        status, "reserving %u bytes of every worker's L1", size);
  }
  return status;
}

void iree_hal_tenstorrent_l1_region_release(
    iree_hal_tenstorrent_l1_region_t* region) {
  region->api->l1_release(region->device);
  iree_hal_tenstorrent_l1_region_end_lease(region);
}

void iree_hal_tenstorrent_l1_region_enter(
    iree_hal_tenstorrent_l1_region_t* region, uint64_t circular_buffer_size,
    bool is_holder, iree_hal_tenstorrent_l1_launch_t* out_launch) {
  memset(out_launch, 0, sizeof(*out_launch));
  // The holder's launches leave the room.
  out_launch->circular_buffer_size = is_holder ? 0 : circular_buffer_size;
  iree_hal_tenstorrent_l1_waiter_t waiter = {.launch = out_launch};
  iree_hal_tenstorrent_l1_region_wait(region, &waiter);
}

void iree_hal_tenstorrent_l1_region_leave(
    iree_hal_tenstorrent_l1_region_t* region,
    iree_hal_tenstorrent_l1_launch_t* launch) {
  iree_slim_mutex_lock(&region->mutex);
  if (launch->prev) {
    launch->prev->next = launch->next;
  } else {
    region->launches = launch->next;
  }
  if (launch->next) launch->next->prev = launch->prev;
  const bool has_waiters = region->waiters != NULL;
  iree_slim_mutex_unlock(&region->mutex);
  if (has_waiters) {
    iree_notification_post(&region->notification, IREE_ALL_WAITERS);
  }
}
