// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/launch_group.h"

#include <string.h>

#include "iree/base/threading/thread.h"
#include "iree/hal/drivers/tenstorrent/status_bridge.h"

// One launch in flight.
typedef struct iree_hal_tenstorrent_launch_state_t {
  iree_hal_tenstorrent_launch_group_t* group;
  iree_hal_tenstorrent_launch_params_t params;
  uint32_t core_count;
  iree_time_t start_time;
  iree_hal_tenstorrent_l1_launch_t l1_launch;
} iree_hal_tenstorrent_launch_state_t;

void iree_hal_tenstorrent_launch_group_initialize(
    iree_hal_tenstorrent_chip_t* chip, uint32_t queue_ordinal,
    iree_allocator_t host_allocator,
    iree_hal_tenstorrent_launch_group_t* out_group) {
  memset(out_group, 0, sizeof(*out_group));
  out_group->chip = chip;
  out_group->queue_ordinal = queue_ordinal;
  out_group->host_allocator = host_allocator;
  iree_slim_mutex_initialize(&out_group->mutex);
  iree_notification_initialize(&out_group->notification);
}

void iree_hal_tenstorrent_launch_group_deinitialize(
    iree_hal_tenstorrent_launch_group_t* group) {
  iree_status_free(iree_hal_tenstorrent_launch_group_finish(group));
  // A callback may still be between its last decrement and its return.
  while (iree_atomic_load(&group->callbacks, iree_memory_order_acquire)) {
    iree_thread_yield();
  }
  iree_notification_deinitialize(&group->notification);
  iree_slim_mutex_deinitialize(&group->mutex);
}

// Drops one pending launch, recording |status| if it is the first failure.
static void iree_hal_tenstorrent_launch_group_end(
    iree_hal_tenstorrent_launch_group_t* group, iree_status_t status) {
  iree_slim_mutex_lock(&group->mutex);
  if (!iree_status_is_ok(status) && iree_status_is_ok(group->status)) {
    group->status = status;
    status = iree_ok_status();
  }
  --group->pending;
  iree_slim_mutex_unlock(&group->mutex);
  iree_status_free(status);
  iree_notification_post(&group->notification, IREE_ALL_WAITERS);
}

static void iree_hal_tenstorrent_launch_spans(void* user_data,
                                              const tt_kernel_span_t* spans,
                                              size_t count) {
  iree_hal_tenstorrent_launch_state_t* state =
      (iree_hal_tenstorrent_launch_state_t*)user_data;
  iree_hal_tenstorrent_launch_log_spans(state->group->chip->launch_log,
                                        state->params.name, spans, count);
}

// Tells the chip's log, if there is one, of a launch that ended.
static void iree_hal_tenstorrent_launch_record(
    const iree_hal_tenstorrent_launch_state_t* state,
    iree_status_code_t status_code, const tt_counters_t* counters) {
  iree_hal_tenstorrent_launch_log_t* log = state->group->chip->launch_log;
  if (!log) return;
  iree_hal_tenstorrent_launch_log_launch_t launch = {
      .name = state->params.name,
      .queue_ordinal = state->group->queue_ordinal,
      .core_count = state->core_count,
      .status_code = status_code,
      .start_time = state->start_time,
      .end_time = iree_time_now(),
      .counters = counters,
  };
  memcpy(launch.workgroup_count, state->params.workgroup_count,
         sizeof(launch.workgroup_count));
  iree_hal_tenstorrent_launch_log_launch(log, &launch);
}

