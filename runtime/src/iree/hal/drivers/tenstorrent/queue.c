// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/queue.h"

#include <string.h>

// A wait for one semaphore.
struct iree_hal_tenstorrent_queue_wait_t {
  iree_async_semaphore_timepoint_t timepoint;
  iree_hal_tenstorrent_queue_op_t* op;
  iree_hal_semaphore_t* semaphore;
};

static bool iree_hal_tenstorrent_queue_is_shutting_down(
    iree_hal_tenstorrent_queue_t* queue) {
  return iree_atomic_load(&queue->is_shutting_down,
                          iree_memory_order_acquire) != 0;
}

static iree_status_t iree_hal_tenstorrent_queue_cancelled_status(void) {
  return iree_make_status(IREE_STATUS_CANCELLED,
                          "the device was destroyed before the operation ran");
}

//===----------------------------------------------------------------------===//
// Lists
//===----------------------------------------------------------------------===//

static void iree_hal_tenstorrent_queue_link_waiting(
    iree_hal_tenstorrent_queue_t* queue, iree_hal_tenstorrent_queue_op_t* op) {
  op->prev = NULL;
  op->next = queue->waiting_head;
  if (op->next) op->next->prev = op;
  queue->waiting_head = op;
}

static void iree_hal_tenstorrent_queue_unlink_waiting(
    iree_hal_tenstorrent_queue_t* queue, iree_hal_tenstorrent_queue_op_t* op) {
  if (op->prev) {
    op->prev->next = op->next;
  } else {
    queue->waiting_head = op->next;
  }
  if (op->next) op->next->prev = op->prev;
  op->next = op->prev = NULL;
}

// The queue whose worker this thread is while it signals the end of an
// operation: the worker itself takes the first operation that gets ready by it,
// which saves waking another.
static _Thread_local iree_hal_tenstorrent_queue_t*
    iree_hal_tenstorrent_signaling_queue = NULL;

// Moves |op| to the ready list and wakes a worker. The operation, and with it
// the device, may be gone when this returns.
static void iree_hal_tenstorrent_queue_make_ready(
    iree_hal_tenstorrent_queue_op_t* op, bool is_waiting) {
  iree_hal_tenstorrent_queue_t* queue = op->queue;
  iree_hal_tenstorrent_op_profile_ready(queue->profile, &op->profile);
  iree_atomic_fetch_add(&queue->posters, 1, iree_memory_order_acq_rel);
  iree_slim_mutex_lock(&queue->mutex);
  if (is_waiting) iree_hal_tenstorrent_queue_unlink_waiting(queue, op);
  op->next = NULL;
  if (queue->ready_tail) {
    queue->ready_tail->next = op;
  } else {
    queue->ready_head = op;
  }
  queue->ready_tail = op;
  iree_slim_mutex_unlock(&queue->mutex);
  if (iree_hal_tenstorrent_signaling_queue == queue) {
    iree_hal_tenstorrent_signaling_queue = NULL;
  } else {
    iree_notification_post(&queue->notification, 1);
  }
  iree_atomic_fetch_sub(&queue->posters, 1, iree_memory_order_acq_rel);
}

// Only the first worker takes operations of a queue that shuts down, as it also
// cancels them.
static iree_hal_tenstorrent_queue_op_t* iree_hal_tenstorrent_queue_take_ready(
    iree_hal_tenstorrent_queue_t* queue, bool is_first_worker) {
  iree_slim_mutex_lock(&queue->mutex);
  iree_hal_tenstorrent_queue_op_t* op = queue->ready_head;
  if (!is_first_worker && iree_hal_tenstorrent_queue_is_shutting_down(queue)) {
    op = NULL;
  }
  if (op) {
    queue->ready_head = op->next;
    if (!queue->ready_head) queue->ready_tail = NULL;
    op->next = NULL;
  }
  iree_slim_mutex_unlock(&queue->mutex);
  return op;
}

//===----------------------------------------------------------------------===//
// Operation life cycle
//===----------------------------------------------------------------------===//

