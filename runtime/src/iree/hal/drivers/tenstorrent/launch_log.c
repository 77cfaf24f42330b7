// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/launch_log.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "iree/base/internal/atomics.h"
#include "iree/base/threading/mutex.h"

// Processes of the time line.
#define IREE_HAL_TENSTORRENT_TRACE_DEVICE 1
#define IREE_HAL_TENSTORRENT_TRACE_HOST 2
// Spans that overlap go to lanes, the first tracks of a process; those of
// processors follow. What finds no lane goes to the last one.
#define IREE_HAL_TENSTORRENT_TRACE_LANES 32
// Kernels that a time line shows; of later launches it has the dispatches only,
// so that long programs do not fill the disk (about 250 bytes each).
#define IREE_HAL_TENSTORRENT_TRACE_MOST_SPANS (2u * 1000 * 1000)
#define IREE_HAL_TENSTORRENT_ROLE_COUNT 3

// A process's tracks of spans that may overlap.
typedef struct iree_hal_tenstorrent_trace_lanes_t {
  uint32_t process;
  uint32_t used;
  uint64_t end_ns[IREE_HAL_TENSTORRENT_TRACE_LANES];
} iree_hal_tenstorrent_trace_lanes_t;

struct iree_hal_tenstorrent_launch_log_t {
  iree_allocator_t host_allocator;
  uint32_t worker_count;
  uint32_t grid_x;
  iree_time_t begin_time;
  iree_slim_mutex_t mutex;

  // NULL if there is none or writing it failed.
  FILE* counters_file;
  const char* counters_path;
  bool has_counters;

  FILE* trace_file;
  const char* trace_path;
  // Where it is written before it gets its name.
  const char* trace_work_path;
  bool has_trace;
  bool has_trace_events;
  uint32_t span_count;
  iree_hal_tenstorrent_trace_lanes_t device_lanes;
  iree_hal_tenstorrent_trace_lanes_t host_lanes;

  // Processors that have a named track, by worker and role; then the paths.
  uint8_t named[];
};

static iree_atomic_int32_t iree_hal_tenstorrent_launch_log_next_id =
    IREE_ATOMIC_VAR_INIT(0);

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

static FILE* iree_hal_tenstorrent_launch_log_open(const char* path,
                                                  const char* mode,
                                                  iree_status_t* out_status) {
  FILE* file = fopen(path, mode);
  if (!file) {
    *out_status =
        iree_make_status(iree_status_code_from_errno(errno),
                         "cannot write '%s': %s", path, strerror(errno));
  }
  return file;
}

// Closes |*file|, telling on stderr if not all could be written.
static bool iree_hal_tenstorrent_launch_log_close(FILE** file,
                                                  const char* path) {
  if (!*file) return false;
  const bool failed = ferror(*file) != 0;
  const bool closed = fclose(*file) == 0;
  *file = NULL;
  if (!failed && closed) return true;
  fprintf(stderr, "tenstorrent: cannot write '%s': %s\n", path,
          strerror(errno));
  return false;
}

// Writes |text| as the inside of a JSON string.
static void iree_hal_tenstorrent_launch_log_escape(FILE* file,
                                                   iree_string_view_t text) {
  for (iree_host_size_t i = 0; i < text.size; ++i) {
    const unsigned char c = (unsigned char)text.data[i];
    if (c == '"' || c == '\\') {
      fputc('\\', file);
      fputc(c, file);
    } else if (c < 0x20) {
      fprintf(file, "\\u%04x", c);
    } else {
      fputc(c, file);
    }
  }
}

//===----------------------------------------------------------------------===//
// Time line
//===----------------------------------------------------------------------===//

// Starts an event: the comma between events and the opening brace.
static void iree_hal_tenstorrent_trace_begin_event(
    iree_hal_tenstorrent_launch_log_t* log) {
  fputs(log->has_trace_events ? ",\n{" : "{", log->trace_file);
  log->has_trace_events = true;
}

