// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// queue_alloca and queue_dealloca: reservations of pools for transient buffers.
//
// A reservation is host bookkeeping, so it is made as soon as the waits are
// over, on the submitting thread if that is at once: pools then see requests in
// the order of submission. If a pool has nothing, the operation is parked until
// the pool's notification says that something was released; if it has a block
// that another queue may still use and the caller allows it, until the block's
// death frontier is reached. The default pools have nothing when DRAM is
// exhausted, which is an error once nothing is left that would be freed.
//
// Reservations are given back in the same way: waking a worker for it would
// take longer.

#include <string.h>

#include "iree/async/notification.h"
#include "iree/async/operations/scheduling.h"
#include "iree/async/proactor.h"
#include "iree/hal/drivers/tenstorrent/queue_ops.h"
#include "iree/hal/local/transient_buffer.h"

typedef struct iree_hal_tenstorrent_queue_alloca_op_t {
  iree_hal_tenstorrent_queue_op_t base;
  iree_hal_pool_t* pool;
  iree_hal_buffer_params_t params;
  iree_device_size_t allocation_size;
  iree_hal_alloca_flags_t flags;
  iree_hal_buffer_t* transient_buffer;
  // Place among the deallocations that are waited for; 0: none are.
  uint64_t frees_sequence;

  // A reservation held while its death frontier is waited for.
  bool has_reservation;
  iree_hal_pool_reservation_t reservation;
  const iree_async_frontier_t* death_frontier;
  iree_async_frontier_waiter_t frontier_waiter;

  // Waits for the pool's notification, used in turn: the callback of one may
  // still be running when the next is armed.
  iree_async_notification_wait_operation_t notification_waits[2];
  uint32_t notification_wait_index;
} iree_hal_tenstorrent_queue_alloca_op_t;

// Commits |reservation| to the transient buffer, which then owns it.
static iree_status_t iree_hal_tenstorrent_queue_alloca_commit(
    iree_hal_tenstorrent_queue_alloca_op_t* op,
    const iree_hal_pool_reservation_t* reservation) {
  iree_hal_local_transient_buffer_attach_reservation(op->transient_buffer,
                                                     op->pool, reservation);
  iree_hal_buffer_t* backing_buffer = NULL;
  iree_status_t status = iree_hal_pool_materialize_reservation(
      op->pool, op->params, reservation, IREE_HAL_POOL_MATERIALIZE_FLAG_NONE,
      &backing_buffer);
  if (iree_status_is_ok(status)) {
    iree_hal_local_transient_buffer_stage_backing(op->transient_buffer,
                                                  backing_buffer);
    iree_hal_local_transient_buffer_commit(op->transient_buffer);
  } else {
    iree_hal_local_transient_buffer_release_reservation(
        op->transient_buffer, /*death_frontier=*/NULL);
  }
  iree_hal_buffer_release(backing_buffer);
  return status;
}

//===----------------------------------------------------------------------===//
// Waiting for a death frontier
//===----------------------------------------------------------------------===//

static void iree_hal_tenstorrent_queue_alloca_frontier_reached(
    void* user_data, iree_status_t status) {
  iree_hal_tenstorrent_queue_op_unpark(
      (iree_hal_tenstorrent_queue_op_t*)user_data, status);
}

static void iree_hal_tenstorrent_queue_alloca_cancel_frontier(
    iree_hal_tenstorrent_queue_op_t* base_op) {
  iree_hal_tenstorrent_queue_alloca_op_t* op =
      (iree_hal_tenstorrent_queue_alloca_op_t*)base_op;
  if (iree_async_frontier_tracker_cancel_wait(base_op->queue->frontier_tracker,
                                              &op->frontier_waiter)) {
    iree_hal_tenstorrent_queue_op_unpark(
        base_op, iree_status_from_code(IREE_STATUS_CANCELLED));
  }
}

