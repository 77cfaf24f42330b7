// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A buffer in a chip's DRAM arena.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_BUFFER_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_BUFFER_H_

#include "iree/base/api.h"
#include "iree/hal/api.h"
#include "iree/hal/drivers/tenstorrent/chip.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Creates a buffer over arena bytes [|arena_offset|, + |byte_length|) of
// |chip|, which is retained.
//
// If |owned_block| is not NULL it is copied and freed with the buffer; else the
// bytes are borrowed and the creator keeps them allocated until
// |release_callback| is called.
//
// Mapping copies: the host sees a shadow of the range that is read from DRAM
// when mapped (unless discarded) and written back when flushed or unmapped.
// Only scoped mappings are possible. Mapping is not ordered against queues:
// wait for the semaphores of the work that touches the buffer first.
iree_status_t iree_hal_tenstorrent_buffer_create(
    iree_hal_tenstorrent_chip_t* chip, iree_hal_buffer_placement_t placement,
    const iree_hal_buffer_params_t* params, iree_device_size_t allocation_size,
    iree_device_size_t byte_length, uint64_t arena_offset,
    const iree_hal_tenstorrent_dram_block_t* owned_block,
    iree_hal_buffer_release_callback_t release_callback,
    iree_allocator_t host_allocator, iree_hal_buffer_t** out_buffer);

// True if |buffer| itself (not what it may be a view of) is such a buffer.
bool iree_hal_tenstorrent_buffer_isa(const iree_hal_buffer_t* buffer);

// The chip and the arena offset of byte 0 of |buffer|.
iree_hal_tenstorrent_chip_t* iree_hal_tenstorrent_buffer_chip(
    const iree_hal_buffer_t* buffer);
uint64_t iree_hal_tenstorrent_buffer_arena_offset(
    const iree_hal_buffer_t* buffer);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_BUFFER_H_
