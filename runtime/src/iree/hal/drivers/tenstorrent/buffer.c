// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/buffer.h"

#include "iree/base/threading/mutex.h"
#include "iree/hal/drivers/tenstorrent/status_bridge.h"

// Host shadow of a mapped range; the bytes follow the struct.
typedef struct iree_hal_tenstorrent_mapping_t {
  struct iree_hal_tenstorrent_mapping_t* next;
  iree_device_size_t offset;
  iree_device_size_t length;
  bool is_written;
  iree_alignas(64) uint8_t data[];
} iree_hal_tenstorrent_mapping_t;

typedef struct iree_hal_tenstorrent_buffer_t {
  iree_hal_buffer_t base;
  iree_allocator_t host_allocator;
  iree_hal_tenstorrent_chip_t* chip;
  uint64_t arena_offset;
  // Freed with the buffer; zeroed if the bytes are borrowed.
  iree_hal_tenstorrent_dram_block_t owned_block;
  iree_hal_buffer_release_callback_t release_callback;
  // Live mappings, for flush and invalidate, which are told only a range.
  iree_slim_mutex_t mutex;
  iree_hal_tenstorrent_mapping_t* mappings;
} iree_hal_tenstorrent_buffer_t;

static const iree_hal_buffer_vtable_t iree_hal_tenstorrent_buffer_vtable;

static iree_hal_tenstorrent_buffer_t* iree_hal_tenstorrent_buffer_cast(
    iree_hal_buffer_t* base_value) {
  IREE_HAL_ASSERT_TYPE(base_value, &iree_hal_tenstorrent_buffer_vtable);
  return (iree_hal_tenstorrent_buffer_t*)base_value;
}

static const iree_hal_tenstorrent_buffer_t*
iree_hal_tenstorrent_buffer_const_cast(const iree_hal_buffer_t* base_value) {
  IREE_HAL_ASSERT_TYPE(base_value, &iree_hal_tenstorrent_buffer_vtable);
  return (const iree_hal_tenstorrent_buffer_t*)base_value;
}

iree_status_t iree_hal_tenstorrent_buffer_create(
    iree_hal_tenstorrent_chip_t* chip, iree_hal_buffer_placement_t placement,
    const iree_hal_buffer_params_t* params, iree_device_size_t allocation_size,
    iree_device_size_t byte_length, uint64_t arena_offset,
    const iree_hal_tenstorrent_dram_block_t* owned_block,
    iree_hal_buffer_release_callback_t release_callback,
    iree_allocator_t host_allocator, iree_hal_buffer_t** out_buffer) {
  IREE_ASSERT_ARGUMENT(out_buffer);
  *out_buffer = NULL;
  IREE_TRACE_ZONE_BEGIN(z0);
  iree_hal_tenstorrent_buffer_t* buffer = NULL;
  IREE_RETURN_AND_END_ZONE_IF_ERROR(
      z0,
      iree_allocator_malloc(host_allocator, sizeof(*buffer), (void**)&buffer));
  iree_hal_buffer_initialize(
      placement, /*allocated_buffer=*/&buffer->base, allocation_size,
      /*byte_offset=*/0, byte_length, params->type, params->access,
      params->usage, &iree_hal_tenstorrent_buffer_vtable, &buffer->base);
  buffer->host_allocator = host_allocator;
  buffer->chip = chip;
  iree_hal_tenstorrent_chip_retain(chip);
  buffer->arena_offset = arena_offset;
  if (owned_block) buffer->owned_block = *owned_block;
  buffer->release_callback = release_callback;
  iree_slim_mutex_initialize(&buffer->mutex);
  *out_buffer = &buffer->base;
  IREE_TRACE_ZONE_END(z0);
  return iree_ok_status();
}

static void iree_hal_tenstorrent_buffer_destroy(
    iree_hal_buffer_t* base_buffer) {
  iree_hal_tenstorrent_buffer_t* buffer =
      iree_hal_tenstorrent_buffer_cast(base_buffer);
  iree_allocator_t host_allocator = buffer->host_allocator;
  IREE_TRACE_ZONE_BEGIN(z0);
  if (buffer->release_callback.fn) {
    buffer->release_callback.fn(buffer->release_callback.user_data,
                                base_buffer);
  }
  iree_hal_tenstorrent_dram_heap_free(&buffer->chip->heap,
                                      &buffer->owned_block);
  iree_slim_mutex_deinitialize(&buffer->mutex);
  iree_hal_tenstorrent_chip_release(buffer->chip);
  iree_allocator_free(host_allocator, buffer);
  IREE_TRACE_ZONE_END(z0);
}