// Names a process (|track| 0) or one of its tracks.
static void iree_hal_tenstorrent_trace_name(
    iree_hal_tenstorrent_launch_log_t* log, uint32_t process, uint32_t track,
    const char* name) {
  iree_hal_tenstorrent_trace_begin_event(log);
  fprintf(log->trace_file,
          "\"ph\":\"M\",\"pid\":%u,\"tid\":%u,\"name\":\"%s\","
          "\"args\":{\"name\":\"%s\"}}",
          process, track, track ? "thread_name" : "process_name", name);
  if (!track) return;
  iree_hal_tenstorrent_trace_begin_event(log);
  fprintf(log->trace_file,
          "\"ph\":\"M\",\"pid\":%u,\"tid\":%u,\"name\":\"thread_sort_index\","
          "\"args\":{\"sort_index\":%u}}",
          process, track, track);
}

// Begins a span whose arguments the caller writes, closing with "}}".
static void iree_hal_tenstorrent_trace_begin_span(
    iree_hal_tenstorrent_launch_log_t* log, uint32_t process, uint32_t track,
    iree_string_view_t name, uint64_t start_ns, uint64_t end_ns) {
  iree_hal_tenstorrent_trace_begin_event(log);
  fprintf(log->trace_file,
          "\"ph\":\"X\",\"pid\":%u,\"tid\":%u,\"ts\":%" PRIu64
          ".%03u,"
          "\"dur\":%" PRIu64 ".%03u,\"name\":\"",
          process, track, start_ns / 1000, (unsigned)(start_ns % 1000),
          (end_ns - start_ns) / 1000, (unsigned)((end_ns - start_ns) % 1000));
  iree_hal_tenstorrent_launch_log_escape(log->trace_file, name);
  fputs("\",\"args\":{", log->trace_file);
}

// The track of |lanes| that a span can have to itself.
static uint32_t iree_hal_tenstorrent_trace_lane(
    iree_hal_tenstorrent_launch_log_t* log,
    iree_hal_tenstorrent_trace_lanes_t* lanes, uint64_t start_ns,
    uint64_t end_ns) {
  uint32_t lane = 0;
  while (lane + 1 < IREE_HAL_TENSTORRENT_TRACE_LANES &&
         lanes->end_ns[lane] > start_ns) {
    ++lane;
  }
  if (lane >= lanes->used) {
    const bool is_device = lanes->process == IREE_HAL_TENSTORRENT_TRACE_DEVICE;
    lanes->used = lane + 1;
    iree_hal_tenstorrent_trace_name(
        log, lanes->process, 1 + lane,
        is_device ? "dispatches" : "dispatches and transfers");
  }
  lanes->end_ns[lane] = iree_max(lanes->end_ns[lane], end_ns);
  return 1 + lane;
}

// The track of a processor, which is named when it is first used.
static uint32_t iree_hal_tenstorrent_trace_processor(
    iree_hal_tenstorrent_launch_log_t* log, uint32_t core,
    tt_kernel_role_t role) {
  static const char* const role_names[IREE_HAL_TENSTORRENT_ROLE_COUNT] = {
      "reader", "compute", "writer"};
  const uint32_t processor =
      core * IREE_HAL_TENSTORRENT_ROLE_COUNT + (uint32_t)role;
  const uint32_t track = 1 + IREE_HAL_TENSTORRENT_TRACE_LANES + processor;
  if (!log->named[processor]) {
    log->named[processor] = 1;
    char name[64];
    iree_snprintf(name, sizeof(name), "core (%u,%u) %s", core % log->grid_x,
                  core / log->grid_x, role_names[role]);
    iree_hal_tenstorrent_trace_name(log, IREE_HAL_TENSTORRENT_TRACE_DEVICE,
                                    track, name);
  }
  return track;
}

static void iree_hal_tenstorrent_launch_log_counters(
    FILE* file, const tt_counters_t* counters) {
  fprintf(file,
          "\"dram_read_bytes\":%" PRIu64 ",\"dram_write_bytes\":%" PRIu64
          ",\"noc_read_bytes\":%" PRIu64 ",\"noc_write_bytes\":%" PRIu64
          ",\"noc_transactions\":%" PRIu64 ",\"fpu_tile_ops\":%" PRIu64
          ",\"sfpu_tile_ops\":%" PRIu64 ",\"pack_tile_ops\":%" PRIu64
          ",\"unpack_tile_ops\":%" PRIu64,
          counters->dram_read_bytes, counters->dram_write_bytes,
          counters->noc_read_bytes, counters->noc_write_bytes,
          counters->noc_transactions, counters->fpu_tile_ops,
          counters->sfpu_tile_ops, counters->pack_tile_ops,
          counters->unpack_tile_ops);
}

