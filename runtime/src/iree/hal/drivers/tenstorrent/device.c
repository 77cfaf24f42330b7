// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device.h"

#include <string.h>

#include "iree/async/frontier_tracker.h"
#include "iree/async/util/proactor_pool.h"
#include "iree/base/internal/arena.h"
#include "iree/base/internal/math.h"
#include "iree/hal/drivers/tenstorrent/allocator.h"
#include "iree/hal/drivers/tenstorrent/default_pools.h"
#include "iree/hal/drivers/tenstorrent/event.h"
#include "iree/hal/drivers/tenstorrent/executable.h"
#include "iree/hal/drivers/tenstorrent/executable_cache.h"
#include "iree/hal/drivers/tenstorrent/profile.h"
#include "iree/hal/drivers/tenstorrent/queue.h"
#include "iree/hal/drivers/tenstorrent/queue_ops.h"
#include "iree/hal/drivers/tenstorrent/semaphore.h"
#include "iree/hal/local/transient_buffer.h"
#include "iree/hal/utils/deferred_command_buffer.h"
#include "iree/hal/utils/file_registry.h"

// Blocks of queue operations: small captures.
#define IREE_HAL_TENSTORRENT_SMALL_BLOCK_SIZE (4 * 1024)
// Blocks of command buffers, which may hold inline update data.
#define IREE_HAL_TENSTORRENT_LARGE_BLOCK_SIZE (32 * 1024)

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_device_t
//===----------------------------------------------------------------------===//

typedef struct iree_hal_tenstorrent_device_t {
  iree_hal_resource_t resource;
  iree_allocator_t host_allocator;
  iree_string_view_t identifier;
  iree_hal_tenstorrent_chip_t* chip;

  // Retained so that the proactor outlives all that waits with it.
  iree_async_proactor_pool_t* proactor_pool;
  iree_async_proactor_t* proactor;

  iree_arena_block_pool_t small_block_pool;
  iree_arena_block_pool_t large_block_pool;

  iree_hal_allocator_t* device_allocator;
  iree_hal_channel_provider_t* channel_provider;
  iree_hal_tenstorrent_default_pools_t default_pools;

  // Retained while the device is in a topology.
  iree_async_frontier_tracker_t* frontier_tracker;
  iree_hal_device_topology_info_t topology_info;

  // Active profiling session or NULL.
  iree_hal_tenstorrent_profile_t* profile;
  uint64_t next_profile_session_id;

  uint32_t queue_count;
  iree_hal_tenstorrent_queue_t queues[];
  // + identifier storage
} iree_hal_tenstorrent_device_t;

static const iree_hal_device_vtable_t iree_hal_tenstorrent_device_vtable;

static iree_hal_tenstorrent_device_t* iree_hal_tenstorrent_device_cast(
    iree_hal_device_t* base_value) {
  IREE_HAL_ASSERT_TYPE(base_value, &iree_hal_tenstorrent_device_vtable);
  return (iree_hal_tenstorrent_device_t*)base_value;
}

static bool iree_hal_tenstorrent_device_query_epoch(void* user_data,
                                                    iree_async_axis_t axis,
                                                    uint64_t epoch) {
  iree_hal_tenstorrent_device_t* device =
      (iree_hal_tenstorrent_device_t*)user_data;
  // Outside of a topology deallocations carry no death frontier.
  return !device->frontier_tracker ||
         iree_async_frontier_tracker_query_epoch(device->frontier_tracker, axis,
                                                 epoch);
}