iree_status_t iree_hal_tenstorrent_queue_op_create(
    iree_hal_tenstorrent_queue_t* queue, iree_host_size_t op_size,
    iree_hal_tenstorrent_queue_op_execute_fn_t execute_fn,
    iree_hal_profile_queue_event_type_t type,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_tenstorrent_queue_op_t** out_op) {
  *out_op = NULL;
  iree_arena_allocator_t arena;
  iree_arena_initialize(queue->block_pool, &arena);
  iree_hal_tenstorrent_queue_op_t* op = NULL;
  iree_status_t status = iree_arena_allocate(&arena, op_size, (void**)&op);
  if (!iree_status_is_ok(status)) {
    iree_arena_deinitialize(&arena);
    return status;
  }
  memset(op, 0, op_size);
  op->queue = queue;
  op->arena = arena;
  op->execute_fn = execute_fn;
  iree_hal_tenstorrent_op_profile_initialize(
      queue->profile, type, queue->ordinal, signal_semaphores.count,
      &op->profile);
  status = iree_hal_semaphore_list_clone(&signal_semaphores,
                                         iree_arena_allocator(&op->arena),
                                         &op->signal_semaphores);
  if (iree_status_is_ok(status)) {
    status =
        iree_hal_resource_set_allocate(queue->block_pool, &op->resource_set);
    if (!iree_status_is_ok(status)) {
      iree_hal_semaphore_list_free(op->signal_semaphores,
                                   iree_arena_allocator(&op->arena));
    }
  }
  if (iree_status_is_ok(status)) {
    *out_op = op;
  } else {
    arena = op->arena;
    iree_arena_deinitialize(&arena);
  }
  return status;
}

iree_status_t iree_hal_tenstorrent_queue_op_retain(
    iree_hal_tenstorrent_queue_op_t* op, const void* resource) {
  return iree_hal_resource_set_insert(op->resource_set, 1, &resource);
}

uint64_t iree_hal_tenstorrent_queue_op_reserve_epoch(
    iree_hal_tenstorrent_queue_op_t* op) {
  if (!op->queue->frontier_tracker) return 0;
  return (uint64_t)iree_atomic_fetch_add(&op->queue->epoch, 1,
                                         iree_memory_order_acq_rel) +
         1;
}

// Completes |op| with |status|, which is consumed: publishes its profile,
// releases what it holds, signals or fails its semaphores and frees it.
static void iree_hal_tenstorrent_queue_op_complete(
    iree_hal_tenstorrent_queue_op_t* op, iree_status_t status,
    bool must_signal) {
  iree_hal_tenstorrent_queue_t* queue = op->queue;

  // Before waiters can see the completion: they may end the session.
  iree_hal_tenstorrent_op_profile_end(queue->profile, &op->profile,
                                      iree_status_code(status));

  if (op->ended_fn) op->ended_fn(op);

  // Before too, so that memory is free and callbacks were made when it is seen.
  iree_hal_resource_set_free(op->resource_set);
  iree_status_free((iree_status_t)iree_atomic_exchange(
      &op->error_status, 0, iree_memory_order_acq_rel));

  // An operation that failed is over as well: what it used can be reused. The
  // axis is not failed, as that would be the end of the device.
  if (queue->frontier_tracker) {
    iree_async_frontier_tracker_advance(
        queue->frontier_tracker, queue->axis,
        iree_hal_tenstorrent_queue_op_reserve_epoch(op));
  }

  // A worker executes what gets ready next itself.
  iree_hal_tenstorrent_signaling_queue = op->launch_group ? queue : NULL;
  if (iree_status_is_ok(status) && must_signal) {
    status = iree_hal_semaphore_list_signal(op->signal_semaphores,
                                            /*frontier=*/NULL);
  }
  if (!iree_status_is_ok(status)) {
    // Waiters get clones, which keep the message but no annotations.
    iree_hal_semaphore_list_fail(op->signal_semaphores,
                                 iree_status_freeze(status));
  }
  iree_hal_tenstorrent_signaling_queue = NULL;

  for (iree_host_size_t i = 0; i < op->wait_capacity; ++i) {
    iree_hal_semaphore_release(op->waits[i].semaphore);
  }
  iree_hal_semaphore_list_free(op->signal_semaphores,
                               iree_arena_allocator(&op->arena));
  iree_arena_allocator_t arena = op->arena;
  iree_arena_deinitialize(&arena);
}

