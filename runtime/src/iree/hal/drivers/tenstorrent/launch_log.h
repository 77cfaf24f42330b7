// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Files that tell what each launch of a chip did: counters as JSON lines, and a
// time line in the JSON form that Chrome's and Perfetto's viewers open.
//
// The time line has two processes: the device, on the modelled clock of the
// device library, with a track for each processor of each worker; and the host,
// with dispatches and transfers as the driver saw them.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_LAUNCH_LOG_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_LAUNCH_LOG_H_

#include "iree/base/api.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Thread-safe but for its creation and destruction. Functions take a NULL log
// as "nothing is asked for". Failures to write end the file that they hit and
// are told once, on stderr: they must not fail the program that is observed.
typedef struct iree_hal_tenstorrent_launch_log_t
    iree_hal_tenstorrent_launch_log_t;

// Creates a log that writes to the files whose paths are not empty; NULL if
// both are. Fails if one of them can't be created. The file of counters is
// begun by the first launch; the time line gets its name when it is complete.
iree_status_t iree_hal_tenstorrent_launch_log_create(
    iree_string_view_t trace_path, iree_string_view_t counters_path,
    const tt_device_info_t* info, iree_allocator_t host_allocator,
    iree_hal_tenstorrent_launch_log_t** out_log);

// Completes the files.
void iree_hal_tenstorrent_launch_log_destroy(
    iree_hal_tenstorrent_launch_log_t* log);

// True if a time line is written, which wants spans and operations.
bool iree_hal_tenstorrent_launch_log_has_trace(
    const iree_hal_tenstorrent_launch_log_t* log);

// One launch that ended. Times are those of iree_time_now.
typedef struct iree_hal_tenstorrent_launch_log_launch_t {
  iree_string_view_t name;
  uint32_t queue_ordinal;
  uint32_t workgroup_count[3];
  uint32_t core_count;
  iree_status_code_t status_code;
  iree_time_t start_time;
  iree_time_t end_time;
  const tt_counters_t* counters;
} iree_hal_tenstorrent_launch_log_launch_t;

void iree_hal_tenstorrent_launch_log_launch(
    iree_hal_tenstorrent_launch_log_t* log,
    const iree_hal_tenstorrent_launch_log_launch_t* launch);

// What the kernels of a launch called |name| did.
void iree_hal_tenstorrent_launch_log_spans(
    iree_hal_tenstorrent_launch_log_t* log, iree_string_view_t name,
    const tt_kernel_span_t* spans, iree_host_size_t count);

// An operation of a queue that moved |length| bytes.
void iree_hal_tenstorrent_launch_log_transfer(
    iree_hal_tenstorrent_launch_log_t* log, const char* name,
    uint32_t queue_ordinal, iree_time_t start_time, iree_time_t end_time,
    uint64_t length);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_LAUNCH_LOG_H_
