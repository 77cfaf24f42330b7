// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The packer's less usual ways: adding to what L1 holds, and rows of several
// tiles of DST as row-major elements.

#include <cstring>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/faces.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {

void PackAccumulate(TtEmuContext* context, uint32_t enable) {
  RequireKernelInit(context, "pack_reconfig_l1_acc");
  context->tile_engine->pack_accumulates = enable != 0;
}

void PackSum(uint8_t format, const uint32_t* source, void* target) {
  uint32_t sum[kTileElements];
  Unpack(format, target, sum);
  for (uint32_t i = 0; i < kTileElements; ++i) {
    if (!IsFloatFormat(format)) {
      sum[i] += source[i];
      continue;
    }
    float a, b;
    std::memcpy(&a, &sum[i], sizeof(a));
    std::memcpy(&b, &source[i], sizeof(b));
    a += b;
    std::memcpy(&sum[i], &a, sizeof(a));
  }
  Pack(format, sum, target);
}

void ShareRegisters(TtEmuContext* context, uint32_t acquire) {
  TtEmuTileEngine* engine = context->tile_engine;
  if (acquire != 0) {
    RegsAcquire(context);
    engine->pack_reads_math = true;
    return;
  }
  if (!engine->pack_reads_math) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "release_dst: without acquire_dst");
  }
  engine->pack_reads_math = false;
  RegsCommit(context);
  RegsWait(context);
  RegsRelease(context);
}

void UntilizeDst(TtEmuContext* context, const char* call, uint32_t dst,
                 uint32_t tiles, uint32_t cb_out, uint32_t width,
                 uint32_t column, uint32_t position, uint32_t rows) {
  if (column + tiles > width) {
    context->api->fail(context, TT_STATUS_OUT_OF_RANGE,
                       "%s: tiles %u to %u of rows of %u tiles", call, column,
                       column + tiles - 1, width);
  }
  for (uint32_t i = 0; i < width; ++i) {
    BackPage(context, call, cb_out, position + i);
  }
  const uint8_t format = context->program->cb_format[cb_out];
  const uint32_t bytes = RowElementBytes(context, call, cb_out);
  uint8_t* target =
      static_cast<uint8_t*>(BackPage(context, call, cb_out, position));
  const uint32_t stride = width * kTileSide * bytes;
  for (uint32_t t = 0; t < tiles; ++t) {
    TileData packed;
    Pack(format, PackTile(context, call, dst + t), packed.bits);
    const uint8_t* elements = reinterpret_cast<const uint8_t*>(packed.bits);
    uint8_t* first = target + (column + t) * kTileSide * bytes;
    ForEachFaceRow([&](uint32_t row, uint32_t face_column, uint32_t offset) {
      if (row >= rows) return;
      std::memcpy(first + row * stride + face_column * bytes,
                  elements + offset * bytes, kFaceSide * bytes);
    });
    CountPack(context);
  }
}

}  // namespace tt_emulator
