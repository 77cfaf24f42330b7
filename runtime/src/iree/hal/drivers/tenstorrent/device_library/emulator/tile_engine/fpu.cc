// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The FPU: operations on tiles in SrcA and SrcB, with the result in DST.

#include <cmath>
#include <cstring>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/faces.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/sfpu_loops.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_timing.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {
namespace {

// Values of BroadcastType, PoolType and ReduceDim.
enum { kBroadcastColumn = 1, kBroadcastRow = 2, kBroadcastScalar = 3 };
enum { kDstIsSrcA = 4, kDstIsSrcB = 8 };
enum { kPoolSum = 0, kPoolAverage = 1, kPoolMax = 2 };
enum { kReduceRow = 0, kReduceColumn = 1, kReduceScalar = 2 };

// What one pass of the multipliers takes of an operand: 5 bits of SrcA's
// mantissa and 7 of SrcB's, the implied one included.
constexpr uint32_t kHighOfSrcA = 0xfff80000u;
constexpr uint32_t kHighOfSrcB = 0xfffe0000u;

float Float(uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

uint32_t Bits(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

// An operand of the FPU in one of the engine's scratch tiles.
uint32_t* SourceTile(TtEmuContext* context, const char* call, uint32_t operand,
                     uint32_t cb, uint32_t tile) {
  const void* source = FrontTile(context, call, cb, tile);
  RequireUnpackFormat(context, call, operand, cb);
  const TtEmuProgramInfo& program = *context->program;
  const uint8_t format = program.cb_format[cb];
  if (!IsFloatFormat(format)) {
    context->api->fail(context, TT_STATUS_UNIMPLEMENTED,
                       "%s: circular buffer %u is %s", call, cb,
                       FormatName(format));
  }
  if (program.cb_unpack_to_dest_mode[cb] != 0) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "%s: circular buffer %u is in UnpackToDestFp32 mode, so "
                       "that its tiles do not reach SrcA and SrcB",
                       call, cb);
  }
  uint32_t* target = context->tile_engine->scratch[operand].bits;
  UnpackToSource(context, call, cb, source, target);
  return target;
}

// DST's tile as an operand: 16-bit elements, or TF32.
void DstToSource(TtEmuContext* context, const char* call, uint32_t dst,
                 uint32_t operand) {
  uint32_t* target = context->tile_engine->scratch[operand].bits;
  std::memcpy(target, MathTile(context, call, dst, /*read=*/true),
              sizeof(TileData));
  TruncateToTf32(target);
}

// Math's tile `dst`, 0 if nothing was written to it yet: DST is cleared when
// the packer releases it.
uint32_t* AccumulatorTile(TtEmuContext* context, const char* call,
                          uint32_t dst) {
  const TtEmuTileEngine& engine = *context->tile_engine;
  uint32_t* tile = MathTile(context, call, dst, /*read=*/false);
  if ((engine.sections[engine.math_section].defined >> dst & 1) == 0) {
    std::memset(tile, 0, sizeof(TileData));
  }
  return tile;
}

// The first column, row or element of a tile over all of it.
void BroadcastTile(uint32_t type, uint32_t* tile) {
  if (type == 0) return;
  uint32_t rows[kTileElements];
  ToRows(tile, rows);
  for (uint32_t r = 0; r < kTileSide; ++r) {
    for (uint32_t c = 0; c < kTileSide; ++c) {
      const uint32_t from_row = type == kBroadcastColumn ? r : 0;
      const uint32_t from_column = type == kBroadcastRow ? c : 0;
      rows[r * kTileSide + c] = rows[from_row * kTileSide + from_column];
    }
  }
  FromRows(rows, tile);
}

// a * b as the multipliers' passes give it.
float Multiply(uint8_t fidelity, uint32_t a, uint32_t b) {
  if (fidelity >= 4) return Float(a) * Float(b);
  const float high_a = Float(a & kHighOfSrcA);
  const float high_b = Float(b & kHighOfSrcB);
  if (fidelity == 0) return high_a * high_b;
  const float product = Float(a) * high_b;
  return fidelity == 2 ? product : product + high_a * (Float(b) - high_b);
}

void Binary(TtEmuUnpackOp op, uint8_t fidelity, const uint32_t* a,
            const uint32_t* b, uint32_t* out) {
  const SfpuLoops& loops = HostSfpuLoops();
  if (op == kTtEmuUnpackAdd) return loops.binary[kTtEmuBinaryAdd](a, b, out);
  if (op == kTtEmuUnpackSub) return loops.binary[kTtEmuBinarySub](a, b, out);
  if (fidelity >= 4) return loops.binary[kTtEmuBinaryMul](a, b, out);
  for (uint32_t i = 0; i < kTileElements; ++i) {
    out[i] = Bits(Multiply(fidelity, a[i], b[i]));
  }
}

void Finish(TtEmuContext* context, uint32_t dst, uint32_t* tile,
            uint64_t cycles) {
  StoreFloats(context, tile);
  DefineMathTile(context, dst);
  ++context->counters.fpu_tile_ops;
  context->counters.math_cycles += cycles;
}

// Passes of the multipliers.
uint32_t Passes(const TtEmuContext* context) {
  const uint8_t fidelity = context->program->math_fidelity;
  return fidelity == 0 ? 1 : fidelity;
}

// Truncates to what the first pass takes, for all elements.
void KeepHigh(const uint32_t* tile, uint32_t mask, uint32_t* out) {
  for (uint32_t i = 0; i < kTileElements; ++i) out[i] = tile[i] & mask;
}

}  // namespace

