// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Who has the top of the workers' L1 for tensors.
//
// A command buffer whose dispatches pass tensors through L1 leases a region at
// the top of every worker's L1. Circular buffers grow from the bottom, so
// programs of others go on while the region is leased if theirs leave the room;
// those that do not wait until it is given back, and a lease waits until such
// launches in flight have ended. All wait in one line, so that nobody starves:
// who comes later and does not agree with one that waits stays behind it.
//
// No deadlock: the holder of the lease waits for nobody here, and whoever waits
// has nothing but launches that have started, which end by themselves.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_L1_REGION_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_L1_REGION_H_

#include "iree/base/api.h"
#include "iree/base/threading/mutex.h"
#include "iree/base/threading/notification.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

typedef struct iree_hal_tenstorrent_l1_waiter_t
    iree_hal_tenstorrent_l1_waiter_t;

// A launch in flight. Zeroed is none. Must not move while it is in flight.
typedef struct iree_hal_tenstorrent_l1_launch_t {
  struct iree_hal_tenstorrent_l1_launch_t* next;
  struct iree_hal_tenstorrent_l1_launch_t* prev;
  // Bytes that its circular buffers take of each worker's L1.
  uint64_t circular_buffer_size;
} iree_hal_tenstorrent_l1_launch_t;

// The region of one chip. Thread-safe.
typedef struct iree_hal_tenstorrent_l1_region_t {
  const tt_device_library_t* api;
  tt_device_t* device;
  // Bytes of each worker's L1 for circular buffers and the region.
  uint64_t available;
  iree_notification_t notification;
  // Guards what follows.
  iree_slim_mutex_t mutex;
  // Bytes that are leased; 0: none are.
  uint32_t leased_size;
  iree_hal_tenstorrent_l1_launch_t* launches;
  // In the order of their coming; each is on the stack of its thread.
  iree_hal_tenstorrent_l1_waiter_t* waiters;
  uint32_t waiter_count;
} iree_hal_tenstorrent_l1_region_t;

// Borrows |api| and |device|.
void iree_hal_tenstorrent_l1_region_initialize(
    const tt_device_library_t* api, tt_device_t* device, uint64_t available,
    iree_hal_tenstorrent_l1_region_t* out_region);
// Nothing may be leased or in flight.
void iree_hal_tenstorrent_l1_region_deinitialize(
    iree_hal_tenstorrent_l1_region_t* region);

// True if circular buffers of that many bytes leave |region_size| bytes.
bool iree_hal_tenstorrent_l1_region_fits(
    const iree_hal_tenstorrent_l1_region_t* region,
    uint64_t circular_buffer_size, uint32_t region_size);

// Leases |size| bytes of every worker's L1, at |out_address|. Waits until no
// other lease is held and no launch in flight reaches into them; so the caller
// must hold no lease, and have no launch that it has yet to start.
iree_status_t iree_hal_tenstorrent_l1_region_acquire(
    iree_hal_tenstorrent_l1_region_t* region, uint32_t size,
    uint32_t* out_address);
// Gives the lease back. All launches that use it must have ended.
void iree_hal_tenstorrent_l1_region_release(
    iree_hal_tenstorrent_l1_region_t* region);

// Enters a launch before it starts. Waits while its circular buffers reach into
// what others have leased; the holder of the lease, whose own launches must
// leave the room, never waits.
void iree_hal_tenstorrent_l1_region_enter(
    iree_hal_tenstorrent_l1_region_t* region, uint64_t circular_buffer_size,
    bool is_holder, iree_hal_tenstorrent_l1_launch_t* out_launch);
// Removes a launch that ended or was refused. On any thread; does not block.
void iree_hal_tenstorrent_l1_region_leave(
    iree_hal_tenstorrent_l1_region_t* region,
    iree_hal_tenstorrent_l1_launch_t* launch);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_L1_REGION_H_
