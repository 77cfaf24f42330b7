// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/immediate_command_buffer.h"

#include <string.h>

#include "iree/hal/drivers/tenstorrent/dispatch.h"
#include "iree/hal/drivers/tenstorrent/event.h"
#include "iree/hal/drivers/tenstorrent/executable.h"
#include "iree/hal/drivers/tenstorrent/transfer.h"

typedef struct iree_hal_tenstorrent_immediate_command_buffer_t {
  iree_hal_command_buffer_t base;
  iree_hal_tenstorrent_launch_group_t* group;
  iree_hal_tenstorrent_profile_t* profile;
  iree_hal_tenstorrent_op_profile_t* op_profile;
  // Commands replayed so far.
  uint32_t command_index;
  // Validation state follows.
} iree_hal_tenstorrent_immediate_command_buffer_t;

static const iree_hal_command_buffer_vtable_t
    iree_hal_tenstorrent_immediate_command_buffer_vtable;

static iree_hal_tenstorrent_immediate_command_buffer_t*
iree_hal_tenstorrent_immediate_command_buffer_cast(
    iree_hal_command_buffer_t* base_value) {
  IREE_HAL_ASSERT_TYPE(base_value,
                       &iree_hal_tenstorrent_immediate_command_buffer_vtable);
  return (iree_hal_tenstorrent_immediate_command_buffer_t*)base_value;
}

iree_host_size_t iree_hal_tenstorrent_immediate_command_buffer_size(
    iree_hal_command_buffer_mode_t mode) {
  return sizeof(iree_hal_tenstorrent_immediate_command_buffer_t) +
         iree_hal_command_buffer_validation_state_size(mode,
                                                       /*binding_capacity=*/0);
}

iree_status_t iree_hal_tenstorrent_immediate_command_buffer_initialize(
    iree_hal_allocator_t* device_allocator, iree_hal_command_buffer_mode_t mode,
    iree_hal_command_category_t command_categories,
    iree_hal_queue_affinity_t queue_affinity,
    iree_hal_tenstorrent_launch_group_t* group,
    iree_hal_tenstorrent_profile_t* profile,
    iree_hal_tenstorrent_op_profile_t* op_profile, iree_byte_span_t storage,
    iree_hal_command_buffer_t** out_command_buffer) {
  *out_command_buffer = NULL;
  if (storage.data_length <
      iree_hal_tenstorrent_immediate_command_buffer_size(mode)) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "storage is too small for a command buffer");
  }
  memset(storage.data, 0, storage.data_length);
  iree_hal_tenstorrent_immediate_command_buffer_t* command_buffer =
      (iree_hal_tenstorrent_immediate_command_buffer_t*)storage.data;
  iree_hal_command_buffer_initialize(
      device_allocator, mode, command_categories, queue_affinity,
      /*binding_capacity=*/0, storage.data + sizeof(*command_buffer),
      &iree_hal_tenstorrent_immediate_command_buffer_vtable,
      &command_buffer->base);
  command_buffer->group = group;
  command_buffer->profile = profile;
  command_buffer->op_profile = op_profile;
  *out_command_buffer = &command_buffer->base;
  return iree_ok_status();
}

void iree_hal_tenstorrent_immediate_command_buffer_deinitialize(
    iree_hal_command_buffer_t* base_command_buffer) {
  iree_hal_tenstorrent_immediate_command_buffer_t* command_buffer =
      iree_hal_tenstorrent_immediate_command_buffer_cast(base_command_buffer);
  // Only left if the replay failed: its first failure is the one reported.
  iree_status_free(
      iree_hal_tenstorrent_launch_group_finish(command_buffer->group));
}

static void iree_hal_tenstorrent_immediate_command_buffer_destroy(
    iree_hal_command_buffer_t* base_command_buffer) {
  iree_hal_tenstorrent_immediate_command_buffer_deinitialize(
      base_command_buffer);
}

