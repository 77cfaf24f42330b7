// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/executable_cache.h"

#include "iree/hal/drivers/tenstorrent/executable.h"

typedef struct iree_hal_tenstorrent_executable_cache_t {
  iree_hal_resource_t resource;
  iree_allocator_t host_allocator;
  iree_hal_tenstorrent_chip_t* chip;
} iree_hal_tenstorrent_executable_cache_t;

static const iree_hal_executable_cache_vtable_t
    iree_hal_tenstorrent_executable_cache_vtable;

static iree_hal_tenstorrent_executable_cache_t*
iree_hal_tenstorrent_executable_cache_cast(
    iree_hal_executable_cache_t* base_value) {
  IREE_HAL_ASSERT_TYPE(base_value,
                       &iree_hal_tenstorrent_executable_cache_vtable);
  return (iree_hal_tenstorrent_executable_cache_t*)base_value;
}

iree_status_t iree_hal_tenstorrent_executable_cache_create(
    iree_hal_tenstorrent_chip_t* chip, iree_string_view_t identifier,
    iree_allocator_t host_allocator,
    iree_hal_executable_cache_t** out_executable_cache) {
  IREE_ASSERT_ARGUMENT(out_executable_cache);
  *out_executable_cache = NULL;
  iree_hal_tenstorrent_executable_cache_t* executable_cache = NULL;
  IREE_RETURN_IF_ERROR(iree_allocator_malloc(
      host_allocator, sizeof(*executable_cache), (void**)&executable_cache));
  iree_hal_resource_initialize(&iree_hal_tenstorrent_executable_cache_vtable,
                               &executable_cache->resource);
  executable_cache->host_allocator = host_allocator;
  executable_cache->chip = chip;
  iree_hal_tenstorrent_chip_retain(chip);
  *out_executable_cache = (iree_hal_executable_cache_t*)executable_cache;
  return iree_ok_status();
}

static void iree_hal_tenstorrent_executable_cache_destroy(
    iree_hal_executable_cache_t* base_executable_cache) {
  iree_hal_tenstorrent_executable_cache_t* executable_cache =
      iree_hal_tenstorrent_executable_cache_cast(base_executable_cache);
  iree_allocator_t host_allocator = executable_cache->host_allocator;
  iree_hal_tenstorrent_chip_release(executable_cache->chip);
  iree_allocator_free(host_allocator, executable_cache);
}

static iree_status_t iree_hal_tenstorrent_executable_cache_infer_format(
    iree_hal_executable_cache_t* base_executable_cache,
    iree_hal_executable_caching_mode_t caching_mode,
    iree_const_byte_span_t executable_data,
    iree_host_size_t executable_format_capacity, char* executable_format,
    iree_host_size_t* out_inferred_size) {
  return iree_hal_tenstorrent_executable_infer_format(
      executable_data, executable_format_capacity, executable_format,
      out_inferred_size);
}

static bool iree_hal_tenstorrent_executable_cache_can_prepare_format(
    iree_hal_executable_cache_t* base_executable_cache,
    iree_hal_executable_caching_mode_t caching_mode,
    iree_string_view_t executable_format) {
  return iree_string_view_equal(
      executable_format,
      iree_make_cstring_view(IREE_HAL_TENSTORRENT_EXECUTABLE_FORMAT));
}

static iree_status_t iree_hal_tenstorrent_executable_cache_prepare_executable(
    iree_hal_executable_cache_t* base_executable_cache,
    const iree_hal_executable_params_t* executable_params,
    iree_hal_executable_t** out_executable) {
  iree_hal_tenstorrent_executable_cache_t* executable_cache =
      iree_hal_tenstorrent_executable_cache_cast(base_executable_cache);
  if (!iree_hal_tenstorrent_executable_cache_can_prepare_format(
          base_executable_cache, executable_params->caching_mode,
          executable_params->executable_format)) {
    return iree_make_status(
        IREE_STATUS_NOT_FOUND,
        "executables of format '%.*s' can't be loaded; the one that can is "
        "'" IREE_HAL_TENSTORRENT_EXECUTABLE_FORMAT "'",
        (int)executable_params->executable_format.size,
        executable_params->executable_format.data);
  }
  return iree_hal_tenstorrent_executable_create(
      executable_cache->chip, executable_params,
      executable_cache->host_allocator, out_executable);
}

static const iree_hal_executable_cache_vtable_t
    iree_hal_tenstorrent_executable_cache_vtable = {
        .destroy = iree_hal_tenstorrent_executable_cache_destroy,
        .infer_format = iree_hal_tenstorrent_executable_cache_infer_format,
        .can_prepare_format =
            iree_hal_tenstorrent_executable_cache_can_prepare_format,
        .prepare_executable =
            iree_hal_tenstorrent_executable_cache_prepare_executable,
};
