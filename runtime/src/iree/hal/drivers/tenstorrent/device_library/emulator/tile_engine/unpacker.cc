// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The unpacker and the FPU: tiles of circular buffers to DST.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_timing.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {
namespace {

const char* OpName(TtEmuUnpackOp op) {
  switch (op) {
    case kTtEmuUnpackCopy:
      return "copy_tile";
    case kTtEmuUnpackAdd:
      return "add_tiles";
    case kTtEmuUnpackSub:
      return "sub_tiles";
    case kTtEmuUnpackMul:
      return "mul_tiles";
    case kTtEmuUnpackNone:
      break;
  }
  return "nothing";
}

// The L1 of a tile at the front of a buffer that the kernel waited for.
const void* FrontTile(TtEmuContext* context, const char* call, uint32_t cb,
                      uint32_t tile) {
  RequireBuffer(context, call, cb);
  const TtEmuProgramInfo& program = *context->program;
  const uint32_t bytes = TileBytes(program.cb_format[cb]);
  if (bytes == 0) {
    context->api->fail(context, TT_STATUS_UNIMPLEMENTED,
                       "%s: circular buffer %u is %s", call, cb,
                       FormatName(program.cb_format[cb]));
  }
  if (program.cb_page_size[cb] != bytes) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "%s: circular buffer %u has pages of %u bytes; a tile "
                       "of %s has %u",
                       call, cb, program.cb_page_size[cb],
                       FormatName(program.cb_format[cb]), bytes);
  }
  const TtEmuCbState& state = context->cb_state[cb];
  if (tile >= state.waited) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "%s: tile %u of circular buffer %u; cb_wait_front "
                       "waited for %u",
                       call, tile, cb, state.waited);
  }
  const LocalCBInterface& view = context->cb[cb];
  uint32_t address = view.fifo_rd_ptr + tile * bytes;
  if (address >= view.fifo_limit) {
    context->api->fail(context, TT_STATUS_OUT_OF_RANGE,
                       "%s: tile %u of circular buffer %u lies after the "
                       "buffer's end (tiles that are waited for together must "
                       "not wrap round)",
                       call, tile, cb);
  }
  return reinterpret_cast<const void*>(static_cast<uintptr_t>(address));
}

void RequireUnpack(TtEmuContext* context, TtEmuUnpackOp op, uint32_t operand,
                   uint32_t cb) {
  const TtEmuTileEngine& engine = *context->tile_engine;
  const char* call = OpName(op);
  RequireKernelInit(context, call);
  if (engine.unpack_op != op) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "%s: the unpacker is set up for %s; call %s_init first",
                       call, OpName(engine.unpack_op), call);
  }
  const TtEmuProgramInfo& program = *context->program;
  const uint32_t configured = engine.unpack_cb[operand];
  if (configured != cb &&
      program.cb_format[configured] != program.cb_format[cb]) {
    context->api->fail(
        context, TT_STATUS_FAILED_PRECONDITION,
        "%s: Src%c is configured for %s (circular buffer %u); circular buffer "
        "%u is %s (reconfig_data_format)",
        call, operand == 0 ? 'A' : 'B',
        FormatName(program.cb_format[configured]), configured, cb,
        FormatName(program.cb_format[cb]));
  }
}

// Through SrcA or SrcB.
void UnpackToSource(TtEmuContext* context, const char* call, uint32_t cb,
                    const void* source, uint32_t* target) {
  const uint8_t format = context->program->cb_format[cb];
  if (format == kInt32 || format == kUInt32) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "%s: %s of circular buffer %u does not fit SrcA and "
                       "SrcB; copy_tile takes it with 32-bit DST elements "
                       "(fp32_dest_acc_en)",
                       call, FormatName(format), cb);
  }
  Unpack(format, source, target);
  if (format == kFloat32) TruncateToTf32(target);
}

}  // namespace