iree_status_t iree_hal_tenstorrent_queue_op_discard(
    iree_hal_tenstorrent_queue_op_t* op, iree_status_t status) {
  iree_hal_tenstorrent_queue_op_complete(op, iree_status_clone(status),
                                         /*must_signal=*/true);
  return status;
}

// What the chip's time line calls a kind of operation that moves bytes; NULL if
// it moves none.
static const char* iree_hal_tenstorrent_queue_transfer_name(
    iree_hal_profile_queue_event_type_t type) {
  switch (type) {
    case IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_FILL:
      return "fill";
    case IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_UPDATE:
      return "update";
    case IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_COPY:
      return "copy";
    case IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_READ:
      return "read file";
    case IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_WRITE:
      return "write file";
    default:
      return NULL;
  }
}

// Calls the function of |op|, and tells the chip's time line of a transfer.
static iree_status_t iree_hal_tenstorrent_queue_op_execute(
    iree_hal_tenstorrent_queue_op_t* op,
    iree_hal_tenstorrent_queue_op_outcome_t* out_outcome) {
  iree_hal_tenstorrent_launch_log_t* log = op->queue->chip->launch_log;
  const char* transfer_name =
      iree_hal_tenstorrent_launch_log_has_trace(log)
          ? iree_hal_tenstorrent_queue_transfer_name(op->profile.type)
          : NULL;
  if (!transfer_name) return op->execute_fn(op, out_outcome);
  const iree_time_t start_time = iree_time_now();
  iree_status_t status = op->execute_fn(op, out_outcome);
  iree_hal_tenstorrent_launch_log_transfer(
      log, transfer_name, op->queue->ordinal, start_time, iree_time_now(),
      op->profile.payload_length);
  return status;
}

// Executes |op| and, unless it was parked, completes it.
// Returns a copy of its failure if |report_failure|.
static iree_status_t iree_hal_tenstorrent_queue_op_run(
    iree_hal_tenstorrent_queue_op_t* op, bool report_failure) {
  iree_status_t status = (iree_status_t)iree_atomic_exchange(
      &op->error_status, 0, iree_memory_order_acq_rel);
  if (iree_status_is_ok(status) &&
      iree_hal_tenstorrent_queue_is_shutting_down(op->queue)) {
    status = iree_hal_tenstorrent_queue_cancelled_status();
  }
  iree_hal_tenstorrent_queue_op_outcome_t outcome =
      IREE_HAL_TENSTORRENT_QUEUE_OP_COMPLETE;
  if (iree_status_is_ok(status)) {
    iree_hal_tenstorrent_op_profile_start(op->queue->profile, &op->profile);
    status = iree_hal_tenstorrent_queue_op_execute(op, &outcome);
    if (iree_status_is_ok(status) &&
        outcome == IREE_HAL_TENSTORRENT_QUEUE_OP_PARKED) {
      return iree_ok_status();
    }
  }
  iree_status_t report =
      report_failure ? iree_status_clone(status) : iree_ok_status();
  iree_hal_tenstorrent_queue_op_complete(
      op, status, outcome == IREE_HAL_TENSTORRENT_QUEUE_OP_COMPLETE);
  return report;
}

//===----------------------------------------------------------------------===//
// Waiting
//===----------------------------------------------------------------------===//

static void iree_hal_tenstorrent_queue_op_record_error(
    iree_hal_tenstorrent_queue_op_t* op, iree_status_t status) {
  if (iree_status_is_ok(status)) return;
  intptr_t expected = 0;
  if (!iree_atomic_compare_exchange_strong(
          &op->error_status, &expected, (intptr_t)status,
          iree_memory_order_acq_rel, iree_memory_order_relaxed)) {
    iree_status_free(status);  // Only the first is reported.
  }
}

