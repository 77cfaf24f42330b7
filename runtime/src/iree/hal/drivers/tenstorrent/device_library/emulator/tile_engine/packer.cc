// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The packer: DST tiles to circular buffers.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/block_formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_timing.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {

void PackReconfig(TtEmuContext* context, uint32_t cb) {
  RequireKernelInit(context, "pack_reconfig_data_format");
  RequireBuffer(context, "pack_reconfig_data_format", cb);
  context->tile_engine->pack_cb = cb;
}

void CountPack(TtEmuContext* context) {
  ++context->counters.pack_tile_ops;
  context->counters.pack_cycles += kPackTileCycles;
}

void PackTileTo(TtEmuContext* context, uint32_t dst, uint32_t cb,
                uint32_t position) {
  RequireKernelInit(context, "pack_tile");
  RequireBuffer(context, "pack_tile", cb);
  const uint32_t* source = PackTile(context, "pack_tile", dst);
  LocalCBInterface& view = context->cb[cb];
  const bool next = position == kNoBuffer;
  void* target = BackPage(context, "pack_tile", cb,
                          next ? view.fifo_wr_tile_ptr : position);
  const uint8_t format = context->program->cb_format[cb];
  if (context->tile_engine->pack_accumulates) {
    if (BlockElementBits(format) != 0) {
      context->api->fail(context, TT_STATUS_UNIMPLEMENTED,
                         "pack_tile: the packer adds to no circular buffer of "
                         "%s (pack_reconfig_l1_acc, circular buffer %u)",
                         FormatName(format), cb);
    }
    PackSum(format, source, target);
  } else {
    Pack(format, source, target);
  }
  if (next) ++view.fifo_wr_tile_ptr;
  CountPack(context);
}

}  // namespace tt_emulator
