// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The postfix program of an export that tells how much scratch DRAM each core
// of a launch needs (scratch_size in tenstorrent_executable_def.fbs).

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_SCRATCH_SIZE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_SCRATCH_SIZE_H_

#include "iree/base/api.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Deepest stack of a program.
#define IREE_HAL_TENSTORRENT_MAX_SCRATCH_STACK 16

// Verifies a program of |element_count| elements (opcode, operand pairs; none
// is a program for 0): opcodes, operands and stack depths.
iree_status_t iree_hal_tenstorrent_scratch_size_verify(
    const int64_t* elements, iree_host_size_t element_count,
    uint32_t constant_count);

// Evaluates a verified program over the push constants of a dispatch, rounded
// up to |page_size|. Fails with OUT_OF_RANGE on overflow, division by zero or a
// negative result.
iree_status_t iree_hal_tenstorrent_scratch_size_evaluate(
    const int64_t* elements, iree_host_size_t element_count,
    const uint32_t* constants, uint64_t page_size, uint64_t* out_size);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_SCRATCH_SIZE_H_
