// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: comparisons of integers, by format.

#pragma once

#include "api/compute/common_globals.h"
#include "compute_kernel_api/binary_comp.h"

namespace ckernel {

template <DataFormat format>
ALWI void lt_int_tile_init() {
  lt_int32_tile_init();
}

template <DataFormat format>
ALWI void lt_int_tile(uint32_t idst0, uint32_t idst1, uint32_t odst) {
  static_assert(format == DataFormat::Int32,
                "the emulator has this comparison on Int32");
  lt_int32_tile(idst0, idst1, odst);
}

template <DataFormat format>
ALWI void gt_int_tile_init() {
  gt_int32_tile_init();
}

template <DataFormat format>
ALWI void gt_int_tile(uint32_t idst0, uint32_t idst1, uint32_t odst) {
  static_assert(format == DataFormat::Int32,
                "the emulator has this comparison on Int32");
  gt_int32_tile(idst0, idst1, odst);
}

template <DataFormat format>
ALWI void le_int_tile_init() {
  le_int32_tile_init();
}

template <DataFormat format>
ALWI void le_int_tile(uint32_t idst0, uint32_t idst1, uint32_t odst) {
  static_assert(format == DataFormat::Int32,
                "the emulator has this comparison on Int32");
  le_int32_tile(idst0, idst1, odst);
}

template <DataFormat format>
ALWI void ge_int_tile_init() {
  ge_int32_tile_init();
}

template <DataFormat format>
ALWI void ge_int_tile(uint32_t idst0, uint32_t idst1, uint32_t odst) {
  static_assert(format == DataFormat::Int32,
                "the emulator has this comparison on Int32");
  ge_int32_tile(idst0, idst1, odst);
}

}  // namespace ckernel
