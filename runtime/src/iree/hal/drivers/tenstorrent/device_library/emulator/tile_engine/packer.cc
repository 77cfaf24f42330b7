// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The packer: DST tiles to circular buffers.

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

void* BackPage(TtEmuContext* context, const char* call, uint32_t cb,
               uint32_t page) {
  RequireKernelInit(context, call);
  RequireBuffer(context, call, cb);
  const TtEmuProgramInfo& program = *context->program;
  const uint8_t format = program.cb_format[cb];
  const uint8_t configured = program.cb_format[context->tile_engine->pack_cb];
  if (configured != format) {
    context->api->fail(
        context, TT_STATUS_FAILED_PRECONDITION,
        "%s: the packer is configured for %s (circular buffer %u); circular "
        "buffer %u is %s (pack_reconfig_data_format)",
        call, FormatName(configured), context->tile_engine->pack_cb, cb,
        FormatName(format));
  }
  const uint32_t bytes = TileBytes(format);
  if (bytes == 0) {
    context->api->fail(context, TT_STATUS_UNIMPLEMENTED,
                       "%s: circular buffer %u is %s", call, cb,
                       FormatName(format));
  }
  if (program.cb_page_size[cb] != bytes) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "%s: circular buffer %u has pages of %u bytes; a tile "
                       "of %s has %u",
                       call, cb, program.cb_page_size[cb], FormatName(format),
                       bytes);
  }
  if (Is32Bit(format) && !program.fp32_dest_acc_en && format != kFloat32) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "%s: %s needs 32-bit DST elements (fp32_dest_acc_en)",
                       call, FormatName(format));
  }
  const uint32_t reserved = context->cb_state[cb].reserved;
  if (page >= reserved) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "%s: page %u of circular buffer %u; cb_reserve_back "
                       "reserved %u",
                       call, page, cb, reserved);
  }
  const LocalCBInterface& view = context->cb[cb];
  const uint32_t address = view.fifo_wr_ptr + page * bytes;
  if (address >= view.fifo_limit) {
    context->api->fail(context, TT_STATUS_OUT_OF_RANGE,
                       "%s: page %u of circular buffer %u lies after the "
                       "buffer's end (pages that are reserved together must "
                       "not wrap round)",
                       call, page, cb);
  }
  return reinterpret_cast<void*>(static_cast<uintptr_t>(address));
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
    PackSum(format, source, target);
  } else {
    Pack(format, source, target);
  }
  if (next) ++view.fifo_wr_tile_ptr;
  CountPack(context);
}

}  // namespace tt_emulator
