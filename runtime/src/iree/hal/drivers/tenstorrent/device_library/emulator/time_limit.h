// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// How long a launch may run: IREE_TENSTORRENT_KERNEL_TIMEOUT in seconds, 0 for
// ever, half an hour where it is not set.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TIME_LIMIT_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TIME_LIMIT_H_

#include <cstdint>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"

namespace tt_emulator {

struct Processor;

// The limit as the environment has it now, in nanoseconds; 0: none.
int64_t TimeLimitNs();

// Nanoseconds on a clock that never goes back.
int64_t SteadyNs();

// What a launch ends with whose time is up while this kernel runs or polls.
Status TimeoutStatus(const Processor& processor);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TIME_LIMIT_H_