// Counts a command and notes it in the profile: what it is and what it moves.
static iree_status_t iree_hal_tenstorrent_immediate_command_buffer_count(
    iree_hal_command_buffer_t* base_command_buffer,
    iree_hal_profile_command_operation_type_t type,
    iree_hal_profile_command_operation_flags_t flags,
    iree_device_size_t length) {
  iree_hal_tenstorrent_immediate_command_buffer_t* command_buffer =
      iree_hal_tenstorrent_immediate_command_buffer_cast(base_command_buffer);
  iree_hal_profile_command_operation_record_t record =
      iree_hal_profile_command_operation_record_default();
  record.type = type;
  record.flags = flags;
  record.command_index = command_buffer->command_index++;
  record.command_buffer_id = command_buffer->op_profile->command_buffer_id;
  record.length = length;
  return iree_hal_tenstorrent_op_profile_command(
      command_buffer->profile, command_buffer->op_profile, &record);
}

// The length that |ref| stands for.
static iree_device_size_t iree_hal_tenstorrent_buffer_ref_length(
    const iree_hal_buffer_ref_t* ref) {
  if (ref->length != IREE_HAL_WHOLE_BUFFER) return ref->length;
  const iree_device_size_t byte_length =
      iree_hal_buffer_byte_length(ref->buffer);
  return ref->offset <= byte_length ? byte_length - ref->offset : 0;
}

//===----------------------------------------------------------------------===//
// Recording and synchronization
//===----------------------------------------------------------------------===//

static iree_status_t iree_hal_tenstorrent_immediate_command_buffer_begin(
    iree_hal_command_buffer_t* base_command_buffer) {
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_immediate_command_buffer_end(
    iree_hal_command_buffer_t* base_command_buffer) {
  iree_hal_tenstorrent_immediate_command_buffer_t* command_buffer =
      iree_hal_tenstorrent_immediate_command_buffer_cast(base_command_buffer);
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_launch_group_finish(command_buffer->group));
  return iree_hal_tenstorrent_op_profile_command_buffer(
      command_buffer->profile, command_buffer->op_profile,
      base_command_buffer->mode, base_command_buffer->allowed_categories,
      base_command_buffer->queue_affinity);
}

static iree_status_t
iree_hal_tenstorrent_immediate_command_buffer_begin_debug_group(
    iree_hal_command_buffer_t* base_command_buffer, iree_string_view_t label,
    iree_hal_label_color_t label_color,
    const iree_hal_label_location_t* location) {
  // Nothing on the device shows labels.
  return iree_hal_tenstorrent_immediate_command_buffer_count(
      base_command_buffer, IREE_HAL_PROFILE_COMMAND_OPERATION_TYPE_NONE,
      IREE_HAL_PROFILE_COMMAND_OPERATION_FLAG_NONE, /*length=*/0);
}

static iree_status_t
iree_hal_tenstorrent_immediate_command_buffer_end_debug_group(
    iree_hal_command_buffer_t* base_command_buffer) {
  return iree_hal_tenstorrent_immediate_command_buffer_count(
      base_command_buffer, IREE_HAL_PROFILE_COMMAND_OPERATION_TYPE_NONE,
      IREE_HAL_PROFILE_COMMAND_OPERATION_FLAG_NONE, /*length=*/0);
}

// Counts a command that orders others and waits for all launches before it.
static iree_status_t iree_hal_tenstorrent_immediate_command_buffer_synchronize(
    iree_hal_command_buffer_t* base_command_buffer) {
  iree_hal_tenstorrent_immediate_command_buffer_t* command_buffer =
      iree_hal_tenstorrent_immediate_command_buffer_cast(base_command_buffer);
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_immediate_command_buffer_count(
      base_command_buffer, IREE_HAL_PROFILE_COMMAND_OPERATION_TYPE_BARRIER,
      IREE_HAL_PROFILE_COMMAND_OPERATION_FLAG_EXECUTION_BARRIER,
      /*length=*/0));
  return iree_hal_tenstorrent_launch_group_wait(command_buffer->group);
}

