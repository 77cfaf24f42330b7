// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The driver: finds device libraries and the devices that they open.
//
// A device's path says which: `<library>`, `<index>` or `<library>:<index>`,
// where <library> is a name or file that library.h takes. Empty is device 0 of
// the driver's own library.

#include <inttypes.h>
#include <string.h>

#include "iree/base/threading/mutex.h"
#include "iree/hal/drivers/tenstorrent/api.h"
#include "iree/hal/drivers/tenstorrent/chip.h"
#include "iree/hal/drivers/tenstorrent/device.h"
#include "iree/hal/drivers/tenstorrent/library.h"

// A library that was loaded and the chips that it opened. Never removed, so
// that devices of one driver share chips.
typedef struct iree_hal_tenstorrent_driver_library_t {
  struct iree_hal_tenstorrent_driver_library_t* next;
  // As in a device path; stored behind this struct.
  iree_string_view_t name;
  iree_hal_tenstorrent_library_t* library;
  iree_hal_tenstorrent_chip_set_t* chips;
} iree_hal_tenstorrent_driver_library_t;

typedef struct iree_hal_tenstorrent_driver_t {
  iree_hal_resource_t resource;
  iree_allocator_t host_allocator;
  iree_string_view_t identifier;
  // Options of devices; strings are stored behind this struct.
  iree_hal_tenstorrent_device_options_t device_options;

  // Guards additions to the list.
  iree_slim_mutex_t mutex;
  // The last one is the driver's own.
  iree_hal_tenstorrent_driver_library_t* libraries;
  iree_hal_tenstorrent_driver_library_t* default_library;
} iree_hal_tenstorrent_driver_t;

static const iree_hal_driver_vtable_t iree_hal_tenstorrent_driver_vtable;

static iree_hal_tenstorrent_driver_t* iree_hal_tenstorrent_driver_cast(
    iree_hal_driver_t* base_value) {
  IREE_HAL_ASSERT_TYPE(base_value, &iree_hal_tenstorrent_driver_vtable);
  return (iree_hal_tenstorrent_driver_t*)base_value;
}

//===----------------------------------------------------------------------===//
// Libraries
//===----------------------------------------------------------------------===//

static void iree_hal_tenstorrent_driver_library_free(
    iree_hal_tenstorrent_driver_library_t* entry,
    iree_allocator_t host_allocator) {
  iree_hal_tenstorrent_chip_set_release(entry->chips);
  iree_hal_tenstorrent_library_release(entry->library);
  iree_allocator_free(host_allocator, entry);
}

// Loads the library called |name|. If |name| is empty the entry is called as
// the library that is found calls itself.
static iree_status_t iree_hal_tenstorrent_driver_library_load(
    iree_string_view_t name, iree_allocator_t host_allocator,
    iree_hal_tenstorrent_driver_library_t** out_entry) {
  iree_hal_tenstorrent_library_t* library = NULL;
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_library_load(name, host_allocator, &library));
  if (iree_string_view_is_empty(name)) {
    name = iree_make_cstring_view(library->api->name);
  }
  iree_hal_tenstorrent_driver_library_t* entry = NULL;
  iree_status_t status = iree_allocator_malloc(
      host_allocator, sizeof(*entry) + name.size, (void**)&entry);
  if (!iree_status_is_ok(status)) {
    iree_hal_tenstorrent_library_release(library);
    return status;
  }
  entry->library = library;
  iree_string_view_append_to_buffer(name, &entry->name, (char*)(entry + 1));
  status = iree_hal_tenstorrent_chip_set_create(library, host_allocator,
                                                &entry->chips);
  if (iree_status_is_ok(status)) {
    *out_entry = entry;
  } else {
    iree_hal_tenstorrent_driver_library_free(entry, host_allocator);
  }
  return status;
}

// Returns the library called |name|, loading it if it is not; empty is the
// driver's own.
static iree_status_t iree_hal_tenstorrent_driver_find_library(
    iree_hal_tenstorrent_driver_t* driver, iree_string_view_t name,
    iree_hal_tenstorrent_driver_library_t** out_entry) {
  if (iree_string_view_is_empty(name)) {
    *out_entry = driver->default_library;
    return iree_ok_status();
  }
  iree_status_t status = iree_ok_status();
  iree_slim_mutex_lock(&driver->mutex);
  iree_hal_tenstorrent_driver_library_t* entry = driver->libraries;
  while (entry && !iree_string_view_equal(entry->name, name)) {
    entry = entry->next;
  }
  if (!entry) {
    status = iree_hal_tenstorrent_driver_library_load(
        name, driver->host_allocator, &entry);
    if (iree_status_is_ok(status)) {
      entry->next = driver->libraries;
      driver->libraries = entry;
    }
  }
  iree_slim_mutex_unlock(&driver->mutex);
  if (iree_status_is_ok(status)) *out_entry = entry;
  return status;
}

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_driver_t
//===----------------------------------------------------------------------===//