iree_status_t iree_hal_tenstorrent_device_create(
    iree_string_view_t identifier, iree_hal_tenstorrent_chip_t* chip,
    uint32_t queue_count, const iree_hal_device_create_params_t* create_params,
    iree_allocator_t host_allocator, iree_hal_device_t** out_device) {
  IREE_ASSERT_ARGUMENT(chip);
  IREE_ASSERT_ARGUMENT(create_params);
  IREE_ASSERT_ARGUMENT(create_params->proactor_pool);
  IREE_ASSERT_ARGUMENT(out_device);
  *out_device = NULL;
  IREE_TRACE_ZONE_BEGIN(z0);
  if (queue_count < 1 || queue_count > IREE_HAL_TENSTORRENT_MAX_QUEUE_COUNT) {
    IREE_TRACE_ZONE_END(z0);
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "queue count %u is not in 1 to %d", queue_count,
                            IREE_HAL_TENSTORRENT_MAX_QUEUE_COUNT);
  }

  iree_hal_tenstorrent_device_t* device = NULL;
  iree_host_size_t total_size = 0;
  iree_host_size_t identifier_offset = 0;
  IREE_RETURN_AND_END_ZONE_IF_ERROR(
      z0,
      IREE_STRUCT_LAYOUT(
          sizeof(*device), &total_size,
          IREE_STRUCT_FIELD(queue_count, iree_hal_tenstorrent_queue_t, NULL),
          IREE_STRUCT_FIELD(identifier.size, char, &identifier_offset)));
  IREE_RETURN_AND_END_ZONE_IF_ERROR(
      z0, iree_allocator_malloc(host_allocator, total_size, (void**)&device));
  iree_hal_resource_initialize(&iree_hal_tenstorrent_device_vtable,
                               &device->resource);
  device->host_allocator = host_allocator;
  iree_string_view_append_to_buffer(identifier, &device->identifier,
                                    (char*)device + identifier_offset);
  device->chip = chip;
  iree_hal_tenstorrent_chip_retain(chip);
  device->proactor_pool = create_params->proactor_pool;
  iree_async_proactor_pool_retain(device->proactor_pool);
  iree_arena_block_pool_initialize(IREE_HAL_TENSTORRENT_SMALL_BLOCK_SIZE,
                                   host_allocator, &device->small_block_pool);
  iree_arena_block_pool_initialize(IREE_HAL_TENSTORRENT_LARGE_BLOCK_SIZE,
                                   host_allocator, &device->large_block_pool);
  device->queue_count = queue_count;

  iree_status_t status = iree_async_proactor_pool_get(
      device->proactor_pool, /*index=*/0, &device->proactor);
  if (iree_status_is_ok(status)) {
    status = iree_hal_tenstorrent_allocator_create((iree_hal_device_t*)device,
                                                   chip, host_allocator,
                                                   &device->device_allocator);
  }
  if (iree_status_is_ok(status)) {
    const iree_hal_pool_epoch_query_t epoch_query = {
        .fn = iree_hal_tenstorrent_device_query_epoch,
        .user_data = device,
    };
    status = iree_hal_tenstorrent_default_pools_initialize(
        (iree_hal_device_t*)device, chip, device->proactor, epoch_query,
        host_allocator, &device->default_pools);
  }
  for (uint32_t i = 0; i < queue_count && iree_status_is_ok(status); ++i) {
    status = iree_hal_tenstorrent_queue_initialize(
        (iree_hal_device_t*)device, chip, device->proactor,
        &device->small_block_pool, &device->default_pools.pending_frees, i,
        host_allocator, &device->queues[i]);
  }

  if (iree_status_is_ok(status)) {
    *out_device = (iree_hal_device_t*)device;
  } else {
    iree_hal_device_release((iree_hal_device_t*)device);
  }
  IREE_TRACE_ZONE_END(z0);
  return status;
}

static void iree_hal_tenstorrent_device_clear_topology_info(
    iree_hal_tenstorrent_device_t* device) {
  for (uint32_t i = 0; i < device->queue_count; ++i) {
    iree_hal_tenstorrent_queue_retire_frontier(&device->queues[i]);
  }
  iree_async_frontier_tracker_release(device->frontier_tracker);
  device->frontier_tracker = NULL;
  memset(&device->topology_info, 0, sizeof(device->topology_info));
}

static void iree_hal_tenstorrent_device_destroy(
    iree_hal_device_t* base_device) {
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  // The queues' threads, which this would wait for, stayed with the parent.
  if (device->chip && iree_hal_tenstorrent_chip_is_forked(device->chip)) return;
  iree_allocator_t host_allocator = device->host_allocator;
  IREE_TRACE_ZONE_BEGIN(z0);
  IREE_ASSERT(!device->profile,
              "profiling sessions must be ended before the device");

  for (uint32_t i = 0; i < device->queue_count; ++i) {
    iree_hal_tenstorrent_queue_deinitialize(&device->queues[i]);
  }
  iree_hal_tenstorrent_device_clear_topology_info(device);
  iree_hal_tenstorrent_default_pools_deinitialize(&device->default_pools);
  iree_hal_allocator_release(device->device_allocator);
  iree_hal_channel_provider_release(device->channel_provider);
  iree_arena_block_pool_deinitialize(&device->large_block_pool);
  iree_arena_block_pool_deinitialize(&device->small_block_pool);
  iree_async_proactor_pool_release(device->proactor_pool);
  iree_hal_tenstorrent_chip_release(device->chip);
  iree_allocator_free(host_allocator, device);

  IREE_TRACE_ZONE_END(z0);
}

static iree_string_view_t iree_hal_tenstorrent_device_id(
    iree_hal_device_t* base_device) {
  return iree_hal_tenstorrent_device_cast(base_device)->identifier;
}

static iree_allocator_t iree_hal_tenstorrent_device_host_allocator(
    iree_hal_device_t* base_device) {
  return iree_hal_tenstorrent_device_cast(base_device)->host_allocator;
}

