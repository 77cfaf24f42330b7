// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Random numbers of the SFPU.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace tt_emu {

// The next of a sequence of 32-bit numbers: not the one that a card's SFPU
// gives, which has a generator a lane.
FORCE_INLINE uint32_t NextRandom() {
  uint32_t* state = SfpuRegisters() + 63;
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state;
}

FORCE_INLINE void SeedRandom(uint32_t seed) {
  SfpuRegisters()[63] = seed * 2654435761u | 1u;
}

}  // namespace tt_emu
