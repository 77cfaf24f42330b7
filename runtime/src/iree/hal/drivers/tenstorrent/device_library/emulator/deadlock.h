// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The words for launches that cannot go on or did not end clean.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_DEADLOCK_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_DEADLOCK_H_

#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/processor.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/program.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"

namespace tt_emulator {

// ABORTED, naming each blocked processor and what it waits for.
Status DescribeDeadlock(const std::vector<Processor*>& stuck);

// FAILED_PRECONDITION where a circular buffer that a finished core used as a
// queue still holds pages. Buffers that are only reserved (scratch), and those
// whose pages were waited for and never popped (constants), are no queues.
Status CheckBuffersBalanced(const Program& program, const Core& core);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_DEADLOCK_H_
