// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A logical queue: operations that wait for semaphores, run on one of the
// queue's worker threads and signal semaphores.
//
// An operation's life: it is created and filled by a submitting thread, waits
// (its semaphores' timepoints count down on whichever thread signals them), is
// put on the ready list in the order in which waits end, is executed by a
// worker, and is completed: profile, resources, frontier, semaphores, memory.
//
// Workers execute operations that are ready at the same time: nothing but
// semaphores orders them, so dispatches overlap with each other and with
// transfers.
//
// The submitting thread never executes device work; it makes and ends
// allocations whose waits are over (queue_alloca.c). No lock is held while an
// operation executes or signals.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_QUEUE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_QUEUE_H_

#include "iree/async/frontier_tracker.h"
#include "iree/async/semaphore.h"
#include "iree/base/api.h"
#include "iree/base/internal/arena.h"
#include "iree/base/internal/atomics.h"
#include "iree/base/threading/mutex.h"
#include "iree/base/threading/notification.h"
#include "iree/base/threading/thread.h"
#include "iree/hal/api.h"
#include "iree/hal/drivers/tenstorrent/chip.h"
#include "iree/hal/drivers/tenstorrent/launch_group.h"
#include "iree/hal/drivers/tenstorrent/pending_frees.h"
#include "iree/hal/drivers/tenstorrent/profile.h"
#include "iree/hal/utils/resource_set.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

typedef struct iree_hal_tenstorrent_queue_t iree_hal_tenstorrent_queue_t;
typedef struct iree_hal_tenstorrent_queue_op_t iree_hal_tenstorrent_queue_op_t;
typedef struct iree_hal_tenstorrent_queue_wait_t
    iree_hal_tenstorrent_queue_wait_t;

// Operations of one queue that can execute at the same time.
#define IREE_HAL_TENSTORRENT_QUEUE_WORKER_COUNT 4

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_queue_op_t
//===----------------------------------------------------------------------===//

// What an execution that did not fail has left to do.
typedef enum iree_hal_tenstorrent_queue_op_outcome_e {
  // All done: complete and signal.
  IREE_HAL_TENSTORRENT_QUEUE_OP_COMPLETE = 0,
  // Complete, but somebody else signals (or has signaled) the semaphores.
  IREE_HAL_TENSTORRENT_QUEUE_OP_COMPLETE_UNSIGNALED,
  // The operation was parked, and may already run again elsewhere.
  IREE_HAL_TENSTORRENT_QUEUE_OP_PARKED,
} iree_hal_tenstorrent_queue_op_outcome_t;

typedef iree_status_t (*iree_hal_tenstorrent_queue_op_execute_fn_t)(
    iree_hal_tenstorrent_queue_op_t* op,
    iree_hal_tenstorrent_queue_op_outcome_t* out_outcome);

// Ends what a parked operation waits for so that it is unparked soon, with an
// error. Called by the first worker when the queue shuts down.
typedef void (*iree_hal_tenstorrent_queue_op_cancel_fn_t)(
    iree_hal_tenstorrent_queue_op_t* op);

// Called once when the operation is over, executed or not, before its
// semaphores are signaled or failed.
typedef void (*iree_hal_tenstorrent_queue_op_ended_fn_t)(
    iree_hal_tenstorrent_queue_op_t* op);

// Head of every operation; kinds embed it first. Lives in its own arena.
struct iree_hal_tenstorrent_queue_op_t {
  // Neighbours in the queue's waiting list, or the next in its ready list.
  iree_hal_tenstorrent_queue_op_t* next;
  iree_hal_tenstorrent_queue_op_t* prev;
  iree_hal_tenstorrent_queue_t* queue;
  // Owns this struct and all that the operation captured.
  iree_arena_allocator_t arena;
  // Resources retained until the operation completes.
  iree_hal_resource_set_t* resource_set;
  iree_hal_semaphore_list_t signal_semaphores;
  iree_hal_tenstorrent_queue_op_execute_fn_t execute_fn;
  iree_hal_tenstorrent_queue_op_cancel_fn_t cancel_fn;
  // Optional.
  iree_hal_tenstorrent_queue_op_ended_fn_t ended_fn;
  // Unsatisfied waits; each retains its semaphore until completion.
  iree_host_size_t wait_capacity;
  iree_hal_tenstorrent_queue_wait_t* waits;
  iree_atomic_int32_t wait_count;
  // First failure of a wait, an iree_status_t.
  iree_atomic_intptr_t error_status;
  // Launches of the worker that executes the operation; else NULL.
  iree_hal_tenstorrent_launch_group_t* launch_group;
  // Set once the first worker has cancelled the waits. First worker only.
  bool is_cancelled;
  iree_hal_tenstorrent_op_profile_t profile;
};

// Creates an operation of |op_size| zeroed bytes that starts with an
// iree_hal_tenstorrent_queue_op_t, retaining |signal_semaphores|. It must be
// submitted or discarded.
iree_status_t iree_hal_tenstorrent_queue_op_create(
    iree_hal_tenstorrent_queue_t* queue, iree_host_size_t op_size,
    iree_hal_tenstorrent_queue_op_execute_fn_t execute_fn,
    iree_hal_profile_queue_event_type_t type,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_tenstorrent_queue_op_t** out_op);

// Retains |resource| (NULL is ignored) until the operation completes.
iree_status_t iree_hal_tenstorrent_queue_op_retain(
    iree_hal_tenstorrent_queue_op_t* op, const void* resource);