// Host times are shown from the log's creation on.
static uint64_t iree_hal_tenstorrent_launch_log_host_ns(
    const iree_hal_tenstorrent_launch_log_t* log, iree_time_t time) {
  return time > log->begin_time ? (uint64_t)(time - log->begin_time) : 0;
}

static void iree_hal_tenstorrent_trace_launch(
    iree_hal_tenstorrent_launch_log_t* log,
    const iree_hal_tenstorrent_launch_log_launch_t* launch) {
  FILE* file = log->trace_file;
  const uint64_t device_start = launch->counters->device_start_ns;
  const uint64_t device_end =
      device_start + launch->counters->modeled_device_ns;
  iree_hal_tenstorrent_trace_begin_span(
      log, IREE_HAL_TENSTORRENT_TRACE_DEVICE,
      iree_hal_tenstorrent_trace_lane(log, &log->device_lanes, device_start,
                                      device_end),
      launch->name, device_start, device_end);
  fprintf(file, "\"cores\":%u,\"workgroups\":[%u,%u,%u],", launch->core_count,
          launch->workgroup_count[0], launch->workgroup_count[1],
          launch->workgroup_count[2]);
  iree_hal_tenstorrent_launch_log_counters(file, launch->counters);
  fputs("}}", file);

  const uint64_t host_start =
      iree_hal_tenstorrent_launch_log_host_ns(log, launch->start_time);
  const uint64_t host_end =
      iree_hal_tenstorrent_launch_log_host_ns(log, launch->end_time);
  iree_hal_tenstorrent_trace_begin_span(
      log, IREE_HAL_TENSTORRENT_TRACE_HOST,
      iree_hal_tenstorrent_trace_lane(log, &log->host_lanes, host_start,
                                      host_end),
      launch->name, host_start, host_end);
  fprintf(file, "\"queue\":%u,\"cores\":%u,\"status\":\"%s\"}}",
          launch->queue_ordinal, launch->core_count,
          iree_status_code_string(launch->status_code));
}

static iree_status_t iree_hal_tenstorrent_trace_open(
    iree_hal_tenstorrent_launch_log_t* log, const tt_device_info_t* info) {
  iree_status_t status = iree_ok_status();
  log->trace_file =
      iree_hal_tenstorrent_launch_log_open(log->trace_work_path, "wb", &status);
  IREE_RETURN_IF_ERROR(status);
  fputs("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n", log->trace_file);
  char name[128];
  iree_snprintf(name, sizeof(name), "%s (%s), modelled time", info->name,
                info->library);
  iree_hal_tenstorrent_trace_name(log, IREE_HAL_TENSTORRENT_TRACE_DEVICE, 0,
                                  name);
  iree_hal_tenstorrent_trace_name(log, IREE_HAL_TENSTORRENT_TRACE_HOST, 0,
                                  "host");
  return status;
}

static void iree_hal_tenstorrent_trace_close(
    iree_hal_tenstorrent_launch_log_t* log) {
  if (!log->trace_file) return;
  fprintf(log->trace_file, "\n],\"otherData\":{\"kernels_left_out\":%s}}\n",
          log->span_count < IREE_HAL_TENSTORRENT_TRACE_MOST_SPANS ? "false"
                                                                  : "true");
  const bool is_complete = iree_hal_tenstorrent_launch_log_close(
      &log->trace_file, log->trace_work_path);
  // A device that was opened only to be asked for leaves no file.
  if (is_complete && log->device_lanes.used + log->host_lanes.used > 0) {
    if (rename(log->trace_work_path, log->trace_path) == 0) return;
    fprintf(stderr, "tenstorrent: cannot write '%s': %s\n", log->trace_path,
            strerror(errno));
  }
  unlink(log->trace_work_path);
}

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_launch_log_t
//===----------------------------------------------------------------------===//

