// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: bit operations of two tiles, by format.

#pragma once

#include "api/compute/common_globals.h"
#define bitwise_and_binary_tile bitwise_and_binary_tile_v0_65
#define bitwise_or_binary_tile bitwise_or_binary_tile_v0_65
#define bitwise_xor_binary_tile bitwise_xor_binary_tile_v0_65
#include "compute_kernel_api/binary_bitwise_sfpu.h"
#undef bitwise_and_binary_tile
#undef bitwise_or_binary_tile
#undef bitwise_xor_binary_tile

namespace ckernel {

template <DataFormat format>
ALWI void bitwise_and_binary_tile(uint32_t idst0, uint32_t idst1,
                                  uint32_t odst) {
  static_assert(format == DataFormat::Int32 || format == DataFormat::UInt32,
                "the emulator has this function on 32-bit integers");
  bitwise_and_binary_tile_v0_65(idst0, idst1, odst);
}

template <DataFormat format>
ALWI void bitwise_or_binary_tile(uint32_t idst0, uint32_t idst1,
                                 uint32_t odst) {
  static_assert(format == DataFormat::Int32 || format == DataFormat::UInt32,
                "the emulator has this function on 32-bit integers");
  bitwise_or_binary_tile_v0_65(idst0, idst1, odst);
}

template <DataFormat format>
ALWI void bitwise_xor_binary_tile(uint32_t idst0, uint32_t idst1,
                                  uint32_t odst) {
  static_assert(format == DataFormat::Int32 || format == DataFormat::UInt32,
                "the emulator has this function on 32-bit integers");
  bitwise_xor_binary_tile_v0_65(idst0, idst1, odst);
}

}  // namespace ckernel