// Ends one wait. On any thread, the signaling one included.
static void iree_hal_tenstorrent_queue_wait_ended(
    void* user_data, iree_async_semaphore_timepoint_t* timepoint,
    iree_status_t status) {
  iree_hal_tenstorrent_queue_op_t* op =
      ((iree_hal_tenstorrent_queue_wait_t*)user_data)->op;
  iree_hal_tenstorrent_queue_op_record_error(op, status);
  if (iree_atomic_fetch_sub(&op->wait_count, 1, iree_memory_order_acq_rel) ==
      1) {
    iree_hal_tenstorrent_queue_make_ready(op, /*is_waiting=*/true);
  }
}

// Drops the leading waits of |list| that are over already.
static iree_status_t iree_hal_tenstorrent_queue_skip_satisfied(
    iree_hal_semaphore_list_t* list) {
  while (list->count > 0) {
    uint64_t value = 0;
    IREE_RETURN_IF_ERROR(iree_hal_semaphore_query(list->semaphores[0], &value));
    if (value < list->payload_values[0]) break;
    ++list->semaphores;
    ++list->payload_values;
    --list->count;
  }
  return iree_ok_status();
}

// Registers a timepoint for each semaphore of |list|. Consumes |op| if it
// succeeds; a semaphore that refuses fails the operation through its wait.
static iree_status_t iree_hal_tenstorrent_queue_op_wait(
    iree_hal_tenstorrent_queue_op_t* op, iree_hal_semaphore_list_t list) {
  iree_hal_tenstorrent_queue_t* queue = op->queue;
  if (list.count > INT32_MAX) {
    return iree_make_status(IREE_STATUS_RESOURCE_EXHAUSTED,
                            "too many wait semaphores");
  }
  iree_hal_tenstorrent_queue_wait_t* waits = NULL;
  IREE_RETURN_IF_ERROR(iree_arena_allocate(
      &op->arena, list.count * sizeof(*waits), (void**)&waits));
  memset(waits, 0, list.count * sizeof(*waits));
  for (iree_host_size_t i = 0; i < list.count; ++i) {
    waits[i].op = op;
    waits[i].semaphore = list.semaphores[i];
    iree_hal_semaphore_retain(waits[i].semaphore);
    waits[i].timepoint.callback = iree_hal_tenstorrent_queue_wait_ended;
    waits[i].timepoint.user_data = &waits[i];
  }
  op->waits = waits;
  op->wait_capacity = list.count;
  iree_atomic_store(&op->wait_count, (int32_t)list.count,
                    iree_memory_order_release);
  iree_slim_mutex_lock(&queue->mutex);
  iree_hal_tenstorrent_queue_link_waiting(queue, op);
  iree_slim_mutex_unlock(&queue->mutex);

  // The last wait that ends hands the operation over: no access after that.
  const iree_host_size_t count = list.count;
  for (iree_host_size_t i = 0; i < count; ++i) {
    iree_status_t status = iree_async_semaphore_acquire_timepoint(
        (iree_async_semaphore_t*)list.semaphores[i], list.payload_values[i],
        &waits[i].timepoint);
    if (!iree_status_is_ok(status)) {
      iree_hal_tenstorrent_queue_wait_ended(&waits[i], &waits[i].timepoint,
                                            status);
    }
  }
  return iree_ok_status();
}

