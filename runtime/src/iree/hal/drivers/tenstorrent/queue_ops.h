// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The kinds of queue operations. Each function submits one operation to
// |queue| that waits for |wait_semaphores| and signals |signal_semaphores|,
// and returns without waiting. Whatever the caller passed may be reused or
// released after the return. Failures of the execution come out of the signal
// semaphores; failures of the submission are returned and fail them too.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_QUEUE_OPS_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_QUEUE_OPS_H_

#include "iree/base/api.h"
#include "iree/hal/api.h"
#include "iree/hal/drivers/tenstorrent/queue.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Reserves |allocation_size| bytes of |pool| and commits them to
// |transient_buffer|, an uncommitted iree_hal_local_transient_buffer_t.
// |pool| is not retained. If the waits are over, the reservation is made (or
// refused with an error) before this returns, unless it has to wait for other
// releases: of a pool that can wait, or, if |waits_for_frees|, of deallocations
// that were submitted before.
iree_status_t iree_hal_tenstorrent_queue_submit_alloca(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores, iree_hal_pool_t* pool,
    bool waits_for_frees, iree_hal_buffer_params_t params,
    iree_device_size_t allocation_size, iree_hal_alloca_flags_t flags,
    iree_hal_buffer_t* transient_buffer);

// Decommits |transient_buffer| and returns its reservation to its pool.
iree_status_t iree_hal_tenstorrent_queue_submit_dealloca(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_buffer_t* transient_buffer);

iree_status_t iree_hal_tenstorrent_queue_submit_fill(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_buffer_t* target_buffer, iree_device_size_t target_offset,
    iree_device_size_t length, const void* pattern,
    iree_host_size_t pattern_length);

// Copies |source| before returning.
iree_status_t iree_hal_tenstorrent_queue_submit_update(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores, const void* source,
    iree_hal_buffer_t* target_buffer, iree_device_size_t target_offset,
    iree_device_size_t length);

iree_status_t iree_hal_tenstorrent_queue_submit_copy(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_buffer_t* source_buffer, iree_device_size_t source_offset,
    iree_hal_buffer_t* target_buffer, iree_device_size_t target_offset,
    iree_device_size_t length);

// Reads from or writes to |file|, whose I/O must be synchronous.
iree_status_t iree_hal_tenstorrent_queue_submit_read(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores, iree_hal_file_t* file,
    uint64_t file_offset, iree_hal_buffer_t* buffer,
    iree_device_size_t buffer_offset, iree_device_size_t length);
iree_status_t iree_hal_tenstorrent_queue_submit_write(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores, iree_hal_file_t* file,
    uint64_t file_offset, iree_hal_buffer_t* buffer,
    iree_device_size_t buffer_offset, iree_device_size_t length);

// Calls |call| on a worker, which it blocks.
iree_status_t iree_hal_tenstorrent_queue_submit_host_call(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_host_call_t call, const uint64_t args[4],
    iree_hal_host_call_flags_t flags);

iree_status_t iree_hal_tenstorrent_queue_submit_dispatch(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_executable_t* executable, iree_hal_executable_function_t function,
    const iree_hal_dispatch_config_t config, iree_const_byte_span_t constants,
    const iree_hal_buffer_ref_list_t bindings, iree_hal_dispatch_flags_t flags);

// Replays |command_buffer|, or is a barrier if that is NULL.
iree_status_t iree_hal_tenstorrent_queue_submit_execute(
    iree_hal_tenstorrent_queue_t* queue,
    const iree_hal_semaphore_list_t wait_semaphores,
    const iree_hal_semaphore_list_t signal_semaphores,
    iree_hal_command_buffer_t* command_buffer,
    iree_hal_buffer_binding_table_t binding_table,
    iree_hal_execute_flags_t flags);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_QUEUE_OPS_H_
