// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#if !defined(_GNU_SOURCE)
#define _GNU_SOURCE  // dladdr
#endif               // !_GNU_SOURCE

#include "iree/hal/drivers/tenstorrent/library.h"

#include <dlfcn.h>
#include <string.h>
#include <unistd.h>

#include "iree/hal/drivers/tenstorrent/status_bridge.h"

// The metalium library: beside the file that this driver is in (as the wheel
// has it), or else on the loader's search path.
#define IREE_HAL_TENSTORRENT_METALIUM_FILE "libtt_device_metalium.so"

static const char iree_hal_tenstorrent_library_here = 0;

static iree_status_t iree_hal_tenstorrent_library_create(
    const tt_device_library_t* api, iree_dynamic_library_t* shared_object,
    iree_allocator_t host_allocator,
    iree_hal_tenstorrent_library_t** out_library) {
  if (api->abi_version != TT_DEVICE_ABI_VERSION) {
    return iree_make_status(
        IREE_STATUS_FAILED_PRECONDITION,
        "device library '%s' has ABI version %u and this driver needs %u",
        api->name, api->abi_version, TT_DEVICE_ABI_VERSION);
  }
  iree_hal_tenstorrent_library_t* library = NULL;
  IREE_RETURN_IF_ERROR(iree_allocator_malloc(host_allocator, sizeof(*library),
                                             (void**)&library));
  iree_atomic_ref_count_init(&library->ref_count);
  library->host_allocator = host_allocator;
  library->api = api;
  library->shared_object = shared_object;
  iree_dynamic_library_retain(shared_object);
  *out_library = library;
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_library_load_file(
    const char* path, iree_allocator_t host_allocator,
    iree_hal_tenstorrent_library_t** out_library) {
  iree_dynamic_library_t* shared_object = NULL;
  IREE_RETURN_IF_ERROR(iree_dynamic_library_load_from_file(
      path, IREE_DYNAMIC_LIBRARY_FLAG_NONE, host_allocator, &shared_object));
  tt_device_library_query_fn_t query_fn = NULL;
  iree_status_t status = iree_dynamic_library_lookup_symbol(
      shared_object, TT_DEVICE_LIBRARY_QUERY_SYMBOL, (void**)&query_fn);
  const tt_device_library_t* api = NULL;
  if (iree_status_is_ok(status)) {
    api = query_fn(TT_DEVICE_ABI_VERSION);
    if (!api) {
      status =
          iree_make_status(IREE_STATUS_FAILED_PRECONDITION,
                           "device library '%s' does not serve ABI version %u",
                           path, TT_DEVICE_ABI_VERSION);
    }
  }
  if (iree_status_is_ok(status)) {
    status = iree_hal_tenstorrent_library_create(api, shared_object,
                                                 host_allocator, out_library);
  }
  iree_dynamic_library_release(shared_object);
  return status;
}

static iree_status_t iree_hal_tenstorrent_library_load_metalium(
    iree_allocator_t host_allocator,
    iree_hal_tenstorrent_library_t** out_library) {
  char path[1024];
  Dl_info info;
  // Any object of this file tells which file that is.
  if (dladdr(&iree_hal_tenstorrent_library_here, &info) && info.dli_fname) {
    const char* slash = strrchr(info.dli_fname, '/');
    const int folder_length = slash ? (int)(slash + 1 - info.dli_fname) : 0;
    const int length =
        iree_snprintf(path, sizeof(path), "%.*s%s", folder_length,
                      info.dli_fname, IREE_HAL_TENSTORRENT_METALIUM_FILE);
    if (folder_length > 0 && length > 0 && length < (int)sizeof(path) &&
        access(path, R_OK) == 0) {
      return iree_hal_tenstorrent_library_load_file(path, host_allocator,
                                                    out_library);
    }
  }
  return iree_hal_tenstorrent_library_load_file(
      IREE_HAL_TENSTORRENT_METALIUM_FILE, host_allocator, out_library);
}

// Sets |out_library| to metalium if it can be loaded and finds a card, else to
// NULL: that there is none is the ordinary case and no error.
static void iree_hal_tenstorrent_library_try_load_metalium(
    iree_allocator_t host_allocator,
    iree_hal_tenstorrent_library_t** out_library) {
  *out_library = NULL;
  iree_hal_tenstorrent_library_t* library = NULL;
  iree_status_t status =
      iree_hal_tenstorrent_library_load_metalium(host_allocator, &library);
  uint32_t device_count = 0;
  if (iree_status_is_ok(status)) {
    status = iree_hal_tenstorrent_library_device_count(library, &device_count);
  }
  if (iree_status_is_ok(status) && device_count > 0) {
    *out_library = library;
  } else {
    iree_hal_tenstorrent_library_release(library);
  }
  iree_status_free(status);
}

iree_status_t iree_hal_tenstorrent_library_load(
    iree_string_view_t name, iree_allocator_t host_allocator,
    iree_hal_tenstorrent_library_t** out_library) {
  IREE_ASSERT_ARGUMENT(out_library);
  *out_library = NULL;
  IREE_TRACE_ZONE_BEGIN(z0);
  iree_status_t status = iree_ok_status();
  if (iree_string_view_is_empty(name)) {
    iree_hal_tenstorrent_library_try_load_metalium(host_allocator, out_library);
  } else if (iree_string_view_equal(name, IREE_SV("metalium"))) {
    status =
        iree_hal_tenstorrent_library_load_metalium(host_allocator, out_library);
  } else if (!iree_string_view_equal(name, IREE_SV("emulator"))) {
    char* path = NULL;
    status =
        iree_allocator_malloc(host_allocator, name.size + 1, (void**)&path);
    if (iree_status_is_ok(status)) {
      iree_string_view_to_cstring(name, path, name.size + 1);
      status = iree_hal_tenstorrent_library_load_file(path, host_allocator,
                                                      out_library);
      iree_allocator_free(host_allocator, path);
    }
  }
  if (iree_status_is_ok(status) && !*out_library) {
    status = iree_hal_tenstorrent_library_create(tt_device_library_emulator(),
                                                 /*shared_object=*/NULL,
                                                 host_allocator, out_library);
  }
  if (!iree_status_is_ok(status)) {
    status = iree_status_annotate_f(status, "loading device library '%.*s'",
                                    (int)name.size, name.data);
  }
  IREE_TRACE_ZONE_END(z0);
  return status;
}

void iree_hal_tenstorrent_library_retain(
    iree_hal_tenstorrent_library_t* library) {
  if (library) iree_atomic_ref_count_inc(&library->ref_count);
}

void iree_hal_tenstorrent_library_release(
    iree_hal_tenstorrent_library_t* library) {
  if (library && iree_atomic_ref_count_dec(&library->ref_count) == 1) {
    iree_allocator_t host_allocator = library->host_allocator;
    iree_dynamic_library_release(library->shared_object);
    iree_allocator_free(host_allocator, library);
  }
}

iree_status_t iree_hal_tenstorrent_library_device_count(
    iree_hal_tenstorrent_library_t* library, uint32_t* out_count) {
  tt_error_t error;
  error.message[0] = 0;
  const tt_status_t tt_status = library->api->device_count(out_count, &error);
  return iree_hal_tenstorrent_make_status(tt_status, &error);
}
