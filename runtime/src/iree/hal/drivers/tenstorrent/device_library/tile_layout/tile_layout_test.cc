// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Tile layout against its definition, element by element.

#include "iree/hal/drivers/tenstorrent/device_library/tile_layout/tile_layout.h"

#include <algorithm>
#include <complex>
#include <cstring>
#include <random>
#include <vector>

#include "iree/testing/gtest.h"

namespace {

// Where element (row, column) of matrix `batch` stands in tile layout.
size_t TiledIndex(const tt_matrices_t& matrices, size_t batch, size_t row,
                  size_t column) {
  const size_t tiles_down = (matrices.rows + 31) / 32;
  const size_t tiles_across = (matrices.columns + 31) / 32;
  const size_t tile =
      (batch * tiles_down + row / 32) * tiles_across + column / 32;
  const size_t face = row % 32 / 16 * 2 + column % 32 / 16;
  return tile * 1024 + face * 256 + row % 16 * 16 + column % 16;
}

// float16 and bfloat16 have the bits of a uint16_t, i1 those of a uint8_t.
using ElementTypes =
    ::testing::Types<uint8_t, int8_t, uint16_t, int16_t, uint32_t, int32_t,
                     float, uint64_t, int64_t, double, std::complex<float>,
                     std::complex<double>>;

template <typename T>
class TilePackUnpack : public ::testing::Test {
 protected:
  static std::vector<T> Random(size_t count) {
    std::mt19937 random(static_cast<uint32_t>(count));
    std::vector<T> values(count);
    // All bits, NaN's among them.
    for (T& value : values) {
      uint8_t bytes[sizeof(T)];
      for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
      std::memcpy(static_cast<void*>(&value), bytes, sizeof(T));
    }
    return values;
  }

  static bool SameBits(const T& a, const T& b) {
    return std::memcmp(&a, &b, sizeof(T)) == 0;
  }

  static void Check(size_t batch, size_t rows, size_t columns,
                    const T* padding) {
    const tt_matrices_t matrices = {batch, rows, columns, sizeof(T)};
    size_t row_major_size = 0;
    size_t tiled_size = 0;
    ASSERT_TRUE(tt_matrices_row_major_size(&matrices, &row_major_size));
    ASSERT_TRUE(tt_matrices_tiled_size(&matrices, &tiled_size));
    ASSERT_EQ(row_major_size, batch * rows * columns * sizeof(T));
    const std::vector<T> source = Random(batch * rows * columns);
    std::vector<T> tiled = Random(tiled_size / sizeof(T));
    ASSERT_TRUE(
        tt_matrices_pack(&matrices, source.data(), padding, tiled.data()));
    std::vector<bool> inside(tiled.size());
    for (size_t b = 0; b < batch; ++b) {
      for (size_t r = 0; r < rows; ++r) {
        for (size_t c = 0; c < columns; ++c) {
          const size_t index = TiledIndex(matrices, b, r, c);
          ASSERT_LT(index, tiled.size());
          inside[index] = true;
          ASSERT_TRUE(
              SameBits(tiled[index], source[(b * rows + r) * columns + c]));
        }
      }
    }
    const T expected_padding = padding != nullptr ? *padding : T();
    for (size_t i = 0; i < tiled.size(); ++i) {
      ASSERT_TRUE(inside[i] || SameBits(tiled[i], expected_padding));
    }
    std::vector<T> back = Random(source.size());
    ASSERT_TRUE(tt_matrices_unpack(&matrices, tiled.data(), back.data()));
    ASSERT_TRUE(std::equal(back.begin(), back.end(), source.begin(), SameBits));
  }
};

TYPED_TEST_SUITE(TilePackUnpack, ElementTypes);

TYPED_TEST(TilePackUnpack, WholeTiles) {
  this->Check(1, 32, 32, nullptr);
  this->Check(1, 64, 96, nullptr);
  this->Check(3, 32, 64, nullptr);
}

TYPED_TEST(TilePackUnpack, OddShapes) {
  const size_t extents[] = {1, 2, 15, 16, 17, 31, 33, 47, 48, 63, 65, 100};
  for (const size_t rows : extents) {
    for (const size_t columns : extents) {
      this->Check(1, rows, columns, nullptr);
      this->Check(2, rows, columns, nullptr);
    }
  }
}

TYPED_TEST(TilePackUnpack, PaddingValue) {
  const TypeParam padding = this->Random(1)[0];
  this->Check(1, 5, 7, &padding);
  this->Check(2, 33, 50, &padding);
}

TYPED_TEST(TilePackUnpack, Empty) {
  this->Check(0, 3, 3, nullptr);
  this->Check(2, 0, 3, nullptr);
  this->Check(2, 3, 0, nullptr);
}

TEST(TileLayoutSize, RefusesElementSizesAndOverflow) {
  size_t size = 0;
  for (const size_t element_size : {0, 3, 6, 32}) {
    const tt_matrices_t matrices = {1, 32, 32, element_size};
    EXPECT_FALSE(tt_matrices_tiled_size(&matrices, &size));
    EXPECT_FALSE(tt_matrices_row_major_size(&matrices, &size));
    EXPECT_FALSE(tt_matrices_pack(&matrices, nullptr, nullptr, nullptr));
    EXPECT_FALSE(tt_matrices_unpack(&matrices, nullptr, nullptr));
  }
  for (const tt_matrices_t& matrices :
       {tt_matrices_t{1, SIZE_MAX, 1, 1}, tt_matrices_t{1, 1, SIZE_MAX - 3, 1},
        tt_matrices_t{SIZE_MAX / 512, 32, 32, 4},
        tt_matrices_t{1, SIZE_MAX / 64, 64, 16}}) {
    EXPECT_FALSE(tt_matrices_tiled_size(&matrices, &size));
  }
}

}  // namespace
