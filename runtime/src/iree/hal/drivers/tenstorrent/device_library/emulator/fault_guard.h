// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Turns a memory fault of a kernel into an error of its launch.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_FAULT_GUARD_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_FAULT_GUARD_H_

#include <csignal>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"

namespace tt_emulator {

struct HostThread;
struct Processor;

// While it lives, SIGSEGV, SIGBUS, SIGFPE and SIGILL that a fiber of the
// calling thread raises end the launch with an error; all others go on to the
// handler that was there before. The handler runs on a stack of `thread`. Does
// nothing under AddressSanitizer and ThreadSanitizer, which have their own
// handlers.
//
// SIGURG, which the scheduler sends to a thread whose launch has run for too
// long, ends the kernel that runs then, wherever it is in its own code.
class FaultGuard {
 public:
  explicit FaultGuard(HostThread* thread);
  ~FaultGuard();
  FaultGuard(const FaultGuard&) = delete;
  FaultGuard& operator=(const FaultGuard&) = delete;

 private:
  stack_t previous_stack_ = {};
};

// Called by the scheduler when a fiber gave control back: true where a fault
// ended it; `out_status` then says which.
bool TakeFault(Processor* processor, Status* out_status);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_FAULT_GUARD_H_
