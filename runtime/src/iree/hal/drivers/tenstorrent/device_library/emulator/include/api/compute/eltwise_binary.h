// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: elementwise FPU operations.

#pragma once

#include "api/compute/common.h"
#include "api/compute/common_globals.h"
#include "compute_kernel_api/eltwise_binary.h"

namespace ckernel {

ALWI void add_init(uint32_t icb0, uint32_t icb1, bool acc_to_dest = false) {
  binary_tiles_init<true, ELWADD>(icb0, icb1, acc_to_dest);
}

ALWI void sub_init(uint32_t icb0, uint32_t icb1, bool acc_to_dest = false) {
  binary_tiles_init<true, ELWSUB>(icb0, icb1, acc_to_dest);
}

ALWI void mul_init(uint32_t icb0, uint32_t icb1, bool acc_to_dest = true) {
  binary_tiles_init<true, ELWMUL>(icb0, icb1, acc_to_dest);
}

}  // namespace ckernel
