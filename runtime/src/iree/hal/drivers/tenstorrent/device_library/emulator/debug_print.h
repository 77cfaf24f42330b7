// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// DPRINT of kernels: lines to stderr, each with its core and role in front.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_DEBUG_PRINT_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_DEBUG_PRINT_H_

#include <cstdint>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/processor.h"

namespace tt_emulator {

// True where IREE_TENSTORRENT_DPRINT is set to something but 0.
bool DebugPrintEnabled();

// Function of the kernels' table: adds `size` bytes to the processor's line and
// prints it when it ends (or is too long).
void DebugPrint(TtEmuContext* context, const char* text, uint32_t size);

// Prints what is left of an unfinished line: at a kernel's end.
void FinishDebugPrint(Processor* processor);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_DEBUG_PRINT_H_
