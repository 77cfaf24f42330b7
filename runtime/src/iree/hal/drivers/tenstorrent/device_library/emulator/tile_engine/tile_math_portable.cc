// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Tile functions for any CPU of the host's architecture.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_math_variant.h"

namespace tt_emulator {

extern const TileMath kTileMathPortable;
const TileMath kTileMathPortable = MakeTileMath("portable");

}  // namespace tt_emulator
