// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// queue_execute and queue_dispatch: command buffers, barriers and single
// dispatches.

#include <string.h>

#include "iree/hal/drivers/tenstorrent/dispatch.h"
#include "iree/hal/drivers/tenstorrent/executable.h"
#include "iree/hal/drivers/tenstorrent/immediate_command_buffer.h"
#include "iree/hal/drivers/tenstorrent/queue_ops.h"
#include "iree/hal/utils/deferred_command_buffer.h"

//===----------------------------------------------------------------------===//
// queue_execute
//===----------------------------------------------------------------------===//

typedef struct iree_hal_tenstorrent_queue_execute_op_t {
  iree_hal_tenstorrent_queue_op_t base;
  // NULL for a barrier.
  iree_hal_command_buffer_t* command_buffer;
  // Bindings are in the operation's arena.
  iree_hal_buffer_binding_table_t binding_table;
} iree_hal_tenstorrent_queue_execute_op_t;

static iree_status_t iree_hal_tenstorrent_queue_execute_execute(
    iree_hal_tenstorrent_queue_op_t* base_op,
    iree_hal_tenstorrent_queue_op_outcome_t* out_outcome) {
  iree_hal_tenstorrent_queue_execute_op_t* op =
      (iree_hal_tenstorrent_queue_execute_op_t*)base_op;
  if (!op->command_buffer) return iree_ok_status();  // A barrier.

  // With a binding table the ranges are known only now and are validated while
  // replaying; else they were when recording. Replay state is on this stack, as
  // a reusable command buffer may be replayed by two queues at once.
  iree_hal_command_buffer_mode_t mode =
      iree_hal_command_buffer_mode(op->command_buffer) |
      IREE_HAL_COMMAND_BUFFER_MODE_ONE_SHOT |
      IREE_HAL_COMMAND_BUFFER_MODE_ALLOW_INLINE_EXECUTION;
  if (iree_hal_buffer_binding_table_is_empty(op->binding_table)) {
    mode |= IREE_HAL_COMMAND_BUFFER_MODE_UNVALIDATED;
  }
  const iree_host_size_t storage_size =
      iree_hal_tenstorrent_immediate_command_buffer_size(mode);
  const iree_byte_span_t storage =
      iree_make_byte_span(iree_alloca(storage_size), storage_size);
  iree_hal_command_buffer_t* target = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_immediate_command_buffer_initialize(
      iree_hal_device_allocator(base_op->queue->device), mode,
      iree_hal_command_buffer_allowed_categories(op->command_buffer),
      base_op->queue->affinity, base_op->launch_group, base_op->queue->profile,
      &base_op->profile, storage, &target));
  iree_status_t status = iree_hal_deferred_command_buffer_apply(
      op->command_buffer, target, op->binding_table);
  iree_hal_tenstorrent_immediate_command_buffer_deinitialize(target);
  return status;
}

// Copies and retains the bindings of |table|.
static iree_status_t iree_hal_tenstorrent_queue_execute_capture_table(
    iree_hal_tenstorrent_queue_execute_op_t* op,
    iree_hal_buffer_binding_table_t table, bool must_retain) {
  if (iree_hal_buffer_binding_table_is_empty(table)) return iree_ok_status();
  iree_hal_buffer_binding_t* bindings = NULL;
  IREE_RETURN_IF_ERROR(iree_arena_allocate(
      &op->base.arena, table.count * sizeof(*bindings), (void**)&bindings));
  memcpy(bindings, table.bindings, table.count * sizeof(*bindings));
  op->binding_table.count = table.count;
  op->binding_table.bindings = bindings;
  if (!must_retain) return iree_ok_status();
  return iree_hal_resource_set_insert_strided(
      op->base.resource_set, table.count, bindings,
      offsetof(iree_hal_buffer_binding_t, buffer), sizeof(*bindings));
}

iree_status_t iree_hal_tenstorrent_queue_submit_execute(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_command_buffer_t* command_buffer,
    iree_hal_buffer_binding_table_t binding_table,
    iree_hal_execute_flags_t flags) {
  iree_hal_tenstorrent_queue_execute_op_t* op = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_queue_op_create(
      queue, sizeof(*op), iree_hal_tenstorrent_queue_execute_execute,
      command_buffer ? IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_EXECUTE
                     : IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_BARRIER,
      signal_semaphores, (iree_hal_tenstorrent_queue_op_t**)&op));
  op->command_buffer = command_buffer;
  iree_status_t status = iree_ok_status();
  if (command_buffer) {
    op->base.profile.command_buffer_id =
        iree_hal_command_buffer_profile_id(command_buffer);
    if (!iree_hal_deferred_command_buffer_isa(command_buffer)) {
      status = iree_make_status(
          IREE_STATUS_INVALID_ARGUMENT,
          "the command buffer was made by a device of another driver");
    }
    if (iree_status_is_ok(status)) {
      status = iree_hal_tenstorrent_queue_op_retain(&op->base, command_buffer);
    }
    if (iree_status_is_ok(status)) {
      status = iree_hal_tenstorrent_queue_execute_capture_table(
          op, binding_table,
          !iree_any_bit_set(
              flags, IREE_HAL_EXECUTE_FLAG_BORROW_BINDING_TABLE_LIFETIME));
    }
  } else {
    op->base.profile.operation_count = 0;
  }
  if (!iree_status_is_ok(status)) {
    return iree_hal_tenstorrent_queue_op_discard(&op->base, status);
  }
  return iree_hal_tenstorrent_queue_submit(
      &op->base, wait_semaphores, IREE_HAL_TENSTORRENT_QUEUE_SUBMIT_WORKER);
}

