// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: bit operations with a scalar, by format.

#pragma once

#include "api/compute/common_globals.h"
#define bitwise_and_tile bitwise_and_tile_v0_65
#define bitwise_or_tile bitwise_or_tile_v0_65
#define bitwise_xor_tile bitwise_xor_tile_v0_65
#include "compute_kernel_api/eltwise_unary/bitwise_and.h"
#include "compute_kernel_api/eltwise_unary/bitwise_or.h"
#include "compute_kernel_api/eltwise_unary/bitwise_xor.h"
#undef bitwise_and_tile
#undef bitwise_or_tile
#undef bitwise_xor_tile

namespace ckernel {

template <DataFormat format>
ALWI void bitwise_and_tile(uint32_t idst, uint32_t param) {
  static_assert(format == DataFormat::Int32 || format == DataFormat::UInt32,
                "the emulator has this function on 32-bit integers");
  bitwise_and_tile_v0_65(idst, param);
}

template <DataFormat format>
ALWI void bitwise_or_tile(uint32_t idst, uint32_t param) {
  static_assert(format == DataFormat::Int32 || format == DataFormat::UInt32,
                "the emulator has this function on 32-bit integers");
  bitwise_or_tile_v0_65(idst, param);
}

template <DataFormat format>
ALWI void bitwise_xor_tile(uint32_t idst, uint32_t param) {
  static_assert(format == DataFormat::Int32 || format == DataFormat::UInt32,
                "the emulator has this function on 32-bit integers");
  bitwise_xor_tile_v0_65(idst, param);
}

}  // namespace ckernel
