// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Makes the programs of executables on threads of its own, as many as the host
// has processors.
//
// Modules load executables one by one. The first few are waited for, so that
// small modules are ready, or have failed, when they are loaded. Those behind
// them compile in the background, in parallel, while the module goes on: a
// dispatch waits for the program that it needs, which then goes before all
// others, and a failure is that of the dispatch.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_PROGRAM_LOADER_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_PROGRAM_LOADER_H_

#include "iree/base/api.h"
#include "iree/base/internal/atomics.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"
#include "iree/hal/drivers/tenstorrent/executable_verifier.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

typedef struct iree_hal_tenstorrent_chip_t iree_hal_tenstorrent_chip_t;

// One program to make. Zeroed is a task that was never started.
typedef struct iree_hal_tenstorrent_program_task_t {
  struct iree_hal_tenstorrent_program_task_t* next;
  iree_hal_tenstorrent_ExportDef_table_t export_def;
  // iree_hal_tenstorrent_program_task_state_t; what follows is set before it.
  iree_atomic_int32_t state;
  tt_program_t* program;
  iree_status_t status;
} iree_hal_tenstorrent_program_task_t;

// Thread-safe but for creation and destruction.
typedef struct iree_hal_tenstorrent_program_loader_t
    iree_hal_tenstorrent_program_loader_t;

// |chip| owns the loader. If not |is_quiet|, waits of more than two seconds
// show on stderr how far the loader is if that is a terminal.
iree_status_t iree_hal_tenstorrent_program_loader_create(
    iree_hal_tenstorrent_chip_t* chip, bool is_quiet,
    iree_allocator_t host_allocator,
    iree_hal_tenstorrent_program_loader_t** out_loader);

// All tasks must have been ended.
void iree_hal_tenstorrent_program_loader_destroy(
    iree_hal_tenstorrent_program_loader_t* loader);

// Starts to make the program of |export_def|, which must live until the task is
// ended, as must |task|.
iree_status_t iree_hal_tenstorrent_program_loader_start(
    iree_hal_tenstorrent_program_loader_t* loader,
    iree_hal_tenstorrent_ExportDef_table_t export_def,
    iree_hal_tenstorrent_program_task_t* task);

// True if programs that are started now are to be waited for: if few were
// started in one go, that is without a pause of a tenth of a second.
bool iree_hal_tenstorrent_program_loader_is_eager(
    iree_hal_tenstorrent_program_loader_t* loader);

// Waits for the program of a started task. |out_program| lives until the task
// is ended. Fails as iree_hal_tenstorrent_program_create did.
iree_status_t iree_hal_tenstorrent_program_loader_await(
    iree_hal_tenstorrent_program_loader_t* loader,
    iree_hal_tenstorrent_program_task_t* task, tt_program_t** out_program);

// Cancels or finishes |task| and destroys its program, which no launch may use.
void iree_hal_tenstorrent_program_loader_end(
    iree_hal_tenstorrent_program_loader_t* loader,
    iree_hal_tenstorrent_program_task_t* task);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_PROGRAM_LOADER_H_
