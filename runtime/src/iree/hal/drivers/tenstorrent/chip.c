// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/chip.h"

#include <string.h>
#include <unistd.h>

#include "iree/hal/drivers/tenstorrent/status_bridge.h"

struct iree_hal_tenstorrent_chip_set_t {
  iree_atomic_ref_count_t ref_count;
  iree_allocator_t host_allocator;
  iree_hal_tenstorrent_library_t* library;
  // Guards |head| and the last release of each chip in the list.
  iree_slim_mutex_t mutex;
  // Chips that are open, not retained: each retains the set.
  iree_hal_tenstorrent_chip_t* head;
};

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_chip_t
//===----------------------------------------------------------------------===//

iree_string_view_t iree_hal_tenstorrent_arch_name(tt_arch_t arch) {
  switch (arch) {
    case TT_ARCH_WORMHOLE_B0:
      return IREE_SV("wormhole_b0");
    case TT_ARCH_BLACKHOLE:
      return IREE_SV("blackhole");
    default:
      return IREE_SV("unknown");
  }
}

bool iree_hal_tenstorrent_chip_is_forked(
    const iree_hal_tenstorrent_chip_t* chip) {
  return chip->process_id != (int64_t)getpid();
}

static void iree_hal_tenstorrent_chip_destroy(
    iree_hal_tenstorrent_chip_t* chip) {
  // Closing waits for threads; a forked child leaves the chip to its parent.
  if (iree_hal_tenstorrent_chip_is_forked(chip)) return;
  iree_allocator_t host_allocator = chip->host_allocator;
  IREE_TRACE_ZONE_BEGIN(z0);
  iree_hal_tenstorrent_program_loader_destroy(chip->program_loader);
  iree_hal_tenstorrent_l1_region_deinitialize(&chip->l1_region);
  iree_hal_tenstorrent_dram_heap_deinitialize(&chip->heap);
  iree_allocator_free(host_allocator, chip->core_indices);
  if (chip->handle) chip->api->close(chip->handle);
  iree_hal_tenstorrent_launch_log_destroy(chip->launch_log);
  iree_hal_tenstorrent_library_release(chip->library);
  iree_hal_tenstorrent_chip_set_release(chip->set);
  iree_allocator_free(host_allocator, chip);
  IREE_TRACE_ZONE_END(z0);
}

void iree_hal_tenstorrent_chip_retain(iree_hal_tenstorrent_chip_t* chip) {
  if (chip) iree_atomic_ref_count_inc(&chip->ref_count);
}

void iree_hal_tenstorrent_chip_release(iree_hal_tenstorrent_chip_t* chip) {
  if (!chip) return;
  iree_hal_tenstorrent_chip_set_t* set = chip->set;
  // Decrement under the lock so that the set can't hand out a dying chip.
  iree_slim_mutex_lock(&set->mutex);
  const bool is_last = iree_atomic_ref_count_dec(&chip->ref_count) == 1;
  if (is_last) {
    iree_hal_tenstorrent_chip_t** link = &set->head;
    while (*link && *link != chip) link = &(*link)->next;
    if (*link) *link = chip->next;
  }
  iree_slim_mutex_unlock(&set->mutex);
  if (is_last) iree_hal_tenstorrent_chip_destroy(chip);
}

// Copies |source| with a trailing NUL to |*storage| and steps behind it.
static iree_string_view_t iree_hal_tenstorrent_chip_copy_string(
    iree_string_view_t source, char** storage) {
  char* target = *storage;
  if (source.size > 0) memcpy(target, source.data, source.size);
  target[source.size] = 0;
  *storage += source.size + 1;
  return iree_make_string_view(target, source.size);
}

static void iree_hal_tenstorrent_chip_discard(void* user_data, uint64_t offset,
                                              uint64_t length) {
  iree_hal_tenstorrent_chip_t* chip = (iree_hal_tenstorrent_chip_t*)user_data;
  chip->api->dram_discard(chip->handle, offset, length);
}

