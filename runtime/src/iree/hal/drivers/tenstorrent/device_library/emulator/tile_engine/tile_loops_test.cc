// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The loops over tiles of every instruction set of the host: against plain
// references, and the same bits from each.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/tile_loops.h"

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/faces.h"
#include "iree/testing/gtest.h"

namespace tt_emulator {
namespace {

constexpr uint32_t kTf32 = 0xffffe000u;
constexpr uint32_t kShort = 0xffffc000u;

// Floats of many magnitudes with all bits, in face order.
TileData RandomTile(uint32_t seed, uint32_t mask) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> exponents(-20.0f, 20.0f);
  TileData tile;
  for (uint32_t& bits : tile.bits) {
    float value = std::exp2(exponents(random)) * (random() & 1 ? 1.0f : -1.0f);
    std::memcpy(&bits, &value, sizeof(bits));
    bits = (bits ^ (random() & 0x7fffff)) & mask;
  }
  return tile;
}

std::vector<float> Rows(const TileData& tile) {
  std::vector<float> rows(kTileElements);
  ToRows(tile.bits, reinterpret_cast<uint32_t*>(rows.data()));
  return rows;
}

template <typename Test>
void ForEachTable(Test test) {
  for (uint32_t i = 0; const TileLoops* loops = RunnableTileLoops(i); ++i) {
    SCOPED_TRACE(loops->name);
    test(*loops);
  }
}

// Sequential f32 sums of exact products: the same bits fused or not.
TEST(TileLoopsTest, MatmulIsTheSequentialSum) {
  const TileData a = RandomTile(1, 0xffffffffu), b = RandomTile(2, kTf32);
  TileData kept_a = a, kept_b = b;
  for (uint32_t& bits : kept_a.bits) bits &= kTf32;
  for (uint32_t& bits : kept_b.bits) bits &= kShort;
  const TileData start = RandomTile(3, 0xffffffffu);
  const std::vector<float> left = Rows(kept_a), right = Rows(kept_b);
  for (const bool from_zero : {false, true}) {
    std::vector<float> expected = Rows(start);
    for (uint32_t r = 0; r < kTileSide; ++r) {
      for (uint32_t c = 0; c < kTileSide; ++c) {
        volatile float sum = from_zero ? 0.0f : expected[r * kTileSide + c];
        for (uint32_t k = 0; k < kTileSide; ++k) {
          const volatile float product =
              left[r * kTileSide + k] * right[k * kTileSide + c];
          sum = sum + product;
        }
        expected[r * kTileSide + c] = sum;
      }
    }
    ForEachTable([&](const TileLoops& loops) {
      TileData sum = start;
      loops.matmul(a.bits, b.bits, kTf32, kShort, sum.bits, from_zero);
      const std::vector<float> rows = Rows(sum);
      EXPECT_EQ(std::memcmp(rows.data(), expected.data(), sizeof(sum)), 0);
    });
  }
}

// Rows that are zero are left out where nobody can tell.
TEST(TileLoopsTest, MatmulOfZeroRows) {
  for (const uint32_t rows : {0u, 1u, 6u, 7u, 15u, 16u, 17u, 27u}) {
    for (const bool has_special : {false, true}) {
      TileData a = RandomTile(7, kTf32), b = RandomTile(8, kTf32);
      const TileData start = RandomTile(9, 0xffffffffu);
      TileData special = start;
      for (uint32_t i = 0; i < kTileElements; ++i) {
        const uint32_t row = i / 512 * 16 + i % 256 / 16;
        // Zeros of both signs.
        if (row >= rows) a.bits[i] &= 0x80000000u;
      }
      if (has_special) {
        b.bits[100] = 0x7f800000u;
        special.bits[1000] = 0x80000000u;
        special.bits[1001] = 0x7f800001u;
      }
      const std::vector<float> left = Rows(a), right = Rows(b);
      for (const bool from_zero : {false, true}) {
        std::vector<float> expected = Rows(special);
        for (uint32_t i = 0; i < kTileElements; ++i) {
          volatile float sum = from_zero ? 0.0f : expected[i];
          for (uint32_t k = 0; k < kTileSide; ++k) {
            const volatile float product = left[i / kTileSide * kTileSide + k] *
                                           right[k * kTileSide + i % kTileSide];
            sum = sum + product;
          }
          expected[i] = sum;
        }
        ForEachTable([&](const TileLoops& loops) {
          TileData sum = special;
          loops.matmul(a.bits, b.bits, kTf32, kTf32, sum.bits, from_zero);
          const std::vector<float> actual = Rows(sum);
          for (uint32_t i = 0; i < kTileElements; ++i) {
            uint32_t wanted, got;
            std::memcpy(&wanted, &expected[i], sizeof(wanted));
            std::memcpy(&got, &actual[i], sizeof(got));
            if (std::isnan(expected[i])) {
              ASSERT_TRUE(std::isnan(actual[i]) && (got & 0x400000) != 0);
            } else {
              ASSERT_EQ(got, wanted) << rows << " " << i;
            }
          }
        });
      }
    }
  }
}

TEST(TileLoopsTest, Masks) {
  const TileData tile = RandomTile(4, 0xffffffffu);
  ForEachTable([&](const TileLoops& loops) {
    TileData masked, widened;
    loops.mask32(tile.bits, kTf32, masked.bits);
    loops.mask_bfloat16(tile.bits, 0xfff00000u, widened.bits);
    for (uint32_t i = 0; i < kTileElements; ++i) {
      ASSERT_EQ(masked.bits[i], tile.bits[i] & kTf32);
      const uint32_t half = tile.bits[i / 2] >> i % 2 * 16 & 0xffff;
      ASSERT_EQ(widened.bits[i], half << 16 & 0xfff00000u);
    }
  });
}

TEST(TileLoopsTest, RoundsToBfloat16) {
  TileData tile = RandomTile(5, 0xffffffffu);
  const uint32_t special[][2] = {
      {0x3f808000u, 0x3f80u}, {0x3f818000u, 0x3f82u}, {0x3f808001u, 0x3f81u},
      {0x7f7fffffu, 0x7f80u}, {0x7f800001u, 0x7fc0u}, {0xff800000u, 0xff80u},
      {0x80000000u, 0x8000u}, {0x00018000u, 0x0002u}};
  for (uint32_t i = 0; i < 8; ++i) tile.bits[100 * i] = special[i][0];
  ForEachTable([&](const TileLoops& loops) {
    uint16_t rounded[kTileElements];
    loops.round_bfloat16(tile.bits, rounded);
    for (uint32_t i = 0; i < kTileElements; ++i) {
      float exact, result;
      const uint32_t bits = static_cast<uint32_t>(rounded[i]) << 16;
      std::memcpy(&exact, &tile.bits[i], sizeof(exact));
      std::memcpy(&result, &bits, sizeof(result));
      if (i % 100 != 0) {
        ASSERT_LE(std::fabs(result - exact), std::fabs(exact) * 0x1p-8f);
      }
    }
    for (uint32_t i = 0; i < 8; ++i) {
      EXPECT_EQ(rounded[100 * i], special[i][1]);
    }
  });
}

// Rows of three tiles; the second is taken.
TEST(TileLoopsTest, TilizesAndUntilizes) {
  constexpr size_t kStride = 3 * kTileSide;
  std::vector<uint32_t> rows(kTileSide * kStride);
  std::vector<uint16_t> halves(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    rows[i] = static_cast<uint32_t>(i) * 2654435761u;
    // Numbers, since NaN changes when it is rounded.
    halves[i] = static_cast<uint16_t>(rows[i] >> 16 & 0xbfff);
  }
  ForEachTable([&](const TileLoops& loops) {
    TileData tile, wide;
    loops.tilize32(rows.data() + kTileSide, kStride * 4, kTf32, tile.bits);
    loops.tilize_bfloat16(halves.data() + kTileSide, kStride * 2, 0xfff00000u,
                          wide.bits);
    std::vector<uint32_t> elements(kTileElements), widened(kTileElements);
    ToRows(tile.bits, elements.data());
    ToRows(wide.bits, widened.data());
    for (uint32_t i = 0; i < kTileElements; ++i) {
      const size_t place = i / kTileSide * kStride + kTileSide + i % kTileSide;
      ASSERT_EQ(elements[i], rows[place] & kTf32);
      ASSERT_EQ(widened[i],
                static_cast<uint32_t>(halves[place]) << 16 & 0xfff00000u);
    }
    std::vector<uint32_t> back(rows.size());
    std::vector<uint16_t> back_halves(rows.size());
    loops.tilize32(rows.data() + kTileSide, kStride * 4, ~0u, tile.bits);
    loops.untilize32(tile.bits, back.data() + kTileSide, kStride * 4);
    loops.tilize_bfloat16(halves.data() + kTileSide, kStride * 2, ~0u,
                          wide.bits);
    loops.untilize_bfloat16(wide.bits, back_halves.data() + kTileSide,
                            kStride * 2);
    for (size_t i = 0; i < rows.size(); ++i) {
      const bool inside = i % kStride / kTileSide == 1;
      ASSERT_EQ(back[i], inside ? rows[i] : 0);
      ASSERT_EQ(back_halves[i], inside ? halves[i] : 0);
    }
  });
}

TEST(TileLoopsTest, TilizesBfloat16AsIfByFloats) {
  std::vector<uint16_t> rows(kTileElements);
  for (uint32_t i = 0; i < kTileElements; ++i) {
    rows[i] = static_cast<uint16_t>(i * 2654435761u >> 16);
  }
  rows[3] = 0x7f81;  // Signalling NaN.
  rows[4] = 0xff80;
  ForEachTable([&](const TileLoops& loops) {
    TileData wide;
    uint16_t expected[kTileElements], tile[kTileElements];
    loops.tilize_bfloat16(rows.data(), kTileSide * 2, ~0u, wide.bits);
    loops.round_bfloat16(wide.bits, expected);
    loops.tilize_to_bfloat16(rows.data(), kTileSide * 2, tile);
    EXPECT_EQ(std::memcmp(tile, expected, sizeof(tile)), 0);
    EXPECT_EQ(tile[3], 0x7fc1);
  });
}

TEST(TileLoopsTest, Transposes) {
  const TileData tile = RandomTile(6, 0xffffffffu);
  const std::vector<float> rows = Rows(tile);
  ForEachTable([&](const TileLoops& loops) {
    TileData turned;
    loops.transpose(tile.bits, turned.bits);
    const std::vector<float> columns = Rows(turned);
    for (uint32_t i = 0; i < kTileElements; ++i) {
      ASSERT_EQ(columns[i], rows[i % kTileSide * kTileSide + i / kTileSide]);
    }
  });
}

}  // namespace
}  // namespace tt_emulator
