// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/profile.h"

#include <string.h>

#include "iree/base/internal/atomics.h"
#include "iree/hal/drivers/tenstorrent/executable.h"

struct iree_hal_tenstorrent_profile_t {
  iree_allocator_t host_allocator;
  iree_hal_local_profile_recorder_t* recorder;
  uint32_t device_ordinal;
  iree_atomic_int64_t next_submission_id;
};

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_profile_t
//===----------------------------------------------------------------------===//

static iree_hal_local_profile_queue_scope_t iree_hal_tenstorrent_profile_scope(
    uint32_t device_ordinal, uint32_t queue_ordinal) {
  return (iree_hal_local_profile_queue_scope_t){
      .physical_device_ordinal = device_ordinal,
      .queue_ordinal = queue_ordinal,
      .stream_id = ((uint64_t)device_ordinal << 32) | queue_ordinal,
  };
}

iree_status_t iree_hal_tenstorrent_profile_begin(
    iree_string_view_t device_name, uint32_t device_ordinal,
    uint32_t queue_count, uint64_t session_id,
    const iree_hal_device_profiling_options_t* options,
    iree_allocator_t host_allocator,
    iree_hal_tenstorrent_profile_t** out_profile) {
  *out_profile = NULL;
  iree_hal_profile_device_record_t device_record =
      iree_hal_profile_device_record_default();
  device_record.physical_device_ordinal = device_ordinal;
  device_record.queue_count = queue_count;
  iree_hal_profile_queue_record_t* queue_records = NULL;
  IREE_RETURN_IF_ERROR(iree_allocator_malloc_array(host_allocator, queue_count,
                                                   sizeof(*queue_records),
                                                   (void**)&queue_records));
  for (uint32_t i = 0; i < queue_count; ++i) {
    const iree_hal_local_profile_queue_scope_t scope =
        iree_hal_tenstorrent_profile_scope(device_ordinal, i);
    queue_records[i] = iree_hal_profile_queue_record_default();
    queue_records[i].physical_device_ordinal = scope.physical_device_ordinal;
    queue_records[i].queue_ordinal = scope.queue_ordinal;
    queue_records[i].stream_id = scope.stream_id;
  }
  const iree_hal_local_profile_recorder_options_t recorder_options = {
      .name = device_name,
      .session_id = session_id,
      .device_record_count = 1,
      .device_records = &device_record,
      .queue_record_count = queue_count,
      .queue_records = queue_records,
  };
  iree_hal_tenstorrent_profile_t* profile = NULL;
  iree_status_t status =
      iree_allocator_malloc(host_allocator, sizeof(*profile), (void**)&profile);
  if (iree_status_is_ok(status)) {
    profile->host_allocator = host_allocator;
    profile->device_ordinal = device_ordinal;
    iree_atomic_store(&profile->next_submission_id, 1,
                      iree_memory_order_relaxed);
    status = iree_hal_local_profile_recorder_create(
        &recorder_options, options, host_allocator, &profile->recorder);
  }
  iree_allocator_free(host_allocator, queue_records);
  if (iree_status_is_ok(status) && profile->recorder) {
    *out_profile = profile;
  } else {
    iree_allocator_free(host_allocator, profile);
  }
  return status;
}

iree_status_t iree_hal_tenstorrent_profile_flush(
    iree_hal_tenstorrent_profile_t* profile) {
  if (!profile) return iree_ok_status();
  return iree_hal_local_profile_recorder_flush(profile->recorder);
}

iree_status_t iree_hal_tenstorrent_profile_end(
    iree_hal_tenstorrent_profile_t* profile) {
  if (!profile) return iree_ok_status();
  iree_status_t status = iree_hal_local_profile_recorder_end(profile->recorder);
  iree_hal_local_profile_recorder_destroy(profile->recorder);
  iree_allocator_free(profile->host_allocator, profile);
  return status;
}

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_op_profile_t
//===----------------------------------------------------------------------===//

