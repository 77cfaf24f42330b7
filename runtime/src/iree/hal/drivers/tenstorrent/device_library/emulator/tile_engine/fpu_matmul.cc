// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The FPU's products of tiles. As on the hardware, a block's operands are
// unpacked once each; f32 ones are taken from L1 as they are.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/fpu.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/sfpu_loops.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_loops.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_timing.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {
namespace {

// What SrcA (operand 0) or SrcB (1) holds of a tile, but for the bits that no
// pass takes, which the product drops: the tile in L1 itself, or `scratch`.
const uint32_t* Operand(TtEmuContext* context, const char* call,
                        uint32_t operand, uint32_t cb, uint32_t tile,
                        uint32_t mask, uint32_t* scratch) {
  const void* source = SourceTile(context, call, operand, cb, tile);
  const uint8_t format = context->program->cb_format[cb];
  if (format == kFloat32 &&
      mask == (operand == 0 ? kFactorOfSrcA : kTf32Mask)) {
    return static_cast<const uint32_t*>(source);
  }
  UnpackMasked(format, source, mask, scratch);
  return scratch;
}

// HiFi3's second pass: what the first left of SrcB, by SrcA's high bits.
void AddLowOfSrcB(const uint32_t* full_b, const uint32_t* high_b,
                  const uint32_t* a, uint32_t* sum) {
  const TileLoops& loops = HostTileLoops();
  TileData low, high_a;
  loops.mask32(full_b, kTf32Mask, low.bits);
  HostSfpuLoops().binary[kTtEmuBinarySub](low.bits, high_b, low.bits);
  loops.mask32(a, kHighOfSrcA, high_a.bits);
  loops.matmul(low.bits, high_a.bits, kTf32Mask, kFactorOfSrcA, sum,
               /*from_zero=*/false);
}

}  // namespace

void FpuMatmul(TtEmuContext* context, uint32_t transpose, uint32_t cb_0,
               uint32_t cb_1, uint32_t tile_0, uint32_t tile_1, uint32_t dst,
               uint32_t columns, uint32_t rows, uint32_t row_stride) {
  const char* call = OpName(kTtEmuUnpackMatmul);
  if (transpose == kTtEmuMatmulAsInitialised) {
    transpose = context->tile_engine->fpu_setup.transpose;
  }
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
  const uint32_t mask_a = fidelity == 0 ? kHighOfSrcA : kFactorOfSrcA;
  const uint32_t mask_b = fidelity >= 3 ? kTf32Mask : kHighOfSrcB;
  // The second operand is in SrcA.
  const uint32_t* a[kMaxDstTiles];
  for (uint32_t c = 0; c < columns; ++c) {
    uint32_t* scratch = engine->matmul_sources[c].bits;
    a[c] = Operand(context, call, 0, cb_1, tile_1 + c, mask_a,
                   transpose ? engine->sources[0].bits : scratch);
    if (transpose) {
      loops.transpose(a[c], scratch);
      a[c] = scratch;
    }
  }
  TileData high_b;
  for (uint32_t r = 0; r < rows; ++r) {
    const uint32_t* b = Operand(context, call, 1, cb_0, tile_0 + r * row_stride,
                                mask_b, engine->sources[1].bits);
    const uint32_t* first_pass = b;
    if (fidelity == 3) {
      loops.mask32(b, kHighOfSrcB, high_b.bits);
      first_pass = high_b.bits;
    }
    for (uint32_t c = 0; c < columns; ++c) {
      const uint32_t tile = dst + r * columns + c;
      uint32_t* sum = MathTile(context, call, tile, /*read=*/false);
      loops.matmul(first_pass, a[c], kTf32Mask, kFactorOfSrcA, sum,
                   !IsDefined(context, tile));
      if (fidelity == 3) AddLowOfSrcB(b, high_b.bits, a[c], sum);
      FinishFpu(context, tile, sum, kMatmulTileCycles * Passes(context));
    }
  }
  CountUnpack(context, rows + columns);
}

}  // namespace tt_emulator
