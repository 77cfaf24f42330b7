// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A loaded device library: the built-in emulator or a shared object behind
// device_library/tt_device.h.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_LIBRARY_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_LIBRARY_H_

#include "iree/base/api.h"
#include "iree/base/internal/atomics.h"
#include "iree/base/internal/dynamic_library.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Reference-counted so that a shared object stays mapped while any chip that
// it opened is alive. Thread-safe.
typedef struct iree_hal_tenstorrent_library_t {
  iree_atomic_ref_count_t ref_count;
  iree_allocator_t host_allocator;
  // Functions of the library. Never NULL.
  const tt_device_library_t* api;
  // NULL for the emulator.
  iree_dynamic_library_t* shared_object;
} iree_hal_tenstorrent_library_t;

// Loads the library called |name|: "emulator", "metalium", or a path. Empty is
// metalium if it can be loaded and finds a card, and else the emulator.
// |out_library| must be released by the caller.
iree_status_t iree_hal_tenstorrent_library_load(
    iree_string_view_t name, iree_allocator_t host_allocator,
    iree_hal_tenstorrent_library_t** out_library);

void iree_hal_tenstorrent_library_retain(
    iree_hal_tenstorrent_library_t* library);
void iree_hal_tenstorrent_library_release(
    iree_hal_tenstorrent_library_t* library);

// Number of devices that the library can open.
iree_status_t iree_hal_tenstorrent_library_device_count(
    iree_hal_tenstorrent_library_t* library, uint32_t* out_count);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_LIBRARY_H_
