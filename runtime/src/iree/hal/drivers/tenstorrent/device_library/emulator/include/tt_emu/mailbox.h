// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Mailboxes between a core's processors: not emulated, since the three compute
// processors are one here.

#pragma once

#include "stdint.h"
#include "tt_emu/kernel_abi.h"

namespace ckernel {

enum class ThreadId {
  UnpackThreadId = 0,
  MathThreadId = 1,
  PackThreadId = 2,
  BriscThreadId = 3,
};

inline void mailbox_write(ThreadId thread, uint32_t data) {
  TtEmuContext* context = tt_emu_context();
  context->api->fail(context, 12,
                     "mailbox_write: the emulator has no mailboxes");
}

inline uint32_t mailbox_read(ThreadId thread) {
  TtEmuContext* context = tt_emu_context();
  context->api->fail(context, 12,
                     "mailbox_read: the emulator has no mailboxes");
}

}  // namespace ckernel