static iree_status_t iree_hal_tenstorrent_queue_alloca_await_frontier(
    iree_hal_tenstorrent_queue_alloca_op_t* op,
    const iree_hal_pool_reservation_t* reservation,
    const iree_async_frontier_t* death_frontier,
    iree_hal_tenstorrent_queue_op_outcome_t* out_outcome) {
  iree_hal_tenstorrent_queue_t* queue = op->base.queue;
  iree_status_t status = iree_ok_status();
  if (!iree_all_bits_set(op->flags,
                         IREE_HAL_ALLOCA_FLAG_ALLOW_POOL_WAIT_FRONTIER)) {
    status = iree_make_status(
        IREE_STATUS_RESOURCE_EXHAUSTED,
        "the pool has only memory that other queues may still use, and the "
        "allocation does not allow to wait for them "
        "(IREE_HAL_ALLOCA_FLAG_ALLOW_POOL_WAIT_FRONTIER)");
  } else if (!queue->frontier_tracker) {
    status = iree_make_status(
        IREE_STATUS_FAILED_PRECONDITION,
        "the device is in no topology that other queues could be waited in");
  }
  if (iree_status_is_ok(status)) {
    op->has_reservation = true;
    op->reservation = *reservation;
    op->death_frontier = death_frontier;
    iree_hal_tenstorrent_queue_op_park(
        &op->base, iree_hal_tenstorrent_queue_alloca_cancel_frontier);
    *out_outcome = IREE_HAL_TENSTORRENT_QUEUE_OP_PARKED;
    status = iree_async_frontier_tracker_wait(
        queue->frontier_tracker, death_frontier,
        iree_hal_tenstorrent_queue_alloca_frontier_reached, op,
        &op->frontier_waiter);
    if (iree_status_is_ok(status)) return status;  // |op| may be gone.
    iree_hal_tenstorrent_queue_op_take_back(&op->base);
    op->has_reservation = false;
  }
  iree_hal_pool_release_reservation(op->pool, reservation, death_frontier);
  return status;
}

//===----------------------------------------------------------------------===//
// Waiting for a release to the pool
//===----------------------------------------------------------------------===//

static void iree_hal_tenstorrent_queue_alloca_pool_notified(
    void* user_data, iree_async_operation_t* operation, iree_status_t status,
    iree_async_completion_flags_t flags) {
  iree_hal_tenstorrent_queue_op_unpark(
      (iree_hal_tenstorrent_queue_op_t*)user_data, status);
}

static void iree_hal_tenstorrent_queue_alloca_cancel_notification(
    iree_hal_tenstorrent_queue_op_t* base_op) {
  iree_hal_tenstorrent_queue_alloca_op_t* op =
      (iree_hal_tenstorrent_queue_alloca_op_t*)base_op;
  // Either way the callback comes, or has come.
  iree_status_ignore(iree_async_proactor_cancel(
      base_op->queue->proactor,
      &op->notification_waits[op->notification_wait_index].base));
}

static iree_status_t iree_hal_tenstorrent_queue_alloca_await_pool(
    iree_hal_tenstorrent_queue_alloca_op_t* op,
    iree_async_notification_t* notification, uint32_t wait_token,
    iree_hal_tenstorrent_queue_op_outcome_t* out_outcome) {
  op->notification_wait_index ^= 1;
  iree_async_notification_wait_operation_t* wait =
      &op->notification_waits[op->notification_wait_index];
  iree_async_operation_zero(&wait->base, sizeof(*wait));
  iree_async_operation_initialize(
      &wait->base, IREE_ASYNC_OPERATION_TYPE_NOTIFICATION_WAIT,
      IREE_ASYNC_OPERATION_FLAG_NONE,
      iree_hal_tenstorrent_queue_alloca_pool_notified, op);
  wait->notification = notification;
  wait->wait_flags = IREE_ASYNC_NOTIFICATION_WAIT_FLAG_USE_WAIT_TOKEN;
  wait->wait_token = wait_token;
  iree_hal_tenstorrent_queue_op_park(
      &op->base, iree_hal_tenstorrent_queue_alloca_cancel_notification);
  *out_outcome = IREE_HAL_TENSTORRENT_QUEUE_OP_PARKED;
  iree_status_t status =
      iree_async_proactor_submit_one(op->base.queue->proactor, &wait->base);
  if (!iree_status_is_ok(status)) {
    iree_hal_tenstorrent_queue_op_take_back(&op->base);
  }
  return status;
}

//===----------------------------------------------------------------------===//
// Execution
//===----------------------------------------------------------------------===//

