// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Shifts of 32-bit integers by a tile of amounts.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(binary_shift_tile_init)
TT_EMU_SFPU_BINARY(binary_left_shift_int32_tile, binary_shift_tile_init,
                   ShiftLeft)
TT_EMU_SFPU_BINARY(binary_right_shift_int32_tile, binary_shift_tile_init,
                   ShiftRight)
TT_EMU_SFPU_BINARY(binary_logical_right_shift_int32_tile,
                   binary_shift_tile_init, ShiftRightLogical)

// Of 32-bit integers in two's complement; the other form is not emulated.
template <bool sign_magnitude_format = false>
ALWI void binary_left_shift_uint32_tile(uint32_t idst0, uint32_t idst1,
                                        uint32_t odst) {
  static_assert(!sign_magnitude_format,
                "the emulator has integers in two's complement");
  binary_left_shift_int32_tile(idst0, idst1, odst);
}

template <bool sign_magnitude_format = false>
ALWI void binary_right_shift_uint32_tile(uint32_t idst0, uint32_t idst1,
                                         uint32_t odst) {
  static_assert(!sign_magnitude_format,
                "the emulator has integers in two's complement");
  binary_right_shift_int32_tile(idst0, idst1, odst);
}

template <bool sign_magnitude_format = false>
ALWI void binary_logical_right_shift_uint32_tile(uint32_t idst0, uint32_t idst1,
                                                 uint32_t odst) {
  static_assert(!sign_magnitude_format,
                "the emulator has integers in two's complement");
  binary_logical_right_shift_int32_tile(idst0, idst1, odst);
}

}  // namespace ckernel
