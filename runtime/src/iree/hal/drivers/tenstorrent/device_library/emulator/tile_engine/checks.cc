// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What is wrong where a check of checks.h fails, in words.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/block_formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {
namespace {

[[noreturn]] void FailIndex(TtEmuContext* context, const char* call,
                            uint32_t dst) {
  const TtEmuTileEngine& engine = *context->tile_engine;
  context->api->fail(context, TT_STATUS_OUT_OF_RANGE,
                     "%s: DST tile %u; %s with %s-bit elements has %u tiles",
                     call, dst,
                     engine.section_count == 2 ? "a half of DST" : "DST",
                     context->program->fp32_dest_acc_en ? "32" : "16",
                     engine.tiles_in_section);
}

// Fails where a buffer's pages are not tiles that the engine knows.
void CheckPages(TtEmuContext* context, const char* call, uint32_t cb) {
  const TtEmuProgramInfo& program = *context->program;
  const uint8_t format = program.cb_format[cb];
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
}

}  // namespace

void FailMathTile(TtEmuContext* context, const char* call, uint32_t dst) {
  const TtEmuTileEngine& engine = *context->tile_engine;
  if (engine.sections[engine.math_section].owner != DstSection::kMath) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "%s: DST registers are not acquired "
                       "(tile_regs_acquire)",
                       call);
  }
  if (dst >= engine.tiles_in_section) FailIndex(context, call, dst);
  context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                     "%s: DST tile %u is read and nothing was written to it "
                     "since tile_regs_acquire",
                     call, dst);
}

void FailPackTile(TtEmuContext* context, const char* call, uint32_t dst) {
  const TtEmuTileEngine& engine = *context->tile_engine;
  if (engine.sections[engine.pack_section].owner != DstSection::kPack) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "%s: the packer has no DST registers (tile_regs_wait)",
                       call);
  }
  if (dst >= engine.tiles_in_section) FailIndex(context, call, dst);
  context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                     "%s: DST tile %u was not written", call, dst);
}

void FailPackedEarly(TtEmuContext* context, uint32_t dst) {
  context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                     "DST tile %u is written after pack_tile and before the "
                     "registers are committed: the packer may read either",
                     dst);
}

void FailKernelInit(TtEmuContext* context, const char* call) {
  context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                     "%s: the kernel did not call init_sfpu, "
                     "unary_op_init_common or binary_op_init_common",
                     call);
}

void FailBuffer(TtEmuContext* context, const char* call, uint32_t cb) {
  context->api->fail(context, TT_STATUS_INVALID_ARGUMENT,
                     "%s: the program has no circular buffer %u", call, cb);
}

uint32_t RowElementBytes(TtEmuContext* context, const char* call, uint32_t cb) {
  const uint8_t format = context->program->cb_format[cb];
  if (BlockElementBits(format) != 0) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "%s: circular buffer %u is %s, which has no rows: its "
                       "elements share exponents",
                       call, cb, FormatName(format));
  }
  return TileBytes(format) / kTileElements;
}

void FailSetup(TtEmuContext* context, TtEmuFpuSetup setup) {
  const char* call = OpName(setup.op);
  RequireKernelInit(context, call);
  const TtEmuFpuSetup& last = context->tile_engine->fpu_setup;
  if (last.op != setup.op) {
    context->api->fail(
        context, TT_STATUS_FAILED_PRECONDITION,
        "%s: the unpacker is set up for %s; call the operation's "
        "own init first",
        call, OpName(last.op));
  }
  context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                     "%s: the last init was for another form of it "
                     "(broadcast, transposition, reduction or block size)",
                     call);
}

void FailUnpackFormat(TtEmuContext* context, const char* call, uint32_t operand,
                      uint32_t cb) {
  const TtEmuProgramInfo& program = *context->program;
  const uint32_t configured = context->tile_engine->unpack_cb[operand];
  context->api->fail(
      context, TT_STATUS_FAILED_PRECONDITION,
      "%s: Src%c is configured for %s (circular buffer %u); circular buffer "
      "%u is %s (reconfig_data_format)",
      call, operand == 0 ? 'A' : 'B', FormatName(program.cb_format[configured]),
      configured, cb, FormatName(program.cb_format[cb]));
}

void FailFrontTile(TtEmuContext* context, const char* call, uint32_t cb,
                   uint32_t tile) {
  RequireBuffer(context, call, cb);
  CheckPages(context, call, cb);
  const TtEmuCbState& state = context->cb_state[cb];
  if (tile >= state.waited) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "%s: tile %u of circular buffer %u; cb_wait_front "
                       "waited for %u",
                       call, tile, cb, state.waited);
  }
  context->api->fail(context, TT_STATUS_OUT_OF_RANGE,
                     "%s: tile %u of circular buffer %u lies after the "
                     "buffer's end (tiles that are waited for together must "
                     "not wrap round)",
                     call, tile, cb);
}

void FailBackPage(TtEmuContext* context, const char* call, uint32_t cb,
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
  CheckPages(context, call, cb);
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
  context->api->fail(context, TT_STATUS_OUT_OF_RANGE,
                     "%s: page %u of circular buffer %u lies after the "
                     "buffer's end (pages that are reserved together must "
                     "not wrap round)",
                     call, page, cb);
}

}  // namespace tt_emulator