// Tries to reserve. Leaves |out_is_exhausted| true if the pool has nothing.
// DRAM that is exhausted fails with RESOURCE_EXHAUSTED.
static iree_status_t iree_hal_tenstorrent_queue_alloca_try(
    iree_hal_tenstorrent_queue_alloca_op_t* op, bool* out_is_exhausted,
    iree_hal_tenstorrent_queue_op_outcome_t* out_outcome) {
  *out_is_exhausted = false;
  iree_hal_pool_reservation_t reservation;
  iree_hal_pool_acquire_info_t info;
  iree_hal_pool_acquire_result_t result = IREE_HAL_POOL_ACQUIRE_EXHAUSTED;
  // The frontier is asked for even if the caller does not allow a wait, to
  // tell "in use elsewhere" from "exhausted".
  IREE_RETURN_IF_ERROR(iree_hal_pool_acquire_reservation(
      op->pool, op->allocation_size,
      op->params.min_alignment ? op->params.min_alignment : 1,
      /*requester_frontier=*/NULL,
      IREE_HAL_POOL_RESERVE_FLAG_ALLOW_WAIT_FRONTIER, &reservation, &info,
      &result));
  switch (result) {
    case IREE_HAL_POOL_ACQUIRE_OK:
    case IREE_HAL_POOL_ACQUIRE_OK_FRESH:
      return iree_hal_tenstorrent_queue_alloca_commit(op, &reservation);
    case IREE_HAL_POOL_ACQUIRE_OK_NEEDS_WAIT:
      return iree_hal_tenstorrent_queue_alloca_await_frontier(
          op, &reservation, info.wait_frontier, out_outcome);
    case IREE_HAL_POOL_ACQUIRE_EXHAUSTED:
    case IREE_HAL_POOL_ACQUIRE_OVER_BUDGET:
      *out_is_exhausted = true;
      return iree_ok_status();
    default:
      return iree_make_status(IREE_STATUS_INTERNAL,
                              "unknown result %u of a pool reservation",
                              result);
  }
}

// True if what failed to be reserved may come by waiting; |*status| is then OK.
// Otherwise |*status| is what became of the reservation.
static bool iree_hal_tenstorrent_queue_alloca_must_wait(
    iree_hal_tenstorrent_queue_alloca_op_t* op, bool is_exhausted,
    iree_status_t* status) {
  if (iree_status_is_ok(*status)) return is_exhausted;
  if (!iree_status_is_resource_exhausted(*status) || !op->frees_sequence ||
      !iree_hal_tenstorrent_pending_frees_any_before(
          op->base.queue->pending_frees, op->frees_sequence)) {
    return false;
  }
  iree_status_free(*status);
  *status = iree_ok_status();
  return true;
}

static iree_status_t iree_hal_tenstorrent_queue_alloca_execute(
    iree_hal_tenstorrent_queue_op_t* base_op,
    iree_hal_tenstorrent_queue_op_outcome_t* out_outcome) {
  iree_hal_tenstorrent_queue_alloca_op_t* op =
      (iree_hal_tenstorrent_queue_alloca_op_t*)base_op;
  if (op->has_reservation) {
    op->has_reservation = false;
    return iree_hal_tenstorrent_queue_alloca_commit(op, &op->reservation);
  }
  bool is_exhausted = false;
  iree_status_t status =
      iree_hal_tenstorrent_queue_alloca_try(op, &is_exhausted, out_outcome);
  if (!iree_hal_tenstorrent_queue_alloca_must_wait(op, is_exhausted, &status)) {
    return status;
  }

  // Observe, try again, and only then wait: no release in between is missed.
  iree_async_notification_t* notification =
      iree_hal_pool_notification(op->pool);
  if (!notification) {
    return iree_make_status(IREE_STATUS_RESOURCE_EXHAUSTED,
                            "the pool is exhausted and can't be waited for");
  }
  const uint32_t wait_token =
      iree_async_notification_begin_observe(notification);
  status =
      iree_hal_tenstorrent_queue_alloca_try(op, &is_exhausted, out_outcome);
  if (iree_hal_tenstorrent_queue_alloca_must_wait(op, is_exhausted, &status)) {
    status = iree_hal_tenstorrent_queue_alloca_await_pool(
        op, notification, wait_token, out_outcome);
  }
  iree_async_notification_end_observe(notification);
  return status;
}

