// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A command buffer that executes what is recorded into it at once: the target
// of replaying a deferred command buffer on a queue's worker.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_IMMEDIATE_COMMAND_BUFFER_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_IMMEDIATE_COMMAND_BUFFER_H_

#include "iree/base/api.h"
#include "iree/hal/api.h"
#include "iree/hal/drivers/tenstorrent/launch_group.h"
#include "iree/hal/drivers/tenstorrent/profile.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Bytes of storage that a command buffer of |mode| needs.
iree_host_size_t iree_hal_tenstorrent_immediate_command_buffer_size(
    iree_hal_command_buffer_mode_t mode);

// Initializes a command buffer in |storage|. Dispatches run in |group| and are
// only waited for at barriers and at the end, so those between two barriers
// may overlap; transfers are done when their call returns.
// Dispatches are recorded in |profile| as part of |op_profile| (both may be
// NULL). Used by one thread; must be deinitialized and not released.
iree_status_t iree_hal_tenstorrent_immediate_command_buffer_initialize(
    iree_hal_allocator_t* device_allocator, iree_hal_command_buffer_mode_t mode,
    iree_hal_command_category_t command_categories,
    iree_hal_queue_affinity_t queue_affinity,
    iree_hal_tenstorrent_launch_group_t* group,
    iree_hal_tenstorrent_profile_t* profile,
    iree_hal_tenstorrent_op_profile_t* op_profile, iree_byte_span_t storage,
    iree_hal_command_buffer_t** out_command_buffer);

// Waits for launches that have not ended.
void iree_hal_tenstorrent_immediate_command_buffer_deinitialize(
    iree_hal_command_buffer_t* command_buffer);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_IMMEDIATE_COMMAND_BUFFER_H_
