// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// queue_fill, queue_update, queue_copy, queue_read and queue_write: bytes in
// and out of buffers.

#include <string.h>

#include "iree/hal/drivers/tenstorrent/queue_ops.h"
#include "iree/hal/drivers/tenstorrent/transfer.h"

// One struct for all kinds: they differ in what is on the other side.
typedef struct iree_hal_tenstorrent_queue_transfer_op_t {
  iree_hal_tenstorrent_queue_op_t base;
  // Target, but for writes to a file the source.
  iree_hal_buffer_t* buffer;
  iree_device_size_t offset;
  iree_device_size_t length;
  // Of a copy.
  iree_hal_buffer_t* source_buffer;
  iree_device_size_t source_offset;
  // Of a read or write.
  iree_hal_file_t* file;
  uint64_t file_offset;
  // Of an update; in the operation's arena.
  const void* source_data;
  // Of a fill.
  uint8_t pattern[4];
  iree_host_size_t pattern_length;
} iree_hal_tenstorrent_queue_transfer_op_t;

static iree_status_t iree_hal_tenstorrent_queue_transfer_create(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_tenstorrent_queue_op_execute_fn_t execute_fn,
    iree_hal_profile_queue_event_type_t type, iree_hal_buffer_t* buffer,
    iree_device_size_t offset, iree_device_size_t length,
    iree_hal_tenstorrent_queue_transfer_op_t** out_op) {
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_queue_op_create(
      queue, sizeof(**out_op), execute_fn, type, signal_semaphores,
      (iree_hal_tenstorrent_queue_op_t**)out_op));
  (*out_op)->buffer = buffer;
  (*out_op)->offset = offset;
  (*out_op)->length = length;
  (*out_op)->base.profile.payload_length = length;
  return iree_ok_status();
}

// Retains the buffers and the file of |op| and submits it if |status| is OK.
static iree_status_t iree_hal_tenstorrent_queue_transfer_submit(
    iree_hal_tenstorrent_queue_transfer_op_t* op,
    const iree_hal_semaphore_list_t wait_semaphores, iree_status_t status) {
  if (iree_status_is_ok(status)) {
    status = iree_hal_tenstorrent_queue_op_retain(&op->base, op->buffer);
  }
  if (iree_status_is_ok(status)) {
    status = iree_hal_tenstorrent_queue_op_retain(&op->base, op->source_buffer);
  }
  if (iree_status_is_ok(status)) {
    status = iree_hal_tenstorrent_queue_op_retain(&op->base, op->file);
  }
  if (!iree_status_is_ok(status)) {
    return iree_hal_tenstorrent_queue_op_discard(&op->base, status);
  }
  return iree_hal_tenstorrent_queue_submit(
      &op->base, wait_semaphores, IREE_HAL_TENSTORRENT_QUEUE_SUBMIT_WORKER);
}

//===----------------------------------------------------------------------===//
// Fill
//===----------------------------------------------------------------------===//

static iree_status_t iree_hal_tenstorrent_queue_fill_execute(
    iree_hal_tenstorrent_queue_op_t* base_op,
    iree_hal_tenstorrent_queue_op_outcome_t* out_outcome) {
  iree_hal_tenstorrent_queue_transfer_op_t* op =
      (iree_hal_tenstorrent_queue_transfer_op_t*)base_op;
  return iree_hal_tenstorrent_transfer_fill(base_op->queue->chip, op->buffer,
                                            op->offset, op->length, op->pattern,
                                            op->pattern_length);
}

iree_status_t iree_hal_tenstorrent_queue_submit_fill(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_buffer_t* target_buffer, iree_device_size_t target_offset,
    iree_device_size_t length, const void* pattern,
    iree_host_size_t pattern_length) {
  const iree_device_size_t byte_length =
      iree_hal_buffer_byte_length(target_buffer);
  if (length == IREE_HAL_WHOLE_BUFFER && target_offset <= byte_length) {
    length = byte_length - target_offset;
  }
  iree_hal_tenstorrent_queue_transfer_op_t* op = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_queue_transfer_create(
      queue, signal_semaphores, iree_hal_tenstorrent_queue_fill_execute,
      IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_FILL, target_buffer, target_offset,
      length, &op));
  iree_status_t status = iree_ok_status();
  if (pattern_length > sizeof(op->pattern)) {
    status = iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                              "fill pattern of %" PRIhsz
                              " bytes; patterns have 1, 2 or 4",
                              pattern_length);
  } else {
    memcpy(op->pattern, pattern, pattern_length);
    op->pattern_length = pattern_length;
  }
  return iree_hal_tenstorrent_queue_transfer_submit(op, wait_semaphores,
                                                    status);
}

//===----------------------------------------------------------------------===//
// Update
//===----------------------------------------------------------------------===//

static iree_status_t iree_hal_tenstorrent_queue_update_execute(
    iree_hal_tenstorrent_queue_op_t* base_op,
    iree_hal_tenstorrent_queue_op_outcome_t* out_outcome) {
  iree_hal_tenstorrent_queue_transfer_op_t* op =
      (iree_hal_tenstorrent_queue_transfer_op_t*)base_op;
  return iree_hal_tenstorrent_transfer_update(base_op->queue->chip,
                                              op->source_data, op->buffer,
                                              op->offset, op->length);
}

