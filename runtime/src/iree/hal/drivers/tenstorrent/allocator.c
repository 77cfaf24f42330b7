// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/allocator.h"

#include "iree/hal/drivers/tenstorrent/buffer.h"

#if IREE_TRACING_FEATURES & IREE_TRACING_FEATURE_ALLOCATION_TRACKING
static const char* IREE_HAL_TENSTORRENT_ALLOCATOR_ID = "Tenstorrent DRAM";
#endif  // IREE_TRACING_FEATURE_ALLOCATION_TRACKING

typedef struct iree_hal_tenstorrent_allocator_t {
  iree_hal_resource_t resource;
  iree_allocator_t host_allocator;
  iree_hal_device_t* parent_device;
  iree_hal_tenstorrent_chip_t* chip;
  // Serves host memory.
  iree_hal_allocator_t* host_heap;
} iree_hal_tenstorrent_allocator_t;

static const iree_hal_allocator_vtable_t iree_hal_tenstorrent_allocator_vtable;

static iree_hal_tenstorrent_allocator_t* iree_hal_tenstorrent_allocator_cast(
    iree_hal_allocator_t* base_value) {
  IREE_HAL_ASSERT_TYPE(base_value, &iree_hal_tenstorrent_allocator_vtable);
  return (iree_hal_tenstorrent_allocator_t*)base_value;
}

iree_hal_memory_type_t iree_hal_tenstorrent_dram_memory_type(void) {
  return IREE_HAL_MEMORY_TYPE_DEVICE_LOCAL | IREE_HAL_MEMORY_TYPE_HOST_VISIBLE;
}

iree_hal_buffer_usage_t iree_hal_tenstorrent_dram_buffer_usage(void) {
  return IREE_HAL_BUFFER_USAGE_TRANSFER |
         (IREE_HAL_BUFFER_USAGE_DISPATCH &
          ~IREE_HAL_BUFFER_USAGE_DISPATCH_IMAGE) |
         IREE_HAL_BUFFER_USAGE_SHARING_REPLICATE |
         IREE_HAL_BUFFER_USAGE_SHARING_CONCURRENT |
         IREE_HAL_BUFFER_USAGE_SHARING_IMMUTABLE |
         IREE_HAL_BUFFER_USAGE_MAPPING_SCOPED |
         IREE_HAL_BUFFER_USAGE_MAPPING_OPTIONAL |
         IREE_HAL_BUFFER_USAGE_MAPPING_ACCESS_RANDOM |
         IREE_HAL_BUFFER_USAGE_MAPPING_ACCESS_SEQUENTIAL_WRITE;
}

// Usage of host memory: what any memory the host can copy from or to has.
static iree_hal_buffer_usage_t iree_hal_tenstorrent_host_buffer_usage(void) {
  return IREE_HAL_BUFFER_USAGE_TRANSFER |
         IREE_HAL_BUFFER_USAGE_SHARING_REPLICATE |
         IREE_HAL_BUFFER_USAGE_SHARING_CONCURRENT |
         IREE_HAL_BUFFER_USAGE_SHARING_IMMUTABLE |
         IREE_HAL_BUFFER_USAGE_MAPPING_SCOPED |
         IREE_HAL_BUFFER_USAGE_MAPPING_PERSISTENT |
         IREE_HAL_BUFFER_USAGE_MAPPING_OPTIONAL |
         IREE_HAL_BUFFER_USAGE_MAPPING_ACCESS_RANDOM |
         IREE_HAL_BUFFER_USAGE_MAPPING_ACCESS_SEQUENTIAL_WRITE;
}

iree_status_t iree_hal_tenstorrent_allocator_create(
    iree_hal_device_t* parent_device, iree_hal_tenstorrent_chip_t* chip,
    iree_allocator_t host_allocator, iree_hal_allocator_t** out_allocator) {
  IREE_ASSERT_ARGUMENT(chip);
  IREE_ASSERT_ARGUMENT(out_allocator);
  *out_allocator = NULL;
  IREE_TRACE_ZONE_BEGIN(z0);
  iree_hal_tenstorrent_allocator_t* allocator = NULL;
  IREE_RETURN_AND_END_ZONE_IF_ERROR(
      z0, iree_allocator_malloc(host_allocator, sizeof(*allocator),
                                (void**)&allocator));
  iree_hal_resource_initialize(&iree_hal_tenstorrent_allocator_vtable,
                               &allocator->resource);
  allocator->host_allocator = host_allocator;
  allocator->parent_device = parent_device;
  allocator->chip = chip;
  iree_hal_tenstorrent_chip_retain(chip);
  iree_status_t status = iree_hal_allocator_create_heap(
      IREE_SV("tenstorrent-host"), host_allocator, host_allocator,
      &allocator->host_heap);
  if (iree_status_is_ok(status)) {
    *out_allocator = (iree_hal_allocator_t*)allocator;
  } else {
    iree_hal_allocator_release((iree_hal_allocator_t*)allocator);
  }
  IREE_TRACE_ZONE_END(z0);
  return status;
}

