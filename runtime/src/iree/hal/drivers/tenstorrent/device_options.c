// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Defaults and textual forms of iree_hal_tenstorrent_device_options_t.

#include <string.h>

#include "iree/hal/drivers/tenstorrent/api.h"

IREE_API_EXPORT void iree_hal_tenstorrent_device_options_initialize(
    iree_hal_tenstorrent_device_options_t* out_options) {
  IREE_ASSERT_ARGUMENT(out_options);
  memset(out_options, 0, sizeof(*out_options));
  // Two, so that transfers can overlap dispatches.
  out_options->queue_count = 2;
}

static iree_status_t iree_hal_tenstorrent_parse_arch(
    iree_string_view_t value, iree_hal_tenstorrent_arch_t* out_arch) {
  if (iree_string_view_equal(value, IREE_SV("blackhole"))) {
    *out_arch = IREE_HAL_TENSTORRENT_ARCH_BLACKHOLE;
  } else if (iree_string_view_equal(value, IREE_SV("wormhole_b0"))) {
    *out_arch = IREE_HAL_TENSTORRENT_ARCH_WORMHOLE_B0;
  } else if (iree_string_view_is_empty(value)) {
    *out_arch = IREE_HAL_TENSTORRENT_ARCH_DEFAULT;
  } else {
    return iree_make_status(
        IREE_STATUS_INVALID_ARGUMENT,
        "unknown architecture '%.*s'; known are blackhole and wormhole_b0",
        (int)value.size, value.data);
  }
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_parse_grid(iree_string_view_t value,
                                                     uint32_t* out_x,
                                                     uint32_t* out_y) {
  iree_string_view_t x_text, y_text;
  uint32_t x = 0, y = 0;
  if (iree_string_view_split(value, 'x', &x_text, &y_text) < 0 ||
      !iree_string_view_atoi_uint32(x_text, &x) ||
      !iree_string_view_atoi_uint32(y_text, &y) || (x == 0) != (y == 0)) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "grid '%.*s' is not of the form <columns>x<rows>",
                            (int)value.size, value.data);
  }
  *out_x = x;
  *out_y = y;
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_parse_uint32(iree_string_view_t key,
                                                       iree_string_view_t value,
                                                       uint32_t* out_value) {
  if (!iree_string_view_atoi_uint32(value, out_value)) {
    return iree_make_status(
        IREE_STATUS_INVALID_ARGUMENT, "'%.*s=%.*s' is not an unsigned number",
        (int)key.size, key.data, (int)value.size, value.data);
  }
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_device_options_parse_one(
    iree_hal_tenstorrent_device_options_t* options, iree_string_view_t key,
    iree_string_view_t value) {
  if (iree_string_view_equal(key, IREE_SV("arch"))) {
    return iree_hal_tenstorrent_parse_arch(value, &options->arch);
  } else if (iree_string_view_equal(key, IREE_SV("grid"))) {
    return iree_hal_tenstorrent_parse_grid(value, &options->grid_x,
                                           &options->grid_y);
  } else if (iree_string_view_equal(key, IREE_SV("dram"))) {
    iree_device_size_t size = 0;
    IREE_RETURN_IF_ERROR(iree_string_view_parse_device_size(value, &size));
    options->dram_size = size;
  } else if (iree_string_view_equal(key, IREE_SV("cache_dir"))) {
    options->cache_dir = value;
  } else if (iree_string_view_equal(key, IREE_SV("cache_size"))) {
    iree_device_size_t size = 0;
    IREE_RETURN_IF_ERROR(iree_string_view_parse_device_size(value, &size));
    options->cache_size = size;
  } else if (iree_string_view_equal(key, IREE_SV("compiler"))) {
    options->host_compiler = value;
  } else if (iree_string_view_equal(key, IREE_SV("threads"))) {
    return iree_hal_tenstorrent_parse_uint32(key, value,
                                             &options->host_threads);
  } else if (iree_string_view_equal(key, IREE_SV("trace"))) {
    options->trace_path = value;
  } else if (iree_string_view_equal(key, IREE_SV("counters"))) {
    options->counters_path = value;
  } else if (iree_string_view_equal(key, IREE_SV("progress"))) {
    uint32_t progress = 0;
    IREE_RETURN_IF_ERROR(
        iree_hal_tenstorrent_parse_uint32(key, value, &progress));
    options->quiet = progress == 0;
  } else if (iree_string_view_equal(key, IREE_SV("queues"))) {
    IREE_RETURN_IF_ERROR(
        iree_hal_tenstorrent_parse_uint32(key, value, &options->queue_count));
    if (options->queue_count < 1 ||
        options->queue_count > IREE_HAL_TENSTORRENT_MAX_QUEUE_COUNT) {
      return iree_make_status(
          IREE_STATUS_INVALID_ARGUMENT, "queue count %u is not in 1 to %d",
          options->queue_count, IREE_HAL_TENSTORRENT_MAX_QUEUE_COUNT);
    }
  } else {
    return iree_make_status(
        IREE_STATUS_INVALID_ARGUMENT,
        "known are arch, grid, dram, cache_dir, cache_size, compiler, threads, "
        "queues, trace, counters and progress");
  }
  return iree_ok_status();
}

IREE_API_EXPORT iree_status_t iree_hal_tenstorrent_device_options_parse(
    iree_hal_tenstorrent_device_options_t* options,
    iree_host_size_t param_count, const iree_string_pair_t* params) {
  IREE_ASSERT_ARGUMENT(options);
  iree_hal_tenstorrent_device_options_t parsed = *options;
  for (iree_host_size_t i = 0; i < param_count; ++i) {
    iree_status_t status = iree_hal_tenstorrent_device_options_parse_one(
        &parsed, params[i].key, params[i].value);
    if (!iree_status_is_ok(status)) {
      return iree_status_annotate_f(status, "device parameter '%.*s'",
                                    (int)params[i].key.size,
                                    params[i].key.data);
    }
  }
  *options = parsed;
  return iree_ok_status();
}
