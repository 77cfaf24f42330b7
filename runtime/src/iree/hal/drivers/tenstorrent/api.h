// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Public entry points of the Tenstorrent HAL driver: options and creation.
//
// Thread-safety: drivers and the devices they create may be used from any
// thread. Option structs are plain values; string views in them are borrowed
// for the call they are passed to.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_API_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_API_H_

#include "iree/base/api.h"
#include "iree/hal/api.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_device_options_t
//===----------------------------------------------------------------------===//

// Architecture of the device; values match tt_arch_t.
typedef enum iree_hal_tenstorrent_arch_e {
  // Whatever the device library opens by default.
  IREE_HAL_TENSTORRENT_ARCH_DEFAULT = 0,
  IREE_HAL_TENSTORRENT_ARCH_WORMHOLE_B0 = 1,
  IREE_HAL_TENSTORRENT_ARCH_BLACKHOLE = 2,
} iree_hal_tenstorrent_arch_t;

// Most logical queues of one device (bits of an iree_hal_queue_affinity_t).
#define IREE_HAL_TENSTORRENT_MAX_QUEUE_COUNT 8

// How to open a device. Zeroes and empty strings are the library's defaults.
// Devices of one driver with equal options share one opened chip.
typedef struct iree_hal_tenstorrent_device_options_t {
  iree_hal_tenstorrent_arch_t arch;
  // Worker grid; 0 x 0 is the product's.
  uint32_t grid_x;
  uint32_t grid_y;
  // Most bytes of DRAM to use; 0 is all of it.
  uint64_t dram_size;
  // Directory of compiled kernels and most bytes it may hold.
  iree_string_view_t cache_dir;
  uint64_t cache_size;
  // Host compiler and host threads of the emulated device.
  iree_string_view_t host_compiler;
  uint32_t host_threads;
  // Files that tell what was launched: a time line for Perfetto, written when
  // the last device on the chip goes, and counters as JSON lines. Empty: none.
  iree_string_view_t trace_path;
  iree_string_view_t counters_path;
  // No progress line on a terminal while kernels compile for long.
  bool quiet;
  // Logical queues of the HAL device, 1 to
  // IREE_HAL_TENSTORRENT_MAX_QUEUE_COUNT.
  uint32_t queue_count;
} iree_hal_tenstorrent_device_options_t;

// Initializes |out_options| to the defaults.
IREE_API_EXPORT void iree_hal_tenstorrent_device_options_initialize(
    iree_hal_tenstorrent_device_options_t* out_options);

// Applies the key/value |params| of a device URI (`arch=blackhole&grid=8x8`)
// over |options|. Keys: arch, grid, dram, cache_dir, cache_size, compiler,
// threads, queues, trace, counters, progress. String values are borrowed from
// |params|. Fails with INVALID_ARGUMENT that names the key on an unknown key or
// a malformed value; |options| is then unchanged.
IREE_API_EXPORT iree_status_t iree_hal_tenstorrent_device_options_parse(
    iree_hal_tenstorrent_device_options_t* options,
    iree_host_size_t param_count, const iree_string_pair_t* params);

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_driver_t
//===----------------------------------------------------------------------===//

typedef struct iree_hal_tenstorrent_driver_options_t {
  // Device library: "emulator", "metalium", the path of a shared object, or
  // empty for a card if metalium finds one and else the emulated device.
  iree_string_view_t library;
  // Options of devices that are created without parameters of their own.
  iree_hal_tenstorrent_device_options_t device_options;
} iree_hal_tenstorrent_driver_options_t;

// Initializes |out_options| to the defaults.
IREE_API_EXPORT void iree_hal_tenstorrent_driver_options_initialize(
    iree_hal_tenstorrent_driver_options_t* out_options);

// Creates a driver that enumerates and creates devices of one device library.
// Strings of |options| are copied. |out_driver| must be released by the caller.
// Fails with NOT_FOUND if the library that was asked for can't be loaded.
IREE_API_EXPORT iree_status_t iree_hal_tenstorrent_driver_create(
    iree_string_view_t identifier,
    const iree_hal_tenstorrent_driver_options_t* options,
    iree_allocator_t host_allocator, iree_hal_driver_t** out_driver);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_API_H_
