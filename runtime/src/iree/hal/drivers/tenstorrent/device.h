// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A logical HAL device: queues, allocator and pools over one chip.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_DEVICE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_DEVICE_H_

#include "iree/base/api.h"
#include "iree/hal/api.h"
#include "iree/hal/drivers/tenstorrent/chip.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Creates a device called |identifier| with |queue_count| queues on |chip|,
// which is retained. Several devices may be on one chip: they share its DRAM
// heap and may use each other's buffers. Destroying the device cancels what
// its queues still wait for.
iree_status_t iree_hal_tenstorrent_device_create(
    iree_string_view_t identifier, iree_hal_tenstorrent_chip_t* chip,
    uint32_t queue_count, const iree_hal_device_create_params_t* create_params,
    iree_allocator_t host_allocator, iree_hal_device_t** out_device);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_DEVICE_H_