// Destroys an operation that could not be submitted: its semaphores fail with
// |status|, which is returned.
iree_status_t iree_hal_tenstorrent_queue_op_discard(
    iree_hal_tenstorrent_queue_op_t* op, iree_status_t status);

typedef enum iree_hal_tenstorrent_queue_submit_mode_e {
  // Always executed by a worker.
  IREE_HAL_TENSTORRENT_QUEUE_SUBMIT_WORKER = 0,
  // Executed before submit returns if its waits are over, and a failure is then
  // also returned. For bookkeeping that must happen at submission.
  IREE_HAL_TENSTORRENT_QUEUE_SUBMIT_EAGER,
} iree_hal_tenstorrent_queue_submit_mode_t;

// Submits |op| to run after |wait_semaphores|. Consumes |op|, also on failure.
iree_status_t iree_hal_tenstorrent_queue_submit(
    iree_hal_tenstorrent_queue_op_t* op,
    iree_hal_semaphore_list_t wait_semaphores,
    iree_hal_tenstorrent_queue_submit_mode_t mode);

// Parks an executing operation, before whatever unparks it is armed.
void iree_hal_tenstorrent_queue_op_park(
    iree_hal_tenstorrent_queue_op_t* op,
    iree_hal_tenstorrent_queue_op_cancel_fn_t cancel_fn);
// Takes a parked operation back: whatever was to unpark it could not be armed.
void iree_hal_tenstorrent_queue_op_take_back(
    iree_hal_tenstorrent_queue_op_t* op);
// Lets a worker execute a parked operation again, or fail it with |status|,
// which is consumed. Thread-safe.
void iree_hal_tenstorrent_queue_op_unpark(iree_hal_tenstorrent_queue_op_t* op,
                                          iree_status_t status);

// Reserves the epoch of the queue's axis that the operation's completion will
// reach, for death frontiers. 0 if the device is in no topology.
uint64_t iree_hal_tenstorrent_queue_op_reserve_epoch(
    iree_hal_tenstorrent_queue_op_t* op);

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_queue_t
//===----------------------------------------------------------------------===//

typedef struct iree_hal_tenstorrent_queue_worker_t {
  iree_hal_tenstorrent_queue_t* queue;
  iree_thread_t* thread;
  // Launches of the operation that the worker executes.
  iree_hal_tenstorrent_launch_group_t launch_group;
} iree_hal_tenstorrent_queue_worker_t;

struct iree_hal_tenstorrent_queue_t {
  // The device that owns the queue. Not retained.
  iree_hal_device_t* device;
  iree_hal_tenstorrent_chip_t* chip;
  iree_async_proactor_t* proactor;
  iree_arena_block_pool_t* block_pool;
  iree_allocator_t host_allocator;
  // Those of the device.
  iree_hal_tenstorrent_pending_frees_t* pending_frees;
  uint32_t ordinal;
  // The one bit of this queue.
  iree_hal_queue_affinity_t affinity;

  // Set by iree_hal_tenstorrent_queue_assign_frontier. NULL in no topology.
  iree_async_frontier_tracker_t* frontier_tracker;
  iree_async_axis_t axis;
  iree_atomic_int64_t epoch;

  // NULL unless a profiling session is active. Set while the queue is idle.
  iree_hal_tenstorrent_profile_t* profile;

  // The first one also cancels what waits at shutdown.
  iree_hal_tenstorrent_queue_worker_t
      workers[IREE_HAL_TENSTORRENT_QUEUE_WORKER_COUNT];
  iree_notification_t notification;
  // Threads that are making an operation ready: shutdown waits for them.
  iree_atomic_int32_t posters;
  // Operations are cancelled instead of executed; written with |mutex| held.
  iree_atomic_int32_t is_shutting_down;
  // Only the first worker is left.
  iree_atomic_int32_t is_draining;
  // Guards the lists.
  iree_slim_mutex_t mutex;
  iree_hal_tenstorrent_queue_op_t* ready_head;
  iree_hal_tenstorrent_queue_op_t* ready_tail;
  iree_hal_tenstorrent_queue_op_t* waiting_head;
};

// Initializes |queue| in place and starts its workers. Everything passed must
// outlive the queue.
iree_status_t iree_hal_tenstorrent_queue_initialize(
    iree_hal_device_t* device, iree_hal_tenstorrent_chip_t* chip,
    iree_async_proactor_t* proactor, iree_arena_block_pool_t* block_pool,
    iree_hal_tenstorrent_pending_frees_t* pending_frees, uint32_t ordinal,
    iree_allocator_t host_allocator, iree_hal_tenstorrent_queue_t* queue);

// Cancels operations that still wait (their semaphores fail with CANCELLED),
// finishes those that execute, and joins the workers. A zeroed queue is
// ignored. Must not be called from a worker.
void iree_hal_tenstorrent_queue_deinitialize(
    iree_hal_tenstorrent_queue_t* queue);

// Registers |axis| of |tracker| as the queue's timeline, and retires it again.
iree_status_t iree_hal_tenstorrent_queue_assign_frontier(
    iree_hal_tenstorrent_queue_t* queue, iree_async_frontier_tracker_t* tracker,
    iree_async_axis_t axis);
void iree_hal_tenstorrent_queue_retire_frontier(
    iree_hal_tenstorrent_queue_t* queue);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_QUEUE_H_
