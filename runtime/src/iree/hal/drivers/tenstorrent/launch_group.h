// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Launches of programs that may run at the same time and are waited for
// together.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_LAUNCH_GROUP_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_LAUNCH_GROUP_H_

#include "iree/base/api.h"
#include "iree/base/internal/atomics.h"
#include "iree/base/threading/mutex.h"
#include "iree/base/threading/notification.h"
#include "iree/hal/drivers/tenstorrent/chip.h"
#include "iree/hal/drivers/tenstorrent/executable_verifier.h"
#include "iree/hal/drivers/tenstorrent/l1_region.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Called when a launch ended, on any thread; must not block.
typedef void (*iree_hal_tenstorrent_launch_fn_t)(void* user_data,
                                                 iree_status_code_t status_code,
                                                 const tt_counters_t* counters);

// What is to happen when one launch ends.
typedef struct iree_hal_tenstorrent_launch_params_t {
  // Freed when the launch ended or was refused; zeroed if there is none.
  iree_hal_tenstorrent_dram_block_t scratch;
  // Name of the export for the message of a failure. Must live until then.
  iree_string_view_t name;
  uint32_t workgroup_count[3];
  // Optional.
  iree_hal_tenstorrent_launch_fn_t ended_fn;
  void* ended_user_data;
} iree_hal_tenstorrent_launch_params_t;

// A launch as the driver makes them: all kernels get the same arguments.
typedef struct iree_hal_tenstorrent_launch_t {
  // NULL: none.
  tt_program_t* program;
  uint32_t kernel_count;
  uint32_t core_count;
  // Bytes of each worker's L1.
  uint64_t circular_buffer_size;
  iree_host_size_t arg_count;
  // Common arguments; the unique one is the core's index.
  uint32_t args[TT_MAX_RUNTIME_ARGS];
} iree_hal_tenstorrent_launch_t;

// Used by one thread that launches and waits; ends come from any thread.
typedef struct iree_hal_tenstorrent_launch_group_t {
  iree_hal_tenstorrent_chip_t* chip;
  iree_allocator_t host_allocator;
  // The queue that launches.
  uint32_t queue_ordinal;
  iree_slim_mutex_t mutex;
  iree_notification_t notification;
  // Launches that have not ended. Guarded by |mutex|.
  uint32_t pending;
  // First failure since the last wait. Guarded by |mutex|.
  iree_status_t status;
  // Threads that are inside the completion callback.
  iree_atomic_int32_t callbacks;
  // What the group has leased of the chip's L1 region; 0 bytes: nothing.
  uint32_t l1_lease_size;
  uint32_t l1_lease_address;
  // The last launch is kept back until it is known whether the next thing to do
  // is to wait for it: the waiting thread can then run it itself.
  iree_hal_tenstorrent_launch_t kept_launch;
  iree_hal_tenstorrent_launch_params_t kept_params;
} iree_hal_tenstorrent_launch_group_t;

// |chip| must outlive the group.
void iree_hal_tenstorrent_launch_group_initialize(
    iree_hal_tenstorrent_chip_t* chip, uint32_t queue_ordinal,
    iree_allocator_t host_allocator,
    iree_hal_tenstorrent_launch_group_t* out_group);
// Finishes the group (below).
void iree_hal_tenstorrent_launch_group_deinitialize(
    iree_hal_tenstorrent_launch_group_t* group);

// Adds |launch| and starts the one before it. Both are copied. The program must
// live until the launch has ended. A launch that is refused or fails is
// reported by the next wait. A launch whose circular buffers reach into the L1
// that another group has leased waits for it before it starts; those of a group
// with a lease must leave it free.
void iree_hal_tenstorrent_launch_group_launch(
    iree_hal_tenstorrent_launch_group_t* group,
    const iree_hal_tenstorrent_launch_t* launch,
    const iree_hal_tenstorrent_launch_params_t* params);

// Starts what was added: the thread is going to do something else.
void iree_hal_tenstorrent_launch_group_flush(
    iree_hal_tenstorrent_launch_group_t* group);

// Waits until all launches have ended and returns their first failure.
iree_status_t iree_hal_tenstorrent_launch_group_wait(
    iree_hal_tenstorrent_launch_group_t* group);

// Leases |size| bytes at the top of every worker's L1 for tensors, until the
// group is finished, and sets |out_address| to the L1 address of the first.
// Does no more than that if the group has the lease. Waits for others
// (l1_region.h). FAILED_PRECONDITION if it has one of another size.
iree_status_t iree_hal_tenstorrent_launch_group_lease_l1(
    iree_hal_tenstorrent_launch_group_t* group, uint32_t size,
    uint32_t* out_address);

// Waits as above, and gives the lease back if the group has one.
iree_status_t iree_hal_tenstorrent_launch_group_finish(
    iree_hal_tenstorrent_launch_group_t* group);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_LAUNCH_GROUP_H_
