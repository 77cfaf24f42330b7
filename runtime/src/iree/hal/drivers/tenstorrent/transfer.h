// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Moves bytes between buffers of any kind, and finds where a buffer is.
//
// All functions work at once on the calling thread; the caller has ordered
// them against the work that touches the same bytes. Ranges must be resolved:
// IREE_HAL_WHOLE_BUFFER is not a length here.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_TRANSFER_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_TRANSFER_H_

#include "iree/base/api.h"
#include "iree/hal/api.h"
#include "iree/hal/drivers/tenstorrent/chip.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Where a range of a buffer is.
typedef struct iree_hal_tenstorrent_location_t {
  // The arena offset of the range if |is_arena|.
  bool is_arena;
  uint64_t arena_offset;
  // Else the buffer and the offset in it to map: host memory or another
  // device's buffer.
  iree_hal_buffer_t* buffer;
  iree_device_size_t offset;
} iree_hal_tenstorrent_location_t;

// Finds bytes [|offset|, + |length|) of |buffer|, through views and transient
// wrappers. Fails with OUT_OF_RANGE if they are not all in the buffer and with
// FAILED_PRECONDITION if the buffer has no storage (any more, or yet).
iree_status_t iree_hal_tenstorrent_buffer_locate(
    iree_hal_tenstorrent_chip_t* chip, iree_hal_buffer_t* buffer,
    iree_device_size_t offset, iree_device_size_t length,
    iree_hal_tenstorrent_location_t* out_location);

iree_status_t iree_hal_tenstorrent_transfer_fill(
    iree_hal_tenstorrent_chip_t* chip, iree_hal_buffer_t* target_buffer,
    iree_device_size_t target_offset, iree_device_size_t length,
    const void* pattern, iree_host_size_t pattern_length);

iree_status_t iree_hal_tenstorrent_transfer_update(
    iree_hal_tenstorrent_chip_t* chip, const void* source,
    iree_hal_buffer_t* target_buffer, iree_device_size_t target_offset,
    iree_device_size_t length);

// Reads bytes of a buffer to host memory.
iree_status_t iree_hal_tenstorrent_transfer_read(
    iree_hal_tenstorrent_chip_t* chip, iree_hal_buffer_t* source_buffer,
    iree_device_size_t source_offset, void* target, iree_device_size_t length);

// The ranges must not overlap.
iree_status_t iree_hal_tenstorrent_transfer_copy(
    iree_hal_tenstorrent_chip_t* chip, iree_hal_buffer_t* source_buffer,
    iree_device_size_t source_offset, iree_hal_buffer_t* target_buffer,
    iree_device_size_t target_offset, iree_device_size_t length);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_TRANSFER_H_