static void iree_hal_tenstorrent_allocator_destroy(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator) {
  iree_hal_tenstorrent_allocator_t* allocator =
      iree_hal_tenstorrent_allocator_cast(base_allocator);
  iree_allocator_t host_allocator = allocator->host_allocator;
  IREE_TRACE_ZONE_BEGIN(z0);
  iree_hal_allocator_release(allocator->host_heap);
  iree_hal_tenstorrent_chip_release(allocator->chip);
  iree_allocator_free(host_allocator, allocator);
  IREE_TRACE_ZONE_END(z0);
}

static iree_allocator_t iree_hal_tenstorrent_allocator_host_allocator(
    const iree_hal_allocator_t* IREE_RESTRICT base_allocator) {
  return ((const iree_hal_tenstorrent_allocator_t*)base_allocator)
      ->host_allocator;
}

static iree_status_t iree_hal_tenstorrent_allocator_trim(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator) {
  return iree_hal_allocator_trim(
      iree_hal_tenstorrent_allocator_cast(base_allocator)->host_heap);
}

static void iree_hal_tenstorrent_allocator_query_statistics(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    iree_hal_allocator_statistics_t* IREE_RESTRICT out_statistics) {
  iree_hal_tenstorrent_allocator_t* allocator =
      iree_hal_tenstorrent_allocator_cast(base_allocator);
  iree_hal_allocator_query_statistics(allocator->host_heap, out_statistics);
  iree_hal_tenstorrent_dram_heap_query_statistics(&allocator->chip->heap,
                                                  out_statistics);
}

static iree_status_t iree_hal_tenstorrent_allocator_query_memory_heaps(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    iree_host_size_t capacity,
    iree_hal_allocator_memory_heap_t* IREE_RESTRICT heaps,
    iree_host_size_t* IREE_RESTRICT out_count) {
  iree_hal_tenstorrent_allocator_t* allocator =
      iree_hal_tenstorrent_allocator_cast(base_allocator);
  const iree_host_size_t count = 2;
  if (out_count) *out_count = count;
  if (capacity < count) {
    // The ordinary way to ask for the count: no message.
    return iree_status_from_code(IREE_STATUS_OUT_OF_RANGE);
  }
  heaps[0] = (iree_hal_allocator_memory_heap_t){
      .type = iree_hal_tenstorrent_dram_memory_type(),
      .allowed_usage = iree_hal_tenstorrent_dram_buffer_usage(),
      .max_allocation_size = allocator->chip->heap.size,
      .min_alignment = allocator->chip->heap.page_size,
  };
  heaps[1] = (iree_hal_allocator_memory_heap_t){
      .type =
          IREE_HAL_MEMORY_TYPE_HOST_LOCAL | IREE_HAL_MEMORY_TYPE_DEVICE_VISIBLE,
      .allowed_usage = iree_hal_tenstorrent_host_buffer_usage(),
      .max_allocation_size = ~(iree_device_size_t)0,
      .min_alignment = IREE_HAL_HEAP_BUFFER_ALIGNMENT,
  };
  return iree_ok_status();
}

// True if |params| ask for memory that only the host heap can be.
static bool iree_hal_tenstorrent_allocator_wants_host_memory(
    const iree_hal_buffer_params_t* params) {
  return iree_all_bits_set(params->type, IREE_HAL_MEMORY_TYPE_HOST_LOCAL) &&
         !iree_all_bits_set(params->type, IREE_HAL_MEMORY_TYPE_DEVICE_LOCAL) &&
         !iree_any_bit_set(params->usage, IREE_HAL_BUFFER_USAGE_DISPATCH);
}

