// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// sfpu_reduce: a DST tile's columns to its first row. The SFPU works on groups
// of four rows, so rows 1 to 3 hold by-products afterwards, which are computed
// here too: a kernel that counts on anything else would fail on a card.

#include <cstring>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/faces.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_timing.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {
namespace {

// Values of PoolType.
enum { kPoolSum = 0, kPoolAverage = 1, kPoolMax = 2, kPoolMin = 3 };

constexpr uint32_t kGroup = 4;
constexpr uint32_t kFaceElements = kFaceSide * kFaceSide;

// A row of a face, or one of the SFPU's registers over all columns of a face.
template <typename T>
struct Row {
  T lane[kFaceSide];
};

template <typename T>
Row<T> Load(const uint32_t* face, uint32_t row) {
  Row<T> result;
  std::memcpy(result.lane, face + row * kFaceSide, sizeof(result.lane));
  return result;
}

template <typename T, typename Combine>
Row<T> Each(const Row<T>& a, const Row<T>& b, Combine combine) {
  Row<T> result;
  for (uint32_t i = 0; i < kFaceSide; ++i) {
    result.lane[i] = combine(a.lane[i], b.lane[i]);
  }
  return result;
}

// The last of a chain of sums of four registers, the last two first; each
// register keeps its partial sum.
template <typename T, typename Add>
void Chain(Row<T>* x, Add add) {
  for (uint32_t i = kGroup - 1; i-- > 0;) x[i] = Each(x[i], x[i + 1], add);
}

// Sums of a face's columns, and the three by-products.
template <typename T, typename Add>
void SumFace(const uint32_t* face, Row<T>* out, Add add) {
  Row<T> partial[kGroup][kGroup];  // [place in the group][group]
  for (uint32_t group = 0; group < kGroup; ++group) {
    Row<T> x[kGroup];
    for (uint32_t i = 0; i < kGroup; ++i) {
      x[i] = Load<T>(face, group * kGroup + i);
    }
    Chain(x, add);
    for (uint32_t i = 0; i < kGroup; ++i) partial[i][group] = x[i];
  }
  for (uint32_t i = 0; i < kGroup; ++i) {
    Chain(partial[i], add);
    out[i] = partial[i][0];
  }
}

template <typename T, typename Add, typename Finish>
void SumColumns(uint32_t* tile, Add add, Finish finish) {
  for (uint32_t side = 0; side < 2; ++side) {
    uint32_t* face = tile + side * kFaceElements;
    Row<T> upper[kGroup], lower[kGroup];
    SumFace(face, upper, add);
    SumFace(face + 2 * kFaceElements, lower, add);
    for (uint32_t i = 0; i < kGroup; ++i) {
      Row<T> sum = Each(upper[i], lower[i], add);
      for (T& lane : sum.lane) lane = finish(lane);
      std::memcpy(face + i * kFaceSide, sum.lane, sizeof(sum.lane));
    }
  }
}

// `order` maps the bits to integers whose order is meant.
template <typename Order>
void ExtremeColumns(uint32_t* tile, bool largest, Order order) {
  const auto first = [&](uint32_t a, uint32_t b) {
    return (order(a) > order(b)) == largest ? a : b;
  };
  const auto second = [&](uint32_t a, uint32_t b) {
    return (order(a) > order(b)) == largest ? b : a;
  };
  for (uint32_t side = 0; side < 2; ++side) {
    uint32_t* face = tile + side * kFaceElements;
    Row<uint32_t> best[kGroup];
    for (uint32_t i = 0; i < kGroup; ++i) best[i] = Load<uint32_t>(face, i);
    for (uint32_t row = kGroup; row < kTileSide; ++row) {
      const uint32_t* half = face + row / kFaceSide * 2 * kFaceElements;
      const Row<uint32_t> next = Load<uint32_t>(half, row % kFaceSide);
      best[row % kGroup] = Each(best[row % kGroup], next, first);
    }
    // One pass of swaps of neighbours, from the last on.
    for (uint32_t i = kGroup - 1; i-- > 0;) {
      const Row<uint32_t> above = Each(best[i], best[i + 1], first);
      best[i + 1] = Each(best[i], best[i + 1], second);
      best[i] = above;
    }
    for (uint32_t i = 0; i < kGroup; ++i) {
      std::memcpy(face + i * kFaceSide, best[i].lane, sizeof(best[i].lane));
    }
  }
}

// Towards zero for signed integers, as the hardware's shift of the magnitude.
uint32_t AverageInt32(uint32_t sum) {
  const uint32_t magnitude = (sum >> 31 ? 0 - sum : sum) >> 5;
  return sum >> 31 ? 0 - magnitude : magnitude;
}

void SumIntegers(uint32_t* tile, bool average, uint8_t format) {
  const uint32_t mask = format == kUInt16 ? 0xffffu : 0xffffffffu;
  SumColumns<uint32_t>(
      tile, [](uint32_t a, uint32_t b) { return a + b; },
      [=](uint32_t sum) {
        if (!average) return sum & mask;
        return (format == kInt32 ? AverageInt32(sum) : sum >> 5) & mask;
      });
}

void SumFloats(uint32_t* tile, bool average) {
  SumColumns<float>(
      tile, [](float a, float b) { return a + b; },
      [=](float sum) { return average ? sum * 0.03125f : sum; });
}

}  // namespace

void SfpuReduce(TtEmuContext* context, const TtEmuTileCall* call, uint32_t pool,
                uint32_t format, uint32_t dst) {
  RequireSfpuInit(context, *call);
  uint32_t* tile = MathTile(context, call->name, dst, /*read=*/true);
  const uint8_t element = static_cast<uint8_t>(format);
  const bool is_float = IsFloatFormat(element);
  if (pool == kPoolMax || pool == kPoolMin) {
    if (element == kInt32) {
      ExtremeColumns(tile, pool == kPoolMax,
                     [](uint32_t bits) { return static_cast<int32_t>(bits); });
    } else {
      // Sign and magnitude, for UInt32 as well.
      ExtremeColumns(tile, pool == kPoolMax, [](uint32_t bits) {
        return static_cast<int32_t>(bits ^ (bits >> 31) * 0x7fffffffu);
      });
    }
  } else if (is_float) {
    SumFloats(tile, pool == kPoolAverage);
  } else {
    SumIntegers(tile, pool == kPoolAverage, element);
  }
  if (is_float) StoreFloats(context, tile);
  DefineMathTile(context, dst);
  ++context->counters.sfpu_tile_ops;
  context->counters.math_cycles += kSfpuReduceTileCycles;
}

}  // namespace tt_emulator