iree_status_t iree_hal_tenstorrent_queue_submit_update(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores, const void* source,
    iree_hal_buffer_t* target_buffer, iree_device_size_t target_offset,
    iree_device_size_t length) {
  iree_hal_tenstorrent_queue_transfer_op_t* op = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_queue_transfer_create(
      queue, signal_semaphores, iree_hal_tenstorrent_queue_update_execute,
      IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_UPDATE, target_buffer, target_offset,
      length, &op));
  void* source_data = NULL;
  iree_status_t status = iree_arena_allocate(
      &op->base.arena, (iree_host_size_t)length, &source_data);
  if (iree_status_is_ok(status)) {
    memcpy(source_data, source, (size_t)length);
    op->source_data = source_data;
  }
  return iree_hal_tenstorrent_queue_transfer_submit(op, wait_semaphores,
                                                    status);
}

//===----------------------------------------------------------------------===//
// Copy
//===----------------------------------------------------------------------===//

static iree_status_t iree_hal_tenstorrent_queue_copy_execute(
    iree_hal_tenstorrent_queue_op_t* base_op,
    iree_hal_tenstorrent_queue_op_outcome_t* out_outcome) {
  iree_hal_tenstorrent_queue_transfer_op_t* op =
      (iree_hal_tenstorrent_queue_transfer_op_t*)base_op;
  return iree_hal_tenstorrent_transfer_copy(
      base_op->queue->chip, op->source_buffer, op->source_offset, op->buffer,
      op->offset, op->length);
}

iree_status_t iree_hal_tenstorrent_queue_submit_copy(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_buffer_t* source_buffer, iree_device_size_t source_offset,
    iree_hal_buffer_t* target_buffer, iree_device_size_t target_offset,
    iree_device_size_t length) {
  iree_hal_tenstorrent_queue_transfer_op_t* op = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_queue_transfer_create(
      queue, signal_semaphores, iree_hal_tenstorrent_queue_copy_execute,
      IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_COPY, target_buffer, target_offset,
      length, &op));
  op->source_buffer = source_buffer;
  op->source_offset = source_offset;
  return iree_hal_tenstorrent_queue_transfer_submit(op, wait_semaphores,
                                                    iree_ok_status());
}

//===----------------------------------------------------------------------===//
// Read and write
//===----------------------------------------------------------------------===//

// Files are transferred through host shadows of this many bytes at a time.
#define IREE_HAL_TENSTORRENT_FILE_CHUNK_SIZE (32ull * 1024 * 1024)

static iree_status_t iree_hal_tenstorrent_queue_file_execute(
    iree_hal_tenstorrent_queue_op_t* base_op,
    iree_hal_tenstorrent_queue_op_outcome_t* out_outcome) {
  iree_hal_tenstorrent_queue_transfer_op_t* op =
      (iree_hal_tenstorrent_queue_transfer_op_t*)base_op;
  const bool is_read =
      base_op->profile.type == IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_READ;
  iree_device_size_t done = 0;
  while (done < op->length) {
    const iree_device_size_t chunk =
        iree_min(op->length - done,
                 (iree_device_size_t)IREE_HAL_TENSTORRENT_FILE_CHUNK_SIZE);
    if (is_read) {
      IREE_RETURN_IF_ERROR(iree_hal_file_read(op->file, op->file_offset + done,
                                              op->buffer, op->offset + done,
                                              chunk));
    } else {
      IREE_RETURN_IF_ERROR(iree_hal_file_write(op->file, op->file_offset + done,
                                               op->buffer, op->offset + done,
                                               chunk));
    }
    done += chunk;
  }
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_queue_submit_file(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_profile_queue_event_type_t type, iree_hal_file_t* file,
    uint64_t file_offset, iree_hal_buffer_t* buffer,
    iree_device_size_t buffer_offset, iree_device_size_t length) {
  iree_hal_tenstorrent_queue_transfer_op_t* op = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_queue_transfer_create(
      queue, signal_semaphores, iree_hal_tenstorrent_queue_file_execute, type,
      buffer, buffer_offset, length, &op));
  op->file = file;
  op->file_offset = file_offset;
  return iree_hal_tenstorrent_queue_transfer_submit(op, wait_semaphores,
                                                    iree_ok_status());
}

iree_status_t iree_hal_tenstorrent_queue_submit_read(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores, iree_hal_file_t* file,
    uint64_t file_offset, iree_hal_buffer_t* buffer,
    iree_device_size_t buffer_offset, iree_device_size_t length) {
  return iree_hal_tenstorrent_queue_submit_file(
      queue, wait_semaphores, signal_semaphores,
      IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_READ, file, file_offset, buffer,
      buffer_offset, length);
}

iree_status_t iree_hal_tenstorrent_queue_submit_write(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores, iree_hal_file_t* file,
    uint64_t file_offset, iree_hal_buffer_t* buffer,
    iree_device_size_t buffer_offset, iree_device_size_t length) {
  return iree_hal_tenstorrent_queue_submit_file(
      queue, wait_semaphores, signal_semaphores,
      IREE_HAL_PROFILE_QUEUE_EVENT_TYPE_WRITE, file, file_offset, buffer,
      buffer_offset, length);
}