void FpuBinary(TtEmuContext* context, TtEmuFpuSetup setup, uint32_t cb_a,
               uint32_t cb_b, uint32_t tile_a, uint32_t tile_b, uint32_t dst) {
  const char* call = OpName(setup.op);
  RequireSetup(context, setup);
  TtEmuTileEngine* engine = context->tile_engine;
  if (setup.variant & kDstIsSrcA) {
    SourceTile(context, call, 1, cb_a, tile_a);
    DstToSource(context, call, dst, 0);
  } else if (setup.variant & kDstIsSrcB) {
    SourceTile(context, call, 0, cb_a, tile_a);
    DstToSource(context, call, dst, 1);
  } else {
    SourceTile(context, call, 0, cb_a, tile_a);
    SourceTile(context, call, 1, cb_b, tile_b);
  }
  uint32_t* a = engine->scratch[0].bits;
  uint32_t* b = engine->scratch[1].bits;
  BroadcastTile(setup.variant & 3, b);
  Binary(setup.op, context->program->math_fidelity, a, b, a);
  uint32_t* target = AccumulatorTile(context, call, dst);
  if (engine->fpu_setup.accumulate) {
    HostSfpuLoops().binary[kTtEmuBinaryAdd](target, a, target);
  } else {
    std::memcpy(target, a, sizeof(TileData));
  }
  CountUnpack(context, setup.variant >= kDstIsSrcA ? 1 : 2);
  Finish(context, dst, target,
         kFpuTileCycles * (setup.op == kTtEmuUnpackMul ? Passes(context) : 1));
}

void FpuMatmul(TtEmuContext* context, uint32_t transpose, uint32_t cb_0,
               uint32_t cb_1, uint32_t tile_0, uint32_t tile_1, uint32_t dst) {
  const char* call = OpName(kTtEmuUnpackMatmul);
  RequireSetup(context, {kTtEmuUnpackMatmul, 0,
                         static_cast<uint8_t>(transpose != 0), 0});
  // The second operand is in SrcA.
  TileData rows_0, rows_1, high, sum;
  ToRows(SourceTile(context, call, 1, cb_0, tile_0), rows_0.bits);
  ToRows(SourceTile(context, call, 0, cb_1, tile_1), rows_1.bits);
  if (transpose) {
    for (uint32_t r = 0; r < kTileSide; ++r) {
      for (uint32_t c = 0; c < kTileSide; ++c) {
        high.bits[c * kTileSide + r] = rows_1.bits[r * kTileSide + c];
      }
    }
    std::memcpy(rows_1.bits, high.bits, sizeof(TileData));
  }
  uint32_t* target = AccumulatorTile(context, call, dst);
  ToRows(target, sum.bits);
  const SfpuLoops& loops = HostSfpuLoops();
  const uint8_t fidelity = context->program->math_fidelity;
  if (fidelity >= 4) {
    loops.matmul(rows_0.bits, rows_1.bits, sum.bits);
  } else {
    TileData high_1;
    KeepHigh(rows_0.bits, kHighOfSrcB, high.bits);
    KeepHigh(rows_1.bits, kHighOfSrcA, high_1.bits);
    loops.matmul(high.bits, fidelity == 0 ? high_1.bits : rows_1.bits,
                 sum.bits);
    if (fidelity == 3) {
      TileData low;
      loops.binary[kTtEmuBinarySub](rows_0.bits, high.bits, low.bits);
      loops.matmul(low.bits, high_1.bits, sum.bits);
    }
  }
  FromRows(sum.bits, target);
  CountUnpack(context, 2);
  Finish(context, dst, target, kMatmulTileCycles * Passes(context));
}