iree_status_t iree_hal_tenstorrent_launch_log_create(
    iree_string_view_t trace_path, iree_string_view_t counters_path,
    const tt_device_info_t* info, iree_allocator_t host_allocator,
    iree_hal_tenstorrent_launch_log_t** out_log) {
  *out_log = NULL;
  if (iree_string_view_is_empty(trace_path) &&
      iree_string_view_is_empty(counters_path)) {
    return iree_ok_status();
  }
  const iree_host_size_t named_size =
      (iree_host_size_t)info->worker_count * IREE_HAL_TENSTORRENT_ROLE_COUNT;
  const iree_host_size_t work_path_capacity = trace_path.size + 32;
  iree_hal_tenstorrent_launch_log_t* log = NULL;
  IREE_RETURN_IF_ERROR(
      iree_allocator_malloc(host_allocator,
                            sizeof(*log) + named_size + counters_path.size + 1 +
                                trace_path.size + 1 + work_path_capacity,
                            (void**)&log));
  log->host_allocator = host_allocator;
  log->worker_count = info->worker_count;
  log->grid_x = info->grid_x;
  log->begin_time = iree_time_now();
  log->device_lanes.process = IREE_HAL_TENSTORRENT_TRACE_DEVICE;
  log->host_lanes.process = IREE_HAL_TENSTORRENT_TRACE_HOST;
  iree_slim_mutex_initialize(&log->mutex);
  // The allocation is zeroed, so that paths end in NUL.
  char* storage = (char*)log->named + named_size;
  log->counters_path = storage;
  iree_string_view_to_cstring(counters_path, storage, counters_path.size + 1);
  storage += counters_path.size + 1;
  log->trace_path = storage;
  iree_string_view_to_cstring(trace_path, storage, trace_path.size + 1);
  storage += trace_path.size + 1;
  log->trace_work_path = storage;
  iree_snprintf(
      storage, work_path_capacity, "%s.%d.%d", log->trace_path, (int)getpid(),
      (int)iree_atomic_fetch_add(&iree_hal_tenstorrent_launch_log_next_id, 1,
                                 iree_memory_order_relaxed));

  iree_status_t status = iree_ok_status();
  if (!iree_string_view_is_empty(counters_path)) {
    // Only tried: a device that is opened and launches nothing writes nothing.
    FILE* file =
        iree_hal_tenstorrent_launch_log_open(log->counters_path, "ab", &status);
    if (file) fclose(file);
    log->has_counters = true;
  }
  if (iree_status_is_ok(status) && !iree_string_view_is_empty(trace_path)) {
    status = iree_hal_tenstorrent_trace_open(log, info);
    log->has_trace = true;
  }
  if (iree_status_is_ok(status)) {
    *out_log = log;
  } else {
    iree_hal_tenstorrent_launch_log_destroy(log);
  }
  return status;
}

void iree_hal_tenstorrent_launch_log_destroy(
    iree_hal_tenstorrent_launch_log_t* log) {
  if (!log) return;
  iree_hal_tenstorrent_launch_log_close(&log->counters_file,
                                        log->counters_path);
  iree_hal_tenstorrent_trace_close(log);
  iree_slim_mutex_deinitialize(&log->mutex);
  iree_allocator_free(log->host_allocator, log);
}

bool iree_hal_tenstorrent_launch_log_has_trace(
    const iree_hal_tenstorrent_launch_log_t* log) {
  return log && log->has_trace;
}

static void iree_hal_tenstorrent_launch_log_write_counters(
    iree_hal_tenstorrent_launch_log_t* log,
    const iree_hal_tenstorrent_launch_log_launch_t* launch) {
  if (log->has_counters && !log->counters_file) {
    iree_status_t status = iree_ok_status();
    log->counters_file =
        iree_hal_tenstorrent_launch_log_open(log->counters_path, "wb", &status);
    if (!iree_status_is_ok(status)) {
      log->has_counters = false;
      iree_status_fprint(stderr, status);
      iree_status_free(status);
    }
  }
  FILE* file = log->counters_file;
  if (!file) return;
  fputs("{\"dispatch\":\"", file);
  iree_hal_tenstorrent_launch_log_escape(file, launch->name);
  fprintf(file,
          "\",\"status\":\"%s\",\"queue\":%u,\"workgroups\":[%u,%u,%u],"
          "\"cores\":%u,\"host_start_ns\":%" PRIu64 ",\"host_ns\":%" PRIu64
          ",\"device_start_ns\":%" PRIu64 ",\"device_ns\":%" PRIu64 ",",
          iree_status_code_string(launch->status_code), launch->queue_ordinal,
          launch->workgroup_count[0], launch->workgroup_count[1],
          launch->workgroup_count[2], launch->core_count,
          iree_hal_tenstorrent_launch_log_host_ns(log, launch->start_time),
          (uint64_t)(launch->end_time - launch->start_time),
          launch->counters->device_start_ns,
          launch->counters->modeled_device_ns);
  iree_hal_tenstorrent_launch_log_counters(file, launch->counters);
  fputs("}\n", file);
  if (fflush(file) == 0) return;
  log->has_counters = false;
  iree_hal_tenstorrent_launch_log_close(&log->counters_file,
                                        log->counters_path);
}

