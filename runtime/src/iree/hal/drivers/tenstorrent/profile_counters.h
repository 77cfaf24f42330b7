// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Counter samples of a profiling session: for each dispatch the values of the
// counters that the session asked for by name or pattern.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_PROFILE_COUNTERS_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_PROFILE_COUNTERS_H_

#include "iree/base/api.h"
#include "iree/hal/api.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

// Thread-safe but for creation and destruction. All functions take NULL as "no
// counters are asked for".
typedef struct iree_hal_tenstorrent_profile_counters_t
    iree_hal_tenstorrent_profile_counters_t;

// Resolves the counter sets of |options| and tells their layout to its sink,
// whose session must have begun. |name| and the sink are copied and retained.
// Fails with INVALID_ARGUMENT if a name or pattern matches no counter.
iree_status_t iree_hal_tenstorrent_profile_counters_create(
    const iree_hal_device_profiling_options_t* options, iree_string_view_t name,
    uint64_t session_id, uint32_t device_ordinal,
    iree_allocator_t host_allocator,
    iree_hal_tenstorrent_profile_counters_t** out_counters);
void iree_hal_tenstorrent_profile_counters_destroy(
    iree_hal_tenstorrent_profile_counters_t* counters);

// Appends samples of a dispatch. |dispatch| has its correlation fields set;
// identifiers and values are filled in. Fails if memory is exhausted.
iree_status_t iree_hal_tenstorrent_profile_counters_append(
    iree_hal_tenstorrent_profile_counters_t* counters,
    const iree_hal_profile_counter_sample_record_t* dispatch,
    const tt_counters_t* values);

// Writes the samples so far to the sink.
iree_status_t iree_hal_tenstorrent_profile_counters_flush(
    iree_hal_tenstorrent_profile_counters_t* counters);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_PROFILE_COUNTERS_H_
