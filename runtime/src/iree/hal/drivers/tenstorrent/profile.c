// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/profile.h"

#include <string.h>

#include "iree/base/internal/atomics.h"
#include "iree/base/threading/mutex.h"
#include "iree/hal/drivers/tenstorrent/executable.h"
#include "iree/hal/drivers/tenstorrent/profile_counters.h"

// Data families on the device's clock.
#define IREE_HAL_TENSTORRENT_PROFILE_DEVICE_DATA    \
  (IREE_HAL_DEVICE_PROFILING_DATA_DISPATCH_EVENTS | \
   IREE_HAL_DEVICE_PROFILING_DATA_DEVICE_QUEUE_EVENTS)

// Ticks are nanoseconds of the device, from this one on: 0 is no time to
// consumers.
#define IREE_HAL_TENSTORRENT_PROFILE_FIRST_TICK 1u

struct iree_hal_tenstorrent_profile_t {
  iree_allocator_t host_allocator;
  iree_hal_local_profile_recorder_t* recorder;
  // NULL if none are asked for.
  iree_hal_tenstorrent_profile_counters_t* counters;
  uint32_t device_ordinal;
  iree_atomic_int64_t next_submission_id;

  // Guards what follows and the device ticks of operations.
  iree_slim_mutex_t mutex;
  // The latest end of a launch.
  uint64_t last_tick;
  uint64_t next_correlation_id;
  // First failure to record something, told by the next flush.
  iree_status_t status;
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

static bool iree_hal_tenstorrent_profile_is_enabled(
    iree_hal_tenstorrent_profile_t* profile,
    iree_hal_device_profiling_data_families_t data_families) {
  return iree_hal_local_profile_recorder_is_enabled(profile->recorder,
                                                    data_families);
}

// Keeps |status| if it is the first failure.
static void iree_hal_tenstorrent_profile_fail(
    iree_hal_tenstorrent_profile_t* profile, iree_status_t status) {
  if (iree_status_is_ok(status)) return;
  iree_slim_mutex_lock(&profile->mutex);
  if (iree_status_is_ok(profile->status)) {
    profile->status = status;
    status = iree_ok_status();
  }
  iree_slim_mutex_unlock(&profile->mutex);
  iree_status_free(status);
}

// Tells where the device's clock is now. It is the library's own (the emulated
// device's runs while kernels do) and has no relation to the host's.
static iree_status_t iree_hal_tenstorrent_profile_correlate(
    iree_hal_tenstorrent_profile_t* profile) {
  if (!iree_hal_tenstorrent_profile_is_enabled(
          profile, IREE_HAL_DEVICE_PROFILING_DATA_DISPATCH_EVENTS) &&
      !iree_hal_tenstorrent_profile_is_enabled(
          profile, IREE_HAL_DEVICE_PROFILING_DATA_DEVICE_QUEUE_EVENTS)) {
    return iree_ok_status();
  }
  iree_hal_profile_clock_correlation_record_t record =
      iree_hal_profile_clock_correlation_record_default();
  record.flags = IREE_HAL_PROFILE_CLOCK_CORRELATION_FLAG_DEVICE_TICK |
                 IREE_HAL_PROFILE_CLOCK_CORRELATION_FLAG_HOST_CPU_TIMESTAMP |
                 IREE_HAL_PROFILE_CLOCK_CORRELATION_FLAG_HOST_SYSTEM_TIMESTAMP |
                 IREE_HAL_PROFILE_CLOCK_CORRELATION_FLAG_HOST_TIME_BRACKET |
                 IREE_HAL_PROFILE_CLOCK_CORRELATION_FLAG_DEVICE_TICK_UNALIGNED;
  record.physical_device_ordinal = profile->device_ordinal;
  record.host_time_begin_ns = iree_time_now();
  iree_slim_mutex_lock(&profile->mutex);
  record.device_tick = profile->last_tick;
  record.sample_id = profile->next_correlation_id++;
  iree_slim_mutex_unlock(&profile->mutex);
  record.host_time_end_ns = iree_time_now();
  record.host_cpu_timestamp_ns = (uint64_t)record.host_time_end_ns;
  record.host_system_timestamp = (uint64_t)record.host_time_end_ns;
  record.host_system_frequency_hz = 1000000000ull;
  return iree_hal_local_profile_recorder_write_clock_correlations(
      profile->recorder, 1, &record);
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
      .producer_data_families = IREE_HAL_TENSTORRENT_PROFILE_DEVICE_DATA,
  };
  // Counters are not the recorder's, but they come with what they are joined
  // to.
  iree_hal_device_profiling_options_t recorded_options = *options;
  const bool has_counters =
      iree_hal_device_profiling_options_requests_counter_samples(options);
  if (has_counters) {
    recorded_options.data_families &=
        ~IREE_HAL_DEVICE_PROFILING_DATA_COUNTER_SAMPLES;
    recorded_options.data_families |=
        IREE_HAL_DEVICE_PROFILING_DATA_DISPATCH_EVENTS |
        IREE_HAL_DEVICE_PROFILING_DATA_EXECUTABLE_METADATA;
    recorded_options.counter_set_count = 0;
    recorded_options.counter_sets = NULL;
  }
  iree_hal_tenstorrent_profile_t* profile = NULL;
  iree_status_t status =
      iree_allocator_malloc(host_allocator, sizeof(*profile), (void**)&profile);
  if (iree_status_is_ok(status)) {
    profile->host_allocator = host_allocator;
    profile->device_ordinal = device_ordinal;
    profile->next_correlation_id = 1;
    profile->last_tick = IREE_HAL_TENSTORRENT_PROFILE_FIRST_TICK;
    iree_slim_mutex_initialize(&profile->mutex);
    iree_atomic_store(&profile->next_submission_id, 1,
                      iree_memory_order_relaxed);
    status = iree_hal_local_profile_recorder_create(
        &recorder_options, &recorded_options, host_allocator,
        &profile->recorder);
  }
  iree_allocator_free(host_allocator, queue_records);
  if (iree_status_is_ok(status) && has_counters) {
    status = iree_hal_tenstorrent_profile_counters_create(
        options, device_name, session_id, device_ordinal, host_allocator,
        &profile->counters);
  }
  if (iree_status_is_ok(status) && profile->recorder) {
    status = iree_hal_tenstorrent_profile_correlate(profile);
  }
  if (iree_status_is_ok(status) && profile->recorder) {
    *out_profile = profile;
  } else if (profile) {
    iree_status_ignore(iree_hal_tenstorrent_profile_end(profile));
  }
  return status;
}

