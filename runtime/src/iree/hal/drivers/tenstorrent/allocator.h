// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The device allocator: DRAM of a chip, and host memory for staging.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_ALLOCATOR_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_ALLOCATOR_H_

#include "iree/base/api.h"
#include "iree/hal/api.h"
#include "iree/hal/drivers/tenstorrent/chip.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Creates an allocator with two heaps:
//   0 DRAM: DEVICE_LOCAL | HOST_VISIBLE, any usage but persistent mapping.
//   1 host: HOST_LOCAL | DEVICE_VISIBLE, for transfers and mapping only: no
//     kernel can reach it. A HOST_LOCAL buffer that is to be used by a dispatch
//     is therefore in DRAM, seen by the host through scoped mappings.
// Host allocations can be imported as buffers of heap 1.
//
// |parent_device| is named in the placement of buffers and not retained.
// |chip| is retained.
iree_status_t iree_hal_tenstorrent_allocator_create(
    iree_hal_device_t* parent_device, iree_hal_tenstorrent_chip_t* chip,
    iree_allocator_t host_allocator, iree_hal_allocator_t** out_allocator);

// Memory type and usage of buffers in DRAM.
iree_hal_memory_type_t iree_hal_tenstorrent_dram_memory_type(void);
iree_hal_buffer_usage_t iree_hal_tenstorrent_dram_buffer_usage(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_ALLOCATOR_H_