void iree_hal_tenstorrent_op_profile_initialize(
    iree_hal_tenstorrent_profile_t* profile,
    iree_hal_profile_queue_event_type_t type, uint32_t queue_ordinal,
    iree_host_size_t signal_count, iree_hal_tenstorrent_op_profile_t* out_op) {
  memset(out_op, 0, sizeof(*out_op));
  out_op->function_ordinal = UINT32_MAX;
  out_op->type = type;
  out_op->queue_ordinal = queue_ordinal;
  out_op->signal_count = (uint32_t)signal_count;
  out_op->operation_count = 1;
  if (!profile) return;
  out_op->submission_id = (uint64_t)iree_atomic_fetch_add(
      &profile->next_submission_id, 1, iree_memory_order_relaxed);
  out_op->submit_time = iree_time_now();
}

void iree_hal_tenstorrent_op_profile_ready(
    iree_hal_tenstorrent_profile_t* profile,
    iree_hal_tenstorrent_op_profile_t* op) {
  if (!profile || !op->submission_id || op->ready_time) return;
  op->ready_time = iree_time_now();
}

void iree_hal_tenstorrent_op_profile_start(
    iree_hal_tenstorrent_profile_t* profile,
    iree_hal_tenstorrent_op_profile_t* op) {
  if (!profile || !op->submission_id || op->start_time) return;
  op->start_time = iree_time_now();
}

void iree_hal_tenstorrent_op_profile_end(
    iree_hal_tenstorrent_profile_t* profile,
    const iree_hal_tenstorrent_op_profile_t* op,
    iree_status_code_t status_code) {
  if (!profile || !op->submission_id) return;
  const iree_hal_local_profile_queue_scope_t scope =
      iree_hal_tenstorrent_profile_scope(profile->device_ordinal,
                                         op->queue_ordinal);
  if (op->executable) {
    iree_status_ignore(
        iree_hal_local_profile_recorder_record_executable_with_id(
            profile->recorder, op->executable, op->executable_id));
  }

  iree_hal_local_profile_queue_event_info_t queue_event =
      iree_hal_local_profile_queue_event_info_default();
  queue_event.type = op->type;
  queue_event.dependency_strategy =
      op->wait_count == 0
          ? IREE_HAL_PROFILE_QUEUE_DEPENDENCY_STRATEGY_NONE
          : IREE_HAL_PROFILE_QUEUE_DEPENDENCY_STRATEGY_SOFTWARE_DEFER;
  queue_event.scope = scope;
  queue_event.host_time_ns = op->submit_time;
  queue_event.ready_host_time_ns = op->ready_time;
  queue_event.submission_id = op->submission_id;
  queue_event.command_buffer_id = op->command_buffer_id;
  queue_event.allocation_id = op->allocation_id;
  queue_event.wait_count = op->wait_count;
  queue_event.signal_count = op->signal_count;
  queue_event.operation_count = op->operation_count;
  queue_event.payload_length = op->payload_length;
  iree_hal_local_profile_recorder_append_queue_event(
      profile->recorder, &queue_event, /*out_event_id=*/NULL);

  if (!op->start_time) return;  // Failed before it ran.
  iree_hal_local_profile_host_execution_event_info_t execution_event =
      iree_hal_local_profile_host_execution_event_info_default();
  execution_event.type = op->type;
  if (op->command_buffer_id) {
    execution_event.flags |=
        IREE_HAL_PROFILE_HOST_EXECUTION_EVENT_FLAG_COMMAND_BUFFER;
  }
  execution_event.status_code = status_code;
  execution_event.scope = scope;
  execution_event.submission_id = op->submission_id;
  execution_event.command_buffer_id = op->command_buffer_id;
  execution_event.executable_id = op->executable_id;
  execution_event.allocation_id = op->allocation_id;
  execution_event.function_ordinal = op->function_ordinal;
  for (int i = 0; i < 3; ++i) {
    execution_event.workgroup_count[i] = op->workgroup_count[i];
    execution_event.workgroup_size[i] = op->executable ? 1 : 0;
  }
  execution_event.start_host_time_ns = op->start_time;
  execution_event.end_host_time_ns = iree_time_now();
  execution_event.payload_length = op->payload_length;
  execution_event.operation_count = op->operation_count;
  iree_hal_local_profile_recorder_append_host_execution_event(
      profile->recorder, &execution_event, /*out_event_id=*/NULL);
}