static iree_status_t
iree_hal_tenstorrent_immediate_command_buffer_execution_barrier(
    iree_hal_command_buffer_t* base_command_buffer,
    iree_hal_execution_stage_t source_stage_mask,
    iree_hal_execution_stage_t target_stage_mask,
    iree_hal_execution_barrier_flags_t flags,
    iree_host_size_t memory_barrier_count,
    const iree_hal_memory_barrier_t* memory_barriers,
    iree_host_size_t buffer_barrier_count,
    const iree_hal_buffer_barrier_t* buffer_barriers) {
  return iree_hal_tenstorrent_immediate_command_buffer_synchronize(
      base_command_buffer);
}

static iree_status_t iree_hal_tenstorrent_immediate_command_buffer_signal_event(
    iree_hal_command_buffer_t* base_command_buffer, iree_hal_event_t* event,
    iree_hal_execution_stage_t source_stage_mask) {
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_immediate_command_buffer_synchronize(
          base_command_buffer));
  iree_hal_tenstorrent_event_set(event, true);
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_immediate_command_buffer_reset_event(
    iree_hal_command_buffer_t* base_command_buffer, iree_hal_event_t* event,
    iree_hal_execution_stage_t source_stage_mask) {
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_immediate_command_buffer_synchronize(
          base_command_buffer));
  iree_hal_tenstorrent_event_set(event, false);
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_immediate_command_buffer_wait_events(
    iree_hal_command_buffer_t* base_command_buffer,
    iree_host_size_t event_count, const iree_hal_event_t** events,
    iree_hal_execution_stage_t source_stage_mask,
    iree_hal_execution_stage_t target_stage_mask,
    iree_host_size_t memory_barrier_count,
    const iree_hal_memory_barrier_t* memory_barriers,
    iree_host_size_t buffer_barrier_count,
    const iree_hal_buffer_barrier_t* buffer_barriers) {
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_immediate_command_buffer_synchronize(
          base_command_buffer));
  for (iree_host_size_t i = 0; i < event_count; ++i) {
    IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_event_check(events[i]));
  }
  return iree_ok_status();
}

// Advice and cache maintenance: DRAM has no caches in front of it, neither
// towards the kernels nor towards the host.
static iree_status_t
iree_hal_tenstorrent_immediate_command_buffer_advise_buffer(
    iree_hal_command_buffer_t* base_command_buffer,
    iree_hal_buffer_ref_t buffer_ref, iree_hal_memory_advise_flags_t flags,
    uint64_t arg0, uint64_t arg1) {
  return iree_hal_tenstorrent_immediate_command_buffer_count(
      base_command_buffer, IREE_HAL_PROFILE_COMMAND_OPERATION_TYPE_NONE,
      IREE_HAL_PROFILE_COMMAND_OPERATION_FLAG_NONE, /*length=*/0);
}

static iree_status_t iree_hal_tenstorrent_immediate_command_buffer_flush_buffer(
    iree_hal_command_buffer_t* base_command_buffer,
    iree_hal_buffer_ref_t target_ref) {
  return iree_hal_tenstorrent_immediate_command_buffer_count(
      base_command_buffer, IREE_HAL_PROFILE_COMMAND_OPERATION_TYPE_NONE,
      IREE_HAL_PROFILE_COMMAND_OPERATION_FLAG_NONE, /*length=*/0);
}

static iree_status_t
iree_hal_tenstorrent_immediate_command_buffer_invalidate_buffer(
    iree_hal_command_buffer_t* base_command_buffer,
    iree_hal_buffer_ref_t target_ref) {
  return iree_hal_tenstorrent_immediate_command_buffer_count(
      base_command_buffer, IREE_HAL_PROFILE_COMMAND_OPERATION_TYPE_NONE,
      IREE_HAL_PROFILE_COMMAND_OPERATION_FLAG_NONE, /*length=*/0);
}

//===----------------------------------------------------------------------===//
// Transfers and dispatches
//===----------------------------------------------------------------------===//

