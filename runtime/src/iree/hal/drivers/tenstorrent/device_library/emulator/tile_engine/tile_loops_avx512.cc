// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The loops over tiles for AVX-512: of the 32 registers 16 hold a block.

#if defined(__x86_64__)

#include <immintrin.h>

#define TT_EMU_TILE_LOOPS kTileLoopsAvx512
#define TT_EMU_TILE_LOOPS_NAME "avx512"
#define TT_EMU_VECTOR_BYTES 64
#define TT_EMU_BLOCK_ROWS 8
#define TT_EMU_BLOCK_COLUMNS 32
#define TT_EMU_MULTIPLY_ADD(a, b, c) _mm512_fmadd_ps(a, b, c)
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_loops.inc"

#endif  // __x86_64__
