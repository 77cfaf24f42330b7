// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// An opened device of a device library, shared by the logical devices, buffers
// and executables of one driver that use it.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_CHIP_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_CHIP_H_

#include "iree/base/api.h"
#include "iree/hal/drivers/tenstorrent/api.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"
#include "iree/hal/drivers/tenstorrent/dram_heap.h"
#include "iree/hal/drivers/tenstorrent/l1_region.h"
#include "iree/hal/drivers/tenstorrent/launch_log.h"
#include "iree/hal/drivers/tenstorrent/library.h"
#include "iree/hal/drivers/tenstorrent/program_loader.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

typedef struct iree_hal_tenstorrent_chip_t iree_hal_tenstorrent_chip_t;
typedef struct iree_hal_tenstorrent_chip_set_t iree_hal_tenstorrent_chip_set_t;

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_chip_t
//===----------------------------------------------------------------------===//

// Everything but the reference count, the heap and the L1 region is immutable
// after opening.
struct iree_hal_tenstorrent_chip_t {
  iree_atomic_ref_count_t ref_count;
  iree_allocator_t host_allocator;
  // The set that shares this chip, and the next chip in it.
  iree_hal_tenstorrent_chip_set_t* set;
  iree_hal_tenstorrent_chip_t* next;

  // What it was opened with. Strings are stored behind this struct.
  uint32_t index;
  iree_hal_tenstorrent_device_options_t options;

  iree_hal_tenstorrent_library_t* library;
  const tt_device_library_t* api;
  tt_device_t* handle;
  tt_device_info_t info;

  // The process that opened it.
  int64_t process_id;

  // 0, 1, ... worker_count - 1: the unique argument of each core in launches.
  uint32_t* core_indices;

  iree_hal_tenstorrent_program_loader_t* program_loader;
  // NULL if neither a time line nor counters are asked for.
  iree_hal_tenstorrent_launch_log_t* launch_log;

  iree_hal_tenstorrent_dram_heap_t heap;
  iree_hal_tenstorrent_l1_region_t l1_region;
};

void iree_hal_tenstorrent_chip_retain(iree_hal_tenstorrent_chip_t* chip);
// Closes the device with the last reference.
void iree_hal_tenstorrent_chip_release(iree_hal_tenstorrent_chip_t* chip);

// True in a child that was forked after |chip| was opened: none of the threads
// that work for the chip are there, so nothing may be submitted or waited for.
bool iree_hal_tenstorrent_chip_is_forked(
    const iree_hal_tenstorrent_chip_t* chip);

// "blackhole", "wormhole_b0".
iree_string_view_t iree_hal_tenstorrent_arch_name(tt_arch_t arch);

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_chip_set_t
//===----------------------------------------------------------------------===//

// Creates an empty set of chips opened through |library|, which it retains.
iree_status_t iree_hal_tenstorrent_chip_set_create(
    iree_hal_tenstorrent_library_t* library, iree_allocator_t host_allocator,
    iree_hal_tenstorrent_chip_set_t** out_set);
void iree_hal_tenstorrent_chip_set_retain(iree_hal_tenstorrent_chip_set_t* set);
void iree_hal_tenstorrent_chip_set_release(
    iree_hal_tenstorrent_chip_set_t* set);

// Returns device |index| opened with |options|: the chip that is open if there
// is one with equal options (the queue count does not matter), else a new one.
// |out_chip| must be released by the caller. Thread-safe.
iree_status_t iree_hal_tenstorrent_chip_set_open(
    iree_hal_tenstorrent_chip_set_t* set, uint32_t index,
    const iree_hal_tenstorrent_device_options_t* options,
    iree_hal_tenstorrent_chip_t** out_chip);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_CHIP_H_
