// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The SFPU's calls: checks, then a loop over the tile.

#include <cstring>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/sfpu_loops.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_timing.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {

namespace {

// Inits that give the SFPU no constants or programs of their own. What they do
// is done by every other init, and by init_sfpu.
bool IsPlain(const char* init) {
  static constexpr const char* kPlain[] = {
      "fill_tile_init",       "abs_tile_init",
      "negative_tile_init",   "square_tile_init",
      "identity_tile_init",   "sign_tile_init",
      "eqz_tile_init",        "nez_tile_init",
      "ltz_tile_init",        "gtz_tile_init",
      "lez_tile_init",        "gez_tile_init",
      "relu_tile_init",       "binop_with_scalar_tile_init",
      "mask_tile_init",       "max_tile_init",
      "sfpu_sum_int_init",    "dropout_kernel_init",
      "add_binary_tile_init", "sub_binary_tile_init",
      "mul_binary_tile_init",
  };
  for (const char* name : kPlain) {
    if (std::strcmp(name, init) == 0) return true;
  }
  return false;
}

}  // namespace

void RequireSfpuInit(TtEmuContext* context, const TtEmuTileCall& call) {
  RequireKernelInit(context, call.name);
  const char* last = context->tile_engine->sfpu_init;
  if (last == call.init) return;
  if (last != nullptr && std::strcmp(last, call.init) == 0) return;
  if (IsPlain(call.init)) return;
  context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                     "%s: the SFPU is set up by %s; call %s first", call.name,
                     last != nullptr ? last : "nothing", call.init);
}

namespace {

void Count(TtEmuContext* context, bool simple) {
  ++context->counters.sfpu_tile_ops;
  context->counters.math_cycles +=
      simple ? kSfpuSimpleTileCycles : kSfpuFunctionTileCycles;
}

bool MakesInteger(TtEmuUnaryOp op) {
  return op >= kTtEmuUnaryBitwiseNot && op != kTtEmuUnaryInt32ToFloat &&
         op != kTtEmuUnaryUInt32ToFloat && op != kTtEmuUnaryFloatToFloat16B &&
         op != kTtEmuUnaryFill && op != kTtEmuUnaryCastCopy;
}

bool MakesInteger(TtEmuBinaryOp op) {
  return op >= kTtEmuBinaryMaxInt && op != kTtEmuBinaryCopySecond;
}

// Functions whose last step rounds to bf16 for a 16-bit DST. The SFPU's own
// stores truncate.
bool Rounds(TtEmuUnaryOp op) {
  switch (op) {
    case kTtEmuUnaryExp:
    case kTtEmuUnaryExp2:
    case kTtEmuUnaryExpm1:
    case kTtEmuUnaryLog:
    case kTtEmuUnaryTanh:
    case kTtEmuUnarySqrt:
    case kTtEmuUnaryRsqrt:
    case kTtEmuUnaryRecip:
    case kTtEmuUnarySinh:
    case kTtEmuUnaryCosh:
    case kTtEmuUnaryAtanh:
    case kTtEmuUnaryInt32ToFloat:
    case kTtEmuUnaryUInt32ToFloat:
      return true;
    default:
      return false;
  }
}

void Store(TtEmuContext* context, uint32_t dst, uint32_t* tile, bool integer,
           bool rounds) {
  if (!context->program->fp32_dest_acc_en && !integer) {
    if (rounds) HostSfpuLoops().unary[kTtEmuUnaryFloatToFloat16B](tile, 0);
    MaskTile(tile, kBfloat16Mask);
  }
  DefineMathTile(context, dst);
}

}  // namespace

void SfpuInit(TtEmuContext* context, const char* init) {
  RequireKernelInit(context, init);
  context->tile_engine->sfpu_init = init;
}

void SfpuUnary(TtEmuContext* context, const TtEmuTileCall* call,
               TtEmuUnaryOp op, uint32_t dst, uint32_t scalar) {
  RequireSfpuInit(context, *call);
  uint32_t* tile = op == kTtEmuUnaryFill
                       ? MathTarget(context, call->name, dst)
                       : MathTile(context, call->name, dst, /*read=*/true);
  HostSfpuLoops().unary[op](tile, scalar);
  Store(context, dst, tile, MakesInteger(op), Rounds(op));
  Count(context, op >= kTtEmuUnaryAbs);
}

void SfpuBinary(TtEmuContext* context, const TtEmuTileCall* call,
                TtEmuBinaryOp op, uint32_t a, uint32_t b, uint32_t out) {
  RequireSfpuInit(context, *call);
  const uint32_t* left = MathSource(context, call->name, a);
  const uint32_t* right = MathSource(context, call->name, b);
  uint32_t* target = MathTarget(context, call->name, out);
  HostSfpuLoops().binary[op](left, right, target);
  Store(context, out, target, MakesInteger(op), op == kTtEmuBinaryPower);
  Count(context, op != kTtEmuBinaryDiv && op != kTtEmuBinaryPower);
}

void SfpuWhere(TtEmuContext* context, const TtEmuTileCall* call,
               uint32_t condition, uint32_t a, uint32_t b, uint32_t out) {
  RequireSfpuInit(context, *call);
  const uint32_t* choice = MathSource(context, call->name, condition);
  const uint32_t* left = MathSource(context, call->name, a);
  const uint32_t* right = MathSource(context, call->name, b);
  uint32_t* target = MathTarget(context, call->name, out);
  HostSfpuLoops().where(choice, left, right, target);
  DefineMathTile(context, out);
  Count(context, /*simple=*/true);
}

}  // namespace tt_emulator
