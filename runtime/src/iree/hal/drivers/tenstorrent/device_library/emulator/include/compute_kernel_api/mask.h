// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Zeroes, or infinities, where the next tile has zeroes.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace ckernel {

TT_EMU_SFPU_INIT(mask_tile_init)

// The mask is the tile after the data's, whatever `idst2_mask` says.
ALWI void mask_tile(uint32_t idst_data, uint32_t idst2_mask,
                    DataFormat data_format = DataFormat::Float16_b) {
  TT_EMU_CALL(mask_tile, mask_tile_init);
  const bool integers = data_format == DataFormat::Int32;
  tt_emu::MapTiles(
      &call, idst_data, idst_data + 1, idst_data,
      [=](uint32_t a, uint32_t mask) {
        const uint32_t bits = integers ? mask : mask << 1;
        return bits == 0 ? 0u : a;
      },
      integers ? tt_emu::kIntegers : tt_emu::kFloats);
}

ALWI void mask_posinf_tile(uint32_t idst_data, uint32_t idst2_mask) {
  TT_EMU_CALL(mask_posinf_tile, mask_tile_init);
  tt_emu::MapTiles(&call, idst_data, idst_data + 1, idst_data,
                   [](uint32_t a, uint32_t mask) {
                     return mask << 1 == 0 ? 0x7f800000u : a;
                   });
}

}  // namespace ckernel
