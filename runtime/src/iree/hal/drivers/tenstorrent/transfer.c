// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/transfer.h"

#include <string.h>

#include "iree/hal/drivers/tenstorrent/buffer.h"
#include "iree/hal/drivers/tenstorrent/status_bridge.h"
#include "iree/hal/local/transient_buffer.h"

iree_status_t iree_hal_tenstorrent_buffer_locate(
    iree_hal_tenstorrent_chip_t* chip, iree_hal_buffer_t* buffer,
    iree_device_size_t offset, iree_device_size_t length,
    iree_hal_tenstorrent_location_t* out_location) {
  memset(out_location, 0, sizeof(*out_location));
  const iree_device_size_t byte_length = iree_hal_buffer_byte_length(buffer);
  if (IREE_UNLIKELY(offset > byte_length || length > byte_length - offset)) {
    return iree_make_status(IREE_STATUS_OUT_OF_RANGE,
                            "range [%" PRIdsz ", +%" PRIdsz
                            ") is not in a buffer of %" PRIdsz " bytes",
                            offset, length, byte_length);
  }
  offset += iree_hal_buffer_byte_offset(buffer);
  iree_hal_buffer_t* storage = iree_hal_buffer_allocated_buffer(buffer);
  while (iree_hal_local_transient_buffer_isa(storage)) {
    iree_hal_buffer_t* backing =
        iree_hal_local_transient_buffer_backing_buffer(storage);
    if (IREE_UNLIKELY(!backing)) {
      return iree_make_status(
          IREE_STATUS_FAILED_PRECONDITION,
          "buffer from queue_alloca has no storage: wait for the semaphores "
          "of its allocation and use it before its deallocation");
    }
    offset += iree_hal_buffer_byte_offset(backing);
    storage = iree_hal_buffer_allocated_buffer(backing);
  }
  if (iree_hal_tenstorrent_buffer_isa(storage) &&
      iree_hal_tenstorrent_buffer_chip(storage) == chip) {
    out_location->is_arena = true;
    out_location->arena_offset =
        iree_hal_tenstorrent_buffer_arena_offset(storage) + offset;
  } else {
    out_location->buffer = storage;
    out_location->offset = offset;
  }
  return iree_ok_status();
}

// Maps the range of a location that is not in the arena.
static iree_status_t iree_hal_tenstorrent_location_map(
    const iree_hal_tenstorrent_location_t* location,
    iree_hal_memory_access_t access, iree_device_size_t length,
    iree_hal_buffer_mapping_t* out_mapping) {
  memset(out_mapping, 0, sizeof(*out_mapping));
  return iree_hal_buffer_map_range(location->buffer,
                                   IREE_HAL_MAPPING_MODE_SCOPED, access,
                                   location->offset, length, out_mapping);
}

// Ends a mapping for writing, making what was written visible.
static iree_status_t iree_hal_tenstorrent_location_unmap_written(
    iree_hal_buffer_mapping_t* mapping, iree_status_t status) {
  if (iree_status_is_ok(status) &&
      !iree_all_bits_set(iree_hal_buffer_memory_type(mapping->buffer),
                         IREE_HAL_MEMORY_TYPE_HOST_COHERENT)) {
    status =
        iree_hal_buffer_mapping_flush_range(mapping, 0, IREE_HAL_WHOLE_BUFFER);
  }
  return iree_status_join(status, iree_hal_buffer_unmap_range(mapping));
}