static iree_hal_buffer_compatibility_t
iree_hal_tenstorrent_allocator_query_buffer_compatibility(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    iree_hal_buffer_params_t* IREE_RESTRICT params,
    iree_device_size_t* IREE_RESTRICT allocation_size) {
  const bool is_host = iree_hal_tenstorrent_allocator_wants_host_memory(params);
  if (iree_all_bits_set(params->usage,
                        IREE_HAL_BUFFER_USAGE_MAPPING_PERSISTENT) &&
      !iree_all_bits_set(params->usage,
                         IREE_HAL_BUFFER_USAGE_MAPPING_OPTIONAL) &&
      !is_host) {
    return IREE_HAL_BUFFER_COMPATIBILITY_NONE;
  }
  if (iree_any_bit_set(params->usage, IREE_HAL_BUFFER_USAGE_DISPATCH_IMAGE)) {
    return IREE_HAL_BUFFER_COMPATIBILITY_NONE;
  }

  iree_hal_buffer_compatibility_t compatibility =
      IREE_HAL_BUFFER_COMPATIBILITY_ALLOCATABLE |
      IREE_HAL_BUFFER_COMPATIBILITY_QUEUE_TRANSFER;
  params->type &= ~IREE_HAL_MEMORY_TYPE_OPTIMAL;
  // Every buffer can be copied by the host and mapped for a scope.
  params->usage |= IREE_HAL_BUFFER_USAGE_TRANSFER |
                   IREE_HAL_BUFFER_USAGE_MAPPING_SCOPED |
                   IREE_HAL_BUFFER_USAGE_MAPPING_ACCESS_RANDOM;
  if (is_host) {
    compatibility |= IREE_HAL_BUFFER_COMPATIBILITY_IMPORTABLE;
    params->type |= IREE_HAL_MEMORY_TYPE_DEVICE_VISIBLE;
    params->usage |= IREE_HAL_BUFFER_USAGE_MAPPING_PERSISTENT;
  } else {
    if (iree_any_bit_set(params->usage, IREE_HAL_BUFFER_USAGE_DISPATCH)) {
      compatibility |= IREE_HAL_BUFFER_COMPATIBILITY_QUEUE_DISPATCH;
    }
    // A dispatchable HOST_LOCAL buffer keeps the type that was asked for.
    if (iree_all_bits_set(params->type, IREE_HAL_MEMORY_TYPE_HOST_LOCAL)) {
      params->type |= IREE_HAL_MEMORY_TYPE_DEVICE_VISIBLE;
    } else {
      params->type |= iree_hal_tenstorrent_dram_memory_type();
    }
    params->usage &= ~IREE_HAL_BUFFER_USAGE_MAPPING_PERSISTENT;
  }
  return compatibility;
}

static iree_status_t iree_hal_tenstorrent_allocator_incompatible(
    const char* what, const iree_hal_buffer_params_t* params) {
#if IREE_STATUS_MODE
  iree_bitfield_string_temp_t type_temp, usage_temp;
  iree_string_view_t type =
      iree_hal_memory_type_format(params->type, &type_temp);
  iree_string_view_t usage =
      iree_hal_buffer_usage_format(params->usage, &usage_temp);
  return iree_make_status(
      IREE_STATUS_INVALID_ARGUMENT,
      "cannot %s a buffer of memory type %.*s for usage %.*s", what,
      (int)type.size, type.data, (int)usage.size, usage.data);
#else
  return iree_status_from_code(IREE_STATUS_INVALID_ARGUMENT);
#endif  // IREE_STATUS_MODE
}

static iree_status_t iree_hal_tenstorrent_allocator_allocate_buffer(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    const iree_hal_buffer_params_t* IREE_RESTRICT params,
    iree_device_size_t allocation_size,
    iree_hal_buffer_t** IREE_RESTRICT out_buffer) {
  iree_hal_tenstorrent_allocator_t* allocator =
      iree_hal_tenstorrent_allocator_cast(base_allocator);
  iree_hal_buffer_params_t compat_params = *params;
  const iree_hal_buffer_compatibility_t compatibility =
      iree_hal_tenstorrent_allocator_query_buffer_compatibility(
          base_allocator, &compat_params, &allocation_size);
  if (!iree_all_bits_set(compatibility,
                         IREE_HAL_BUFFER_COMPATIBILITY_ALLOCATABLE)) {
    return iree_hal_tenstorrent_allocator_incompatible("allocate", params);
  }
  if (iree_hal_tenstorrent_allocator_wants_host_memory(params)) {
    return iree_hal_allocator_allocate_buffer(
        allocator->host_heap, compat_params, allocation_size, out_buffer);
  }

  iree_hal_tenstorrent_dram_block_t block = {0};
  if (allocation_size > 0) {
    IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_dram_heap_allocate(
        &allocator->chip->heap, allocation_size, compat_params.min_alignment,
        &block));
  }
  const iree_hal_buffer_placement_t placement = {
      .device = allocator->parent_device,
      .queue_affinity = compat_params.queue_affinity
                            ? compat_params.queue_affinity
                            : IREE_HAL_QUEUE_AFFINITY_ANY,
      .flags = IREE_HAL_BUFFER_PLACEMENT_FLAG_NONE,
  };
  iree_status_t status = iree_hal_tenstorrent_buffer_create(
      allocator->chip, placement, &compat_params, allocation_size,
      allocation_size, block.offset, &block,
      iree_hal_buffer_release_callback_null(), allocator->host_allocator,
      out_buffer);
  if (iree_status_is_ok(status)) {
    IREE_TRACE_ALLOC_NAMED(IREE_HAL_TENSTORRENT_ALLOCATOR_ID, *out_buffer,
                           allocation_size);
  } else {
    iree_hal_tenstorrent_dram_heap_free(&allocator->chip->heap, &block);
  }
  return status;
}

