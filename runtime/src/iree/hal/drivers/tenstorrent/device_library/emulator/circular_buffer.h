// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The circular-buffer functions of the kernels' table. Each checks what
// silicon leaves undefined and fails the launch on it.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_CIRCULAR_BUFFER_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_CIRCULAR_BUFFER_H_

#include <cstdint>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/processor.h"

namespace tt_emulator {

void CbReserveBack(TtEmuContext* context, uint32_t cb, uint32_t pages);
void CbPushBack(TtEmuContext* context, uint32_t cb, uint32_t pages);
void CbWaitFront(TtEmuContext* context, uint32_t cb, uint32_t pages);
void CbPopFront(TtEmuContext* context, uint32_t cb, uint32_t pages);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_CIRCULAR_BUFFER_H_