static iree_hal_allocator_t* iree_hal_tenstorrent_device_allocator(
    iree_hal_device_t* base_device) {
  return iree_hal_tenstorrent_device_cast(base_device)->device_allocator;
}

static void iree_hal_tenstorrent_device_replace_device_allocator(
    iree_hal_device_t* base_device, iree_hal_allocator_t* new_allocator) {
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  iree_hal_allocator_retain(new_allocator);
  iree_hal_allocator_release(device->device_allocator);
  device->device_allocator = new_allocator;
}

static void iree_hal_tenstorrent_device_replace_channel_provider(
    iree_hal_device_t* base_device, iree_hal_channel_provider_t* new_provider) {
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  iree_hal_channel_provider_retain(new_provider);
  iree_hal_channel_provider_release(device->channel_provider);
  device->channel_provider = new_provider;
}

static iree_status_t iree_hal_tenstorrent_device_trim(
    iree_hal_device_t* base_device) {
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  IREE_RETURN_IF_ERROR(iree_hal_allocator_trim(device->device_allocator));
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_default_pools_trim(&device->default_pools));
  iree_arena_block_pool_trim(&device->small_block_pool);
  iree_arena_block_pool_trim(&device->large_block_pool);
  return iree_ok_status();
}

//===----------------------------------------------------------------------===//
// Queries and topology
//===----------------------------------------------------------------------===//

static iree_status_t iree_hal_tenstorrent_device_query_i64(
    iree_hal_device_t* base_device, iree_string_view_t category,
    iree_string_view_t key, int64_t* out_value) {
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  *out_value = 0;
  if (iree_string_view_equal(category, IREE_SV("hal.device.id"))) {
    *out_value =
        iree_string_view_match_pattern(device->identifier, key) ? 1 : 0;
    return iree_ok_status();
  }
  if (iree_string_view_equal(category, IREE_SV("hal.executable.format"))) {
    *out_value = iree_string_view_equal(
                     key, IREE_SV(IREE_HAL_TENSTORRENT_EXECUTABLE_FORMAT))
                     ? 1
                     : 0;
    return iree_ok_status();
  }
  if (iree_string_view_equal(key, IREE_SV("concurrency"))) {
    if (iree_string_view_equal(category, IREE_SV("hal.device"))) {
      *out_value = device->queue_count;
      return iree_ok_status();
    } else if (iree_string_view_equal(category, IREE_SV("hal.dispatch"))) {
      *out_value = device->chip->info.worker_count;
      return iree_ok_status();
    }
  }
  return iree_make_status(
      IREE_STATUS_NOT_FOUND,
      "unknown device configuration key value '%.*s :: %.*s'",
      (int)category.size, category.data, (int)key.size, key.data);
}

static iree_status_t iree_hal_tenstorrent_device_query_capabilities(
    iree_hal_device_t* base_device,
    iree_hal_device_capabilities_t* out_capabilities) {
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  memset(out_capabilities, 0, sizeof(*out_capabilities));
  // Semaphores are the host's timelines and everything may be called from any
  // thread. DRAM is behind transfers: neither host nor peers address it.
  out_capabilities->flags = IREE_HAL_DEVICE_CAPABILITY_TIMELINE_SEMAPHORES |
                            IREE_HAL_DEVICE_CAPABILITY_CONCURRENT_SAFE;
  // Devices on one chip use each other's buffers without a copy.
  out_capabilities->driver_device_handle = (uintptr_t)device->chip;
  return iree_ok_status();
}

static const iree_hal_device_topology_info_t*
iree_hal_tenstorrent_device_topology_info(iree_hal_device_t* base_device) {
  return &iree_hal_tenstorrent_device_cast(base_device)->topology_info;
}