static void iree_hal_tenstorrent_allocator_deallocate_buffer(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    iree_hal_buffer_t* IREE_RESTRICT base_buffer) {
  // Only reached from pooling allocators; the buffer frees its own block.
  IREE_TRACE_FREE_NAMED(IREE_HAL_TENSTORRENT_ALLOCATOR_ID, base_buffer);
  iree_hal_buffer_destroy(base_buffer);
}

static iree_status_t iree_hal_tenstorrent_allocator_import_buffer(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    const iree_hal_buffer_params_t* IREE_RESTRICT params,
    iree_hal_external_buffer_t* IREE_RESTRICT external_buffer,
    iree_hal_buffer_release_callback_t release_callback,
    iree_hal_buffer_t** IREE_RESTRICT out_buffer) {
  iree_hal_tenstorrent_allocator_t* allocator =
      iree_hal_tenstorrent_allocator_cast(base_allocator);
  if (external_buffer->type != IREE_HAL_EXTERNAL_BUFFER_TYPE_HOST_ALLOCATION) {
    return iree_make_status(IREE_STATUS_UNAVAILABLE,
                            "only host allocations can be imported");
  }
  iree_hal_buffer_params_t compat_params = *params;
  iree_device_size_t allocation_size = external_buffer->size;
  const iree_hal_buffer_compatibility_t compatibility =
      iree_hal_tenstorrent_allocator_query_buffer_compatibility(
          base_allocator, &compat_params, &allocation_size);
  if (!iree_all_bits_set(compatibility,
                         IREE_HAL_BUFFER_COMPATIBILITY_IMPORTABLE)) {
    return iree_hal_tenstorrent_allocator_incompatible("import", params);
  }
  return iree_hal_allocator_import_buffer(allocator->host_heap, compat_params,
                                          external_buffer, release_callback,
                                          out_buffer);
}

static iree_status_t iree_hal_tenstorrent_allocator_export_buffer(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    iree_hal_buffer_t* IREE_RESTRICT buffer,
    iree_hal_external_buffer_type_t requested_type,
    iree_hal_external_buffer_flags_t requested_flags,
    iree_hal_external_buffer_t* IREE_RESTRICT out_external_buffer) {
  return iree_make_status(
      IREE_STATUS_UNAVAILABLE,
      "device DRAM has no address that other libraries understand");
}

//===----------------------------------------------------------------------===//
// Virtual memory: the device has none
//===----------------------------------------------------------------------===//

static iree_status_t iree_hal_tenstorrent_allocator_no_virtual_memory(void) {
  return iree_make_status(IREE_STATUS_UNAVAILABLE,
                          "Tenstorrent devices have no virtual memory");
}

static bool iree_hal_tenstorrent_allocator_supports_virtual_memory(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator) {
  return false;
}

static iree_status_t
iree_hal_tenstorrent_allocator_virtual_memory_query_granularity(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    iree_hal_buffer_params_t params,
    iree_device_size_t* IREE_RESTRICT out_minimum_page_size,
    iree_device_size_t* IREE_RESTRICT out_recommended_page_size) {
  *out_minimum_page_size = 0;
  *out_recommended_page_size = 0;
  return iree_hal_tenstorrent_allocator_no_virtual_memory();
}

static iree_status_t iree_hal_tenstorrent_allocator_virtual_memory_reserve(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    iree_hal_queue_affinity_t queue_affinity, iree_device_size_t size,
    iree_hal_buffer_t** IREE_RESTRICT out_virtual_buffer) {
  *out_virtual_buffer = NULL;
  return iree_hal_tenstorrent_allocator_no_virtual_memory();
}

