// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The FPU's elementwise operations, broadcasts and transpositions: tiles in
// SrcA and SrcB, the result in DST.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/fpu.h"

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/faces.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/sfpu_loops.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_loops.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_timing.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {
namespace {

// Values of BroadcastType, and what TtEmuFpuSetup adds to them.
enum { kBroadcastColumn = 1, kBroadcastRow = 2, kBroadcastScalar = 3 };
enum { kDstIsSrcA = 4, kDstIsSrcB = 8 };

constexpr uint32_t kFaceElements = kFaceSide * kFaceSide;

// `mask` of DST's tile as an operand.
void DstToSource(TtEmuContext* context, const char* call, uint32_t dst,
                 uint32_t mask, uint32_t* target) {
  HostTileLoops().mask32(MathTile(context, call, dst, /*read=*/true), mask,
                         target);
}

// The first column, row or element of a tile over all of it.
void BroadcastTile(uint32_t type, uint32_t* tile) {
  if (type == kBroadcastScalar) {
    const uint32_t value = tile[0];
    for (uint32_t i = 0; i < kTileElements; ++i) tile[i] = value;
  } else if (type == kBroadcastColumn) {
    for (uint32_t half = 0; half < 2; ++half) {
      uint32_t* left = tile + half * 2 * kFaceElements;
      for (uint32_t i = 0; i < kFaceElements; i += kFaceSide) {
        const uint32_t value = left[i];
        for (uint32_t c = 0; c < kFaceSide; ++c) {
          left[i + c] = left[kFaceElements + i + c] = value;
        }
      }
    }
  } else if (type == kBroadcastRow) {
    for (uint32_t face = 0; face < 4; ++face) {
      uint32_t first[kFaceSide];
      std::memcpy(first, tile + face % 2 * kFaceElements, sizeof(first));
      for (uint32_t row = 0; row < kFaceSide; ++row) {
        std::memcpy(tile + face * kFaceElements + row * kFaceSide, first,
                    sizeof(first));
      }
    }
  }
}

void MultiplyTiles(uint8_t fidelity, const uint32_t* a, const uint32_t* b,
                   uint32_t* out) {
  if (fidelity != 3) {
    // The operands were masked on their way.
    HostSfpuLoops().binary[kTtEmuBinaryMul](a, b, out);
    return;
  }
  for (uint32_t i = 0; i < kTileElements; ++i) {
    out[i] = BitsOf(Multiply(3, a[i], b[i]));
  }
}

void Combine(TtEmuUnpackOp op, uint8_t fidelity, const uint32_t* a,
             const uint32_t* b, uint32_t* out) {
  const SfpuLoops& loops = HostSfpuLoops();
  if (op == kTtEmuUnpackAdd) return loops.binary[kTtEmuBinaryAdd](a, b, out);
  if (op == kTtEmuUnpackSub) return loops.binary[kTtEmuBinarySub](a, b, out);
  MultiplyTiles(fidelity, a, b, out);
}

bool ReachesDst(const TtEmuProgramInfo& program, uint32_t cb) {
  const uint8_t format = program.cb_format[cb];
  return format == kInt32 || format == kUInt32;
}

}  // namespace

const void* SourceTile(TtEmuContext* context, const char* call,
                       uint32_t operand, uint32_t cb, uint32_t tile) {
  const void* source = FrontTile(context, call, cb, tile);
  RequireUnpackFormat(context, call, operand, cb);
  const uint8_t format = context->program->cb_format[cb];
  if (!IsFloatFormat(format)) {
    context->api->fail(context, TT_STATUS_UNIMPLEMENTED,
                       "%s: circular buffer %u is %s", call, cb,
                       FormatName(format));
  }
  RequireSourceMode(context, call, cb);
  return source;
}

void UnpackSource(TtEmuContext* context, const char* call, uint32_t operand,
                  uint32_t cb, uint32_t tile, uint32_t mask, uint32_t* target) {
  const void* source = SourceTile(context, call, operand, cb, tile);
  UnpackMasked(context->program->cb_format[cb], source, mask, target);
}

bool IsDefined(const TtEmuContext* context, uint32_t dst) {
  const TtEmuTileEngine& engine = *context->tile_engine;
  return (engine.sections[engine.math_section].defined >> dst & 1) != 0;
}

void FinishFpu(TtEmuContext* context, uint32_t dst, uint32_t* tile,
               uint64_t cycles) {
  StoreFloats(context, tile);
  DefineMathTile(context, dst);
  ++context->counters.fpu_tile_ops;
  context->counters.math_cycles += cycles;
}

void FpuBinary(TtEmuContext* context, TtEmuFpuSetup setup, uint32_t cb_a,
               uint32_t cb_b, uint32_t tile_a, uint32_t tile_b, uint32_t dst) {
  const char* call = OpName(setup.op);
  RequireSetup(context, setup);
  TtEmuTileEngine* engine = context->tile_engine;
  const uint8_t fidelity = context->program->math_fidelity;
  const bool multiplies = setup.op == kTtEmuUnpackMul;
  const uint32_t mask_a = !multiplies     ? kTf32Mask
                          : fidelity == 0 ? kHighOfSrcA
                                          : kFactorOfSrcA;
  const uint32_t mask_b = multiplies && fidelity < 3 ? kHighOfSrcB : kTf32Mask;
  uint32_t* a = engine->sources[0].bits;
  uint32_t* b = engine->sources[1].bits;
  if (setup.variant & kDstIsSrcA) {
    UnpackSource(context, call, 1, cb_a, tile_a, mask_b, b);
    DstToSource(context, call, dst, mask_a, a);
  } else if (setup.variant & kDstIsSrcB) {
    UnpackSource(context, call, 0, cb_a, tile_a, mask_a, a);
    DstToSource(context, call, dst, mask_b, b);
  } else {
    UnpackSource(context, call, 0, cb_a, tile_a, mask_a, a);
    UnpackSource(context, call, 1, cb_b, tile_b, mask_b, b);
  }
  BroadcastTile(setup.variant & 3, b);
  uint32_t* target = MathTile(context, call, dst, /*read=*/false);
  if (engine->fpu_setup.accumulate && IsDefined(context, dst)) {
    Combine(setup.op, fidelity, a, b, a);
    HostSfpuLoops().binary[kTtEmuBinaryAdd](target, a, target);
  } else {
    Combine(setup.op, fidelity, a, b, target);
  }
  CountUnpack(context, setup.variant >= kDstIsSrcA ? 1 : 2);
  FinishFpu(context, dst, target,
            kFpuTileCycles * (multiplies ? Passes(context) : 1));
}

void FpuUnary(TtEmuContext* context, TtEmuFpuSetup setup, uint32_t cb,
              uint32_t tile, uint32_t dst) {
  const char* call = OpName(setup.op);
  const void* source = FrontTile(context, call, cb, tile);
  RequireSetup(context, setup);
  RequireUnpackFormat(context, call, 0, cb);
  const TtEmuProgramInfo& program = *context->program;
  uint32_t* target = MathTile(context, call, dst, /*read=*/false);
  if (setup.op == kTtEmuUnpackBroadcast) {
    if (setup.variant == 0) {
      UnpackToDst(context, call, cb, source, target);
    } else {
      RequireSourceMode(context, call, cb);
      UnpackToSource(context, call, cb, source, target);
      if (IsFloatFormat(program.cb_format[cb])) StoreFloats(context, target);
      BroadcastTile(setup.variant, target);
    }
  } else {
    if (!ReachesDst(program, cb)) RequireSourceMode(context, call, cb);
    uint32_t* turned = context->tile_engine->sources[0].bits;
    UnpackToDst(context, call, cb, source, turned);
    HostTileLoops().transpose(turned, target);
  }
  DefineMathTile(context, dst);
  CountUnpack(context, 1);
  ++context->counters.fpu_tile_ops;
  context->counters.math_cycles += kFpuTileCycles;
}

void TransposeDst(TtEmuContext* context, uint32_t is_32bit, uint32_t dst) {
  const char* call = OpName(kTtEmuUnpackTransposeDst);
  RequireSetup(context, {kTtEmuUnpackTransposeDst,
                         static_cast<uint8_t>(is_32bit != 0), 0, 0});
  const bool wide = context->program->fp32_dest_acc_en;
  if (is_32bit && !wide) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "%s<true> needs 32-bit DST elements (fp32_dest_acc_en)",
                       call);
  }
  uint32_t* tile = MathTile(context, call, dst, /*read=*/true);
  uint32_t* source = context->tile_engine->sources[0].bits;
  // 32 bits go in two halves; else one way through SrcB.
  HostTileLoops().mask32(tile, is_32bit || !wide ? 0xffffffffu : kTf32Mask,
                         source);
  HostTileLoops().transpose(source, tile);
  ++context->counters.fpu_tile_ops;
  context->counters.math_cycles += kFpuTileCycles * (is_32bit ? 4 : 2);
}

}  // namespace tt_emulator
