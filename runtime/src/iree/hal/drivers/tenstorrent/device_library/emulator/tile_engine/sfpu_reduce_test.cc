// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// sfpu_reduce against references in double precision and 64-bit integers.

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/faces.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/testing/tile_engine_fixture.h"

namespace tt_emulator {
namespace {

constexpr uint32_t kSum = 0, kAverage = 1, kMax = 2, kMin = 3;
constexpr TtEmuTileCall kCall = {"sfpu_reduce", "sfpu_reduce_init"};

class SfpuReduceTest : public TileEngineTest {
 protected:
  // Row 0 of the reduced tile of `elements` (in rows).
  template <typename T>
  std::vector<T> Reduce(const std::vector<T>& elements, uint32_t pool,
                        uint8_t format) {
    const uint32_t cb = format == kFloat32 ? kIn : kIn + 2;
    FromRows(reinterpret_cast<const uint32_t*>(elements.data()),
             Page<uint32_t>(cb));
    Begin();
    EXPECT_EQ(RunAcquired(
                  [&](const TtEmuTileApi& api) {
                    api.copy_tile(&context_, cb, 0, 0);
                    api.sfpu_init(&context_, kCall.init);
                    api.sfpu_reduce(&context_, &kCall, pool, format, 0);
                  },
                  cb),
              0u)
        << message();
    uint32_t rows[kTileElements];
    ToRows(engine_->dst[0].bits, rows);
    std::vector<T> result(kTileSide);
    std::memcpy(result.data(), rows, kTileSide * sizeof(T));
    // Rows from 4 on are as they were.
    EXPECT_EQ(std::memcmp(rows + 4 * kTileSide, elements.data() + 4 * kTileSide,
                          28 * kTileSide * sizeof(T)),
              0);
    return result;
  }

  static std::vector<float> Floats() {
    std::mt19937 random(7);
    std::uniform_real_distribution<float> values(-2.0f, 2.0f);
    std::vector<float> elements(kTileElements);
    for (float& element : elements) element = values(random);
    return elements;
  }

  static std::vector<uint32_t> Integers(uint32_t mask) {
    std::mt19937 random(8);
    std::vector<uint32_t> elements(kTileElements);
    for (uint32_t& element : elements) element = random() & mask;
    return elements;
  }
};

TEST_F(SfpuReduceTest, Floats) {
  const std::vector<float> elements = Floats();
  for (const uint32_t pool : {kSum, kAverage, kMax, kMin}) {
    const std::vector<float> result = Reduce(elements, pool, kFloat32);
    for (uint32_t c = 0; c < kTileSide; ++c) {
      double sum = 0, magnitudes = 0, largest = -HUGE_VAL, least = HUGE_VAL;
      for (uint32_t r = 0; r < kTileSide; ++r) {
        const double x = elements[r * kTileSide + c];
        sum += x;
        magnitudes += std::fabs(x);
        largest = std::max(largest, x);
        least = std::min(least, x);
      }
      // Seven roundings between an element and the result.
      const double error = magnitudes * 7 * 0x1p-24;
      if (pool == kSum) {
        EXPECT_NEAR(result[c], sum, error);
      } else if (pool == kAverage) {
        EXPECT_NEAR(result[c], sum / 32, error / 32);
      } else {
        EXPECT_EQ(result[c], pool == kMax ? largest : least);
      }
    }
  }
}

TEST_F(SfpuReduceTest, SignedIntegers) {
  const std::vector<uint32_t> elements = Integers(0xffffffffu);
  for (const uint32_t pool : {kSum, kAverage, kMax, kMin}) {
    const std::vector<uint32_t> result = Reduce(elements, pool, kInt32);
    for (uint32_t c = 0; c < kTileSide; ++c) {
      uint32_t sum = 0;
      int32_t largest = INT32_MIN, least = INT32_MAX;
      for (uint32_t r = 0; r < kTileSide; ++r) {
        const uint32_t x = elements[r * kTileSide + c];
        sum += x;
        largest = std::max(largest, static_cast<int32_t>(x));
        least = std::min(least, static_cast<int32_t>(x));
      }
      const int32_t expected[] = {static_cast<int32_t>(sum),
                                  static_cast<int32_t>(sum) / 32, largest,
                                  least};
      EXPECT_EQ(static_cast<int32_t>(result[c]), expected[pool]);
    }
  }
}

TEST_F(SfpuReduceTest, UnsignedIntegers) {
  for (const uint8_t format : {kUInt16, kUInt32}) {
    const std::vector<uint32_t> elements =
        Integers(format == kUInt16 ? 0x7ff : 0x3ffffff);
    for (const uint32_t pool : {kSum, kAverage, kMax, kMin}) {
      const std::vector<uint32_t> result = Reduce(elements, pool, format);
      for (uint32_t c = 0; c < kTileSide; ++c) {
        uint64_t sum = 0;
        uint32_t largest = 0, least = 0xffffffffu;
        for (uint32_t r = 0; r < kTileSide; ++r) {
          const uint32_t x = elements[r * kTileSide + c];
          sum += x;
          largest = std::max(largest, x);
          least = std::min(least, x);
        }
        const uint64_t expected[] = {sum, sum / 32, largest, least};
        EXPECT_EQ(result[c], expected[pool]) << int{format};
      }
    }
  }
}

TEST_F(SfpuReduceTest, LargeUnsignedIntegersCompareAsSignAndMagnitude) {
  std::vector<uint32_t> elements(kTileElements, 5);
  elements[0] = 0x80000001u;
  EXPECT_EQ(Reduce(elements, kMax, kUInt32)[0], 5u);
  EXPECT_EQ(Reduce(elements, kMin, kUInt32)[0], 0x80000001u);
}

}  // namespace
}  // namespace tt_emulator
