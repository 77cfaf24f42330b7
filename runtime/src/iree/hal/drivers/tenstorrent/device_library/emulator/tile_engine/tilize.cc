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
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_timing.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {
namespace {

uint32_t ElementBytes(const TtEmuContext* context, uint32_t cb) {
  return TileBytes(context->program->cb_format[cb]) / kTileElements;
}

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

}  // namespace

void Tilize(TtEmuContext* context, uint32_t cb, uint32_t block, uint32_t cb_out,
            uint32_t first_tile, uint32_t position) {
  const char* call = OpName(kTtEmuUnpackTilize);
  RequireSetup(context, {kTtEmuUnpackTilize, 0, 0, 0});
  RequireUnpackFormat(context, call, 0, cb);
  const uint8_t format = context->program->cb_format[cb];
  if (format != kInt32 && format != kUInt32) {
    RequireSourceMode(context, call, cb);
  }
  // The rows take as many pages as the tiles.
  for (uint32_t i = 0; i < block; ++i) {
    FrontTile(context, call, cb, first_tile + i);
  }
  const uint32_t bytes = ElementBytes(context, cb);
  const uint8_t* source =
      static_cast<const uint8_t*>(FrontTile(context, call, cb, 0));
  const uint32_t stride = block * kTileSide * bytes;
  for (uint32_t t = 0; t < block; ++t) {
    TileData gathered;
    uint8_t* elements = reinterpret_cast<uint8_t*>(gathered.bits);
    const uint8_t* first = source + (first_tile + t) * kTileSide * bytes;
    ForEachFaceRow([&](uint32_t row, uint32_t column, uint32_t offset) {
      std::memcpy(elements + offset * bytes,
                  first + row * stride + column * bytes, kFaceSide * bytes);
    });
    RegsAcquire(context);
    UnpackToDst(context, call, cb, elements, MathTile(context, call, 0, false));
    const uint32_t* tile = HandToPacker(context, call);
    void* target = BackPage(context, call, cb_out, position + t);
    Pack(context->program->cb_format[cb_out], tile, target);
    RegsRelease(context);
    Count(context);
  }
}

void Untilize(TtEmuContext* context, const char* call, uint32_t cb,
              uint32_t tiles, uint32_t cb_out, uint32_t width, uint32_t column,
              uint32_t position) {
  RequireSetup(context, {kTtEmuUnpackUntilize, 0, 0, 0});
  RequireUnpackFormat(context, call, 0, cb);
  if (column + tiles > width) {
    context->api->fail(context, TT_STATUS_OUT_OF_RANGE,
                       "%s: tiles %u to %u of rows of %u tiles", call, column,
                       column + tiles - 1, width);
  }
  for (uint32_t i = 0; i < width; ++i) {
    BackPage(context, call, cb_out, position + i);
  }
  const uint32_t bytes = ElementBytes(context, cb_out);
  uint8_t* target =
      static_cast<uint8_t*>(BackPage(context, call, cb_out, position));
  const uint32_t stride = width * kTileSide * bytes;
  for (uint32_t t = 0; t < tiles; ++t) {
    const void* source = FrontTile(context, call, cb, t);
    RegsAcquire(context);
    UnpackToDst(context, call, cb, source, MathTile(context, call, 0, false));
    const uint32_t* tile = HandToPacker(context, call);
    TileData packed;
    Pack(context->program->cb_format[cb_out], tile, packed.bits);
    const uint8_t* elements = reinterpret_cast<const uint8_t*>(packed.bits);
    uint8_t* first = target + (column + t) * kTileSide * bytes;
    ForEachFaceRow([&](uint32_t row, uint32_t face_column, uint32_t offset) {
      std::memcpy(first + row * stride + face_column * bytes,
                  elements + offset * bytes, kFaceSide * bytes);
    });
    RegsRelease(context);
    Count(context);
  }
}

}  // namespace tt_emulator