static iree_status_t iree_hal_tenstorrent_immediate_command_buffer_fill_buffer(
    iree_hal_command_buffer_t* base_command_buffer,
    iree_hal_buffer_ref_t target_ref, const void* pattern,
    iree_host_size_t pattern_length, iree_hal_fill_flags_t flags) {
  iree_hal_tenstorrent_immediate_command_buffer_t* command_buffer =
      iree_hal_tenstorrent_immediate_command_buffer_cast(base_command_buffer);
  const iree_device_size_t length =
      iree_hal_tenstorrent_buffer_ref_length(&target_ref);
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_immediate_command_buffer_count(
      base_command_buffer, IREE_HAL_PROFILE_COMMAND_OPERATION_TYPE_FILL,
      IREE_HAL_PROFILE_COMMAND_OPERATION_FLAG_NONE, length));
  iree_hal_tenstorrent_launch_group_flush(command_buffer->group);
  return iree_hal_tenstorrent_transfer_fill(
      command_buffer->group->chip, target_ref.buffer, target_ref.offset, length,
      pattern, pattern_length);
}

static iree_status_t
iree_hal_tenstorrent_immediate_command_buffer_update_buffer(
    iree_hal_command_buffer_t* base_command_buffer, const void* source_buffer,
    iree_host_size_t source_offset, iree_hal_buffer_ref_t target_ref,
    iree_hal_update_flags_t flags) {
  iree_hal_tenstorrent_immediate_command_buffer_t* command_buffer =
      iree_hal_tenstorrent_immediate_command_buffer_cast(base_command_buffer);
  const iree_device_size_t length =
      iree_hal_tenstorrent_buffer_ref_length(&target_ref);
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_immediate_command_buffer_count(
      base_command_buffer, IREE_HAL_PROFILE_COMMAND_OPERATION_TYPE_UPDATE,
      IREE_HAL_PROFILE_COMMAND_OPERATION_FLAG_NONE, length));
  iree_hal_tenstorrent_launch_group_flush(command_buffer->group);
  return iree_hal_tenstorrent_transfer_update(
      command_buffer->group->chip,
      (const uint8_t*)source_buffer + source_offset, target_ref.buffer,
      target_ref.offset, length);
}

static iree_status_t iree_hal_tenstorrent_immediate_command_buffer_copy_buffer(
    iree_hal_command_buffer_t* base_command_buffer,
    iree_hal_buffer_ref_t source_ref, iree_hal_buffer_ref_t target_ref,
    iree_hal_copy_flags_t flags) {
  iree_hal_tenstorrent_immediate_command_buffer_t* command_buffer =
      iree_hal_tenstorrent_immediate_command_buffer_cast(base_command_buffer);
  const iree_device_size_t length =
      iree_min(iree_hal_tenstorrent_buffer_ref_length(&source_ref),
               iree_hal_tenstorrent_buffer_ref_length(&target_ref));
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_immediate_command_buffer_count(
      base_command_buffer, IREE_HAL_PROFILE_COMMAND_OPERATION_TYPE_COPY,
      IREE_HAL_PROFILE_COMMAND_OPERATION_FLAG_NONE, length));
  iree_hal_tenstorrent_launch_group_flush(command_buffer->group);
  return iree_hal_tenstorrent_transfer_copy(
      command_buffer->group->chip, source_ref.buffer, source_ref.offset,
      target_ref.buffer, target_ref.offset, length);
}

static iree_status_t iree_hal_tenstorrent_immediate_command_buffer_collective(
    iree_hal_command_buffer_t* base_command_buffer, iree_hal_channel_t* channel,
    iree_hal_collective_op_t op, uint32_t param, iree_hal_buffer_ref_t send_ref,
    iree_hal_buffer_ref_t recv_ref, iree_device_size_t element_count) {
  return iree_make_status(IREE_STATUS_UNIMPLEMENTED,
                          "the device is a single chip without collectives");
}