void UnpackInit(TtEmuContext* context, TtEmuUnpackOp op, uint32_t cb_a,
                uint32_t cb_b) {
  RequireBuffer(context, OpName(op), cb_a);
  RequireBuffer(context, OpName(op), cb_b);
  RequireKernelInit(context, OpName(op));
  // An init sets up the operation. Formats stay those that the kernel's init
  // or the last reconfig_data_format chose.
  context->tile_engine->unpack_op = op;
}

void UnpackReconfig(TtEmuContext* context, uint32_t cb_a, uint32_t cb_b) {
  const uint32_t buffers[2] = {cb_a, cb_b};
  RequireKernelInit(context, "reconfig_data_format");
  for (uint32_t i = 0; i < 2; ++i) {
    if (buffers[i] == kNoBuffer) continue;
    RequireBuffer(context, "reconfig_data_format", buffers[i]);
    context->tile_engine->unpack_cb[i] = buffers[i];
  }
}

void CopyTile(TtEmuContext* context, uint32_t cb, uint32_t tile, uint32_t dst) {
  const void* source = FrontTile(context, "copy_tile", cb, tile);
  RequireUnpack(context, kTtEmuUnpackCopy, 0, cb);
  uint32_t* target = MathTile(context, "copy_tile", dst, /*read=*/false);
  const TtEmuProgramInfo& program = *context->program;
  const uint8_t format = program.cb_format[cb];
  // Integers of 32 bits never pass through SrcA.
  const bool to_dest =
      Is32Bit(format) && program.fp32_dest_acc_en &&
      (format != kFloat32 || program.cb_unpack_to_dest_mode[cb] != 0);
  if (to_dest) {
    Unpack(format, source, target);
  } else {
    UnpackToSource(context, "copy_tile", cb, source, target);
    if (!program.fp32_dest_acc_en && IsFloatFormat(format)) {
      TruncateToBfloat16(target);
    }
  }
  DefineMathTile(context, dst);
  ++context->counters.unpack_tile_ops;
  context->counters.unpack_cycles += kUnpackTileCycles;
}

void FpuBinary(TtEmuContext* context, TtEmuUnpackOp op, uint32_t cb_a,
               uint32_t cb_b, uint32_t tile_a, uint32_t tile_b, uint32_t dst) {
  const char* call = OpName(op);
  TtEmuTileEngine* engine = context->tile_engine;
  const uint32_t buffers[2] = {cb_a, cb_b};
  const uint32_t tiles[2] = {tile_a, tile_b};
  for (uint32_t i = 0; i < 2; ++i) {
    const void* source = FrontTile(context, call, buffers[i], tiles[i]);
    RequireUnpack(context, op, i, buffers[i]);
    if (!IsFloatFormat(context->program->cb_format[buffers[i]])) {
      context->api->fail(context, TT_STATUS_UNIMPLEMENTED,
                         "%s: circular buffer %u is %s", call, buffers[i],
                         FormatName(context->program->cb_format[buffers[i]]));
    }
    UnpackToSource(context, call, buffers[i], source, engine->scratch[i].bits);
  }
  uint32_t* target = MathTile(context, call, dst, /*read=*/false);
  const float* a = reinterpret_cast<const float*>(engine->scratch[0].bits);
  const float* b = reinterpret_cast<const float*>(engine->scratch[1].bits);
  float* out = reinterpret_cast<float*>(target);
  for (uint32_t i = 0; i < kTileElements; ++i) {
    out[i] = op == kTtEmuUnpackAdd   ? a[i] + b[i]
             : op == kTtEmuUnpackSub ? a[i] - b[i]
                                     : a[i] * b[i];
  }
  if (!context->program->fp32_dest_acc_en) TruncateToBfloat16(target);
  DefineMathTile(context, dst);
  context->counters.unpack_tile_ops += 2;
  context->counters.unpack_cycles += 2 * kUnpackTileCycles;
  ++context->counters.fpu_tile_ops;
  context->counters.math_cycles += kFpuTileCycles;
}

}  // namespace tt_emulator