iree_status_t iree_hal_tenstorrent_queue_submit_alloca(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores, iree_hal_pool_t* pool,
    bool waits_for_frees, iree_hal_buffer_params_t params,
    iree_device_size_t allocation_size, iree_hal_alloca_flags_t flags,
    iree_hal_buffer_t* transient_buffer) {
  iree_hal_tenstorrent_queue_alloca_op_t* op = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_queue_op_create(
      queue, sizeof(*op), iree_hal_tenstorrent_queue_alloca_execute,
      IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_ALLOCA, signal_semaphores,
      (iree_hal_tenstorrent_queue_op_t**)&op));
  op->pool = pool;
  op->params = params;
  op->allocation_size = allocation_size;
  op->flags = flags;
  op->transient_buffer = transient_buffer;
  if (waits_for_frees) {
    op->frees_sequence =
        iree_hal_tenstorrent_pending_frees_sequence(queue->pending_frees);
  }
  op->base.profile.payload_length = allocation_size;
  op->base.profile.allocation_id =
      iree_hal_local_transient_buffer_profile_id(transient_buffer);
  iree_status_t status =
      iree_hal_tenstorrent_queue_op_retain(&op->base, transient_buffer);
  if (!iree_status_is_ok(status)) {
    return iree_hal_tenstorrent_queue_op_discard(&op->base, status);
  }
  return iree_hal_tenstorrent_queue_submit(
      &op->base, wait_semaphores, IREE_HAL_TENSTORRENT_QUEUE_SUBMIT_EAGER);
}

//===----------------------------------------------------------------------===//
// queue_dealloca
//===----------------------------------------------------------------------===//

typedef struct iree_hal_tenstorrent_queue_dealloca_op_t {
  iree_hal_tenstorrent_queue_op_t base;
  iree_hal_buffer_t* transient_buffer;
  iree_hal_tenstorrent_pending_free_t pending_free;
} iree_hal_tenstorrent_queue_dealloca_op_t;

static void iree_hal_tenstorrent_queue_dealloca_ended(
    iree_hal_tenstorrent_queue_op_t* base_op) {
  iree_hal_tenstorrent_pending_frees_remove(
      base_op->queue->pending_frees,
      &((iree_hal_tenstorrent_queue_dealloca_op_t*)base_op)->pending_free);
}

static iree_status_t iree_hal_tenstorrent_queue_dealloca_execute(
    iree_hal_tenstorrent_queue_op_t* base_op,
    iree_hal_tenstorrent_queue_op_outcome_t* out_outcome) {
  iree_hal_buffer_t* transient_buffer =
      ((iree_hal_tenstorrent_queue_dealloca_op_t*)base_op)->transient_buffer;
  iree_hal_local_transient_buffer_decommit(transient_buffer);
  const uint64_t epoch = iree_hal_tenstorrent_queue_op_reserve_epoch(base_op);
  if (epoch) {
    iree_async_single_frontier_t death_frontier;
    iree_async_single_frontier_initialize(&death_frontier, base_op->queue->axis,
                                          epoch);
    iree_hal_local_transient_buffer_release_reservation(
        transient_buffer,
        iree_async_single_frontier_as_const_frontier(&death_frontier));
  } else {
    iree_hal_local_transient_buffer_release_reservation(
        transient_buffer, /*death_frontier=*/NULL);
  }
  return iree_ok_status();
}

iree_status_t iree_hal_tenstorrent_queue_submit_dealloca(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_buffer_t* transient_buffer) {
  iree_hal_tenstorrent_queue_dealloca_op_t* op = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_queue_op_create(
      queue, sizeof(*op), iree_hal_tenstorrent_queue_dealloca_execute,
      IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_DEALLOCA, signal_semaphores,
      (iree_hal_tenstorrent_queue_op_t**)&op));
  op->transient_buffer = transient_buffer;
  op->base.ended_fn = iree_hal_tenstorrent_queue_dealloca_ended;
  op->base.profile.payload_length =
      iree_hal_buffer_byte_length(transient_buffer);
  op->base.profile.allocation_id =
      iree_hal_local_transient_buffer_profile_id(transient_buffer);
  iree_status_t status =
      iree_hal_tenstorrent_queue_op_retain(&op->base, transient_buffer);
  if (!iree_status_is_ok(status)) {
    return iree_hal_tenstorrent_queue_op_discard(&op->base, status);
  }
  iree_hal_tenstorrent_pending_frees_add(queue->pending_frees,
                                         &op->pending_free);
  return iree_hal_tenstorrent_queue_submit(
      &op->base, wait_semaphores, IREE_HAL_TENSTORRENT_QUEUE_SUBMIT_EAGER);
}
