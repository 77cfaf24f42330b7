// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The choice of tile functions for the CPU at hand.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_math.h"

#include <cstdlib>
#include <cstring>

namespace tt_emulator {

extern const TileMath kTileMathPortable;
#if defined(__x86_64__)
extern const TileMath kTileMathAvx2;
extern const TileMath kTileMathAvx512;
#endif

namespace {

struct Variants {
  const TileMath* entries[4] = {&kTileMathPortable};
  uint32_t count = 1;
  const TileMath* chosen = nullptr;

  Variants() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) entries[count++] = &kTileMathAvx2;
    if (__builtin_cpu_supports("avx512f") &&
        __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl")) {
      entries[count++] = &kTileMathAvx512;
    }
#endif
    chosen = entries[count - 1];
    const char* name = std::getenv("IREE_TENSTORRENT_EMULATOR_CPU");
    for (uint32_t i = 0; name != nullptr && i < count; ++i) {
      if (std::strcmp(entries[i]->name, name) == 0) chosen = entries[i];
    }
  }
};

const Variants& GetVariants() {
  static const Variants variants;
  return variants;
}

}  // namespace

const TileMath& GetTileMath() { return *GetVariants().chosen; }

const TileMath* TileMathVariant(uint32_t index) {
  const Variants& variants = GetVariants();
  return index < variants.count ? variants.entries[index] : nullptr;
}

}  // namespace tt_emulator