static iree_status_t iree_hal_tenstorrent_device_refine_topology_edge(
    iree_hal_device_t* src_device, iree_hal_device_t* dst_device,
    iree_hal_topology_edge_t* edge) {
  // The capabilities tell all there is.
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_device_assign_topology_info(
    iree_hal_device_t* base_device,
    const iree_hal_device_topology_info_t* topology_info) {
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  if (!topology_info) {
    iree_hal_tenstorrent_device_clear_topology_info(device);
    return iree_ok_status();
  }
  const iree_async_axis_t base_axis = topology_info->frontier.base_axis;
  iree_async_frontier_tracker_t* tracker = topology_info->frontier.tracker;
  iree_status_t status = iree_ok_status();
  for (uint32_t i = 0; i < device->queue_count && iree_status_is_ok(status);
       ++i) {
    const iree_async_axis_t axis = iree_async_axis_make_queue(
        iree_async_axis_session(base_axis), iree_async_axis_machine(base_axis),
        iree_async_axis_device_index(base_axis), (uint8_t)i);
    status = iree_hal_tenstorrent_queue_assign_frontier(&device->queues[i],
                                                        tracker, axis);
  }
  if (iree_status_is_ok(status)) {
    device->topology_info = *topology_info;
    device->frontier_tracker = tracker;
    iree_async_frontier_tracker_retain(tracker);
  } else {
    iree_hal_tenstorrent_device_clear_topology_info(device);
  }
  return status;
}

//===----------------------------------------------------------------------===//
// Object creation
//===----------------------------------------------------------------------===//

static iree_status_t iree_hal_tenstorrent_device_create_channel(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    iree_hal_channel_params_t params, iree_hal_channel_t** out_channel) {
  return iree_make_status(IREE_STATUS_UNIMPLEMENTED,
                          "the device is a single chip without collectives");
}

static iree_status_t iree_hal_tenstorrent_device_create_command_buffer(
    iree_hal_device_t* base_device, iree_hal_command_buffer_mode_t mode,
    iree_hal_command_category_t command_categories,
    iree_hal_queue_affinity_t queue_affinity, iree_host_size_t binding_capacity,
    iree_hal_command_buffer_t** out_command_buffer) {
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  return iree_hal_deferred_command_buffer_create(
      device->device_allocator, mode, command_categories, queue_affinity,
      binding_capacity, &device->large_block_pool, device->host_allocator,
      out_command_buffer);
}

static iree_status_t iree_hal_tenstorrent_device_create_event(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    iree_hal_event_flags_t flags, iree_hal_event_t** out_event) {
  return iree_hal_tenstorrent_event_create(
      queue_affinity, flags,
      iree_hal_tenstorrent_device_cast(base_device)->host_allocator, out_event);
}

static iree_status_t iree_hal_tenstorrent_device_create_executable_cache(
    iree_hal_device_t* base_device, iree_string_view_t identifier,
    iree_hal_executable_cache_t** out_executable_cache) {
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  return iree_hal_tenstorrent_executable_cache_create(
      device->chip, identifier, device->host_allocator, out_executable_cache);
}

static iree_status_t iree_hal_tenstorrent_device_import_file(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    iree_hal_memory_access_t access, iree_io_file_handle_t* handle,
    iree_hal_external_file_flags_t flags, iree_hal_file_t** out_file) {
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  return iree_hal_file_from_handle(device->device_allocator, queue_affinity,
                                   access, handle, device->proactor,
                                   device->host_allocator, out_file);
}

static iree_status_t iree_hal_tenstorrent_device_create_semaphore(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    uint64_t initial_value, iree_hal_semaphore_flags_t flags,
    iree_hal_semaphore_t** out_semaphore) {
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  return iree_hal_tenstorrent_semaphore_create(
      device->proactor, initial_value, device->host_allocator, out_semaphore);
}

static iree_hal_semaphore_compatibility_t
iree_hal_tenstorrent_device_query_semaphore_compatibility(
    iree_hal_device_t* base_device, iree_hal_semaphore_t* semaphore) {
  // Waits and signals are the host's, so any semaphore will do.
  return IREE_HAL_SEMAPHORE_COMPATIBILITY_ALL;
}

//===----------------------------------------------------------------------===//
// Queue operations
//===----------------------------------------------------------------------===//

// Finds the queue that |affinity| asks for: the first of its bits.
static iree_status_t iree_hal_tenstorrent_device_select_queue(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t affinity,
    iree_hal_tenstorrent_queue_t** out_queue) {
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  const uint32_t ordinal =
      iree_hal_queue_affinity_is_empty(affinity)
          ? 0
          : (uint32_t)iree_hal_queue_affinity_find_first_set(affinity);
  if (IREE_UNLIKELY(ordinal >= device->queue_count)) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "queue affinity 0x%" PRIx64
                            " names none of the device's %u queues",
                            affinity, device->queue_count);
  }
  *out_queue = &device->queues[ordinal];
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_device_query_queue_pool_backend(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    iree_hal_queue_pool_backend_t* out_backend) {
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  iree_hal_tenstorrent_queue_t* queue = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_device_select_queue(
      base_device, queue_affinity, &queue));
  out_backend->slab_provider = device->default_pools.slab_provider;
  out_backend->notification = device->default_pools.notification;
  out_backend->epoch_query = device->default_pools.epoch_query;
  return iree_ok_status();
}

