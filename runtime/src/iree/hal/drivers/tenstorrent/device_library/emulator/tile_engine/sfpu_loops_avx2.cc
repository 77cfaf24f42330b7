// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The SFPU's loops for AVX2 and FMA.

#define TT_EMU_SFPU_LOOPS kSfpuLoopsAvx2
#define TT_EMU_SFPU_LOOPS_NAME "avx2"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/sfpu_loops.inc"