static void iree_hal_tenstorrent_launch_ended(void* user_data,
                                              tt_status_t tt_status,
                                              const tt_error_t* error,
                                              const tt_counters_t* counters) {
  iree_hal_tenstorrent_launch_state_t* state =
      (iree_hal_tenstorrent_launch_state_t*)user_data;
  iree_hal_tenstorrent_launch_group_t* group = state->group;
  iree_atomic_fetch_add(&group->callbacks, 1, iree_memory_order_acq_rel);
  iree_hal_tenstorrent_l1_region_leave(&group->chip->l1_region,
                                       &state->l1_launch);
  iree_status_t status = iree_hal_tenstorrent_make_status(tt_status, error);
  if (!iree_status_is_ok(status)) {
    status = iree_status_annotate_f(status, "dispatching '%.*s'",
                                    (int)state->params.name.size,
                                    state->params.name.data);
  }
  iree_hal_tenstorrent_launch_record(state, iree_status_code(status), counters);
  if (state->params.ended_fn) {
    state->params.ended_fn(state->params.ended_user_data,
                           iree_status_code(status), counters);
  }
  iree_hal_tenstorrent_dram_heap_free(&group->chip->heap,
                                      &state->params.scratch);
  iree_allocator_free(group->host_allocator, state);
  iree_hal_tenstorrent_launch_group_end(group, status);
  iree_atomic_fetch_sub(&group->callbacks, 1, iree_memory_order_acq_rel);
}

// Starts |launch|; |state| goes to the callback if it is not refused.
static iree_status_t iree_hal_tenstorrent_launch_group_start(
    iree_hal_tenstorrent_launch_group_t* group,
    const iree_hal_tenstorrent_launch_t* launch, bool caller_waits,
    iree_hal_tenstorrent_launch_state_t* state) {
  tt_kernel_args_t kernel_args[IREE_HAL_TENSTORRENT_MAX_KERNEL_COUNT];
  for (uint32_t i = 0; i < launch->kernel_count; ++i) {
    kernel_args[i] = (tt_kernel_args_t){
        .unique = group->chip->core_indices,
        .unique_count = 1,
        .common = launch->args,
        .common_count = launch->arg_count,
    };
  }
  tt_launch_t tt_launch = {
      .core_count = launch->core_count,
      .kernel_args = kernel_args,
      .caller_waits = caller_waits,
  };
  state->core_count = launch->core_count;
  iree_hal_tenstorrent_l1_region_enter(
      &group->chip->l1_region, launch->circular_buffer_size,
      /*is_holder=*/group->l1_lease_size > 0, &state->l1_launch);
  if (group->chip->launch_log) {
    state->start_time = iree_time_now();
    if (iree_hal_tenstorrent_launch_log_has_trace(group->chip->launch_log)) {
      tt_launch.spans_fn = iree_hal_tenstorrent_launch_spans;
    }
  }
  tt_error_t error;
  error.message[0] = 0;
  const tt_status_t tt_status = group->chip->api->launch(
      launch->program, &tt_launch, iree_hal_tenstorrent_launch_ended, state,
      &error);
  if (tt_status != TT_STATUS_OK) {
    iree_hal_tenstorrent_l1_region_leave(&group->chip->l1_region,
                                         &state->l1_launch);
  }
  return iree_hal_tenstorrent_make_status(tt_status, &error);
}

// Starts the launch that was kept back, if there is one.
static void iree_hal_tenstorrent_launch_group_start_kept(
    iree_hal_tenstorrent_launch_group_t* group, bool caller_waits) {
  if (!group->kept_launch.program) return;
  iree_slim_mutex_lock(&group->mutex);
  ++group->pending;
  iree_slim_mutex_unlock(&group->mutex);
  iree_hal_tenstorrent_launch_state_t* state = NULL;
  iree_status_t status = iree_allocator_malloc(group->host_allocator,
                                               sizeof(*state), (void**)&state);
  if (iree_status_is_ok(status)) {
    state->group = group;
    state->params = group->kept_params;
    status = iree_hal_tenstorrent_launch_group_start(group, &group->kept_launch,
                                                     caller_waits, state);
  }
  group->kept_launch.program = NULL;
  if (iree_status_is_ok(status)) return;

  // Refused: the callback will not come.
  const iree_hal_tenstorrent_launch_params_t* params = &group->kept_params;
  if (params->ended_fn) {
    const tt_counters_t counters = {0};
    params->ended_fn(params->ended_user_data, iree_status_code(status),
                     &counters);
  }
  iree_hal_tenstorrent_dram_heap_free(&group->chip->heap, &params->scratch);
  iree_allocator_free(group->host_allocator, state);
  iree_hal_tenstorrent_launch_group_end(
      group, iree_status_annotate_f(status, "dispatching '%.*s'",
                                    (int)params->name.size, params->name.data));
}