iree_status_t iree_hal_tenstorrent_queue_submit(
    iree_hal_tenstorrent_queue_op_t* op,
    iree_hal_semaphore_list_t wait_semaphores,
    iree_hal_tenstorrent_queue_submit_mode_t mode) {
  IREE_TRACE_ZONE_BEGIN(z0);
  op->profile.wait_count = (uint32_t)wait_semaphores.count;
  iree_status_t status =
      iree_hal_tenstorrent_chip_is_forked(op->queue->chip)
          ? iree_make_status(IREE_STATUS_FAILED_PRECONDITION,
                             "the device was opened before this process was "
                             "forked and none of its threads are here: open "
                             "devices after the fork")
          : iree_hal_tenstorrent_queue_skip_satisfied(&wait_semaphores);
  if (!iree_status_is_ok(status)) {
    status = iree_hal_tenstorrent_queue_op_discard(op, status);
  } else if (wait_semaphores.count > 0) {
    status = iree_hal_tenstorrent_queue_op_wait(op, wait_semaphores);
    if (!iree_status_is_ok(status)) {
      status = iree_hal_tenstorrent_queue_op_discard(op, status);
    }
  } else if (mode == IREE_HAL_TENSTORRENT_QUEUE_SUBMIT_EAGER) {
    iree_hal_tenstorrent_op_profile_ready(op->queue->profile, &op->profile);
    status = iree_hal_tenstorrent_queue_op_run(op, /*report_failure=*/true);
  } else {
    iree_hal_tenstorrent_queue_make_ready(op, /*is_waiting=*/false);
  }
  IREE_TRACE_ZONE_END(z0);
  return status;
}

void iree_hal_tenstorrent_queue_op_park(
    iree_hal_tenstorrent_queue_op_t* op,
    iree_hal_tenstorrent_queue_op_cancel_fn_t cancel_fn) {
  iree_hal_tenstorrent_queue_t* queue = op->queue;
  iree_slim_mutex_lock(&queue->mutex);
  op->cancel_fn = cancel_fn;
  op->is_cancelled = false;
  iree_hal_tenstorrent_queue_link_waiting(queue, op);
  iree_slim_mutex_unlock(&queue->mutex);
}

void iree_hal_tenstorrent_queue_op_take_back(
    iree_hal_tenstorrent_queue_op_t* op) {
  iree_hal_tenstorrent_queue_t* queue = op->queue;
  iree_slim_mutex_lock(&queue->mutex);
  op->cancel_fn = NULL;
  iree_hal_tenstorrent_queue_unlink_waiting(queue, op);
  iree_slim_mutex_unlock(&queue->mutex);
}

void iree_hal_tenstorrent_queue_op_unpark(iree_hal_tenstorrent_queue_op_t* op,
                                          iree_status_t status) {
  iree_hal_tenstorrent_queue_op_record_error(op, status);
  iree_hal_tenstorrent_queue_make_ready(op, /*is_waiting=*/true);
}

//===----------------------------------------------------------------------===//
// Worker
//===----------------------------------------------------------------------===//

// Cancels what one waiting operation waits for. Returns false if there is none
// left to cancel. Only the first worker, which calls this, still frees
// operations of the queue, so the one found stays alive though it may become
// ready meanwhile.
static bool iree_hal_tenstorrent_queue_cancel_one(
    iree_hal_tenstorrent_queue_t* queue) {
  iree_slim_mutex_lock(&queue->mutex);
  iree_hal_tenstorrent_queue_op_t* op = queue->waiting_head;
  while (op && op->is_cancelled) op = op->next;
  iree_hal_tenstorrent_queue_op_cancel_fn_t cancel_fn = NULL;
  if (op) {
    op->is_cancelled = true;
    cancel_fn = op->cancel_fn;
  }
  iree_slim_mutex_unlock(&queue->mutex);
  if (!op) return false;
  if (cancel_fn) {
    cancel_fn(op);
    return true;
  }
  for (iree_host_size_t i = 0; i < op->wait_capacity; ++i) {
    if (iree_async_semaphore_cancel_timepoint(
            (iree_async_semaphore_t*)op->waits[i].semaphore,
            &op->waits[i].timepoint)) {
      iree_hal_tenstorrent_queue_wait_ended(
          &op->waits[i], &op->waits[i].timepoint,
          iree_hal_tenstorrent_queue_cancelled_status());
    }
  }
  return true;
}

static bool iree_hal_tenstorrent_queue_is_draining(
    iree_hal_tenstorrent_queue_t* queue) {
  return iree_atomic_load(&queue->is_draining, iree_memory_order_acquire) != 0;
}

