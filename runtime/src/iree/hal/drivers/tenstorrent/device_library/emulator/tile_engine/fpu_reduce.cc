// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The FPU's pooling of a tile's rows, columns or all of it. The FPU pools the
// 16 rows of a face to one, and adds it to DST (or takes the maximum with it);
// rows are pooled by way of the transposed tile.

#include <cmath>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/faces.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/fpu.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_loops.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_timing.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {
namespace {

// Values of PoolType and ReduceDim.
enum { kPoolSum = 0, kPoolAverage = 1, kPoolMax = 2 };
enum { kReduceRow = 0, kReduceColumn = 1, kReduceScalar = 2 };

constexpr uint32_t kFaceElements = kFaceSide * kFaceSide;

// A column of results, one for each column of a face.
struct Lanes {
  float lane[kFaceSide];
};

struct Pooling {
  bool is_max;
  uint8_t fidelity;
  uint32_t scaler;  // SrcB's

  float Identity() const { return is_max ? -INFINITY : 0.0f; }

  float Combine(float a, float b) const {
    return is_max ? (b > a ? b : a) : a + b;
  }

  // `total` with the 16 rows of a face.
  void AddFace(const uint32_t* face, Lanes* total) const {
    Lanes pooled;
    for (float& lane : pooled.lane) lane = Identity();
    for (uint32_t row = 0; row < kFaceSide; ++row) {
      const uint32_t* elements = face + row * kFaceSide;
      for (uint32_t i = 0; i < kFaceSide; ++i) {
        if (is_max) {
          const float element = FloatOf(elements[i]);
          pooled.lane[i] = element > pooled.lane[i] ? element : pooled.lane[i];
        } else if (fidelity >= 4) {
          pooled.lane[i] +=
              FloatOf(elements[i] & kFactorOfSrcA) * FloatOf(scaler);
        } else {
          pooled.lane[i] +=
              Multiply(fidelity, elements[i] & kFactorOfSrcA, scaler);
        }
      }
    }
    for (uint32_t i = 0; i < kFaceSide; ++i) {
      float result = pooled.lane[i];
      if (is_max) result = Multiply(fidelity, BitsOf(result), scaler);
      total->lane[i] = Combine(total->lane[i], result);
    }
  }
};

// What is left of results on their way through SrcB.
void TruncateLanes(Lanes* lanes) {
  for (float& lane : lanes->lane) lane = FloatOf(BitsOf(lane) & kTf32Mask);
}

// Element i of the results for faces `side` of rows or columns.
uint32_t Place(uint32_t dimension, uint32_t side, uint32_t i) {
  return dimension == kReduceColumn ? side * kFaceElements + i
                                    : side * 2 * kFaceElements + i * kFaceSide;
}

}  // namespace

void FpuReduce(TtEmuContext* context, TtEmuFpuSetup setup, uint32_t cb,
               uint32_t cb_scaler, uint32_t tile, uint32_t tile_scaler,
               uint32_t dst) {
  const char* call = OpName(setup.op);
  RequireSetup(context, setup);
  const uint32_t pool = setup.variant & 3;
  const uint32_t dimension = setup.variant >> 2 & 3;
  const bool full_precision = (setup.variant & 16) != 0;
  if (pool > kPoolMax) {
    context->api->fail(context, TT_STATUS_UNIMPLEMENTED,
                       "%s: the FPU has no such pooling", call);
  }
  if (full_precision && !context->program->fp32_dest_acc_en) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "%s: enforce_fp32_accumulation needs 32-bit DST "
                       "elements (fp32_dest_acc_en)",
                       call);
  }
  TtEmuTileEngine* engine = context->tile_engine;
  uint32_t* elements = engine->sources[0].bits;
  uint32_t* scaler = engine->sources[1].bits;
  UnpackSource(context, call, 0, cb, tile, kTf32Mask, elements);
  UnpackSource(context, call, 1, cb_scaler, tile_scaler, kTf32Mask, scaler);
  const Pooling pooling = {pool == kPoolMax, context->program->math_fidelity,
                           scaler[0]};
  uint32_t* target = MathTile(context, call, dst, /*read=*/false);
  const bool first = !IsDefined(context, dst);
  if (first) std::memset(target, 0, sizeof(TileData));
  // A maximum starts from what DST holds; nothing was there the first time.
  const auto start = [&](uint32_t place) {
    return first ? pooling.Identity() : FloatOf(target[place]);
  };
  if (dimension == kReduceScalar) {
    // One row of all faces, through SrcB to SrcA, and pooled again.
    Lanes row;
    for (float& lane : row.lane) lane = pooling.Identity();
    for (uint32_t face = 0; face < 4; ++face) {
      pooling.AddFace(elements + face * kFaceElements, &row);
    }
    TruncateLanes(&row);
    float result = pooling.Identity();
    for (const float lane : row.lane) {
      result = pooling.Combine(
          result, pooling.is_max ? lane
                                 : Multiply(pooling.fidelity, BitsOf(lane),
                                            pooling.scaler));
    }
    if (pooling.is_max) {
      result = Multiply(pooling.fidelity, BitsOf(result), pooling.scaler);
    }
    target[0] = BitsOf(pooling.Combine(start(0), result));
  } else {
    const uint32_t* pooled = elements;
    if (dimension == kReduceRow) {
      HostTileLoops().transpose(elements, engine->matmul_sources[0].bits);
      pooled = engine->matmul_sources[0].bits;
    }
    for (uint32_t side = 0; side < 2; ++side) {
      Lanes total;
      for (uint32_t i = 0; i < kFaceSide; ++i) {
        total.lane[i] = start(Place(dimension, side, i));
      }
      for (uint32_t half = 0; half < 2; ++half) {
        pooling.AddFace(pooled + (half * 2 + side) * kFaceElements, &total);
      }
      if (dimension == kReduceRow && !full_precision) TruncateLanes(&total);
      for (uint32_t i = 0; i < kFaceSide; ++i) {
        target[Place(dimension, side, i)] = BitsOf(total.lane[i]);
      }
    }
  }
  CountUnpack(context, 2);
  FinishFpu(context, dst, target, kMatmulTileCycles * Passes(context));
}

}  // namespace tt_emulator