//===----------------------------------------------------------------------===//
// queue_dispatch
//===----------------------------------------------------------------------===//

typedef struct iree_hal_tenstorrent_queue_dispatch_op_t {
  iree_hal_tenstorrent_queue_op_t base;
  // Constants and bindings are in the operation's arena.
  iree_hal_tenstorrent_dispatch_t dispatch;
} iree_hal_tenstorrent_queue_dispatch_op_t;

static iree_status_t iree_hal_tenstorrent_queue_dispatch_execute(
    iree_hal_tenstorrent_queue_op_t* base_op,
    iree_hal_tenstorrent_queue_op_outcome_t* out_outcome) {
  iree_hal_tenstorrent_queue_dispatch_op_t* op =
      (iree_hal_tenstorrent_queue_dispatch_op_t*)base_op;
  iree_status_t status = iree_hal_tenstorrent_profile_launch(
      base_op->queue->profile, &base_op->profile,
      IREE_HAL_TENSTORRENT_PROFILE_NO_COMMAND, base_op->launch_group,
      &op->dispatch);
  return iree_status_join(
      status, iree_hal_tenstorrent_launch_group_finish(base_op->launch_group));
}

static iree_status_t iree_hal_tenstorrent_queue_dispatch_capture(
    iree_hal_tenstorrent_queue_dispatch_op_t* op,
    iree_const_byte_span_t constants, iree_hal_buffer_ref_list_t bindings) {
  void* constants_copy = NULL;
  IREE_RETURN_IF_ERROR(iree_arena_allocate(
      &op->base.arena, constants.data_length, &constants_copy));
  if (constants.data_length > 0) {
    memcpy(constants_copy, constants.data, constants.data_length);
  }
  op->dispatch.constants =
      iree_make_const_byte_span(constants_copy, constants.data_length);

  iree_hal_buffer_ref_t* bindings_copy = NULL;
  IREE_RETURN_IF_ERROR(iree_arena_allocate(
      &op->base.arena, bindings.count * sizeof(*bindings_copy),
      (void**)&bindings_copy));
  if (bindings.count > 0) {
    memcpy(bindings_copy, bindings.values,
           bindings.count * sizeof(*bindings_copy));
  }
  op->dispatch.bindings =
      (iree_hal_buffer_ref_list_t){bindings.count, bindings_copy};
  IREE_RETURN_IF_ERROR(iree_hal_resource_set_insert_strided(
      op->base.resource_set, bindings.count, bindings_copy,
      offsetof(iree_hal_buffer_ref_t, buffer), sizeof(*bindings_copy)));
  if (iree_hal_dispatch_uses_indirect_parameters(op->dispatch.flags)) {
    IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_queue_op_retain(
        &op->base, op->dispatch.config.workgroup_count_ref.buffer));
  }
  return iree_hal_tenstorrent_queue_op_retain(&op->base,
                                              op->dispatch.executable);
}

iree_status_t iree_hal_tenstorrent_queue_submit_dispatch(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_executable_t* executable, iree_hal_executable_function_t function,
    const iree_hal_dispatch_config_t config, iree_const_byte_span_t constants,
    const iree_hal_buffer_ref_list_t bindings,
    iree_hal_dispatch_flags_t flags) {
  const iree_hal_tenstorrent_dispatch_t dispatch = {
      .executable = executable,
      .function = function,
      .config = config,
      .constants = constants,
      .bindings = bindings,
      .flags = flags,
  };
  // What is wrong already is better told to the caller than to the semaphores.
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_dispatch_verify(queue->chip, &dispatch));
  iree_hal_tenstorrent_queue_dispatch_op_t* op = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_queue_op_create(
      queue, sizeof(*op), iree_hal_tenstorrent_queue_dispatch_execute,
      IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_DISPATCH, signal_semaphores,
      (iree_hal_tenstorrent_queue_op_t**)&op));
  op->dispatch = dispatch;
  op->base.profile.executable = executable;
  op->base.profile.executable_id =
      iree_hal_tenstorrent_executable_profile_id(executable);
  op->base.profile.function_ordinal =
      iree_hal_executable_function_index(function);
  if (!iree_hal_dispatch_uses_indirect_parameters(flags)) {
    memcpy(op->base.profile.workgroup_count, config.workgroup_count,
           sizeof(op->base.profile.workgroup_count));
  }
  iree_status_t status =
      iree_hal_tenstorrent_queue_dispatch_capture(op, constants, bindings);
  if (!iree_status_is_ok(status)) {
    return iree_hal_tenstorrent_queue_op_discard(&op->base, status);
  }
  return iree_hal_tenstorrent_queue_submit(
      &op->base, wait_semaphores, IREE_HAL_TENSTORRENT_QUEUE_SUBMIT_WORKER);
}
