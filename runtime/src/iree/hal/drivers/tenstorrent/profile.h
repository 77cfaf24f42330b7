// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Profiling of a device: feeds IREE's recorder (hal/local/profile.h) with queue
// events and host execution spans of operations and of the dispatches inside
// command buffers, with dispatches and operations on the device library's
// clock, and the session's sink with counters of dispatches.
//
// All functions take a NULL profile as "no session" and then do nothing.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_PROFILE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_PROFILE_H_

#include "iree/base/api.h"
#include "iree/hal/api.h"
#include "iree/hal/drivers/tenstorrent/dispatch.h"
#include "iree/hal/drivers/tenstorrent/launch_group.h"
#include "iree/hal/local/profile.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_profile_t
//===----------------------------------------------------------------------===//

// One profiling session of a device.
typedef struct iree_hal_tenstorrent_profile_t iree_hal_tenstorrent_profile_t;

// Begins a session over a device with |queue_count| queues. |out_profile| is
// NULL if |options| ask for nothing. Fails with UNIMPLEMENTED for data families
// that the device can't produce.
iree_status_t iree_hal_tenstorrent_profile_begin(
    iree_string_view_t device_name, uint32_t device_ordinal,
    uint32_t queue_count, uint64_t session_id,
    const iree_hal_device_profiling_options_t* options,
    iree_allocator_t host_allocator,
    iree_hal_tenstorrent_profile_t** out_profile);

// Writes out what was recorded so far.
iree_status_t iree_hal_tenstorrent_profile_flush(
    iree_hal_tenstorrent_profile_t* profile);

// Ends the session and frees |profile|.
iree_status_t iree_hal_tenstorrent_profile_end(
    iree_hal_tenstorrent_profile_t* profile);

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_op_profile_t
//===----------------------------------------------------------------------===//

// What is recorded of one queue operation. A submission id of 0 is "not
// recorded". Fields that the kind of operation knows are filled by it.
typedef struct iree_hal_tenstorrent_op_profile_t {
  iree_hal_profile_queue_event_type_t type;
  uint32_t queue_ordinal;
  uint32_t wait_count;
  uint32_t signal_count;
  uint32_t operation_count;
  uint64_t submission_id;
  uint64_t command_buffer_id;
  uint64_t allocation_id;
  uint64_t payload_length;
  iree_time_t submit_time;
  iree_time_t ready_time;
  iree_time_t start_time;
  // From the first launch's start to the last one's end, in ticks of the device
  // (nanoseconds); both 0: it launched nothing. Guarded by the profile.
  uint64_t device_start_tick;
  uint64_t device_end_tick;
  // Commands of the command buffer, on the host heap.
  iree_host_size_t command_count;
  iree_host_size_t command_capacity;
  iree_hal_profile_command_operation_record_t* commands;
  // Of a dispatch; else NULL.
  iree_hal_executable_t* executable;
  uint64_t executable_id;
  uint32_t function_ordinal;
  uint32_t workgroup_count[3];
} iree_hal_tenstorrent_op_profile_t;

void iree_hal_tenstorrent_op_profile_initialize(
    iree_hal_tenstorrent_profile_t* profile,
    iree_hal_profile_queue_event_type_t type, uint32_t queue_ordinal,
    iree_host_size_t signal_count, iree_hal_tenstorrent_op_profile_t* out_op);
// The waits of the operation are over.
void iree_hal_tenstorrent_op_profile_ready(
    iree_hal_tenstorrent_profile_t* profile,
    iree_hal_tenstorrent_op_profile_t* op);
// The operation starts to execute.
void iree_hal_tenstorrent_op_profile_start(
    iree_hal_tenstorrent_profile_t* profile,
    iree_hal_tenstorrent_op_profile_t* op);
// The operation is over. Must come before its semaphores are signaled.
void iree_hal_tenstorrent_op_profile_end(
    iree_hal_tenstorrent_profile_t* profile,
    iree_hal_tenstorrent_op_profile_t* op, iree_status_code_t status_code);

// Notes a command of the command buffer that the operation replays.
iree_status_t iree_hal_tenstorrent_op_profile_command(
    iree_hal_tenstorrent_profile_t* profile,
    iree_hal_tenstorrent_op_profile_t* op,
    const iree_hal_profile_command_operation_record_t* command);
// All commands were noted: records the command buffer, once a session.
iree_status_t iree_hal_tenstorrent_op_profile_command_buffer(
    iree_hal_tenstorrent_profile_t* profile,
    const iree_hal_tenstorrent_op_profile_t* op,
    iree_hal_command_buffer_mode_t mode, iree_hal_command_category_t categories,
    iree_hal_queue_affinity_t queue_affinity);

// Command index of a dispatch that is an operation of its own.
#define IREE_HAL_TENSTORRENT_PROFILE_NO_COMMAND UINT32_MAX

// Launches |dispatch|, command |command_index| of the command buffer that |op|
// executes or |op| itself, in |group|. If launches are profiled, it is recorded
// when it ends; |profile| and |op| must live until then.
iree_status_t iree_hal_tenstorrent_profile_launch(
    iree_hal_tenstorrent_profile_t* profile,
    iree_hal_tenstorrent_op_profile_t* op, uint32_t command_index,
    iree_hal_tenstorrent_launch_group_t* group,
    const iree_hal_tenstorrent_dispatch_t* dispatch);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_PROFILE_H_
