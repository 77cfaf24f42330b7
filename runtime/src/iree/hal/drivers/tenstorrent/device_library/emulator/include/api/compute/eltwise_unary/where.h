// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: choice, by format.

#pragma once

#include "api/compute/common_globals.h"
#define where_tile where_tile_v0_65
#include "compute_kernel_api/eltwise_unary/where.h"
#undef where_tile

namespace ckernel {

template <DataFormat format>
ALWI void where_tile(uint32_t idst0, uint32_t idst1, uint32_t idst2,
                     uint32_t odst) {
  static_assert(format == DataFormat::Float32 || format == DataFormat::Int32 ||
                    format == DataFormat::UInt32,
                "the emulator chooses by all 32 bits of the condition");
  where_fp32_tile(idst0, idst1, idst2, odst);
}

}  // namespace ckernel