void iree_hal_tenstorrent_launch_log_launch(
    iree_hal_tenstorrent_launch_log_t* log,
    const iree_hal_tenstorrent_launch_log_launch_t* launch) {
  if (!log) return;
  iree_slim_mutex_lock(&log->mutex);
  iree_hal_tenstorrent_launch_log_write_counters(log, launch);
  if (log->trace_file) iree_hal_tenstorrent_trace_launch(log, launch);
  iree_slim_mutex_unlock(&log->mutex);
}

void iree_hal_tenstorrent_launch_log_spans(
    iree_hal_tenstorrent_launch_log_t* log, iree_string_view_t name,
    const tt_kernel_span_t* spans, iree_host_size_t count) {
  if (!iree_hal_tenstorrent_launch_log_has_trace(log)) return;
  iree_slim_mutex_lock(&log->mutex);
  for (iree_host_size_t i = 0; i < count; ++i) {
    const tt_kernel_span_t* span = &spans[i];
    if (log->span_count >= IREE_HAL_TENSTORRENT_TRACE_MOST_SPANS) break;
    if (span->core >= log->worker_count ||
        (uint32_t)span->role >= IREE_HAL_TENSTORRENT_ROLE_COUNT) {
      continue;
    }
    ++log->span_count;
    const uint32_t track =
        iree_hal_tenstorrent_trace_processor(log, span->core, span->role);
    iree_hal_tenstorrent_trace_begin_span(
        log, IREE_HAL_TENSTORRENT_TRACE_DEVICE, track, name, span->start_ns,
        span->end_ns);
    const tt_counters_t counters = {
        .dram_read_bytes = span->dram_read_bytes,
        .dram_write_bytes = span->dram_write_bytes,
        .noc_read_bytes = span->noc_read_bytes,
        .noc_write_bytes = span->noc_write_bytes,
        .noc_transactions = span->noc_transactions,
        .fpu_tile_ops = span->fpu_tile_ops,
        .sfpu_tile_ops = span->sfpu_tile_ops,
        .pack_tile_ops = span->pack_tile_ops,
        .unpack_tile_ops = span->unpack_tile_ops,
    };
    iree_hal_tenstorrent_launch_log_counters(log->trace_file, &counters);
    fputs("}}", log->trace_file);
  }
  iree_slim_mutex_unlock(&log->mutex);
}

void iree_hal_tenstorrent_launch_log_transfer(
    iree_hal_tenstorrent_launch_log_t* log, const char* name,
    uint32_t queue_ordinal, iree_time_t start_time, iree_time_t end_time,
    uint64_t length) {
  if (!iree_hal_tenstorrent_launch_log_has_trace(log)) return;
  iree_slim_mutex_lock(&log->mutex);
  const uint64_t start =
      iree_hal_tenstorrent_launch_log_host_ns(log, start_time);
  const uint64_t end = iree_hal_tenstorrent_launch_log_host_ns(log, end_time);
  iree_hal_tenstorrent_trace_begin_span(
      log, IREE_HAL_TENSTORRENT_TRACE_HOST,
      iree_hal_tenstorrent_trace_lane(log, &log->host_lanes, start, end),
      iree_make_cstring_view(name), start, end);
  fprintf(log->trace_file, "\"queue\":%u,\"bytes\":%" PRIu64 "}}",
          queue_ordinal, length);
  iree_slim_mutex_unlock(&log->mutex);
}
