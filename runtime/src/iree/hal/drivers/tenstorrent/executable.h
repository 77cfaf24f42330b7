// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A loaded executable: one program of the device library for each export.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EXECUTABLE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EXECUTABLE_H_

#include "iree/base/api.h"
#include "iree/hal/api.h"
#include "iree/hal/drivers/tenstorrent/chip.h"
#include "iree/hal/drivers/tenstorrent/program_loader.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// The one executable format of the driver.
#define IREE_HAL_TENSTORRENT_EXECUTABLE_FORMAT "tt-metal-fb"

// A binding whose tensor lies in the L1 region, `offset` bytes from its begin.
typedef struct iree_hal_tenstorrent_l1_tensor_t {
  uint32_t binding;
  uint32_t offset;
} iree_hal_tenstorrent_l1_tensor_t;

// What a dispatch needs to know of an export. Immutable but for the task.
typedef struct iree_hal_tenstorrent_export_t {
  iree_string_view_t name;
  uint32_t constant_count;
  uint32_t binding_count;
  uint32_t kernel_count;
  // Most cores that the program can use; 0 is all.
  uint32_t max_cores;
  // Scratch size program (scratch_size.h).
  iree_host_size_t scratch_element_count;
  const int64_t* scratch_elements;
  // Bytes of each worker's L1 that the circular buffers take, and that they
  // leave for tensors (0: none are needed).
  uint64_t circular_buffer_size;
  uint32_t l1_region_size;
  uint32_t l1_tensor_count;
  const iree_hal_tenstorrent_l1_tensor_t* l1_tensors;
  iree_hal_tenstorrent_program_task_t* task;
} iree_hal_tenstorrent_export_t;

// Sets |out_inferred_size| to the bytes of the executable that |data| starts
// with and writes its format string. A FlatBuffer does not tell its size, so
// the length of |data| must be known: INVALID_ARGUMENT if it is 0 or the data
// is no executable.
iree_status_t iree_hal_tenstorrent_executable_infer_format(
    iree_const_byte_span_t data, iree_host_size_t format_capacity, char* format,
    iree_host_size_t* out_inferred_size);

// Verifies |executable_params| and starts to compile (or find in the cache) the
// kernels of all exports for |chip|, which is retained. The data is not used
// after the return.
// Fails with INVALID_ARGUMENT if the data is malformed and INCOMPATIBLE if it
// was compiled for another architecture or DRAM page size, RESOURCE_EXHAUSTED
// if circular buffers do not leave the L1 that tensors need. A kernel that does
// not compile fails this if the loader is eager (program_loader.h) and else the
// dispatches that need it, with the compiler's message.
iree_status_t iree_hal_tenstorrent_executable_create(
    iree_hal_tenstorrent_chip_t* chip,
    const iree_hal_executable_params_t* executable_params,
    iree_allocator_t host_allocator, iree_hal_executable_t** out_executable);

// Waits until the kernels of all exports are compiled; the first failure.
iree_status_t iree_hal_tenstorrent_executable_await(
    iree_hal_executable_t* executable);

// Looks up an export of |executable|, which must be one of this driver's on
// |chip|. OUT_OF_RANGE if there is no such function.
iree_status_t iree_hal_tenstorrent_executable_lookup_export(
    iree_hal_executable_t* executable, const iree_hal_tenstorrent_chip_t* chip,
    iree_hal_executable_function_t function,
    const iree_hal_tenstorrent_export_t** out_export);

// Process-wide nonzero id of |executable| in profiles.
uint64_t iree_hal_tenstorrent_executable_profile_id(
    iree_hal_executable_t* executable);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EXECUTABLE_H_
