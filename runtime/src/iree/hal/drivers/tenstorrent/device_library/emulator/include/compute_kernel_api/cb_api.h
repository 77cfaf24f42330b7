// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Circular buffers in compute kernels; see tt_emu/circular_buffer.h.

#pragma once

#include "tt_emu/circular_buffer.h"

namespace ckernel {

using ::cb_pop_front;
using ::cb_push_back;
using ::cb_reserve_back;
using ::cb_wait_front;

}  // namespace ckernel
