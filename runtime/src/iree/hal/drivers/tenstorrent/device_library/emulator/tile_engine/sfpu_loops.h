// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The SFPU's operations as loops over tiles, compiled once for each instruction
// set of the host.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_SFPU_LOOPS_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_SFPU_LOOPS_H_

#include <cstdint>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/include/tt_emu/tile_abi.h"

namespace tt_emulator {

// All tables give the same bits: nothing is contracted to fused multiply-adds.
struct SfpuLoops {
  const char* name;  // of the instruction set
  // tile[i] = op(tile[i], scalar)
  using Unary = void (*)(uint32_t* tile, uint32_t scalar);
  // out[i] = op(a[i], b[i]); `out` may be either.
  using Binary = void (*)(const uint32_t* a, const uint32_t* b, uint32_t* out);

  Unary unary[kTtEmuUnaryOpCount];
  Binary binary[kTtEmuBinaryOpCount];
  // out[i] = condition[i] ? a[i] : b[i]
  void (*where)(const uint32_t* condition, const uint32_t* a, const uint32_t* b,
                uint32_t* out);
};

extern const SfpuLoops kSfpuLoopsBaseline;
#if defined(__x86_64__)
extern const SfpuLoops kSfpuLoopsAvx2;
extern const SfpuLoops kSfpuLoopsAvx512;
#endif  // __x86_64__

// The best table that this host runs; IREE_TENSTORRENT_EMULATOR_CPU may name a
// plainer one.
const SfpuLoops& HostSfpuLoops();
// Table `index` of those that this host runs, the plainest first; NULL after
// the last.
const SfpuLoops* RunnableSfpuLoops(uint32_t index);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_SFPU_LOOPS_H_