static iree_status_t iree_hal_tenstorrent_chip_open(
    iree_hal_tenstorrent_chip_set_t* set, uint32_t index,
    const iree_hal_tenstorrent_device_options_t* options,
    iree_hal_tenstorrent_chip_t** out_chip) {
  IREE_TRACE_ZONE_BEGIN(z0);
  iree_hal_tenstorrent_chip_t* chip = NULL;
  const iree_host_size_t total_size = sizeof(*chip) + options->cache_dir.size +
                                      1 + options->host_compiler.size + 1 +
                                      options->trace_path.size + 1 +
                                      options->counters_path.size + 1;
  IREE_RETURN_AND_END_ZONE_IF_ERROR(
      z0,
      iree_allocator_malloc(set->host_allocator, total_size, (void**)&chip));
  iree_atomic_ref_count_init(&chip->ref_count);
  chip->host_allocator = set->host_allocator;
  chip->set = set;
  iree_hal_tenstorrent_chip_set_retain(set);
  chip->process_id = (int64_t)getpid();
  chip->index = index;
  chip->options = *options;
  char* storage = (char*)chip + sizeof(*chip);
  chip->options.cache_dir =
      iree_hal_tenstorrent_chip_copy_string(options->cache_dir, &storage);
  chip->options.host_compiler =
      iree_hal_tenstorrent_chip_copy_string(options->host_compiler, &storage);
  chip->options.trace_path =
      iree_hal_tenstorrent_chip_copy_string(options->trace_path, &storage);
  chip->options.counters_path =
      iree_hal_tenstorrent_chip_copy_string(options->counters_path, &storage);
  chip->library = set->library;
  iree_hal_tenstorrent_library_retain(chip->library);
  chip->api = chip->library->api;

  const tt_device_options_t tt_options = {
      .arch = (tt_arch_t)options->arch,
      .grid_x = options->grid_x,
      .grid_y = options->grid_y,
      .dram_size = options->dram_size,
      .cache_dir =
          options->cache_dir.size ? chip->options.cache_dir.data : NULL,
      .cache_size = options->cache_size,
      .host_compiler =
          options->host_compiler.size ? chip->options.host_compiler.data : NULL,
      .host_threads = options->host_threads,
  };
  tt_error_t error;
  error.message[0] = 0;
  const tt_status_t tt_status =
      chip->api->open(index, &tt_options, &chip->handle, &error);
  iree_status_t status = iree_hal_tenstorrent_make_status(tt_status, &error);
  if (iree_status_is_ok(status)) {
    chip->api->info(chip->handle, &chip->info);
    iree_hal_tenstorrent_l1_region_initialize(
        chip->api, chip->handle, chip->info.l1_available, &chip->l1_region);
    status = iree_hal_tenstorrent_dram_heap_initialize(
        chip->info.dram_arena_size, chip->info.dram_page_size,
        chip->host_allocator, &chip->heap);
    if (chip->api->dram_discard) {
      chip->heap.discard_fn = iree_hal_tenstorrent_chip_discard;
      chip->heap.discard_user_data = chip;
    }
    if (iree_status_is_ok(status)) {
      status = iree_hal_tenstorrent_launch_log_create(
          options->trace_path, options->counters_path, &chip->info,
          chip->host_allocator, &chip->launch_log);
    }
  } else {
    chip->handle = NULL;
    status = iree_status_annotate_f(status, "opening device %u of library '%s'",
                                    index, chip->api->name);
  }
  if (iree_status_is_ok(status)) {
    status = iree_hal_tenstorrent_program_loader_create(
        chip, options->quiet, chip->host_allocator, &chip->program_loader);
  }
  if (iree_status_is_ok(status)) {
    status = iree_allocator_malloc_array(
        chip->host_allocator, chip->info.worker_count,
        sizeof(*chip->core_indices), (void**)&chip->core_indices);
  }
  if (iree_status_is_ok(status)) {
    for (uint32_t i = 0; i < chip->info.worker_count; ++i) {
      chip->core_indices[i] = i;
    }
    *out_chip = chip;
  } else {
    iree_hal_tenstorrent_chip_destroy(chip);
  }
  IREE_TRACE_ZONE_END(z0);
  return status;
}

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_chip_set_t
//===----------------------------------------------------------------------===//

