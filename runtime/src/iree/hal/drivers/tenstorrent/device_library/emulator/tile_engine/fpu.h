// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What the FPU's operations share: their operands, the multipliers' passes and
// the way of results to DST.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_FPU_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_FPU_H_

#include <cstdint>
#include <cstring>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"

namespace tt_emulator {

// What one pass of the multipliers takes of an operand: 5 bits of SrcA's
// mantissa and 7 of SrcB's, the implied one included.
constexpr uint32_t kHighOfSrcA = 0xfff80000u;
constexpr uint32_t kHighOfSrcB = 0xfffe0000u;
// What all passes together take of SrcA: the last bit of TF32 and Float16
// mantissas enters none (tt-isa-documentation, SrcASrcB.md).
constexpr uint32_t kFactorOfSrcA = 0xffffc000u;

inline float FloatOf(uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

inline uint32_t BitsOf(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

// a * b as the multipliers' passes give it; `a` is SrcA's.
inline float Multiply(uint8_t fidelity, uint32_t a, uint32_t b) {
  if (fidelity >= 4) return FloatOf(a) * FloatOf(b);
  const float high_a = FloatOf(a & kHighOfSrcA);
  const float high_b = FloatOf(b & kHighOfSrcB);
  if (fidelity == 0) return high_a * high_b;
  const float product = FloatOf(a) * high_b;
  return fidelity == 2 ? product : product + high_a * (FloatOf(b) - high_b);
}

// Passes of the multipliers.
inline uint32_t Passes(const TtEmuContext* context) {
  const uint8_t fidelity = context->program->math_fidelity;
  return fidelity == 0 ? 1 : fidelity;
}

// The L1 of a buffer's tile on its way to SrcA (operand 0) or SrcB (1), after
// checks of the buffer.
const void* SourceTile(TtEmuContext* context, const char* call,
                       uint32_t operand, uint32_t cb, uint32_t tile);

// `mask` of it.
void UnpackSource(TtEmuContext* context, const char* call, uint32_t operand,
                  uint32_t cb, uint32_t tile, uint32_t mask, uint32_t* target);

// Whether something was written to a tile of math's section; it counts as 0
// before, since DST is cleared when the packer releases it.
bool IsDefined(const TtEmuContext* context, uint32_t dst);

// Keeps what DST holds of a result, and counts.
void FinishFpu(TtEmuContext* context, uint32_t dst, uint32_t* tile,
               uint64_t cycles);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_FPU_H_
