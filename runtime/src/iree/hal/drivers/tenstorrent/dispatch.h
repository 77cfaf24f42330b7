// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Launches one dispatch: runtime arguments, scratch, number of cores.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_DISPATCH_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_DISPATCH_H_

#include "iree/base/api.h"
#include "iree/hal/api.h"
#include "iree/hal/drivers/tenstorrent/launch_group.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// A dispatch as the HAL describes it. Everything is borrowed.
typedef struct iree_hal_tenstorrent_dispatch_t {
  iree_hal_executable_t* executable;
  iree_hal_executable_function_t function;
  iree_hal_dispatch_config_t config;
  iree_const_byte_span_t constants;
  // Buffers must be resolved: no binding table slots.
  iree_hal_buffer_ref_list_t bindings;
  iree_hal_dispatch_flags_t flags;
} iree_hal_tenstorrent_dispatch_t;

// Checks what can be checked before the dispatch's waits are over: flags,
// function, and the numbers of constants and bindings.
iree_status_t iree_hal_tenstorrent_dispatch_verify(
    const iree_hal_tenstorrent_chip_t* chip,
    const iree_hal_tenstorrent_dispatch_t* dispatch);

// Launches |dispatch| in |group| and returns, after a wait if others have the
// L1 that it needs (l1_region.h): tensors in L1 are those of the group, which
// keeps them until it is finished or dispatches what does not leave them room.
// Executable and buffers must live until the launch has ended. Indirect
// workgroup counts are read now, so work that produces them must have ended.
// Nothing is launched if there are no workgroups. |ended_fn| (optional) is
// called with |ended_user_data| when the launch has ended, on any thread, or at
// once if nothing is launched; not if this fails. |out_workgroup_count|
// (optional) receives the count.
iree_status_t iree_hal_tenstorrent_dispatch_launch(
    iree_hal_tenstorrent_launch_group_t* group,
    const iree_hal_tenstorrent_dispatch_t* dispatch,
    iree_hal_tenstorrent_launch_fn_t ended_fn, void* ended_user_data,
    uint32_t* out_workgroup_count);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_DISPATCH_H_