// True if the first worker has a reason to wake up.
static bool iree_hal_tenstorrent_queue_has_work(void* arg) {
  iree_hal_tenstorrent_queue_t* queue = (iree_hal_tenstorrent_queue_t*)arg;
  bool has_work = false;
  iree_slim_mutex_lock(&queue->mutex);
  if (queue->ready_head) {
    has_work = true;
  } else if (iree_hal_tenstorrent_queue_is_draining(queue)) {
    // Either all is over or there may be something to cancel.
    iree_hal_tenstorrent_queue_op_t* op = queue->waiting_head;
    while (op && op->is_cancelled) op = op->next;
    has_work = op != NULL || queue->waiting_head == NULL;
  }
  iree_slim_mutex_unlock(&queue->mutex);
  return has_work;
}

// True if another worker has one.
static bool iree_hal_tenstorrent_queue_has_shared_work(void* arg) {
  iree_hal_tenstorrent_queue_t* queue = (iree_hal_tenstorrent_queue_t*)arg;
  iree_slim_mutex_lock(&queue->mutex);
  const bool has_work =
      queue->ready_head || iree_hal_tenstorrent_queue_is_shutting_down(queue);
  iree_slim_mutex_unlock(&queue->mutex);
  return has_work;
}

static bool iree_hal_tenstorrent_queue_is_drained(
    iree_hal_tenstorrent_queue_t* queue) {
  iree_slim_mutex_lock(&queue->mutex);
  const bool is_drained = !queue->ready_head && !queue->waiting_head;
  iree_slim_mutex_unlock(&queue->mutex);
  return is_drained;
}

static int iree_hal_tenstorrent_queue_worker_main(void* arg) {
  iree_hal_tenstorrent_queue_worker_t* worker =
      (iree_hal_tenstorrent_queue_worker_t*)arg;
  iree_hal_tenstorrent_queue_t* queue = worker->queue;
  const bool is_first_worker = worker == &queue->workers[0];
  while (true) {
    iree_hal_tenstorrent_queue_op_t* op =
        iree_hal_tenstorrent_queue_take_ready(queue, is_first_worker);
    if (op) {
      op->launch_group = &worker->launch_group;
      iree_status_ignore(
          iree_hal_tenstorrent_queue_op_run(op, /*report_failure=*/false));
      continue;
    }
    if (!is_first_worker) {
      if (iree_hal_tenstorrent_queue_is_shutting_down(queue)) break;
    } else if (iree_hal_tenstorrent_queue_is_draining(queue)) {
      if (iree_hal_tenstorrent_queue_cancel_one(queue)) continue;
      if (iree_hal_tenstorrent_queue_is_drained(queue)) break;
    }
    iree_notification_await(&queue->notification,
                            is_first_worker
                                ? iree_hal_tenstorrent_queue_has_work
                                : iree_hal_tenstorrent_queue_has_shared_work,
                            queue, iree_infinite_timeout());
  }
  return 0;
}

static iree_status_t iree_hal_tenstorrent_queue_worker_start(
    iree_hal_tenstorrent_queue_t* queue, uint32_t index) {
  iree_hal_tenstorrent_queue_worker_t* worker = &queue->workers[index];
  worker->queue = queue;
  iree_hal_tenstorrent_launch_group_initialize(queue->chip, queue->ordinal,
                                               queue->host_allocator,
                                               &worker->launch_group);
  char name[32];
  iree_snprintf(name, sizeof(name), "tt-queue-%u.%u", queue->ordinal, index);
  const iree_thread_create_params_t params = {
      .name = iree_make_cstring_view(name),
  };
  iree_status_t status =
      iree_thread_create(iree_hal_tenstorrent_queue_worker_main, worker, params,
                         queue->host_allocator, &worker->thread);
  if (!iree_status_is_ok(status)) {
    iree_hal_tenstorrent_launch_group_deinitialize(&worker->launch_group);
  }
  return status;
}

static void iree_hal_tenstorrent_queue_worker_join(
    iree_hal_tenstorrent_queue_worker_t* worker) {
  if (!worker->thread) return;
  iree_thread_join(worker->thread);
  iree_thread_release(worker->thread);
  worker->thread = NULL;
  iree_hal_tenstorrent_launch_group_deinitialize(&worker->launch_group);
}

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_queue_t
//===----------------------------------------------------------------------===//