IREE_API_EXPORT void iree_hal_tenstorrent_driver_options_initialize(
    iree_hal_tenstorrent_driver_options_t* out_options) {
  IREE_ASSERT_ARGUMENT(out_options);
  memset(out_options, 0, sizeof(*out_options));
  iree_hal_tenstorrent_device_options_initialize(&out_options->device_options);
}

IREE_API_EXPORT iree_status_t iree_hal_tenstorrent_driver_create(
    iree_string_view_t identifier,
    const iree_hal_tenstorrent_driver_options_t* options,
    iree_allocator_t host_allocator, iree_hal_driver_t** out_driver) {
  IREE_ASSERT_ARGUMENT(options);
  IREE_ASSERT_ARGUMENT(out_driver);
  *out_driver = NULL;
  IREE_TRACE_ZONE_BEGIN(z0);

  const iree_hal_tenstorrent_device_options_t* device_options =
      &options->device_options;
  iree_hal_tenstorrent_driver_t* driver = NULL;
  const iree_host_size_t total_size =
      sizeof(*driver) + identifier.size + device_options->cache_dir.size +
      device_options->host_compiler.size + device_options->trace_path.size +
      device_options->counters_path.size;
  IREE_RETURN_AND_END_ZONE_IF_ERROR(
      z0, iree_allocator_malloc(host_allocator, total_size, (void**)&driver));
  iree_hal_resource_initialize(&iree_hal_tenstorrent_driver_vtable,
                               &driver->resource);
  driver->host_allocator = host_allocator;
  iree_slim_mutex_initialize(&driver->mutex);
  driver->device_options = *device_options;
  char* storage = (char*)(driver + 1);
  storage += iree_string_view_append_to_buffer(identifier, &driver->identifier,
                                               storage);
  storage += iree_string_view_append_to_buffer(
      device_options->cache_dir, &driver->device_options.cache_dir, storage);
  storage += iree_string_view_append_to_buffer(
      device_options->host_compiler, &driver->device_options.host_compiler,
      storage);
  storage += iree_string_view_append_to_buffer(
      device_options->trace_path, &driver->device_options.trace_path, storage);
  iree_string_view_append_to_buffer(device_options->counters_path,
                                    &driver->device_options.counters_path,
                                    storage);

  iree_status_t status = iree_hal_tenstorrent_driver_library_load(
      options->library, host_allocator, &driver->default_library);
  if (iree_status_is_ok(status)) {
    driver->libraries = driver->default_library;
    *out_driver = (iree_hal_driver_t*)driver;
  } else {
    iree_hal_driver_release((iree_hal_driver_t*)driver);
  }
  IREE_TRACE_ZONE_END(z0);
  return status;
}

static void iree_hal_tenstorrent_driver_destroy(
    iree_hal_driver_t* base_driver) {
  iree_hal_tenstorrent_driver_t* driver =
      iree_hal_tenstorrent_driver_cast(base_driver);
  iree_allocator_t host_allocator = driver->host_allocator;
  IREE_TRACE_ZONE_BEGIN(z0);
  while (driver->libraries) {
    iree_hal_tenstorrent_driver_library_t* entry = driver->libraries;
    driver->libraries = entry->next;
    iree_hal_tenstorrent_driver_library_free(entry, host_allocator);
  }
  iree_slim_mutex_deinitialize(&driver->mutex);
  iree_allocator_free(host_allocator, driver);
  IREE_TRACE_ZONE_END(z0);
}

//===----------------------------------------------------------------------===//
// Enumeration
//===----------------------------------------------------------------------===//

// Ids are 1 + the index of the device in the driver's own library: 0 is
// IREE_HAL_DEVICE_ID_DEFAULT.
static iree_status_t iree_hal_tenstorrent_device_index_from_id(
    iree_hal_device_id_t device_id, uint32_t* out_index) {
  if (device_id == IREE_HAL_DEVICE_ID_DEFAULT) {
    *out_index = 0;
  } else if (device_id - 1 <= UINT32_MAX) {
    *out_index = (uint32_t)(device_id - 1);
  } else {
    return iree_make_status(IREE_STATUS_NOT_FOUND, "no device with id %" PRIu64,
                            (uint64_t)device_id);
  }
  return iree_ok_status();
}