iree_status_t iree_hal_tenstorrent_transfer_fill(
    iree_hal_tenstorrent_chip_t* chip, iree_hal_buffer_t* target_buffer,
    iree_device_size_t target_offset, iree_device_size_t length,
    const void* pattern, iree_host_size_t pattern_length) {
  if (length == 0) return iree_ok_status();
  if (IREE_UNLIKELY(pattern_length != 1 && pattern_length != 2 &&
                    pattern_length != 4)) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "fill pattern of %" PRIhsz
                            " bytes; patterns have 1, 2 or 4",
                            pattern_length);
  }
  if (IREE_UNLIKELY(target_offset % pattern_length ||
                    length % pattern_length)) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "fill range [%" PRIdsz ", +%" PRIdsz
                            ") is not aligned to its pattern of %" PRIhsz
                            " bytes",
                            target_offset, length, pattern_length);
  }
  iree_hal_tenstorrent_location_t target;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_buffer_locate(
      chip, target_buffer, target_offset, length, &target));
  if (!target.is_arena) {
    return iree_hal_buffer_map_fill(target.buffer, target.offset, length,
                                    pattern, pattern_length);
  }
  tt_error_t error;
  error.message[0] = 0;
  const tt_status_t tt_status =
      chip->api->dram_fill(chip->handle, target.arena_offset, length, pattern,
                           pattern_length, &error);
  return iree_hal_tenstorrent_make_status(tt_status, &error);
}

iree_status_t iree_hal_tenstorrent_transfer_update(
    iree_hal_tenstorrent_chip_t* chip, const void* source,
    iree_hal_buffer_t* target_buffer, iree_device_size_t target_offset,
    iree_device_size_t length) {
  if (length == 0) return iree_ok_status();
  iree_hal_tenstorrent_location_t target;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_buffer_locate(
      chip, target_buffer, target_offset, length, &target));
  if (!target.is_arena) {
    return iree_hal_buffer_map_write(target.buffer, target.offset, source,
                                     length);
  }
  tt_error_t error;
  error.message[0] = 0;
  const tt_status_t tt_status = chip->api->dram_write(
      chip->handle, target.arena_offset, source, (size_t)length, &error);
  return iree_hal_tenstorrent_make_status(tt_status, &error);
}

iree_status_t iree_hal_tenstorrent_transfer_read(
    iree_hal_tenstorrent_chip_t* chip, iree_hal_buffer_t* source_buffer,
    iree_device_size_t source_offset, void* target, iree_device_size_t length) {
  if (length == 0) return iree_ok_status();
  iree_hal_tenstorrent_location_t source;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_buffer_locate(
      chip, source_buffer, source_offset, length, &source));
  if (!source.is_arena) {
    return iree_hal_buffer_map_read(source.buffer, source.offset, target,
                                    length);
  }
  tt_error_t error;
  error.message[0] = 0;
  const tt_status_t tt_status = chip->api->dram_read(
      chip->handle, source.arena_offset, target, (size_t)length, &error);
  return iree_hal_tenstorrent_make_status(tt_status, &error);
}

iree_status_t iree_hal_tenstorrent_transfer_copy(
    iree_hal_tenstorrent_chip_t* chip, iree_hal_buffer_t* source_buffer,
    iree_device_size_t source_offset, iree_hal_buffer_t* target_buffer,
    iree_device_size_t target_offset, iree_device_size_t length) {
  if (length == 0) return iree_ok_status();
  iree_hal_tenstorrent_location_t source, target;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_buffer_locate(
      chip, source_buffer, source_offset, length, &source));
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_buffer_locate(
      chip, target_buffer, target_offset, length, &target));
  if (source.is_arena && target.is_arena) {
    tt_error_t error;
    error.message[0] = 0;
    const tt_status_t tt_status = chip->api->dram_copy(
        chip->handle, source.arena_offset, target.arena_offset, length, &error);
    return iree_hal_tenstorrent_make_status(tt_status, &error);
  }

  // At least one side is mapped; the other one is read or written through it.
  iree_hal_buffer_mapping_t mapping;
  if (target.is_arena) {
    IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_location_map(
        &source, IREE_HAL_MEMORY_ACCESS_READ, length, &mapping));
    iree_status_t status = iree_hal_tenstorrent_transfer_update(
        chip, mapping.contents.data, target_buffer, target_offset, length);
    return iree_status_join(status, iree_hal_buffer_unmap_range(&mapping));
  }
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_location_map(
      &target, IREE_HAL_MEMORY_ACCESS_DISCARD_WRITE, length, &mapping));
  iree_status_t status = iree_hal_tenstorrent_transfer_read(
      chip, source_buffer, source_offset, mapping.contents.data, length);
  return iree_hal_tenstorrent_location_unmap_written(&mapping, status);
}
