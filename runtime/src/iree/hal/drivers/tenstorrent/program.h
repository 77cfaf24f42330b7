// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Creates a program of the device library from an export of an executable.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_PROGRAM_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_PROGRAM_H_

#include "iree/base/api.h"
#include "iree/hal/drivers/tenstorrent/chip.h"
#include "iree/hal/drivers/tenstorrent/executable_verifier.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Creates the program of |export_def|, which must have been verified.
// |out_program| must be destroyed through |chip|.
iree_status_t iree_hal_tenstorrent_program_create(
    iree_hal_tenstorrent_chip_t* chip,
    iree_hal_tenstorrent_ExportDef_table_t export_def,
    iree_allocator_t host_allocator, tt_program_t** out_program);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_PROGRAM_H_
