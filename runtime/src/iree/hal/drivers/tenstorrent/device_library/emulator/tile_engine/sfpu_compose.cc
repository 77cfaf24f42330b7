// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What kernel headers compose SFPU functions of: a DST tile's elements, and
// the engine's own loops on any elements.

#include <cstring>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/fpu.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/sfpu_loops.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_timing.h"

namespace tt_emulator {
namespace {

// Values of tt_emu::TileResult.
constexpr uint32_t kReadTile = 1;
constexpr uint32_t kReadTileOrZero = 2;
constexpr uint32_t kRoundedTile = 1;
constexpr uint32_t kIntegerTile = 2;

}  // namespace

uint32_t* SfpuOpen(TtEmuContext* context, const TtEmuTileCall* call,
                   uint32_t dst, uint32_t read) {
  RequireSfpuInit(context, *call);
  uint32_t* tile = MathTile(context, call->name, dst, read == kReadTile);
  if (read == kReadTileOrZero && !IsDefined(context, dst)) {
    std::memset(tile, 0, sizeof(TileData));
  }
  return tile;
}

void SfpuClose(TtEmuContext* context, uint32_t dst, uint32_t result) {
  uint32_t* tile = MathTile(context, "the SFPU", dst, /*read=*/false);
  if (result != kIntegerTile) {
    if (result == kRoundedTile && !context->program->fp32_dest_acc_en) {
      HostSfpuLoops().unary[kTtEmuUnaryFloatToFloat16B](tile, 0);
    }
    StoreFloats(context, tile);
  }
  DefineMathTile(context, dst);
  ++context->counters.sfpu_tile_ops;
  context->counters.math_cycles += kSfpuFunctionTileCycles;
}

void SfpuApply(TtEmuUnaryOp op, uint32_t* tile, uint32_t scalar) {
  HostSfpuLoops().unary[op](tile, scalar);
}

void SfpuApplyBinary(TtEmuBinaryOp op, const uint32_t* a, const uint32_t* b,
                     uint32_t* out) {
  HostSfpuLoops().binary[op](a, b, out);
}

uint32_t* SfpuRegisters(TtEmuContext* context) {
  return context->tile_engine->sfpu_registers;
}

}  // namespace tt_emulator