iree_status_t iree_hal_tenstorrent_chip_set_create(
    iree_hal_tenstorrent_library_t* library, iree_allocator_t host_allocator,
    iree_hal_tenstorrent_chip_set_t** out_set) {
  *out_set = NULL;
  iree_hal_tenstorrent_chip_set_t* set = NULL;
  IREE_RETURN_IF_ERROR(
      iree_allocator_malloc(host_allocator, sizeof(*set), (void**)&set));
  iree_atomic_ref_count_init(&set->ref_count);
  set->host_allocator = host_allocator;
  set->library = library;
  iree_hal_tenstorrent_library_retain(library);
  iree_slim_mutex_initialize(&set->mutex);
  *out_set = set;
  return iree_ok_status();
}

void iree_hal_tenstorrent_chip_set_retain(
    iree_hal_tenstorrent_chip_set_t* set) {
  if (set) iree_atomic_ref_count_inc(&set->ref_count);
}

void iree_hal_tenstorrent_chip_set_release(
    iree_hal_tenstorrent_chip_set_t* set) {
  if (set && iree_atomic_ref_count_dec(&set->ref_count) == 1) {
    iree_allocator_t host_allocator = set->host_allocator;
    iree_hal_tenstorrent_library_release(set->library);
    iree_slim_mutex_deinitialize(&set->mutex);
    iree_allocator_free(host_allocator, set);
  }
}

static bool iree_hal_tenstorrent_chip_matches(
    const iree_hal_tenstorrent_chip_t* chip, uint32_t index,
    const iree_hal_tenstorrent_device_options_t* options) {
  const iree_hal_tenstorrent_device_options_t* own = &chip->options;
  return chip->index == index && own->arch == options->arch &&
         own->grid_x == options->grid_x && own->grid_y == options->grid_y &&
         own->dram_size == options->dram_size &&
         own->cache_size == options->cache_size &&
         own->host_threads == options->host_threads &&
         own->quiet == options->quiet &&
         iree_string_view_equal(own->trace_path, options->trace_path) &&
         iree_string_view_equal(own->counters_path, options->counters_path) &&
         iree_string_view_equal(own->cache_dir, options->cache_dir) &&
         iree_string_view_equal(own->host_compiler, options->host_compiler);
}

iree_status_t iree_hal_tenstorrent_chip_set_open(
    iree_hal_tenstorrent_chip_set_t* set, uint32_t index,
    const iree_hal_tenstorrent_device_options_t* options,
    iree_hal_tenstorrent_chip_t** out_chip) {
  IREE_ASSERT_ARGUMENT(out_chip);
  *out_chip = NULL;
  iree_status_t status = iree_ok_status();
  // Opening under the lock makes two threads that ask for one chip share it.
  iree_slim_mutex_lock(&set->mutex);
  iree_hal_tenstorrent_chip_t* chip = set->head;
  while (chip && !iree_hal_tenstorrent_chip_matches(chip, index, options)) {
    chip = chip->next;
  }
  if (chip) {
    iree_hal_tenstorrent_chip_retain(chip);
  } else {
    status = iree_hal_tenstorrent_chip_open(set, index, options, &chip);
    if (iree_status_is_ok(status)) {
      chip->next = set->head;
      set->head = chip;
    }
  }
  iree_slim_mutex_unlock(&set->mutex);
  if (iree_status_is_ok(status)) *out_chip = chip;
  return status;
}