iree_status_t iree_hal_tenstorrent_queue_initialize(
    iree_hal_device_t* device, iree_hal_tenstorrent_chip_t* chip,
    iree_async_proactor_t* proactor, iree_arena_block_pool_t* block_pool,
    iree_hal_tenstorrent_pending_frees_t* pending_frees, uint32_t ordinal,
    iree_allocator_t host_allocator, iree_hal_tenstorrent_queue_t* queue) {
  IREE_TRACE_ZONE_BEGIN(z0);
  memset(queue, 0, sizeof(*queue));
  queue->device = device;
  queue->chip = chip;
  queue->proactor = proactor;
  queue->block_pool = block_pool;
  queue->pending_frees = pending_frees;
  queue->host_allocator = host_allocator;
  queue->ordinal = ordinal;
  queue->affinity = 1ull << ordinal;
  iree_slim_mutex_initialize(&queue->mutex);
  iree_notification_initialize(&queue->notification);
  iree_status_t status = iree_ok_status();
  for (uint32_t i = 0;
       i < IREE_ARRAYSIZE(queue->workers) && iree_status_is_ok(status); ++i) {
    status = iree_hal_tenstorrent_queue_worker_start(queue, i);
  }
  if (!iree_status_is_ok(status)) {
    iree_hal_tenstorrent_queue_deinitialize(queue);
    memset(queue, 0, sizeof(*queue));
  }
  IREE_TRACE_ZONE_END(z0);
  return status;
}

void iree_hal_tenstorrent_queue_deinitialize(
    iree_hal_tenstorrent_queue_t* queue) {
  if (!queue->device) return;
  IREE_TRACE_ZONE_BEGIN(z0);
  iree_slim_mutex_lock(&queue->mutex);
  iree_atomic_store(&queue->is_shutting_down, 1, iree_memory_order_release);
  iree_slim_mutex_unlock(&queue->mutex);
  iree_notification_post(&queue->notification, IREE_ALL_WAITERS);
  for (uint32_t i = 1; i < IREE_ARRAYSIZE(queue->workers); ++i) {
    iree_hal_tenstorrent_queue_worker_join(&queue->workers[i]);
  }
  iree_atomic_store(&queue->is_draining, 1, iree_memory_order_release);
  iree_notification_post(&queue->notification, IREE_ALL_WAITERS);
  iree_hal_tenstorrent_queue_worker_join(&queue->workers[0]);
  // Threads that made the last operations ready may not have returned yet.
  while (iree_atomic_load(&queue->posters, iree_memory_order_acquire)) {
    iree_thread_yield();
  }
  iree_hal_tenstorrent_queue_retire_frontier(queue);
  iree_notification_deinitialize(&queue->notification);
  iree_slim_mutex_deinitialize(&queue->mutex);
  queue->device = NULL;
  IREE_TRACE_ZONE_END(z0);
}

iree_status_t iree_hal_tenstorrent_queue_assign_frontier(
    iree_hal_tenstorrent_queue_t* queue, iree_async_frontier_tracker_t* tracker,
    iree_async_axis_t axis) {
  IREE_RETURN_IF_ERROR(iree_async_frontier_tracker_register_axis(
      tracker, axis, /*semaphore=*/NULL));
  queue->frontier_tracker = tracker;
  iree_async_frontier_tracker_retain(tracker);
  queue->axis = axis;
  return iree_ok_status();
}

void iree_hal_tenstorrent_queue_retire_frontier(
    iree_hal_tenstorrent_queue_t* queue) {
  if (!queue->frontier_tracker) return;
  iree_async_frontier_tracker_retire_axis(
      queue->frontier_tracker, queue->axis,
      iree_status_from_code(IREE_STATUS_CANCELLED));
  iree_async_frontier_tracker_release(queue->frontier_tracker);
  queue->frontier_tracker = NULL;
  queue->axis = 0;
}
