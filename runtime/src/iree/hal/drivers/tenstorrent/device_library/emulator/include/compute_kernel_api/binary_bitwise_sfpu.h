// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Bitwise operations on 32-bit integers.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(binary_bitwise_tile_init)
TT_EMU_SFPU_BINARY(bitwise_and_binary_tile, binary_bitwise_tile_init, And)
TT_EMU_SFPU_BINARY(bitwise_or_binary_tile, binary_bitwise_tile_init, Or)
TT_EMU_SFPU_BINARY(bitwise_xor_binary_tile, binary_bitwise_tile_init, Xor)

TT_EMU_SFPU_BINARY(bitwise_and_uint32_binary_tile, binary_bitwise_tile_init,
                   And)
TT_EMU_SFPU_BINARY(bitwise_or_uint32_binary_tile, binary_bitwise_tile_init, Or)
TT_EMU_SFPU_BINARY(bitwise_xor_uint32_binary_tile, binary_bitwise_tile_init,
                   Xor)

TT_EMU_SFPU_BINARY(bitwise_and_uint16_binary_tile, binary_bitwise_tile_init,
                   And)
TT_EMU_SFPU_BINARY(bitwise_or_uint16_binary_tile, binary_bitwise_tile_init, Or)
TT_EMU_SFPU_BINARY(bitwise_xor_uint16_binary_tile, binary_bitwise_tile_init,
                   Xor)

}  // namespace ckernel
