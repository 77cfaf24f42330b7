// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: configures a kernel.

#pragma once

#include "api/compute/common_globals.h"
#include "api/compute/src_order.h"
#include "compute_kernel_api/compute_kernel_hw_startup.h"

namespace ckernel {

template <SrcOrder order>
ALWI void compute_kernel_hw_startup(uint32_t icb0, uint32_t icb1,
                                    uint32_t ocb) {
  constexpr bool reverse = order == SrcOrder::Reverse;
  compute_kernel_hw_startup(reverse ? icb1 : icb0, reverse ? icb0 : icb1, ocb);
}

}  // namespace ckernel