iree_status_t iree_hal_tenstorrent_profile_flush(
    iree_hal_tenstorrent_profile_t* profile) {
  if (!profile) return iree_ok_status();
  iree_slim_mutex_lock(&profile->mutex);
  iree_status_t status = profile->status;
  profile->status = iree_ok_status();
  iree_slim_mutex_unlock(&profile->mutex);
  if (iree_status_is_ok(status)) {
    status = iree_hal_tenstorrent_profile_correlate(profile);
  }
  if (iree_status_is_ok(status)) {
    status = iree_hal_local_profile_recorder_flush(profile->recorder);
  }
  if (iree_status_is_ok(status)) {
    status = iree_hal_tenstorrent_profile_counters_flush(profile->counters);
  }
  return status;
}

iree_status_t iree_hal_tenstorrent_profile_end(
    iree_hal_tenstorrent_profile_t* profile) {
  if (!profile) return iree_ok_status();
  iree_status_t status = iree_ok_status();
  if (profile->recorder) {
    status = iree_hal_tenstorrent_profile_flush(profile);
    status = iree_status_join(
        status, iree_hal_local_profile_recorder_end(profile->recorder));
    iree_hal_local_profile_recorder_destroy(profile->recorder);
  }
  iree_hal_tenstorrent_profile_counters_destroy(profile->counters);
  iree_slim_mutex_deinitialize(&profile->mutex);
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

iree_status_t iree_hal_tenstorrent_op_profile_command(
    iree_hal_tenstorrent_profile_t* profile,
    iree_hal_tenstorrent_op_profile_t* op,
    const iree_hal_profile_command_operation_record_t* command) {
  if (!profile || !op->command_buffer_id ||
      !iree_hal_tenstorrent_profile_is_enabled(
          profile, IREE_HAL_DEVICE_PROFILING_DATA_EXECUTABLE_METADATA)) {
    return iree_ok_status();
  }
  if (op->command_count == op->command_capacity) {
    IREE_RETURN_IF_ERROR(iree_allocator_grow_array(
        profile->host_allocator, op->command_count + 1, sizeof(*op->commands),
        &op->command_capacity, (void**)&op->commands));
  }
  op->commands[op->command_count++] = *command;
  return iree_ok_status();
}

iree_status_t iree_hal_tenstorrent_op_profile_command_buffer(
    iree_hal_tenstorrent_profile_t* profile,
    const iree_hal_tenstorrent_op_profile_t* op,
    iree_hal_command_buffer_mode_t mode, iree_hal_command_category_t categories,
    iree_hal_queue_affinity_t queue_affinity) {
  if (!profile || !op->command_count) return iree_ok_status();
  iree_hal_profile_command_buffer_record_t record =
      iree_hal_profile_command_buffer_record_default();
  record.command_buffer_id = op->command_buffer_id;
  record.mode = mode;
  record.command_categories = categories;
  record.queue_affinity = queue_affinity;
  record.physical_device_ordinal = profile->device_ordinal;
  return iree_hal_local_profile_recorder_record_command_buffer(
      profile->recorder, &record, op->command_count, op->commands);
}

void iree_hal_tenstorrent_op_profile_end(
    iree_hal_tenstorrent_profile_t* profile,
    iree_hal_tenstorrent_op_profile_t* op, iree_status_code_t status_code) {
  if (!profile || !op->submission_id) return;
  iree_allocator_free(profile->host_allocator, op->commands);
  op->commands = NULL;
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

  if (op->device_end_tick > 0 &&
      iree_hal_tenstorrent_profile_is_enabled(
          profile, IREE_HAL_DEVICE_PROFILING_DATA_DEVICE_QUEUE_EVENTS)) {
    iree_hal_local_profile_queue_device_event_info_t device_event =
        iree_hal_local_profile_queue_device_event_info_default();
    device_event.type = op->type;
    device_event.scope = scope;
    device_event.submission_id = op->submission_id;
    device_event.command_buffer_id = op->command_buffer_id;
    device_event.operation_count = op->operation_count;
    device_event.start_tick = op->device_start_tick;
    device_event.end_tick = op->device_end_tick;
    iree_hal_tenstorrent_profile_fail(
        profile, iree_hal_local_profile_recorder_append_queue_device_event(
                     profile->recorder, &device_event, /*out_event_id=*/NULL));
  }

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
// Launches
//===----------------------------------------------------------------------===//

// A launch that is recorded when it ends. Freed then.
typedef struct iree_hal_tenstorrent_launch_record_t {
  iree_hal_tenstorrent_profile_t* profile;
  iree_hal_tenstorrent_op_profile_t* op;
  uint32_t command_index;
  bool is_indirect;
  // If it has a dispatch event and counters.
  bool is_captured;
  uint64_t executable_id;
  uint32_t function_ordinal;
  uint32_t workgroup_count[3];
  iree_time_t start_time;
} iree_hal_tenstorrent_launch_record_t;

static uint64_t iree_hal_tenstorrent_launch_start_tick(
    const tt_counters_t* counters) {
  return counters->device_start_ns + IREE_HAL_TENSTORRENT_PROFILE_FIRST_TICK;
}

static bool iree_hal_tenstorrent_launch_record_is_command(
    const iree_hal_tenstorrent_launch_record_t* record) {
  return record->command_index != IREE_HAL_TENSTORRENT_PROFILE_NO_COMMAND;
}

// Records the span on the host; that of a dispatch which is an operation is the
// operation's.
static void iree_hal_tenstorrent_launch_record_host_event(
    const iree_hal_tenstorrent_launch_record_t* record,
    iree_status_code_t status_code) {
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
}

// Records the span on the device, and the counters.
static iree_status_t iree_hal_tenstorrent_launch_record_device_event(
    const iree_hal_tenstorrent_launch_record_t* record,
    const tt_counters_t* counters) {
  iree_hal_tenstorrent_profile_t* profile = record->profile;
  const bool is_command = iree_hal_tenstorrent_launch_record_is_command(record);
  iree_hal_local_profile_dispatch_event_info_t event =
      iree_hal_local_profile_dispatch_event_info_default();
  if (is_command) {
    event.flags |= IREE_HAL_PROFILE_DISPATCH_EVENT_FLAG_COMMAND_BUFFER;
  }
  if (record->is_indirect) {
    event.flags |= IREE_HAL_PROFILE_DISPATCH_EVENT_FLAG_INDIRECT_PARAMETERS;
  }
  event.scope = iree_hal_tenstorrent_profile_scope(profile->device_ordinal,
                                                   record->op->queue_ordinal);
  event.submission_id = record->op->submission_id;
  event.command_buffer_id = record->op->command_buffer_id;
  event.executable_id = record->executable_id;
  event.command_index = record->command_index;
  event.function_ordinal = record->function_ordinal;
  for (int i = 0; i < 3; ++i) {
    event.workgroup_count[i] = is_command ? record->workgroup_count[i]
                                          : record->op->workgroup_count[i];
    event.workgroup_size[i] = 1;
  }
  event.start_tick = iree_hal_tenstorrent_launch_start_tick(counters);
  event.end_tick = event.start_tick + counters->modeled_device_ns;
  uint64_t event_id = 0;
  IREE_RETURN_IF_ERROR(iree_hal_local_profile_recorder_append_dispatch_event(
      profile->recorder, &event, &event_id));

  iree_hal_profile_counter_sample_record_t sample =
      iree_hal_profile_counter_sample_record_default();
  sample.flags =
      IREE_HAL_PROFILE_COUNTER_SAMPLE_FLAG_DISPATCH_EVENT |
      IREE_HAL_PROFILE_COUNTER_SAMPLE_FLAG_DEVICE_TICK_RANGE |
      (is_command ? IREE_HAL_PROFILE_COUNTER_SAMPLE_FLAG_COMMAND_OPERATION
                  : 0u);
  sample.dispatch_event_id = event_id;
  sample.submission_id = event.submission_id;
  sample.command_buffer_id = event.command_buffer_id;
  sample.executable_id = event.executable_id;
  sample.stream_id = event.scope.stream_id;
  sample.start_tick = event.start_tick;
  sample.end_tick = event.end_tick;
  sample.command_index = event.command_index;
  sample.function_ordinal = event.function_ordinal;
  sample.physical_device_ordinal = event.scope.physical_device_ordinal;
  sample.queue_ordinal = event.scope.queue_ordinal;
  return iree_hal_tenstorrent_profile_counters_append(profile->counters,
                                                      &sample, counters);
}

static void iree_hal_tenstorrent_profile_launch_ended(
    void* user_data, iree_status_code_t status_code,
    const tt_counters_t* counters) {
  iree_hal_tenstorrent_launch_record_t* record =
      (iree_hal_tenstorrent_launch_record_t*)user_data;
  iree_hal_tenstorrent_profile_t* profile = record->profile;
  iree_hal_tenstorrent_op_profile_t* op = record->op;
  if (counters->launches > 0) {
    const uint64_t start_tick =
        iree_hal_tenstorrent_launch_start_tick(counters);
    const uint64_t end_tick = start_tick + counters->modeled_device_ns;
    iree_slim_mutex_lock(&profile->mutex);
    op->device_start_tick = op->device_end_tick
                                ? iree_min(op->device_start_tick, start_tick)
                                : start_tick;
    op->device_end_tick = iree_max(op->device_end_tick, end_tick);
    profile->last_tick = iree_max(profile->last_tick, end_tick);
    iree_slim_mutex_unlock(&profile->mutex);
    if (record->is_captured) {
      iree_hal_tenstorrent_profile_fail(
          profile,
          iree_hal_tenstorrent_launch_record_device_event(record, counters));
    }
  }
  if (iree_hal_tenstorrent_launch_record_is_command(record) &&
      iree_hal_tenstorrent_profile_is_enabled(
          profile, IREE_HAL_DEVICE_PROFILING_DATA_HOST_EXECUTION_EVENTS)) {
    iree_hal_tenstorrent_launch_record_host_event(record, status_code);
  }
  iree_allocator_free(profile->host_allocator, record);
}

// True if the session wants something of launches.
static bool iree_hal_tenstorrent_profile_wants_launches(
    iree_hal_tenstorrent_profile_t* profile, uint32_t command_index) {
  return iree_hal_tenstorrent_profile_is_enabled(
             profile, IREE_HAL_DEVICE_PROFILING_DATA_DISPATCH_EVENTS) ||
         iree_hal_tenstorrent_profile_is_enabled(
             profile, IREE_HAL_DEVICE_PROFILING_DATA_DEVICE_QUEUE_EVENTS) ||
         (command_index != IREE_HAL_TENSTORRENT_PROFILE_NO_COMMAND &&
          iree_hal_tenstorrent_profile_is_enabled(
              profile, IREE_HAL_DEVICE_PROFILING_DATA_HOST_EXECUTION_EVENTS));
}

// True if the session's filter lets a dispatch through.
static iree_status_t iree_hal_tenstorrent_profile_captures(
    iree_hal_tenstorrent_profile_t* profile,
    const iree_hal_tenstorrent_launch_record_t* record,
    const iree_hal_tenstorrent_dispatch_t* dispatch, bool* out_is_captured) {
  *out_is_captured = false;
  if (!iree_hal_tenstorrent_profile_is_enabled(
          profile, IREE_HAL_DEVICE_PROFILING_DATA_DISPATCH_EVENTS)) {
    return iree_ok_status();
  }
  const iree_hal_profile_capture_filter_t* filter =
      &iree_hal_local_profile_recorder_options(profile->recorder)
           ->capture_filter;
  if (!iree_hal_profile_capture_filter_matches_location(
          filter, record->op->command_buffer_id, record->command_index,
          profile->device_ordinal, record->op->queue_ordinal)) {
    return iree_ok_status();
  }
  *out_is_captured = true;
  if (iree_any_bit_set(
          filter->flags,
          IREE_HAL_PROFILE_CAPTURE_FILTER_FLAG_EXECUTABLE_FUNCTION_PATTERN)) {
    const iree_hal_tenstorrent_export_t* export_info = NULL;
    IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_executable_lookup_export(
        dispatch->executable, /*chip=*/NULL, dispatch->function, &export_info));
    *out_is_captured = iree_string_view_match_pattern(
        export_info->name, filter->executable_function_pattern);
  }
  return iree_ok_status();
}

iree_status_t iree_hal_tenstorrent_profile_launch(
    iree_hal_tenstorrent_profile_t* profile,
    iree_hal_tenstorrent_op_profile_t* op, uint32_t command_index,
    iree_hal_tenstorrent_launch_group_t* group,
    const iree_hal_tenstorrent_dispatch_t* dispatch) {
  uint32_t* op_workgroup_count =
      command_index == IREE_HAL_TENSTORRENT_PROFILE_NO_COMMAND
          ? op->workgroup_count
          : NULL;
  if (!profile || !op->submission_id ||
      !iree_hal_tenstorrent_profile_wants_launches(profile, command_index)) {
    return iree_hal_tenstorrent_dispatch_launch(group, dispatch,
                                                /*ended_fn=*/NULL,
                                                /*ended_user_data=*/NULL,
                                                op_workgroup_count);
  }
  iree_hal_tenstorrent_launch_record_t* record = NULL;
  IREE_RETURN_IF_ERROR(iree_allocator_malloc(profile->host_allocator,
                                             sizeof(*record), (void**)&record));
  record->profile = profile;
  record->op = op;
  record->command_index = command_index;
  record->is_indirect =
      iree_hal_dispatch_uses_indirect_parameters(dispatch->flags);
  record->executable_id =
      iree_hal_tenstorrent_executable_profile_id(dispatch->executable);
  record->function_ordinal =
      iree_hal_executable_function_index(dispatch->function);
  record->start_time = iree_time_now();
  iree_status_t status =
      iree_hal_local_profile_recorder_record_executable_with_id(
          profile->recorder, dispatch->executable, record->executable_id);
  if (iree_status_is_ok(status)) {
    status = iree_hal_tenstorrent_profile_captures(profile, record, dispatch,
                                                   &record->is_captured);
  }
  if (iree_status_is_ok(status)) {
    status = iree_hal_tenstorrent_dispatch_launch(
        group, dispatch, iree_hal_tenstorrent_profile_launch_ended, record,
        op_workgroup_count ? op_workgroup_count : record->workgroup_count);
  }
  if (!iree_status_is_ok(status)) {
    iree_allocator_free(profile->host_allocator, record);
  }
  return status;
}