// Checks what can be checked of an allocation before it is submitted and makes
// |params| concrete.
static iree_status_t iree_hal_tenstorrent_device_resolve_alloca(
    iree_hal_tenstorrent_device_t* device, iree_device_size_t allocation_size,
    iree_hal_alloca_flags_t flags, iree_hal_buffer_params_t* params) {
  if (IREE_UNLIKELY(iree_any_bit_set(
          flags, ~(IREE_HAL_ALLOCA_FLAG_NONE |
                   IREE_HAL_ALLOCA_FLAG_INDETERMINATE_LIFETIME |
                   IREE_HAL_ALLOCA_FLAG_ALLOW_POOL_WAIT_FRONTIER)))) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "unsupported alloca flags: 0x%" PRIx64, flags);
  }
  const iree_hal_buffer_compatibility_t compatibility =
      iree_hal_allocator_query_buffer_compatibility(
          device->device_allocator, *params, allocation_size, params,
          /*out_allocation_size=*/NULL);
  if (IREE_UNLIKELY(!iree_all_bits_set(
          compatibility, IREE_HAL_BUFFER_COMPATIBILITY_ALLOCATABLE))) {
    return iree_make_status(
        IREE_STATUS_INVALID_ARGUMENT,
        "the device can't allocate buffers of memory type 0x%x for usage 0x%x",
        (unsigned)params->type, (unsigned)params->usage);
  }
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_device_queue_alloca(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    const iree_hal_semaphore_list_t wait_semaphore_list,
    const iree_hal_semaphore_list_t signal_semaphore_list,
    iree_hal_pool_t* pool, iree_hal_buffer_params_t params,
    iree_device_size_t allocation_size, iree_hal_alloca_flags_t flags,
    iree_hal_buffer_t** IREE_RESTRICT out_buffer) {
  *out_buffer = NULL;
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  iree_hal_tenstorrent_queue_t* queue = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_device_select_queue(
      base_device, queue_affinity, &queue));
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_device_resolve_alloca(
      device, allocation_size, flags, &params));

  iree_hal_buffer_t* buffer = NULL;
  iree_status_t status = iree_ok_status();
  if (allocation_size == 0) {
    // Needs no storage and so no pool.
    status = iree_hal_allocator_allocate_buffer(
        device->device_allocator, params, allocation_size, &buffer);
    if (iree_status_is_ok(status)) {
      status = iree_hal_tenstorrent_queue_submit_execute(
          queue, wait_semaphore_list, signal_semaphore_list,
          /*command_buffer=*/NULL, iree_hal_buffer_binding_table_empty(),
          IREE_HAL_EXECUTE_FLAG_NONE);
    }
  } else {
    iree_hal_buffer_placement_t placement = {
        .device = base_device,
        .queue_affinity = queue->affinity,
        .flags = IREE_HAL_BUFFER_PLACEMENT_FLAG_ASYNCHRONOUS,
    };
    if (iree_all_bits_set(flags, IREE_HAL_ALLOCA_FLAG_INDETERMINATE_LIFETIME)) {
      placement.flags |= IREE_HAL_BUFFER_PLACEMENT_FLAG_INDETERMINATE_LIFETIME;
    }
    status = iree_hal_local_transient_buffer_create(
        placement, params, allocation_size, allocation_size,
        device->host_allocator, &buffer);
    if (iree_status_is_ok(status)) {
      const bool is_default_pool = !pool;
      if (is_default_pool) {
        // Whoever does not care where memory comes from does not care whether
        // another queue had it before.
        flags |= IREE_HAL_ALLOCA_FLAG_ALLOW_POOL_WAIT_FRONTIER;
        pool = iree_hal_tenstorrent_default_pools_select(&device->default_pools,
                                                         allocation_size);
      }
      status = iree_hal_tenstorrent_queue_submit_alloca(
          queue, wait_semaphore_list, signal_semaphore_list, pool,
          is_default_pool, params, allocation_size, flags, buffer);
    }
  }
  if (iree_status_is_ok(status)) {
    *out_buffer = buffer;
  } else {
    iree_hal_buffer_release(buffer);
  }
  return status;
}

static iree_status_t iree_hal_tenstorrent_device_queue_execute(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    const iree_hal_semaphore_list_t wait_semaphore_list,
    const iree_hal_semaphore_list_t signal_semaphore_list,
    iree_hal_command_buffer_t* command_buffer,
    iree_hal_buffer_binding_table_t binding_table,
    iree_hal_execute_flags_t flags) {
  iree_hal_tenstorrent_queue_t* queue = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_device_select_queue(
      base_device, queue_affinity, &queue));
  return iree_hal_tenstorrent_queue_submit_execute(
      queue, wait_semaphore_list, signal_semaphore_list, command_buffer,
      binding_table, flags);
}

// Submits nothing but the waits and signals.
static iree_status_t iree_hal_tenstorrent_device_submit_barrier(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    const iree_hal_semaphore_list_t wait_semaphore_list,
    const iree_hal_semaphore_list_t signal_semaphore_list) {
  return iree_hal_tenstorrent_device_queue_execute(
      base_device, queue_affinity, wait_semaphore_list, signal_semaphore_list,
      /*command_buffer=*/NULL, iree_hal_buffer_binding_table_empty(),
      IREE_HAL_EXECUTE_FLAG_NONE);
}

