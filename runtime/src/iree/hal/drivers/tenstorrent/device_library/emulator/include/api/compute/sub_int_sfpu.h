// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: differences of integers, by format.

#pragma once

#include "api/compute/common_globals.h"
#include "compute_kernel_api/sub_int_sfpu.h"

namespace ckernel {

template <DataFormat format>
ALWI void sub_int_tile(uint32_t idst0, uint32_t idst1, uint32_t odst) {
  static_assert(format == DataFormat::Int32 || format == DataFormat::UInt32,
                "the emulator has this function on 32-bit integers");
  sub_int32_tile(idst0, idst1, odst);
}

}  // namespace ckernel
