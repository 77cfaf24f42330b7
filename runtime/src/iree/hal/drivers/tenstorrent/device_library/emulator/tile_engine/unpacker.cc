// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The unpacker: tiles of circular buffers to DST, SrcA and SrcB.

#include <initializer_list>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_timing.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {

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
    case kTtEmuUnpackMatmul:
      return "matmul_tiles";
    case kTtEmuUnpackReduce:
      return "reduce_tile";
    case kTtEmuUnpackTranspose:
      return "transpose_wh_tile";
    case kTtEmuUnpackBroadcast:
      return "unary_bcast";
    case kTtEmuUnpackTilize:
      return "tilize_block";
    case kTtEmuUnpackUntilize:
      return "untilize_block";
    case kTtEmuUnpackTransposeDst:
      return "transpose_wh_dest";
    case kTtEmuUnpackNone:
      break;
  }
  return "nothing";
}

void RequireSourceMode(TtEmuContext* context, const char* call, uint32_t cb) {
  if (context->program->cb_unpack_to_dest_mode[cb] == 0) return;
  context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                     "%s: circular buffer %u is in UnpackToDestFp32 mode, so "
                     "that its tiles do not reach SrcA and SrcB",
                     call, cb);
}

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
  if (!IsFloatFormat(format)) return Unpack(format, source, target);
  UnpackMasked(format, source, kTf32Mask, target);
}

namespace {

// True where a buffer's tiles come to DST with all of their 32 bits.
bool ReachesDstWhole(const TtEmuProgramInfo& program, uint32_t cb) {
  // Integers never pass through SrcA.
  const uint8_t format = program.cb_format[cb];
  return Is32Bit(format) && program.fp32_dest_acc_en &&
         (format != kFloat32 || program.cb_unpack_to_dest_mode[cb] != 0);
}

}  // namespace

void UnpackToDst(TtEmuContext* context, const char* call, uint32_t cb,
                 const void* source, uint32_t* target) {
  const uint8_t format = context->program->cb_format[cb];
  if (ReachesDstWhole(*context->program, cb)) {
    Unpack(format, source, target);
    return;
  }
  UnpackToSource(context, call, cb, source, target);
  if (IsFloatFormat(format)) StoreFloats(context, target);
}

void StoreFloats(TtEmuContext* context, uint32_t* tile) {
  if (!context->program->fp32_dest_acc_en) MaskTile(tile, kBfloat16Mask);
}

void CountUnpack(TtEmuContext* context, uint32_t tiles) {
  context->counters.unpack_tile_ops += tiles;
  context->counters.unpack_cycles += tiles * kUnpackTileCycles;
}

void UnpackInit(TtEmuContext* context, TtEmuFpuSetup setup, uint32_t cb_a,
                uint32_t cb_b) {
  const char* call = OpName(setup.op);
  for (const uint32_t cb : {cb_a, cb_b}) {
    if (cb != kNoBuffer) RequireBuffer(context, call, cb);
  }
  RequireKernelInit(context, call);
  // An init sets up the operation. Formats stay those that the kernel's init
  // or the last reconfig_data_format chose.
  context->tile_engine->fpu_setup = setup;
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
  RequireSetup(context, {kTtEmuUnpackCopy, 0, 0, 0});
  RequireUnpackFormat(context, "copy_tile", 0, cb);
  TtEmuTileEngine* engine = context->tile_engine;
  const uint32_t place = MathPlace(context, "copy_tile", dst, /*read=*/false);
  if (ReachesDstWhole(*context->program, cb)) {
    engine->l1_tiles[place] = static_cast<const uint32_t*>(source);
    engine->in_l1 |= 1u << place;
  } else {
    uint32_t* target = MathTarget(context, "copy_tile", dst);
    UnpackToDst(context, "copy_tile", cb, source, target);
  }
  DefineMathTile(context, dst);
  CountUnpack(context, 1);
}

}  // namespace tt_emulator
