// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// ASSERT(condition): ends the launch where it does not hold.

#pragma once

#include "tt_emu/kernel_abi.h"

// 10: TT_STATUS_ABORTED.
#define ASSERT(condition, ...)                                            \
  do {                                                                    \
    if (__builtin_expect(!(condition), 0)) {                              \
      TtEmuContext* tt_emu_assert_context = tt_emu_context();             \
      tt_emu_assert_context->api->fail(tt_emu_assert_context, 10,         \
                                       "assertion failed at line %d: %s", \
                                       __LINE__, #condition);             \
    }                                                                     \
  } while (0)
