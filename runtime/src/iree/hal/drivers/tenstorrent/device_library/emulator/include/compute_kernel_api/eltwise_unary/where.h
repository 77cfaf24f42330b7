// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Choice between two tiles by a third.

#pragma once

#include "tt_emu/sfpu.h"

namespace ckernel {

TT_EMU_SFPU_INIT(where_tile_init)

ALWI void where_fp32_tile(uint32_t idst0, uint32_t idst1, uint32_t idst2,
                          uint32_t odst) {
  static constexpr TtEmuTileCall call = {"where_fp32_tile", "where_tile_init"};
  tt_emu::SfpuWhere(&call, idst0, idst1, idst2, odst);
}

ALWI void where_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t idst2,
                           uint32_t odst) {
  static constexpr TtEmuTileCall call = {"where_int32_tile", "where_tile_init"};
  tt_emu::SfpuWhere(&call, idst0, idst1, idst2, odst);
}

ALWI void where_uint32_tile(uint32_t idst0, uint32_t idst1, uint32_t idst2,
                            uint32_t odst) {
  static constexpr TtEmuTileCall call = {"where_uint32_tile",
                                         "where_tile_init"};
  tt_emu::SfpuWhere(&call, idst0, idst1, idst2, odst);
}

ALWI void where_tile(uint32_t idst0, uint32_t idst1, uint32_t idst2,
                     uint32_t odst) {
  static constexpr TtEmuTileCall call = {"where_tile", "where_tile_init"};
  tt_emu::SfpuWhere(&call, idst0, idst1, idst2, odst);
}

}  // namespace ckernel
