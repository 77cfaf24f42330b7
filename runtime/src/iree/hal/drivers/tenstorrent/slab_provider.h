// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Gives pools (hal/pool.h) slabs of a chip's DRAM.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_SLAB_PROVIDER_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_SLAB_PROVIDER_H_

#include "iree/base/api.h"
#include "iree/hal/drivers/tenstorrent/chip.h"
#include "iree/hal/memory/slab_provider.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Creates a provider over the DRAM heap of |chip|, which is retained.
// |parent_device| is named in the placement of buffers and not retained.
iree_status_t iree_hal_tenstorrent_slab_provider_create(
    iree_hal_device_t* parent_device, iree_hal_tenstorrent_chip_t* chip,
    iree_allocator_t host_allocator, iree_hal_slab_provider_t** out_provider);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_SLAB_PROVIDER_H_