static iree_status_t iree_hal_tenstorrent_device_queue_dealloca(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    const iree_hal_semaphore_list_t wait_semaphore_list,
    const iree_hal_semaphore_list_t signal_semaphore_list,
    iree_hal_buffer_t* buffer, iree_hal_dealloca_flags_t flags) {
  const iree_hal_buffer_placement_t placement =
      iree_hal_buffer_allocation_placement(buffer);
  if (placement.device != base_device ||
      !iree_hal_local_transient_buffer_isa(buffer)) {
    // Not allocated by a queue of this device: its last reference frees it.
    return iree_hal_tenstorrent_device_submit_barrier(
        base_device, queue_affinity, wait_semaphore_list,
        signal_semaphore_list);
  }
  iree_hal_tenstorrent_queue_t* queue = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_device_select_queue(
      base_device, queue_affinity, &queue));
  return iree_hal_tenstorrent_queue_submit_dealloca(
      queue, wait_semaphore_list, signal_semaphore_list, buffer);
}

static iree_status_t iree_hal_tenstorrent_device_queue_fill(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    const iree_hal_semaphore_list_t wait_semaphore_list,
    const iree_hal_semaphore_list_t signal_semaphore_list,
    iree_hal_buffer_t* target_buffer, iree_device_size_t target_offset,
    iree_device_size_t length, const void* pattern,
    iree_host_size_t pattern_length, iree_hal_fill_flags_t flags) {
  iree_hal_tenstorrent_queue_t* queue = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_device_select_queue(
      base_device, queue_affinity, &queue));
  return iree_hal_tenstorrent_queue_submit_fill(
      queue, wait_semaphore_list, signal_semaphore_list, target_buffer,
      target_offset, length, pattern, pattern_length);
}

static iree_status_t iree_hal_tenstorrent_device_queue_update(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    const iree_hal_semaphore_list_t wait_semaphore_list,
    const iree_hal_semaphore_list_t signal_semaphore_list,
    const void* source_buffer, iree_host_size_t source_offset,
    iree_hal_buffer_t* target_buffer, iree_device_size_t target_offset,
    iree_device_size_t length, iree_hal_update_flags_t flags) {
  iree_hal_tenstorrent_queue_t* queue = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_device_select_queue(
      base_device, queue_affinity, &queue));
  return iree_hal_tenstorrent_queue_submit_update(
      queue, wait_semaphore_list, signal_semaphore_list,
      (const uint8_t*)source_buffer + source_offset, target_buffer,
      target_offset, length);
}

static iree_status_t iree_hal_tenstorrent_device_queue_copy(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    const iree_hal_semaphore_list_t wait_semaphore_list,
    const iree_hal_semaphore_list_t signal_semaphore_list,
    iree_hal_buffer_t* source_buffer, iree_device_size_t source_offset,
    iree_hal_buffer_t* target_buffer, iree_device_size_t target_offset,
    iree_device_size_t length, iree_hal_copy_flags_t flags) {
  iree_hal_tenstorrent_queue_t* queue = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_device_select_queue(
      base_device, queue_affinity, &queue));
  return iree_hal_tenstorrent_queue_submit_copy(
      queue, wait_semaphore_list, signal_semaphore_list, source_buffer,
      source_offset, target_buffer, target_offset, length);
}

static iree_status_t iree_hal_tenstorrent_device_check_file(
    iree_hal_file_t* file, uint64_t file_offset, iree_device_size_t length,
    bool is_read) {
  if (!iree_hal_file_supports_synchronous_io(file)) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "the file is neither memory nor does it support "
                            "synchronous I/O");
  }
  // Files that can't be sought report a length of 0.
  const uint64_t file_length = iree_hal_file_length(file);
  if (is_read && file_length > 0 &&
      (file_offset > file_length || length > file_length - file_offset)) {
    return iree_make_status(IREE_STATUS_OUT_OF_RANGE,
                            "%" PRIdsz " bytes from offset %" PRIu64
                            " are more than a file of %" PRIu64 " has",
                            length, file_offset, file_length);
  }
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_device_queue_read(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    const iree_hal_semaphore_list_t wait_semaphore_list,
    const iree_hal_semaphore_list_t signal_semaphore_list,
    iree_hal_file_t* source_file, uint64_t source_offset,
    iree_hal_buffer_t* target_buffer, iree_device_size_t target_offset,
    iree_device_size_t length, iree_hal_read_flags_t flags) {
  IREE_RETURN_IF_ERROR(
      iree_hal_file_validate_access(source_file, IREE_HAL_MEMORY_ACCESS_READ));
  if (length == 0) {
    return iree_hal_tenstorrent_device_submit_barrier(
        base_device, queue_affinity, wait_semaphore_list,
        signal_semaphore_list);
  }
  iree_hal_buffer_t* storage_buffer = iree_hal_file_storage_buffer(source_file);
  if (storage_buffer) {
    return iree_hal_device_queue_copy(
        base_device, queue_affinity, wait_semaphore_list, signal_semaphore_list,
        storage_buffer, (iree_device_size_t)source_offset, target_buffer,
        target_offset, length, IREE_HAL_COPY_FLAG_NONE);
  }
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_device_check_file(
      source_file, source_offset, length, /*is_read=*/true));
  iree_hal_tenstorrent_queue_t* queue = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_device_select_queue(
      base_device, queue_affinity, &queue));
  return iree_hal_tenstorrent_queue_submit_read(
      queue, wait_semaphore_list, signal_semaphore_list, source_file,
      source_offset, target_buffer, target_offset, length);
}

