// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Prepares executables. The cache of compiled kernels itself is the device
// library's, on disk.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EXECUTABLE_CACHE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EXECUTABLE_CACHE_H_

#include "iree/base/api.h"
#include "iree/hal/api.h"
#include "iree/hal/drivers/tenstorrent/chip.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Creates a cache whose executables are loaded on |chip|, which is retained.
iree_status_t iree_hal_tenstorrent_executable_cache_create(
    iree_hal_tenstorrent_chip_t* chip, iree_string_view_t identifier,
    iree_allocator_t host_allocator,
    iree_hal_executable_cache_t** out_executable_cache);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EXECUTABLE_CACHE_H_