static iree_status_t iree_hal_tenstorrent_allocator_virtual_memory_release(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    iree_hal_buffer_t* IREE_RESTRICT virtual_buffer) {
  return iree_hal_tenstorrent_allocator_no_virtual_memory();
}

static iree_status_t iree_hal_tenstorrent_allocator_physical_memory_allocate(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    iree_hal_buffer_params_t params, iree_device_size_t size,
    iree_allocator_t host_allocator,
    iree_hal_physical_memory_t** IREE_RESTRICT out_physical_memory) {
  *out_physical_memory = NULL;
  return iree_hal_tenstorrent_allocator_no_virtual_memory();
}

static iree_status_t iree_hal_tenstorrent_allocator_physical_memory_free(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    iree_hal_physical_memory_t* IREE_RESTRICT physical_memory) {
  return iree_hal_tenstorrent_allocator_no_virtual_memory();
}

static iree_status_t iree_hal_tenstorrent_allocator_virtual_memory_map(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    iree_hal_buffer_t* IREE_RESTRICT virtual_buffer,
    iree_device_size_t virtual_offset,
    iree_hal_physical_memory_t* IREE_RESTRICT physical_memory,
    iree_device_size_t physical_offset, iree_device_size_t size) {
  return iree_hal_tenstorrent_allocator_no_virtual_memory();
}

static iree_status_t iree_hal_tenstorrent_allocator_virtual_memory_unmap(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    iree_hal_buffer_t* IREE_RESTRICT virtual_buffer,
    iree_device_size_t virtual_offset, iree_device_size_t size) {
  return iree_hal_tenstorrent_allocator_no_virtual_memory();
}

static iree_status_t iree_hal_tenstorrent_allocator_virtual_memory_protect(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    iree_hal_buffer_t* IREE_RESTRICT virtual_buffer,
    iree_device_size_t virtual_offset, iree_device_size_t size,
    iree_hal_queue_affinity_t queue_affinity,
    iree_hal_memory_protection_t protection) {
  return iree_hal_tenstorrent_allocator_no_virtual_memory();
}

static iree_status_t iree_hal_tenstorrent_allocator_virtual_memory_advise(
    iree_hal_allocator_t* IREE_RESTRICT base_allocator,
    iree_hal_buffer_t* IREE_RESTRICT virtual_buffer,
    iree_device_size_t virtual_offset, iree_device_size_t size,
    iree_hal_queue_affinity_t queue_affinity, iree_hal_memory_advice_t advice) {
  return iree_hal_tenstorrent_allocator_no_virtual_memory();
}

static const iree_hal_allocator_vtable_t iree_hal_tenstorrent_allocator_vtable =
    {
        .destroy = iree_hal_tenstorrent_allocator_destroy,
        .host_allocator = iree_hal_tenstorrent_allocator_host_allocator,
        .trim = iree_hal_tenstorrent_allocator_trim,
        .query_statistics = iree_hal_tenstorrent_allocator_query_statistics,
        .query_memory_heaps = iree_hal_tenstorrent_allocator_query_memory_heaps,
        .query_buffer_compatibility =
            iree_hal_tenstorrent_allocator_query_buffer_compatibility,
        .allocate_buffer = iree_hal_tenstorrent_allocator_allocate_buffer,
        .deallocate_buffer = iree_hal_tenstorrent_allocator_deallocate_buffer,
        .import_buffer = iree_hal_tenstorrent_allocator_import_buffer,
        .export_buffer = iree_hal_tenstorrent_allocator_export_buffer,
        .supports_virtual_memory =
            iree_hal_tenstorrent_allocator_supports_virtual_memory,
        .virtual_memory_query_granularity =
            iree_hal_tenstorrent_allocator_virtual_memory_query_granularity,
        .virtual_memory_reserve =
            iree_hal_tenstorrent_allocator_virtual_memory_reserve,
        .virtual_memory_release =
            iree_hal_tenstorrent_allocator_virtual_memory_release,
        .physical_memory_allocate =
            iree_hal_tenstorrent_allocator_physical_memory_allocate,
        .physical_memory_free =
            iree_hal_tenstorrent_allocator_physical_memory_free,
        .virtual_memory_map = iree_hal_tenstorrent_allocator_virtual_memory_map,
        .virtual_memory_unmap =
            iree_hal_tenstorrent_allocator_virtual_memory_unmap,
        .virtual_memory_protect =
            iree_hal_tenstorrent_allocator_virtual_memory_protect,
        .virtual_memory_advise =
            iree_hal_tenstorrent_allocator_virtual_memory_advise,
};