static iree_status_t iree_hal_tenstorrent_device_queue_write(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    const iree_hal_semaphore_list_t wait_semaphore_list,
    const iree_hal_semaphore_list_t signal_semaphore_list,
    iree_hal_buffer_t* source_buffer, iree_device_size_t source_offset,
    iree_hal_file_t* target_file, uint64_t target_offset,
    iree_device_size_t length, iree_hal_write_flags_t flags) {
  IREE_RETURN_IF_ERROR(
      iree_hal_file_validate_access(target_file, IREE_HAL_MEMORY_ACCESS_WRITE));
  if (length == 0) {
    return iree_hal_tenstorrent_device_submit_barrier(
        base_device, queue_affinity, wait_semaphore_list,
        signal_semaphore_list);
  }
  iree_hal_buffer_t* storage_buffer = iree_hal_file_storage_buffer(target_file);
  if (storage_buffer) {
    return iree_hal_device_queue_copy(
        base_device, queue_affinity, wait_semaphore_list, signal_semaphore_list,
        source_buffer, source_offset, storage_buffer,
        (iree_device_size_t)target_offset, length, IREE_HAL_COPY_FLAG_NONE);
  }
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_device_check_file(
      target_file, target_offset, length, /*is_read=*/false));
  iree_hal_tenstorrent_queue_t* queue = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_device_select_queue(
      base_device, queue_affinity, &queue));
  return iree_hal_tenstorrent_queue_submit_write(
      queue, wait_semaphore_list, signal_semaphore_list, target_file,
      target_offset, source_buffer, source_offset, length);
}

static iree_status_t iree_hal_tenstorrent_device_queue_host_call(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    const iree_hal_semaphore_list_t wait_semaphore_list,
    const iree_hal_semaphore_list_t signal_semaphore_list,
    iree_hal_host_call_t call, const uint64_t args[4],
    iree_hal_host_call_flags_t flags) {
  iree_hal_tenstorrent_queue_t* queue = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_device_select_queue(
      base_device, queue_affinity, &queue));
  return iree_hal_tenstorrent_queue_submit_host_call(
      queue, wait_semaphore_list, signal_semaphore_list, call, args, flags);
}

static iree_status_t iree_hal_tenstorrent_device_queue_dispatch(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity,
    const iree_hal_semaphore_list_t wait_semaphore_list,
    const iree_hal_semaphore_list_t signal_semaphore_list,
    iree_hal_executable_t* executable, iree_hal_executable_function_t function,
    const iree_hal_dispatch_config_t config, iree_const_byte_span_t constants,
    const iree_hal_buffer_ref_list_t bindings,
    iree_hal_dispatch_flags_t flags) {
  iree_hal_tenstorrent_queue_t* queue = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_device_select_queue(
      base_device, queue_affinity, &queue));
  return iree_hal_tenstorrent_queue_submit_dispatch(
      queue, wait_semaphore_list, signal_semaphore_list, executable, function,
      config, constants, bindings, flags);
}

static iree_status_t iree_hal_tenstorrent_device_queue_flush(
    iree_hal_device_t* base_device, iree_hal_queue_affinity_t queue_affinity) {
  // Submissions go to the workers at once: nothing is ever held back.
  return iree_ok_status();
}

//===----------------------------------------------------------------------===//
// Profiling
//===----------------------------------------------------------------------===//

static void iree_hal_tenstorrent_device_set_profile(
    iree_hal_tenstorrent_device_t* device,
    iree_hal_tenstorrent_profile_t* profile) {
  device->profile = profile;
  for (uint32_t i = 0; i < device->queue_count; ++i) {
    device->queues[i].profile = profile;
  }
}

