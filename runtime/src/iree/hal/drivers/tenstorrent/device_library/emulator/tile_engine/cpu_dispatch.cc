// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The choice of the loops over tiles for the host's CPU.

#include <cstdlib>
#include <cstring>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/sfpu_loops.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_loops.h"

namespace tt_emulator {
namespace {

struct Tables {
  const SfpuLoops* sfpu;
  const TileLoops* tile;
};

struct Runnable {
  Tables tables[3] = {{&kSfpuLoopsBaseline, &kTileLoopsBaseline}};
  uint32_t count = 1;
  Tables chosen = {};

  Runnable() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
      tables[count++] = {&kSfpuLoopsAvx2, &kTileLoopsAvx2};
    }
    if (__builtin_cpu_supports("avx512f") &&
        __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512bw")) {
      tables[count++] = {&kSfpuLoopsAvx512, &kTileLoopsAvx512};
    }
#endif  // __x86_64__
    chosen = tables[count - 1];
    const char* name = std::getenv("IREE_TENSTORRENT_EMULATOR_CPU");
    for (uint32_t i = 0; name != nullptr && i < count; ++i) {
      if (std::strcmp(tables[i].sfpu->name, name) == 0) chosen = tables[i];
    }
  }
};

const Runnable& GetRunnable() {
  static const Runnable runnable;
  return runnable;
}

}  // namespace

const SfpuLoops& HostSfpuLoops() { return *GetRunnable().chosen.sfpu; }
const TileLoops& HostTileLoops() { return *GetRunnable().chosen.tile; }

const SfpuLoops* RunnableSfpuLoops(uint32_t index) {
  const Runnable& runnable = GetRunnable();
  return index < runnable.count ? runnable.tables[index].sfpu : nullptr;
}

const TileLoops* RunnableTileLoops(uint32_t index) {
  const Runnable& runnable = GetRunnable();
  return index < runnable.count ? runnable.tables[index].tile : nullptr;
}

}  // namespace tt_emulator
