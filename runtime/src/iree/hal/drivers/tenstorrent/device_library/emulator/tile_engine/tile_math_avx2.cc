// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Tile functions for x86-64 CPUs with AVX2.

#if defined(__x86_64__)

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_math.h"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), \
                             apply_to = function)
#else
#pragma GCC target("avx2")
#endif

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_math_variant.h"

namespace tt_emulator {

extern const TileMath kTileMathAvx2;
constexpr TileMath kTileMathAvx2 = MakeTileMath("avx2");

}  // namespace tt_emulator

#if defined(__clang__)
#pragma clang attribute pop
#endif

#endif  // defined(__x86_64__)
