// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A timeline semaphore of the host: queues wait for and signal it in software.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_SEMAPHORE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_SEMAPHORE_H_

#include "iree/async/semaphore.h"
#include "iree/base/api.h"
#include "iree/hal/api.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Creates a semaphore at |initial_value|. It may outlive the device that made
// it but not |proactor|.
iree_status_t iree_hal_tenstorrent_semaphore_create(
    iree_async_proactor_t* proactor, uint64_t initial_value,
    iree_allocator_t host_allocator, iree_hal_semaphore_t** out_semaphore);

// True if |semaphore| was made by this driver.
bool iree_hal_tenstorrent_semaphore_isa(iree_hal_semaphore_t* semaphore);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_SEMAPHORE_H_
