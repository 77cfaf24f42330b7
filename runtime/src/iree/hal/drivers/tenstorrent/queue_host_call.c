// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// queue_host_call: calls the host program in queue order.

#include <string.h>

#include "iree/hal/drivers/tenstorrent/queue_ops.h"

typedef struct iree_hal_tenstorrent_queue_host_call_op_t {
  iree_hal_tenstorrent_queue_op_t base;
  iree_hal_host_call_t call;
  uint64_t args[4];
  iree_hal_host_call_flags_t flags;
} iree_hal_tenstorrent_queue_host_call_op_t;

static iree_status_t iree_hal_tenstorrent_queue_host_call_execute(
    iree_hal_tenstorrent_queue_op_t* base_op,
    iree_hal_tenstorrent_queue_op_outcome_t* out_outcome) {
  iree_hal_tenstorrent_queue_host_call_op_t* op =
      (iree_hal_tenstorrent_queue_host_call_op_t*)base_op;
  const bool is_blocking =
      !iree_any_bit_set(op->flags, IREE_HAL_HOST_CALL_FLAG_NON_BLOCKING);
  iree_hal_host_call_context_t context = {
      .device = base_op->queue->device,
      .queue_affinity = base_op->queue->affinity,
      .signal_semaphore_list = is_blocking ? base_op->signal_semaphores
                                           : iree_hal_semaphore_list_empty(),
  };
  if (!is_blocking) {
    // Nobody waits for the call, so its status has nowhere to go.
    IREE_RETURN_IF_ERROR(iree_hal_semaphore_list_signal(
        base_op->signal_semaphores, /*frontier=*/NULL));
    *out_outcome = IREE_HAL_TENSTORRENT_QUEUE_OP_COMPLETE_UNSIGNALED;
    iree_status_free(op->call.fn(op->call.user_data, op->args, &context));
    return iree_ok_status();
  }
  iree_status_t status = op->call.fn(op->call.user_data, op->args, &context);
  if (iree_status_is_deferred(status)) {
    // The callee has taken over to signal.
    iree_status_free(status);
    *out_outcome = IREE_HAL_TENSTORRENT_QUEUE_OP_COMPLETE_UNSIGNALED;
    return iree_ok_status();
  }
  return status;
}

iree_status_t iree_hal_tenstorrent_queue_submit_host_call(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_host_call_t call, const uint64_t args[4],
    iree_hal_host_call_flags_t flags) {
  iree_hal_tenstorrent_queue_host_call_op_t* op = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_queue_op_create(
      queue, sizeof(*op), iree_hal_tenstorrent_queue_host_call_execute,
      IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_HOST_CALL, signal_semaphores,
      (iree_hal_tenstorrent_queue_op_t**)&op));
  op->call = call;
  memcpy(op->args, args, sizeof(op->args));
  op->flags = flags;
  return iree_hal_tenstorrent_queue_submit(
      &op->base, wait_semaphores, IREE_HAL_TENSTORRENT_QUEUE_SUBMIT_WORKER);
}