// Opens device |index| of |entry| with |options|.
static iree_status_t iree_hal_tenstorrent_driver_open_chip(
    iree_hal_tenstorrent_driver_library_t* entry, uint32_t index,
    const iree_hal_tenstorrent_device_options_t* options,
    iree_hal_tenstorrent_chip_t** out_chip) {
  uint32_t count = 0;
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_library_device_count(entry->library, &count));
  // Where there is no device at all, opening one tells what is missing.
  if (count > 0 && index >= count) {
    return iree_make_status(
        IREE_STATUS_NOT_FOUND,
        "device library '%.*s' has no device %u; it finds %u",
        (int)entry->name.size, entry->name.data, index, count);
  }
  return iree_hal_tenstorrent_chip_set_open(entry->chips, index, options,
                                            out_chip);
}

static iree_status_t iree_hal_tenstorrent_driver_query_available_devices(
    iree_hal_driver_t* base_driver, iree_allocator_t host_allocator,
    iree_host_size_t* out_device_info_count,
    iree_hal_device_info_t** out_device_infos) {
  *out_device_info_count = 0;
  *out_device_infos = NULL;
  iree_hal_tenstorrent_driver_t* driver =
      iree_hal_tenstorrent_driver_cast(base_driver);
  iree_hal_tenstorrent_driver_library_t* entry = driver->default_library;
  uint32_t count = 0;
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_library_device_count(entry->library, &count));

  // One allocation: the infos, then a path and a name for each.
  const iree_host_size_t path_capacity = entry->name.size + 16;
  const iree_host_size_t name_capacity =
      sizeof(((tt_device_info_t*)0)->name) + 64;
  iree_hal_device_info_t* infos = NULL;
  IREE_RETURN_IF_ERROR(iree_allocator_malloc(
      host_allocator,
      count * (sizeof(*infos) + path_capacity + name_capacity) + 1,
      (void**)&infos));
  char* storage = (char*)(infos + count);
  iree_status_t status = iree_ok_status();
  for (uint32_t i = 0; i < count && iree_status_is_ok(status); ++i) {
    iree_hal_tenstorrent_chip_t* chip = NULL;
    status = iree_hal_tenstorrent_driver_open_chip(
        entry, i, &driver->device_options, &chip);
    if (!iree_status_is_ok(status)) break;
    const iree_string_view_t arch =
        iree_hal_tenstorrent_arch_name(chip->info.arch);
    int path_length =
        count == 1 ? iree_snprintf(storage, path_capacity, "%.*s",
                                   (int)entry->name.size, entry->name.data)
                   : iree_snprintf(storage, path_capacity, "%.*s:%u",
                                   (int)entry->name.size, entry->name.data, i);
    infos[i].device_id = 1 + i;
    infos[i].path = iree_make_string_view(storage, path_length);
    storage += path_capacity;
    int name_length = iree_snprintf(
        storage, name_capacity, "Tenstorrent %s (%.*s, %s)", chip->info.name,
        (int)arch.size, arch.data, chip->info.library);
    infos[i].name = iree_make_string_view(
        storage, iree_min((iree_host_size_t)name_length, name_capacity - 1));
    storage += name_capacity;
    iree_hal_tenstorrent_chip_release(chip);
  }
  if (iree_status_is_ok(status)) {
    *out_device_info_count = count;
    *out_device_infos = infos;
  } else {
    iree_allocator_free(host_allocator, infos);
  }
  return status;
}

// Appends what |info| tells, a line for each part of the device.
static iree_status_t iree_hal_tenstorrent_append_device_info(
    const tt_device_info_t* info, iree_string_builder_t* builder) {
  const iree_string_view_t arch = iree_hal_tenstorrent_arch_name(info->arch);
  return iree_string_builder_append_format(
      builder,
      "- product: %s\n"
      "- architecture: %.*s\n"
      "- device library: %s %s\n"
      "- workers: %u (grid of %u x %u)\n"
      "- clock: %" PRIu64
      " MHz\n"
      "- L1: %" PRIu64 " KiB per worker, %" PRIu64
      " KiB for circular buffers, alignment %u bytes\n"
      "- DRAM: %u banks of %" PRIu64 " MiB, %" PRIu64
      " MiB usable, interleaved in pages of %u bytes\n"
      "- DRAM alignment: %u bytes for reads, %u for writes\n"
      "- NoC burst: %u bytes\n",
      info->name, (int)arch.size, arch.data, info->library, info->version,
      info->worker_count, info->grid_x, info->grid_y, info->clock_hz / 1000000,
      info->l1_size / 1024, info->l1_available / 1024, info->l1_alignment,
      info->dram_bank_count, info->dram_bank_size / (1024 * 1024),
      info->dram_arena_size / (1024 * 1024), info->dram_page_size,
      info->dram_read_alignment, info->dram_write_alignment,
      info->noc_max_burst);
}