bool iree_hal_tenstorrent_buffer_isa(const iree_hal_buffer_t* buffer) {
  return iree_hal_resource_is(&buffer->resource,
                              &iree_hal_tenstorrent_buffer_vtable);
}

iree_hal_tenstorrent_chip_t* iree_hal_tenstorrent_buffer_chip(
    const iree_hal_buffer_t* buffer) {
  return iree_hal_tenstorrent_buffer_const_cast(buffer)->chip;
}

uint64_t iree_hal_tenstorrent_buffer_arena_offset(
    const iree_hal_buffer_t* buffer) {
  return iree_hal_tenstorrent_buffer_const_cast(buffer)->arena_offset;
}

//===----------------------------------------------------------------------===//
// Mapping
//===----------------------------------------------------------------------===//

static iree_status_t iree_hal_tenstorrent_buffer_read(
    iree_hal_tenstorrent_buffer_t* buffer, iree_device_size_t offset,
    iree_device_size_t length, void* target) {
  if (length == 0) return iree_ok_status();
  tt_error_t error;
  error.message[0] = 0;
  const tt_status_t tt_status = buffer->chip->api->dram_read(
      buffer->chip->handle, buffer->arena_offset + offset, target,
      (size_t)length, &error);
  return iree_hal_tenstorrent_make_status(tt_status, &error);
}

static iree_status_t iree_hal_tenstorrent_buffer_write(
    iree_hal_tenstorrent_buffer_t* buffer, iree_device_size_t offset,
    iree_device_size_t length, const void* source) {
  if (length == 0) return iree_ok_status();
  tt_error_t error;
  error.message[0] = 0;
  const tt_status_t tt_status = buffer->chip->api->dram_write(
      buffer->chip->handle, buffer->arena_offset + offset, source,
      (size_t)length, &error);
  return iree_hal_tenstorrent_make_status(tt_status, &error);
}

