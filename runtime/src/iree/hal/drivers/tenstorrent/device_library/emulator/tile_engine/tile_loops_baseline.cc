// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The loops over tiles for any CPU: 16-byte vectors, no fused multiply-adds.

#define TT_EMU_TILE_LOOPS kTileLoopsBaseline
#define TT_EMU_TILE_LOOPS_NAME "baseline"
#define TT_EMU_VECTOR_BYTES 16
#define TT_EMU_BLOCK_ROWS 4
#define TT_EMU_BLOCK_COLUMNS 8
#define TT_EMU_MULTIPLY_ADD(a, b, c) ((c) + (a) * (b))
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_loops.inc"