void iree_hal_tenstorrent_launch_group_launch(
    iree_hal_tenstorrent_launch_group_t* group,
    const iree_hal_tenstorrent_launch_t* launch,
    const iree_hal_tenstorrent_launch_params_t* params) {
  iree_hal_tenstorrent_launch_group_start_kept(group, /*caller_waits=*/false);
  iree_hal_tenstorrent_launch_t* kept_launch = &group->kept_launch;
  kept_launch->program = launch->program;
  kept_launch->kernel_count = launch->kernel_count;
  kept_launch->core_count = launch->core_count;
  kept_launch->circular_buffer_size = launch->circular_buffer_size;
  kept_launch->arg_count = launch->arg_count;
  memcpy(kept_launch->args, launch->args,
         launch->arg_count * sizeof(launch->args[0]));
  group->kept_params = *params;
}

void iree_hal_tenstorrent_launch_group_flush(
    iree_hal_tenstorrent_launch_group_t* group) {
  iree_hal_tenstorrent_launch_group_start_kept(group, /*caller_waits=*/false);
}

static bool iree_hal_tenstorrent_launch_group_is_idle(void* arg) {
  iree_hal_tenstorrent_launch_group_t* group =
      (iree_hal_tenstorrent_launch_group_t*)arg;
  iree_slim_mutex_lock(&group->mutex);
  const bool is_idle = group->pending == 0;
  iree_slim_mutex_unlock(&group->mutex);
  return is_idle;
}

iree_status_t iree_hal_tenstorrent_launch_group_wait(
    iree_hal_tenstorrent_launch_group_t* group) {
  iree_hal_tenstorrent_launch_group_start_kept(group, /*caller_waits=*/true);
  iree_notification_await(&group->notification,
                          iree_hal_tenstorrent_launch_group_is_idle, group,
                          iree_infinite_timeout());
  iree_slim_mutex_lock(&group->mutex);
  iree_status_t status = group->status;
  group->status = iree_ok_status();
  iree_slim_mutex_unlock(&group->mutex);
  return status;
}

iree_status_t iree_hal_tenstorrent_launch_group_lease_l1(
    iree_hal_tenstorrent_launch_group_t* group, uint32_t size,
    uint32_t* out_address) {
  *out_address = group->l1_lease_address;
  if (group->l1_lease_size == size) return iree_ok_status();
  if (group->l1_lease_size) {
    return iree_make_status(IREE_STATUS_FAILED_PRECONDITION,
                            "it leaves %u bytes of L1 for tensors, and what "
                            "was dispatched before it with tensors in L1 %u",
                            size, group->l1_lease_size);
  }
  // Others may wait for the end of the launch that is kept back.
  iree_hal_tenstorrent_launch_group_flush(group);
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_l1_region_acquire(
      &group->chip->l1_region, size, &group->l1_lease_address));
  group->l1_lease_size = size;
  *out_address = group->l1_lease_address;
  return iree_ok_status();
}

iree_status_t iree_hal_tenstorrent_launch_group_finish(
    iree_hal_tenstorrent_launch_group_t* group) {
  iree_status_t status = iree_hal_tenstorrent_launch_group_wait(group);
  if (group->l1_lease_size) {
    group->l1_lease_size = 0;
    iree_hal_tenstorrent_l1_region_release(&group->chip->l1_region);
  }
  return status;
}