static iree_status_t iree_hal_tenstorrent_buffer_map_range(
    iree_hal_buffer_t* base_buffer, iree_hal_mapping_mode_t mapping_mode,
    iree_hal_memory_access_t memory_access,
    iree_device_size_t local_byte_offset, iree_device_size_t local_byte_length,
    iree_hal_buffer_mapping_t* mapping) {
  iree_hal_tenstorrent_buffer_t* buffer =
      iree_hal_tenstorrent_buffer_cast(base_buffer);
  if (mapping_mode == IREE_HAL_MAPPING_MODE_PERSISTENT) {
    return iree_make_status(IREE_STATUS_PERMISSION_DENIED,
                            "device DRAM is not in the host's address space; "
                            "only scoped mappings (copies) are possible");
  }
  IREE_RETURN_IF_ERROR(iree_hal_buffer_validate_memory_type(
      iree_hal_buffer_memory_type(base_buffer),
      IREE_HAL_MEMORY_TYPE_HOST_VISIBLE));
  IREE_RETURN_IF_ERROR(
      iree_hal_buffer_validate_usage(iree_hal_buffer_allowed_usage(base_buffer),
                                     IREE_HAL_BUFFER_USAGE_MAPPING_SCOPED));

  iree_hal_tenstorrent_mapping_t* shadow = NULL;
  iree_host_size_t total_size = 0;
  if (!iree_host_size_checked_add(
          sizeof(*shadow), (iree_host_size_t)local_byte_length, &total_size)) {
    return iree_make_status(IREE_STATUS_OUT_OF_RANGE,
                            "mapping of %" PRIdsz " bytes is too long",
                            local_byte_length);
  }
  // Aligned as users expect mapped memory to be. Not zeroed: it is either read
  // from DRAM or, where the user discards, only what is written counts.
  IREE_RETURN_IF_ERROR(iree_allocator_malloc_aligned(
      buffer->host_allocator, total_size, /*min_alignment=*/64,
      /*offset=*/0, (void**)&shadow));
  shadow->offset = local_byte_offset;
  shadow->length = local_byte_length;
  shadow->is_written =
      iree_any_bit_set(memory_access, IREE_HAL_MEMORY_ACCESS_WRITE);
  iree_status_t status = iree_ok_status();
  if (!iree_all_bits_set(memory_access, IREE_HAL_MEMORY_ACCESS_DISCARD)) {
    status = iree_hal_tenstorrent_buffer_read(buffer, shadow->offset,
                                              shadow->length, shadow->data);
  }
  if (!iree_status_is_ok(status)) {
    iree_allocator_free_aligned(buffer->host_allocator, shadow);
    return status;
  }

  iree_slim_mutex_lock(&buffer->mutex);
  shadow->next = buffer->mappings;
  buffer->mappings = shadow;
  iree_slim_mutex_unlock(&buffer->mutex);
  mapping->contents = iree_make_byte_span(shadow->data, local_byte_length);
  mapping->impl.reserved[0] = (uint64_t)(uintptr_t)shadow;
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_buffer_unmap_range(
    iree_hal_buffer_t* base_buffer, iree_device_size_t local_byte_offset,
    iree_device_size_t local_byte_length, iree_hal_buffer_mapping_t* mapping) {
  iree_hal_tenstorrent_buffer_t* buffer =
      iree_hal_tenstorrent_buffer_cast(base_buffer);
  iree_hal_tenstorrent_mapping_t* shadow =
      (iree_hal_tenstorrent_mapping_t*)(uintptr_t)mapping->impl.reserved[0];
  iree_slim_mutex_lock(&buffer->mutex);
  iree_hal_tenstorrent_mapping_t** link = &buffer->mappings;
  while (*link && *link != shadow) link = &(*link)->next;
  if (*link) *link = shadow->next;
  iree_slim_mutex_unlock(&buffer->mutex);
  iree_status_t status = iree_ok_status();
  if (shadow->is_written) {
    status = iree_hal_tenstorrent_buffer_write(buffer, shadow->offset,
                                               shadow->length, shadow->data);
  }
  iree_allocator_free_aligned(buffer->host_allocator, shadow);
  return status;
}

// Reads (invalidate) or writes (flush) the part of each live mapping that lies
// in the range.
static iree_status_t iree_hal_tenstorrent_buffer_sync_range(
    iree_hal_tenstorrent_buffer_t* buffer, iree_device_size_t offset,
    iree_device_size_t length, bool is_flush) {
  iree_status_t status = iree_ok_status();
  iree_slim_mutex_lock(&buffer->mutex);
  for (iree_hal_tenstorrent_mapping_t* shadow = buffer->mappings;
       shadow && iree_status_is_ok(status); shadow = shadow->next) {
    const iree_device_size_t start = iree_max(offset, shadow->offset);
    const iree_device_size_t end =
        iree_min(offset + length, shadow->offset + shadow->length);
    if (start >= end) continue;
    uint8_t* data = shadow->data + (start - shadow->offset);
    if (!is_flush) {
      status =
          iree_hal_tenstorrent_buffer_read(buffer, start, end - start, data);
    } else if (shadow->is_written) {
      status =
          iree_hal_tenstorrent_buffer_write(buffer, start, end - start, data);
    }
  }
  iree_slim_mutex_unlock(&buffer->mutex);
  return status;
}

static iree_status_t iree_hal_tenstorrent_buffer_invalidate_range(
    iree_hal_buffer_t* base_buffer, iree_device_size_t local_byte_offset,
    iree_device_size_t local_byte_length) {
  return iree_hal_tenstorrent_buffer_sync_range(
      iree_hal_tenstorrent_buffer_cast(base_buffer), local_byte_offset,
      local_byte_length, /*is_flush=*/false);
}

static iree_status_t iree_hal_tenstorrent_buffer_flush_range(
    iree_hal_buffer_t* base_buffer, iree_device_size_t local_byte_offset,
    iree_device_size_t local_byte_length) {
  return iree_hal_tenstorrent_buffer_sync_range(
      iree_hal_tenstorrent_buffer_cast(base_buffer), local_byte_offset,
      local_byte_length, /*is_flush=*/true);
}

static const iree_hal_buffer_vtable_t iree_hal_tenstorrent_buffer_vtable = {
    .recycle = iree_hal_buffer_recycle,
    .destroy = iree_hal_tenstorrent_buffer_destroy,
    .map_range = iree_hal_tenstorrent_buffer_map_range,
    .unmap_range = iree_hal_tenstorrent_buffer_unmap_range,
    .invalidate_range = iree_hal_tenstorrent_buffer_invalidate_range,
    .flush_range = iree_hal_tenstorrent_buffer_flush_range,
};
