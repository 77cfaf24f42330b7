// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Block formats against numbers worked out by hand, and what is refused.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/block_formats.h"

#include <cmath>
#include <cstring>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/testing/tile_engine_fixture.h"

namespace tt_emulator {
namespace {

using ::testing::HasSubstr;

constexpr uint8_t kFormats[] = {kBfp8B, kBfp4B, kBfp2B};
constexpr uint32_t kExponents = 64;

float FloatOf(uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

uint32_t BitsOf(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

// A tile whose block `block` begins with the numbers; the rest is 0.
std::vector<uint8_t> Packed(uint8_t format, uint32_t block,
                            std::vector<float> numbers) {
  TileData tile = {};
  for (size_t i = 0; i < numbers.size(); ++i) {
    tile.bits[block * 16 + i] = BitsOf(numbers[i]);
  }
  std::vector<uint8_t> packed(BlockTileBytes(format), 0xaa);
  PackBlocks(format, tile.bits, packed.data());
  return packed;
}

float Unpacked(uint8_t format, const std::vector<uint8_t>& packed,
               uint32_t index) {
  TileData tile;
  UnpackBlocks(format, packed.data(), tile.bits);
  return FloatOf(tile.bits[index]);
}

TEST(BlockFormatsTest, Sizes) {
  EXPECT_EQ(TileBytes(kBfp8B), 1088u);
  EXPECT_EQ(TileBytes(kBfp4B), 576u);
  EXPECT_EQ(TileBytes(kBfp2B), 320u);
}

TEST(BlockFormatsTest, ExponentsThenElements) {
  // 1.5 is 1.100000b; 0.375 lies two places further down.
  const std::vector<uint8_t> packed = Packed(kBfp8B, 3, {1.5f, -0.375f});
  EXPECT_EQ(packed[3], 127);
  EXPECT_EQ(packed[2], 0);
  EXPECT_EQ(packed[kExponents + 48], 0x60);
  EXPECT_EQ(packed[kExponents + 49], 0x80 | 0x18);
  EXPECT_EQ(Unpacked(kBfp8B, packed, 48), 1.5f);
  EXPECT_EQ(Unpacked(kBfp8B, packed, 49), -0.375f);
  EXPECT_EQ(Unpacked(kBfp8B, packed, 50), 0.0f);
}

TEST(BlockFormatsTest, SmallElementsShareBytesFromTheLowEnd) {
  const std::vector<uint8_t> four = Packed(kBfp4B, 0, {1.0f, -1.75f, 0.5f});
  // Magnitudes 100b, 111b, 010b.
  EXPECT_EQ(four[kExponents], 0x04 | 0xf0);
  EXPECT_EQ(four[kExponents + 1], 0x02);
  EXPECT_EQ(Unpacked(kBfp4B, four, 1), -1.75f);
  const std::vector<uint8_t> two =
      Packed(kBfp2B, 0, {4.0f, -4.0f, 1.0f, 7.0f, -5.0f});
  // A sign and one bit each; 1 is below half of 4 and becomes 0.
  EXPECT_EQ(two[kExponents], 0x01 | 0x03 << 2 | 0x01 << 6);
  EXPECT_EQ(two[kExponents + 1], 0x03);
  EXPECT_EQ(Unpacked(kBfp2B, two, 3), 4.0f);
  EXPECT_EQ(Unpacked(kBfp2B, two, 4), -4.0f);
}

TEST(BlockFormatsTest, RoundsTiesAwayFromZero) {
  // 6 bits of fraction stay under the largest exponent.
  const std::vector<uint8_t> packed =
      Packed(kBfp8B, 0,
             {1 + 0x1p-7f, -1 - 0x1p-7f, 1 + 0x1p-6f + 0x1p-7f, 1 + 0x1p-8f,
              0x1p-7f, 0x1p-8f, -0x1p-8f});
  EXPECT_EQ(Unpacked(kBfp8B, packed, 0), 1 + 0x1p-6f);
  EXPECT_EQ(Unpacked(kBfp8B, packed, 1), -1 - 0x1p-6f);
  EXPECT_EQ(Unpacked(kBfp8B, packed, 2), 1 + 0x1p-5f);
  // To bf16 first, which is a tie too: rounded up twice.
  EXPECT_EQ(Unpacked(kBfp8B, packed, 3), 1 + 0x1p-6f);
  EXPECT_EQ(Unpacked(kBfp8B, packed, 4), 0x1p-6f);
  EXPECT_EQ(Unpacked(kBfp8B, packed, 5), 0.0f);
  EXPECT_EQ(Unpacked(kBfp8B, packed, 6), 0.0f);
}

TEST(BlockFormatsTest, SaturatesWhereRoundingOverflows) {
  const std::vector<uint8_t> packed = Packed(kBfp8B, 0, {2 - 0x1p-7f});
  EXPECT_EQ(packed[0], 127);
  EXPECT_EQ(Unpacked(kBfp8B, packed, 0), 2 - 0x1p-6f);
}

TEST(BlockFormatsTest, ShortFormatsTruncate) {
  const std::vector<uint8_t> packed = Packed(kBfp4B, 0, {1.9375f, 1.0f, 0.24f});
  EXPECT_EQ(Unpacked(kBfp4B, packed, 0), 1.75f);
  EXPECT_EQ(Unpacked(kBfp4B, packed, 1), 1.0f);
  EXPECT_EQ(Unpacked(kBfp4B, packed, 2), 0.0f);
}

TEST(BlockFormatsTest, Specials) {
  const std::vector<uint8_t> packed =
      Packed(kBfp8B, 0, {INFINITY, 1.0f, -0.0f, 0x1p-130f});
  EXPECT_EQ(packed[0], 255);
  EXPECT_EQ(Unpacked(kBfp8B, packed, 0), INFINITY);
  for (const uint32_t i : {1, 2, 3}) {
    EXPECT_EQ(BitsOf(Unpacked(kBfp8B, packed, i)), 0u) << i;
  }
  EXPECT_EQ(Unpacked(kBfp8B, Packed(kBfp8B, 0, {NAN}), 0), INFINITY);
  std::vector<uint8_t> negative_zero(1088);
  negative_zero[kExponents] = 0x80;
  EXPECT_EQ(Unpacked(kBfp8B, negative_zero, 0), -INFINITY);
  // The exponent of 8 bits wraps round.
  negative_zero[kExponents] = 0x20;
  EXPECT_EQ(BitsOf(Unpacked(kBfp8B, negative_zero, 0)), 255u << 23);
}

// What a format holds comes back, at every place of the tile.
TEST(BlockFormatsTest, RoundTrip) {
  for (const uint8_t format : kFormats) {
    const uint32_t width = BlockElementBits(format);
    const uint32_t largest = (1u << (width - 1)) - 1;
    TileData tile = {}, result;
    for (uint32_t i = 0; i < kTileElements; ++i) {
      // The first of each block sets its exponent.
      const uint32_t magnitude = i % 16 == 0 ? largest : i * 7 % (largest + 1);
      const float sign = i % 3 == 0 && magnitude != 0 ? -1.0f : 1.0f;
      const int scale = static_cast<int>(i / 16 % 40) - 20;
      tile.bits[i] =
          BitsOf(std::ldexp(sign * static_cast<float>(magnitude), scale));
    }
    std::vector<uint8_t> packed(BlockTileBytes(format));
    PackBlocks(format, tile.bits, packed.data());
    UnpackBlocks(format, packed.data(), result.bits);
    EXPECT_EQ(std::memcmp(&tile, &result, sizeof(tile)), 0) << int{format};
  }
}

class BlockEngineTest : public TileEngineTest {
 protected:
  void SetUp() override {
    TileEngineTest::SetUp();
    for (const uint32_t cb : {kIn + 5, kOut + 5}) AddBuffer(cb, kBfp8B);
    Begin();
  }
};

TEST_F(BlockEngineTest, TilesGoThroughDst) {
  for (uint8_t wide : {0, 1}) {
    program_.fp32_dest_acc_en = wide;
    Begin();
    uint8_t* in = Page<uint8_t>(kIn + 5);
    for (uint32_t i = 0; i < kExponents; ++i) in[i] = 100 + i % 50;
    for (uint32_t i = 0; i < kTileElements; ++i) {
      in[kExponents + i] = i % 16 == 0 ? 0x7f : i % 113 + 1;
    }
    ASSERT_EQ(CopyThrough(kIn + 5, kOut + 5), 0u) << message();
    EXPECT_EQ(std::memcmp(in, Page<uint8_t>(kOut + 5), 1088), 0);
  }
}

TEST_F(BlockEngineTest, HasNoRows) {
  const TtEmuFpuSetup setup = {kTtEmuUnpackTilize, 0, 0, 0};
  EXPECT_EQ(Run([&](const TtEmuTileApi& api) {
              api.kernel_init(&context_, "init_sfpu", kIn + 5, kIn + 5, kOut);
              api.unpack_init(&context_, setup, kIn + 5, kIn + 5);
              api.tilize(&context_, kIn + 5, 1, kOut, 0, 0);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("Bfp8_b, which has no rows"));
}

TEST_F(BlockEngineTest, ThePackerAddsToNone) {
  EXPECT_EQ(RunAcquired(
                [&](const TtEmuTileApi& api) {
                  api.copy_tile(&context_, kIn + 5, 0, 0);
                  api.pack_accumulate(&context_, 1);
                  ToPacker();
                  api.pack_tile(&context_, 0, kOut + 5, kNoBuffer);
                },
                kIn + 5),
            TT_STATUS_UNIMPLEMENTED);
  EXPECT_THAT(message(), HasSubstr("pack_reconfig_l1_acc"));
}

TEST_F(BlockEngineTest, ExponentsOfFiveBitsAreRefused) {
  program_.cb_format[kIn + 5] = 2;
  Begin();
  EXPECT_EQ(CopyThrough(kIn + 5, kOut + 5), TT_STATUS_UNIMPLEMENTED);
  EXPECT_THAT(message(), HasSubstr("exponents of 5 bits"));
}

}  // namespace
}  // namespace tt_emulator
