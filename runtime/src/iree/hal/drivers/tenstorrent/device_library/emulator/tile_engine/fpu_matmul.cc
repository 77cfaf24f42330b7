// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The FPU's products of tiles. As on the hardware, a block's operands are
// unpacked once each.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/fpu.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/sfpu_loops.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_loops.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_timing.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {
namespace {

// HiFi3's second pass: what the first left of SrcB, by SrcA's high bits.
void AddLowOfSrcB(const uint32_t* full_b, const uint32_t* high_b,
                  const uint32_t* a, uint32_t* sum) {
  TileData low, high_a;
  HostSfpuLoops().binary[kTtEmuBinarySub](full_b, high_b, low.bits);
  HostTileLoops().mask32(a, kHighOfSrcA, high_a.bits);
  HostTileLoops().matmul(low.bits, high_a.bits, sum, /*from_zero=*/false);
}

}  // namespace

void FpuMatmul(TtEmuContext* context, uint32_t transpose, uint32_t cb_0,
               uint32_t cb_1, uint32_t tile_0, uint32_t tile_1, uint32_t dst,
               uint32_t columns, uint32_t rows, uint32_t row_stride) {
  const char* call = OpName(kTtEmuUnpackMatmul);
  if (rows == 0 || columns == 0 || rows * columns > kMaxDstTiles) {
    context->api->fail(context, TT_STATUS_OUT_OF_RANGE,
                       "%s: a block of %u x %u tiles does not fit DST", call,
                       rows, columns);
  }
  RequireSetup(context, {kTtEmuUnpackMatmul,
                         static_cast<uint8_t>((columns - 1) | (rows - 1) << 4),
                         static_cast<uint8_t>(transpose != 0), 0});
  TtEmuTileEngine* engine = context->tile_engine;
  const TileLoops& loops = HostTileLoops();
  const uint8_t fidelity = context->program->math_fidelity;
  // The second operand is in SrcA.
  const uint32_t mask_a = fidelity == 0 ? kHighOfSrcA : kTf32Mask;
  const uint32_t mask_b = fidelity >= 3 ? kTf32Mask : kHighOfSrcB;
  for (uint32_t c = 0; c < columns; ++c) {
    uint32_t* tile = engine->matmul_sources[c].bits;
    uint32_t* target = transpose ? engine->sources[0].bits : tile;
    UnpackSource(context, call, 0, cb_1, tile_1 + c, mask_a, target);
    if (transpose) loops.transpose(target, tile);
  }
  uint32_t* b = engine->sources[1].bits;
  TileData high_b;
  const uint32_t* first_pass = b;
  for (uint32_t r = 0; r < rows; ++r) {
    UnpackSource(context, call, 1, cb_0, tile_0 + r * row_stride, mask_b, b);
    if (fidelity == 3) {
      loops.mask32(b, kHighOfSrcB, high_b.bits);
      first_pass = high_b.bits;
    }
    for (uint32_t c = 0; c < columns; ++c) {
      const uint32_t tile = dst + r * columns + c;
      uint32_t* sum = MathTile(context, call, tile, /*read=*/false);
      const uint32_t* a = engine->matmul_sources[c].bits;
      loops.matmul(first_pass, a, sum, !IsDefined(context, tile));
      if (fidelity == 3) AddLowOfSrcB(b, high_b.bits, a, sum);
      FinishFpu(context, tile, sum, kMatmulTileCycles * Passes(context));
    }
  }
  CountUnpack(context, rows + columns);
}

}  // namespace tt_emulator