static iree_status_t iree_hal_tenstorrent_device_profiling_begin(
    iree_hal_device_t* base_device,
    const iree_hal_device_profiling_options_t* options) {
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  if (device->profile) {
    return iree_make_status(IREE_STATUS_FAILED_PRECONDITION,
                            "a profiling session is active already");
  }
  const uint32_t device_ordinal =
      device->topology_info.topology ? device->topology_info.topology_index : 0;
  iree_hal_tenstorrent_profile_t* profile = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_profile_begin(
      device->identifier, device_ordinal, device->queue_count,
      ++device->next_profile_session_id, options, device->host_allocator,
      &profile));
  iree_hal_tenstorrent_device_set_profile(device, profile);
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_device_profiling_flush(
    iree_hal_device_t* base_device) {
  return iree_hal_tenstorrent_profile_flush(
      iree_hal_tenstorrent_device_cast(base_device)->profile);
}

static iree_status_t iree_hal_tenstorrent_device_profiling_end(
    iree_hal_device_t* base_device) {
  iree_hal_tenstorrent_device_t* device =
      iree_hal_tenstorrent_device_cast(base_device);
  iree_hal_tenstorrent_profile_t* profile = device->profile;
  iree_hal_tenstorrent_device_set_profile(device, NULL);
  return iree_hal_tenstorrent_profile_end(profile);
}

static iree_status_t iree_hal_tenstorrent_device_external_capture_begin(
    iree_hal_device_t* base_device,
    const iree_hal_device_external_capture_options_t* options) {
  return iree_make_status(IREE_STATUS_UNIMPLEMENTED,
                          "no capture tool attaches to Tenstorrent devices");
}

static iree_status_t iree_hal_tenstorrent_device_external_capture_end(
    iree_hal_device_t* base_device) {
  return iree_make_status(IREE_STATUS_UNIMPLEMENTED,
                          "no capture tool attaches to Tenstorrent devices");
}

static const iree_hal_device_vtable_t iree_hal_tenstorrent_device_vtable = {
    .destroy = iree_hal_tenstorrent_device_destroy,
    .id = iree_hal_tenstorrent_device_id,
    .host_allocator = iree_hal_tenstorrent_device_host_allocator,
    .device_allocator = iree_hal_tenstorrent_device_allocator,
    .replace_device_allocator =
        iree_hal_tenstorrent_device_replace_device_allocator,
    .replace_channel_provider =
        iree_hal_tenstorrent_device_replace_channel_provider,
    .trim = iree_hal_tenstorrent_device_trim,
    .query_i64 = iree_hal_tenstorrent_device_query_i64,
    .query_capabilities = iree_hal_tenstorrent_device_query_capabilities,
    .topology_info = iree_hal_tenstorrent_device_topology_info,
    .refine_topology_edge = iree_hal_tenstorrent_device_refine_topology_edge,
    .assign_topology_info = iree_hal_tenstorrent_device_assign_topology_info,
    .create_channel = iree_hal_tenstorrent_device_create_channel,
    .create_command_buffer = iree_hal_tenstorrent_device_create_command_buffer,
    .create_event = iree_hal_tenstorrent_device_create_event,
    .create_executable_cache =
        iree_hal_tenstorrent_device_create_executable_cache,
    .import_file = iree_hal_tenstorrent_device_import_file,
    .create_semaphore = iree_hal_tenstorrent_device_create_semaphore,
    .query_semaphore_compatibility =
        iree_hal_tenstorrent_device_query_semaphore_compatibility,
    .query_queue_pool_backend =
        iree_hal_tenstorrent_device_query_queue_pool_backend,
    .queue_alloca = iree_hal_tenstorrent_device_queue_alloca,
    .queue_dealloca = iree_hal_tenstorrent_device_queue_dealloca,
    .queue_fill = iree_hal_tenstorrent_device_queue_fill,
    .queue_update = iree_hal_tenstorrent_device_queue_update,
    .queue_copy = iree_hal_tenstorrent_device_queue_copy,
    .queue_read = iree_hal_tenstorrent_device_queue_read,
    .queue_write = iree_hal_tenstorrent_device_queue_write,
    .queue_host_call = iree_hal_tenstorrent_device_queue_host_call,
    .queue_dispatch = iree_hal_tenstorrent_device_queue_dispatch,
    .queue_execute = iree_hal_tenstorrent_device_queue_execute,
    .queue_flush = iree_hal_tenstorrent_device_queue_flush,
    .profiling_begin = iree_hal_tenstorrent_device_profiling_begin,
    .profiling_flush = iree_hal_tenstorrent_device_profiling_flush,
    .profiling_end = iree_hal_tenstorrent_device_profiling_end,
    .external_capture_begin =
        iree_hal_tenstorrent_device_external_capture_begin,
    .external_capture_end = iree_hal_tenstorrent_device_external_capture_end,
};