static iree_status_t iree_hal_tenstorrent_driver_dump_device_info(
    iree_hal_driver_t* base_driver, iree_hal_device_id_t device_id,
    iree_string_builder_t* builder) {
  iree_hal_tenstorrent_driver_t* driver =
      iree_hal_tenstorrent_driver_cast(base_driver);
  uint32_t index = 0;
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_device_index_from_id(device_id, &index));
  iree_hal_tenstorrent_chip_t* chip = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_driver_open_chip(
      driver->default_library, index, &driver->device_options, &chip));
  iree_status_t status =
      iree_hal_tenstorrent_append_device_info(&chip->info, builder);
  iree_hal_tenstorrent_chip_release(chip);
  return status;
}

//===----------------------------------------------------------------------===//
// Device creation
//===----------------------------------------------------------------------===//

static iree_status_t iree_hal_tenstorrent_driver_create_device(
    iree_hal_tenstorrent_driver_t* driver,
    iree_hal_tenstorrent_driver_library_t* entry, uint32_t index,
    iree_host_size_t param_count, const iree_string_pair_t* params,
    const iree_hal_device_create_params_t* create_params,
    iree_allocator_t host_allocator, iree_hal_device_t** out_device) {
  iree_hal_tenstorrent_device_options_t options = driver->device_options;
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_device_options_parse(&options, param_count, params));
  iree_hal_tenstorrent_chip_t* chip = NULL;
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_driver_open_chip(entry, index, &options, &chip));
  iree_status_t status = iree_hal_tenstorrent_device_create(
      driver->identifier, chip, options.queue_count, create_params,
      host_allocator, out_device);
  iree_hal_tenstorrent_chip_release(chip);
  return status;
}

static iree_status_t iree_hal_tenstorrent_driver_create_device_by_id(
    iree_hal_driver_t* base_driver, iree_hal_device_id_t device_id,
    iree_host_size_t param_count, const iree_string_pair_t* params,
    const iree_hal_device_create_params_t* create_params,
    iree_allocator_t host_allocator, iree_hal_device_t** out_device) {
  iree_hal_tenstorrent_driver_t* driver =
      iree_hal_tenstorrent_driver_cast(base_driver);
  uint32_t index = 0;
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_device_index_from_id(device_id, &index));
  return iree_hal_tenstorrent_driver_create_device(
      driver, driver->default_library, index, param_count, params,
      create_params, host_allocator, out_device);
}

// Splits |path| into a library (maybe empty) and a device index.
static void iree_hal_tenstorrent_parse_device_path(
    iree_string_view_t path, iree_string_view_t* out_library,
    uint32_t* out_index) {
  *out_library = path;
  *out_index = 0;
  if (iree_string_view_is_empty(path)) return;
  if (iree_string_view_atoi_uint32(path, out_index)) {
    *out_library = iree_string_view_empty();
    return;
  }
  const iree_host_size_t colon =
      iree_string_view_find_last_of(path, IREE_SV(":"), IREE_STRING_VIEW_NPOS);
  if (colon != IREE_STRING_VIEW_NPOS &&
      iree_string_view_atoi_uint32(
          iree_string_view_substr(path, colon + 1, IREE_HOST_SIZE_MAX),
          out_index)) {
    *out_library = iree_string_view_substr(path, 0, colon);
  }
}

static iree_status_t iree_hal_tenstorrent_driver_create_device_by_path(
    iree_hal_driver_t* base_driver, iree_string_view_t driver_name,
    iree_string_view_t device_path, iree_host_size_t param_count,
    const iree_string_pair_t* params,
    const iree_hal_device_create_params_t* create_params,
    iree_allocator_t host_allocator, iree_hal_device_t** out_device) {
  iree_hal_tenstorrent_driver_t* driver =
      iree_hal_tenstorrent_driver_cast(base_driver);
  iree_string_view_t library_name = iree_string_view_empty();
  uint32_t index = 0;
  iree_hal_tenstorrent_parse_device_path(device_path, &library_name, &index);
  iree_hal_tenstorrent_driver_library_t* entry = NULL;
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_driver_find_library(driver, library_name, &entry));
  return iree_hal_tenstorrent_driver_create_device(
      driver, entry, index, param_count, params, create_params, host_allocator,
      out_device);
}

static const iree_hal_driver_vtable_t iree_hal_tenstorrent_driver_vtable = {
    .destroy = iree_hal_tenstorrent_driver_destroy,
    .query_available_devices =
        iree_hal_tenstorrent_driver_query_available_devices,
    .dump_device_info = iree_hal_tenstorrent_driver_dump_device_info,
    .create_device_by_id = iree_hal_tenstorrent_driver_create_device_by_id,
    .create_device_by_path = iree_hal_tenstorrent_driver_create_device_by_path,
};