void FpuReduce(TtEmuContext* context, TtEmuFpuSetup setup, uint32_t cb,
               uint32_t cb_scaler, uint32_t tile, uint32_t tile_scaler,
               uint32_t dst) {
  const char* call = OpName(setup.op);
  RequireSetup(context, setup);
  const uint32_t pool = setup.variant & 3;
  const uint32_t dimension = setup.variant >> 2;
  if (pool > kPoolMax) {
    context->api->fail(context, TT_STATUS_UNIMPLEMENTED,
                       "%s: the FPU has no such pooling", call);
  }
  uint32_t rows[kTileElements];
  ToRows(SourceTile(context, call, 0, cb, tile), rows);
  const uint32_t scaler =
      SourceTile(context, call, 1, cb_scaler, tile_scaler)[0];
  const uint8_t fidelity = context->program->math_fidelity;
  uint32_t* target = AccumulatorTile(context, call, dst);
  const TtEmuTileEngine& engine = *context->tile_engine;
  const bool first =
      (engine.sections[engine.math_section].defined >> dst & 1) == 0;
  uint32_t results[kTileElements];
  ToRows(target, results);
  const bool is_max = pool == kPoolMax;
  // Of line i: of a row, a column, or all.
  const uint32_t lines = dimension == kReduceScalar ? 1 : kTileSide;
  const uint32_t length =
      dimension == kReduceScalar ? kTileElements : kTileSide;
  for (uint32_t i = 0; i < lines; ++i) {
    const uint32_t start = dimension == kReduceRow ? i * kTileSide : i;
    const uint32_t step = dimension == kReduceColumn ? kTileSide : 1;
    const uint32_t place = dimension == kReduceColumn ? i : i * kTileSide;
    float result = is_max ? -INFINITY : 0.0f;
    for (uint32_t k = 0; k < length; ++k) {
      const uint32_t element = rows[start + k * step];
      if (is_max) {
        result = Float(element) > result ? Float(element) : result;
      } else {
        result += Multiply(fidelity, element, scaler);
      }
    }
    if (is_max) result = Multiply(fidelity, Bits(result), scaler);
    const float earlier = Float(results[place]);
    if (!first) {
      result =
          is_max ? (earlier > result ? earlier : result) : earlier + result;
    }
    results[place] = Bits(result);
  }
  FromRows(results, target);
  CountUnpack(context, 2);
  Finish(context, dst, target, kMatmulTileCycles * Passes(context));
}

void FpuUnary(TtEmuContext* context, TtEmuFpuSetup setup, uint32_t cb,
              uint32_t tile, uint32_t dst) {
  const char* call = OpName(setup.op);
  const void* source = FrontTile(context, call, cb, tile);
  RequireSetup(context, setup);
  RequireUnpackFormat(context, call, 0, cb);
  uint32_t* target = MathTile(context, call, dst, /*read=*/false);
  if (setup.op == kTtEmuUnpackBroadcast) {
    UnpackToSource(context, call, cb, source, target);
    if (IsFloatFormat(context->program->cb_format[cb])) {
      StoreFloats(context, target);
    }
    BroadcastTile(setup.variant, target);
  } else {
    uint32_t rows[kTileElements], turned[kTileElements];
    UnpackToDst(context, call, cb, source, target);
    ToRows(target, rows);
    for (uint32_t r = 0; r < kTileSide; ++r) {
      for (uint32_t c = 0; c < kTileSide; ++c) {
        turned[c * kTileSide + r] = rows[r * kTileSide + c];
      }
    }
    FromRows(turned, target);
  }
  DefineMathTile(context, dst);
  CountUnpack(context, 1);
  ++context->counters.fpu_tile_ops;
  context->counters.math_cycles += kFpuTileCycles;
}

}  // namespace tt_emulator
