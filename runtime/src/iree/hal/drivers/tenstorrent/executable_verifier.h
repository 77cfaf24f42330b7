// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Checks that bytes are a tt-metal-fb executable that the driver can load.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EXECUTABLE_VERIFIER_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EXECUTABLE_VERIFIER_H_

#include "iree/base/api.h"
// Must come before the generated headers.
#include "iree/base/internal/flatcc/parsing.h"
#include "iree/schemas/tenstorrent_executable_def_reader.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Alignment in bytes that executable data must have in memory.
#define IREE_HAL_TENSTORRENT_EXECUTABLE_ALIGNMENT 8

// Common runtime arguments in front of the bindings.
#define IREE_HAL_TENSTORRENT_FIXED_ARG_COUNT 8
// Most kernels of one export.
#define IREE_HAL_TENSTORRENT_MAX_KERNEL_COUNT 32

// Number of runtime arguments (unique and common) of a kernel.
static inline uint64_t iree_hal_tenstorrent_runtime_arg_count(
    uint64_t binding_count, uint64_t constant_count) {
  return 1 + IREE_HAL_TENSTORRENT_FIXED_ARG_COUNT + 2 * binding_count +
         constant_count;
}

// Verifies |data|, which must be aligned as above: the FlatBuffer's structure
// and all values that the driver relies on. Never reads outside of |data|.
// Returns INVALID_ARGUMENT that names the export and what is wrong with it;
// |out_executable_def| (optional) is a view into |data|.
iree_status_t iree_hal_tenstorrent_executable_verify(
    iree_const_byte_span_t data,
    iree_hal_tenstorrent_ExecutableDef_table_t* out_executable_def);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EXECUTABLE_VERIFIER_H_