//===----------------------------------------------------------------------===//
// Dispatches of command buffers
//===----------------------------------------------------------------------===//

// A launch that is recorded when it ends. Freed then.
typedef struct iree_hal_tenstorrent_launch_record_t {
  iree_hal_tenstorrent_profile_t* profile;
  const iree_hal_tenstorrent_op_profile_t* op;
  uint32_t command_index;
  uint64_t executable_id;
  uint32_t function_ordinal;
  uint32_t workgroup_count[3];
  iree_time_t start_time;
} iree_hal_tenstorrent_launch_record_t;

static void iree_hal_tenstorrent_profile_launch_ended(
    void* user_data, iree_status_code_t status_code,
    const tt_counters_t* counters) {
  iree_hal_tenstorrent_launch_record_t* record =
      (iree_hal_tenstorrent_launch_record_t*)user_data;
  iree_hal_tenstorrent_profile_t* profile = record->profile;
  iree_hal_local_profile_host_execution_event_info_t event =
      iree_hal_local_profile_host_execution_event_info_default();
  event.type = IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_DISPATCH;
  event.flags |= IREE_HAL_PROFILE_HOST_EXECUTION_EVENT_FLAG_COMMAND_BUFFER;
  event.status_code = status_code;
  event.scope = iree_hal_tenstorrent_profile_scope(profile->device_ordinal,
                                                   record->op->queue_ordinal);
  event.submission_id = record->op->submission_id;
  event.command_buffer_id = record->op->command_buffer_id;
  event.command_index = record->command_index;
  event.executable_id = record->executable_id;
  event.function_ordinal = record->function_ordinal;
  for (int i = 0; i < 3; ++i) {
    event.workgroup_count[i] = record->workgroup_count[i];
    event.workgroup_size[i] = 1;
  }
  event.start_host_time_ns = record->start_time;
  event.end_host_time_ns = iree_time_now();
  event.operation_count = 1;
  iree_hal_local_profile_recorder_append_host_execution_event(
      profile->recorder, &event, /*out_event_id=*/NULL);
  iree_allocator_free(profile->host_allocator, record);
}

iree_status_t iree_hal_tenstorrent_profile_launch(
    iree_hal_tenstorrent_profile_t* profile,
    const iree_hal_tenstorrent_op_profile_t* op, uint32_t command_index,
    iree_hal_tenstorrent_launch_group_t* group,
    const iree_hal_tenstorrent_dispatch_t* dispatch) {
  if (!profile || !op || !op->submission_id ||
      !iree_hal_local_profile_recorder_is_enabled(
          profile->recorder,
          IREE_HAL_DEVICE_PROFILING_DATA_HOST_EXECUTION_EVENTS)) {
    return iree_hal_tenstorrent_dispatch_launch(group, dispatch,
                                                /*ended_fn=*/NULL,
                                                /*ended_user_data=*/NULL,
                                                /*out_workgroup_count=*/NULL);
  }
  iree_hal_tenstorrent_launch_record_t* record = NULL;
  IREE_RETURN_IF_ERROR(iree_allocator_malloc(profile->host_allocator,
                                             sizeof(*record), (void**)&record));
  record->profile = profile;
  record->op = op;
  record->command_index = command_index;
  record->executable_id =
      iree_hal_tenstorrent_executable_profile_id(dispatch->executable);
  record->function_ordinal =
      iree_hal_executable_function_index(dispatch->function);
  record->start_time = iree_time_now();
  iree_status_t status =
      iree_hal_local_profile_recorder_record_executable_with_id(
          profile->recorder, dispatch->executable, record->executable_id);
  if (iree_status_is_ok(status)) {
    status = iree_hal_tenstorrent_dispatch_launch(
        group, dispatch, iree_hal_tenstorrent_profile_launch_ended, record,
        record->workgroup_count);
  }
  if (!iree_status_is_ok(status)) {
    iree_allocator_free(profile->host_allocator, record);
  }
  return status;
}