// Notes a dispatch in the profile.
static iree_status_t
iree_hal_tenstorrent_immediate_command_buffer_note_dispatch(
    iree_hal_tenstorrent_immediate_command_buffer_t* command_buffer,
    uint32_t command_index, const iree_hal_tenstorrent_dispatch_t* dispatch) {
  if (!command_buffer->profile) return iree_ok_status();
  const iree_hal_tenstorrent_export_t* export_info = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_executable_lookup_export(
      dispatch->executable, command_buffer->group->chip, dispatch->function,
      &export_info));
  iree_hal_profile_command_operation_record_t record =
      iree_hal_profile_command_operation_record_default();
  record.type = IREE_HAL_PROFILE_COMMAND_OPERATION_TYPE_DISPATCH;
  record.command_index = command_index;
  record.command_buffer_id = command_buffer->op_profile->command_buffer_id;
  record.executable_id =
      iree_hal_tenstorrent_executable_profile_id(dispatch->executable);
  record.function_ordinal =
      iree_hal_executable_function_index(dispatch->function);
  record.binding_count = (uint32_t)dispatch->bindings.count;
  if (iree_hal_dispatch_uses_indirect_parameters(dispatch->flags)) {
    record.flags = IREE_HAL_PROFILE_COMMAND_OPERATION_FLAG_INDIRECT_PARAMETERS;
  } else {
    memcpy(record.workgroup_count, dispatch->config.workgroup_count,
           sizeof(record.workgroup_count));
  }
  for (int i = 0; i < 3; ++i) record.workgroup_size[i] = 1;
  return iree_hal_tenstorrent_op_profile_command(
      command_buffer->profile, command_buffer->op_profile, &record);
}

static iree_status_t iree_hal_tenstorrent_immediate_command_buffer_dispatch(
    iree_hal_command_buffer_t* base_command_buffer,
    iree_hal_executable_t* executable, iree_hal_executable_function_t function,
    const iree_hal_dispatch_config_t config, iree_const_byte_span_t constants,
    iree_hal_buffer_ref_list_t bindings, iree_hal_dispatch_flags_t flags) {
  iree_hal_tenstorrent_immediate_command_buffer_t* command_buffer =
      iree_hal_tenstorrent_immediate_command_buffer_cast(base_command_buffer);
  const uint32_t command_index = command_buffer->command_index++;
  const iree_hal_tenstorrent_dispatch_t dispatch = {
      .executable = executable,
      .function = function,
      .config = config,
      .constants = constants,
      .bindings = bindings,
      .flags = flags,
  };
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_immediate_command_buffer_note_dispatch(
          command_buffer, command_index, &dispatch));
  return iree_hal_tenstorrent_profile_launch(
      command_buffer->profile, command_buffer->op_profile, command_index,
      command_buffer->group, &dispatch);
}

static const iree_hal_command_buffer_vtable_t
    iree_hal_tenstorrent_immediate_command_buffer_vtable = {
        .destroy = iree_hal_tenstorrent_immediate_command_buffer_destroy,
        .begin = iree_hal_tenstorrent_immediate_command_buffer_begin,
        .end = iree_hal_tenstorrent_immediate_command_buffer_end,
        .begin_debug_group =
            iree_hal_tenstorrent_immediate_command_buffer_begin_debug_group,
        .end_debug_group =
            iree_hal_tenstorrent_immediate_command_buffer_end_debug_group,
        .execution_barrier =
            iree_hal_tenstorrent_immediate_command_buffer_execution_barrier,
        .signal_event =
            iree_hal_tenstorrent_immediate_command_buffer_signal_event,
        .reset_event =
            iree_hal_tenstorrent_immediate_command_buffer_reset_event,
        .wait_events =
            iree_hal_tenstorrent_immediate_command_buffer_wait_events,
        .advise_buffer =
            iree_hal_tenstorrent_immediate_command_buffer_advise_buffer,
        .flush_buffer =
            iree_hal_tenstorrent_immediate_command_buffer_flush_buffer,
        .invalidate_buffer =
            iree_hal_tenstorrent_immediate_command_buffer_invalidate_buffer,
        .fill_buffer =
            iree_hal_tenstorrent_immediate_command_buffer_fill_buffer,
        .update_buffer =
            iree_hal_tenstorrent_immediate_command_buffer_update_buffer,
        .copy_buffer =
            iree_hal_tenstorrent_immediate_command_buffer_copy_buffer,
        .collective = iree_hal_tenstorrent_immediate_command_buffer_collective,
        .dispatch = iree_hal_tenstorrent_immediate_command_buffer_dispatch,
};
