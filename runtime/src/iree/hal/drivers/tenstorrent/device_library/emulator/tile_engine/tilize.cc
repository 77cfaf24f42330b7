// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Between row-major elements and tiles, in L1: tilize_block and the untilize
// family. Both pass through DST, a tile at a time.

#include <cstring>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/faces.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_loops.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_timing.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {
namespace {

// One tile from math to the packer, whose register is given back after use.
const uint32_t* HandToPacker(TtEmuContext* context, const char* call) {
  DefineMathTile(context, 0);
  RegsCommit(context);
  RegsWait(context);
  return PackTile(context, call, 0);
}

void Count(TtEmuContext* context) {
  CountUnpack(context, 1);
  CountPack(context);
  context->counters.math_cycles += kFpuTileCycles;
}

// 32 rows of elements to a tile, as copy_tile brings tiles to DST.
void UnpackRows(TtEmuContext* context, const char* call, uint32_t cb,
                const uint8_t* rows, uint32_t stride, uint32_t* target) {
  const TtEmuProgramInfo& program = *context->program;
  const uint8_t format = program.cb_format[cb];
  const bool wide = program.fp32_dest_acc_en;
  const TileLoops& loops = HostTileLoops();
  if (format == kFloat32) {
    loops.tilize32(rows, stride, wide ? kTf32Mask : kBfloat16Mask, target);
  } else if (format == kFloat16B) {
    loops.tilize_bfloat16(rows, stride, 0xffffffffu, target);
  } else if (Is32Bit(format) && wide) {
    loops.tilize32(rows, stride, 0xffffffffu, target);
  } else {
    const uint32_t bytes = RowElementBytes(context, call, cb);
    TileData gathered;
    uint8_t* elements = reinterpret_cast<uint8_t*>(gathered.bits);
    ForEachFaceRow([&](uint32_t row, uint32_t column, uint32_t offset) {
      std::memcpy(elements + offset * bytes,
                  rows + row * stride + column * bytes, kFaceSide * bytes);
    });
    UnpackToDst(context, call, cb, elements, target);
  }
}

}  // namespace

void PackRows(uint8_t format, const uint32_t* tile, void* rows,
              uint32_t stride) {
  const TileLoops& loops = HostTileLoops();
  if (Is32Bit(format)) return loops.untilize32(tile, rows, stride);
  if (format == kFloat16B) return loops.untilize_bfloat16(tile, rows, stride);
  const uint32_t bytes = TileBytes(format) / kTileElements;
  TileData packed;
  Pack(format, tile, packed.bits);
  const uint8_t* elements = reinterpret_cast<const uint8_t*>(packed.bits);
  uint8_t* first = static_cast<uint8_t*>(rows);
  ForEachFaceRow([&](uint32_t row, uint32_t column, uint32_t offset) {
    std::memcpy(first + row * stride + column * bytes,
                elements + offset * bytes, kFaceSide * bytes);
  });
}

void Tilize(TtEmuContext* context, uint32_t cb, uint32_t block, uint32_t cb_out,
            uint32_t first_tile, uint32_t position) {
  const char* call = OpName(kTtEmuUnpackTilize);
  RequireSetup(context, {kTtEmuUnpackTilize, 0, 0, 0});
  RequireUnpackFormat(context, call, 0, cb);
  const uint8_t format = context->program->cb_format[cb];
  if (format != kInt32 && format != kUInt32) {
    RequireSourceMode(context, call, cb);
  }
  if (block == 0 || first_tile % block != 0) {
    context->api->fail(context, TT_STATUS_OUT_OF_RANGE,
                       "%s: input tile %u is not the first of a row of %u",
                       call, first_tile, block);
  }
  // The rows take as many pages as the tiles; row r of them starts at page
  // r * block.
  FrontTile(context, call, cb, first_tile + block - 1);
  const uint32_t bytes = RowElementBytes(context, call, cb);
  const uint8_t* source =
      static_cast<const uint8_t*>(FrontTile(context, call, cb, first_tile));
  const uint32_t stride = block * kTileSide * bytes;
  RequireBuffer(context, call, cb_out);
  const uint8_t out_format = context->program->cb_format[cb_out];
  // What is packed as it is in DST need not be there first.
  const bool straight =
      cb != cb_out &&
      (Is32Bit(out_format) || (format == kFloat16B && out_format == kFloat16B));
  for (uint32_t t = 0; t < block; ++t) {
    const uint8_t* rows = source + t * kTileSide * bytes;
    RegsAcquire(context);
    uint32_t* dst = MathTarget(context, call, 0);
    if (!straight) UnpackRows(context, call, cb, rows, stride, dst);
    const uint32_t* tile = HandToPacker(context, call);
    void* target = BackPage(context, call, cb_out, position + t);
    if (!straight) {
      Pack(out_format, tile, target);
    } else if (format == kFloat16B && out_format == kFloat16B) {
      HostTileLoops().tilize_to_bfloat16(rows, stride, target);
    } else {
      UnpackRows(context, call, cb, rows, stride,
                 static_cast<uint32_t*>(target));
    }
    RegsRelease(context);
    Count(context);
  }
}

void Untilize(TtEmuContext* context, const char* call, uint32_t cb,
              uint32_t tiles, uint32_t cb_out, uint32_t width, uint32_t column,
              uint32_t position) {
  RequireSetup(context, {kTtEmuUnpackUntilize, 0, 0, 0});
  RequireUnpackFormat(context, call, 0, cb);
  // In the packer tiles come from DST; untilize_block's unpacker has SrcA only.
  if (IsFloatFormat(context->program->cb_format[cb]) &&
      std::strcmp(call, OpName(kTtEmuUnpackUntilize)) == 0) {
    RequireSourceMode(context, call, cb);
  }
  if (column + tiles > width) {
    context->api->fail(context, TT_STATUS_OUT_OF_RANGE,
                       "%s: tiles %u to %u of rows of %u tiles", call, column,
                       column + tiles - 1, width);
  }
  SettleTiles(context->tile_engine, context->tile_engine->in_l1);
  BackPage(context, call, cb_out, position + width - 1);
  const uint8_t format = context->program->cb_format[cb_out];
  const uint32_t bytes = RowElementBytes(context, call, cb_out);
  uint8_t* target =
      static_cast<uint8_t*>(BackPage(context, call, cb_out, position));
  const uint32_t stride = width * kTileSide * bytes;
  for (uint32_t t = 0; t < tiles; ++t) {
    const void* source = FrontTile(context, call, cb, t);
    RegsAcquire(context);
    UnpackToDst(context, call, cb, source, MathTarget(context, call, 0));
    const uint32_t* tile = HandToPacker(context, call);
    PackRows(format, tile, target + (column + t) * kTileSide * bytes, stride);
    RegsRelease(context);
    Count(context);
  }
}

}  // namespace tt_emulator
