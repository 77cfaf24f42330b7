// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The FPU's operations and the conversions between rows and tiles, against
// references in double precision.

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/faces.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/sfpu_loops.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/testing/tile_engine_fixture.h"

namespace tt_emulator {
namespace {

using ::testing::HasSubstr;

// Of BroadcastType, PoolType and ReduceDim.
constexpr uint8_t kColumn = 1, kRow = 2, kScalar = 3;
constexpr uint8_t kSum = 0, kMax = 2;
constexpr uint8_t kReduceRow = 0, kReduceColumn = 1, kReduceScalar = 2;

float Truncated(float value, uint32_t mask) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  bits &= mask;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

float Tf32(float value) { return Truncated(value, 0xffffe000u); }

// What the multipliers take of SrcA.
float Factor(float value) { return Truncated(value, 0xffffc000u); }

// 32 x 32 floats in rows.
class Matrix {
 public:
  explicit Matrix(uint32_t seed) : elements_(kTileElements) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> values(-2.0f, 2.0f);
    for (float& element : elements_) element = values(random);
  }
  explicit Matrix(const uint32_t* tile) : elements_(kTileElements) {
    ToRows(tile, reinterpret_cast<uint32_t*>(elements_.data()));
  }
  float at(uint32_t row, uint32_t column) const {
    return elements_[row * kTileSide + column];
  }
  void StoreTile(uint32_t* tile) const {
    FromRows(reinterpret_cast<const uint32_t*>(elements_.data()), tile);
  }
  const float* rows() const { return elements_.data(); }

 private:
  std::vector<float> elements_;
};

class FpuTest : public TileEngineTest {
 protected:
  void SetUp() override {
    TileEngineTest::SetUp();
    // Tiles through SrcA and SrcB.
    program_.cb_unpack_to_dest_mode[kIn] = 0;
    program_.math_fidelity = 4;
    a_.StoreTile(Page<uint32_t>(kIn, 0));
    b_.StoreTile(Page<uint32_t>(kIn, 1));
  }

  // An FPU kernel: its init, then `work` with DST acquired.
  uint32_t RunFpu(TtEmuFpuSetup setup,
                  const std::function<void(const TtEmuTileApi&)>& work) {
    Begin();
    return RunAcquired([&](const TtEmuTileApi& api) {
      api.unpack_init(&context_, setup, kIn, kIn);
      work(api);
    });
  }

  Matrix Dst(uint32_t tile = 0) const {
    return Matrix(engine_->dst[tile].bits);
  }

  const Matrix a_{1};
  const Matrix b_{2};
};

TEST_F(FpuTest, ElementwiseWithBroadcasts) {
  for (const TtEmuUnpackOp op :
       {kTtEmuUnpackAdd, kTtEmuUnpackSub, kTtEmuUnpackMul}) {
    for (const uint8_t broadcast : {uint8_t{0}, kColumn, kRow, kScalar}) {
      const TtEmuFpuSetup setup = {op, broadcast, 0, 0};
      ASSERT_EQ(RunFpu(setup,
                       [&](const TtEmuTileApi& api) {
                         api.fpu_binary(&context_, setup, kIn, kIn, 0, 1, 0);
                       }),
                0u)
          << message();
      const Matrix result = Dst();
      for (uint32_t r = 0; r < kTileSide; ++r) {
        for (uint32_t c = 0; c < kTileSide; ++c) {
          const bool first_row = broadcast == kRow || broadcast == kScalar;
          const bool first_column =
              broadcast == kColumn || broadcast == kScalar;
          const float x =
              op == kTtEmuUnpackMul ? Factor(a_.at(r, c)) : Tf32(a_.at(r, c));
          const float y = Tf32(b_.at(first_row ? 0 : r, first_column ? 0 : c));
          const float expected = op == kTtEmuUnpackAdd   ? x + y
                                 : op == kTtEmuUnpackSub ? x - y
                                                         : x * y;
          ASSERT_EQ(result.at(r, c), expected) << int{op} << int{broadcast};
        }
      }
    }
  }
}

TEST_F(FpuTest, ElementwiseAccumulates) {
  const TtEmuFpuSetup setup = {kTtEmuUnpackAdd, 0, 0, 1};
  ASSERT_EQ(RunFpu(setup,
                   [&](const TtEmuTileApi& api) {
                     for (int i = 0; i < 2; ++i) {
                       api.fpu_binary(&context_, {kTtEmuUnpackAdd, 0, 0, 0},
                                      kIn, kIn, 0, 1, 0);
                     }
                   }),
            0u)
      << message();
  const float sum = Tf32(a_.at(3, 20)) + Tf32(b_.at(3, 20));
  EXPECT_EQ(Dst().at(3, 20), sum + sum);
}

TEST_F(FpuTest, DstAsAnOperand) {
  // a - b with DST's tile in SrcA, and in SrcB.
  for (const uint8_t reuse : {uint8_t{4}, uint8_t{8}}) {
    const TtEmuFpuSetup setup = {kTtEmuUnpackSub, reuse, 0, 0};
    ASSERT_EQ(RunFpu({kTtEmuUnpackCopy, 0, 0, 0},
                     [&](const TtEmuTileApi& api) {
                       api.copy_tile(&context_, kIn, 0, 0);
                       api.unpack_init(&context_, setup, kIn, kIn);
                       api.fpu_binary(&context_, setup, kIn, kIn, 1, 1, 0);
                     }),
              0u)
        << message();
    const float difference = Tf32(a_.at(7, 9)) - Tf32(b_.at(7, 9));
    EXPECT_EQ(Dst().at(7, 9), reuse == 4 ? difference : -difference);
  }
}

// The product of two tiles in double precision, of what a fidelity's passes
// take of the operands. The second operand is in SrcA.
double Product(const Matrix& a, const Matrix& b, uint32_t row, uint32_t column,
               bool transpose, uint8_t fidelity) {
  double sum = 0;
  for (uint32_t k = 0; k < kTileSide; ++k) {
    const float x = Tf32(a.at(row, k));
    const float y =
        Truncated(transpose ? b.at(column, k) : b.at(k, column), 0xffffc000u);
    const double high_x = Truncated(x, 0xfffe0000u);
    const double high_y = Truncated(y, 0xfff80000u);
    sum += high_x * high_y;
    if (fidelity >= 2) sum += high_x * (y - high_y);
    if (fidelity >= 3) sum += (x - high_x) * high_y;
    if (fidelity >= 4) sum += (x - high_x) * (y - high_y);
  }
  return sum;
}

TEST_F(FpuTest, MatmulByFidelity) {
  for (const uint8_t fidelity : {0, 2, 3, 4}) {
    program_.math_fidelity = fidelity;
    for (const bool transpose : {false, true}) {
      ASSERT_EQ(RunFpu({kTtEmuUnpackMatmul, 0, transpose, 0},
                       [&](const TtEmuTileApi& api) {
                         api.fpu_matmul(&context_, transpose, kIn, kIn, 0, 1, 2,
                                        1, 1, 1);
                       }),
                0u)
          << message();
      const Matrix result = Dst(2);
      for (uint32_t r = 0; r < kTileSide; ++r) {
        for (uint32_t c = 0; c < kTileSide; ++c) {
          ASSERT_NEAR(result.at(r, c),
                      Product(a_, b_, r, c, transpose, fidelity), 3e-5)
              << int{fidelity};
        }
      }
    }
  }
}

TEST_F(FpuTest, MatmulAccumulatesFromZero) {
  // Left over from an earlier section.
  for (uint32_t i = 0; i < kTileElements; ++i)
    engine_->dst[0].bits[i] = 0x7fc00000;
  ASSERT_EQ(RunFpu({kTtEmuUnpackMatmul, 0, 0, 0},
                   [&](const TtEmuTileApi& api) {
                     for (int i = 0; i < 3; ++i) {
                       api.fpu_matmul(&context_, 0, kIn, kIn, 0, 1, 0, 1, 1, 1);
                     }
                   }),
            0u)
      << message();
  EXPECT_NEAR(Dst().at(31, 5), 3 * Product(a_, b_, 31, 5, false, 4), 1e-4);
}

TEST_F(FpuTest, MatmulBlock) {
  // Two tiles of rows by two of columns, the rows' tiles two apart.
  const Matrix more[] = {Matrix(11), Matrix(12)};
  more[0].StoreTile(Page<uint32_t>(kIn, 2));
  more[1].StoreTile(Page<uint32_t>(kIn, 3));
  const Matrix* tiles[] = {&a_, &b_, &more[0], &more[1]};
  for (const uint8_t fidelity : {0, 2, 3, 4}) {
    program_.math_fidelity = fidelity;
    ASSERT_EQ(RunFpu({kTtEmuUnpackMatmul, 1 | 1 << 4, 1, 0},
                     [&](const TtEmuTileApi& api) {
                       api.fpu_matmul(&context_, 1, kIn, kIn, 0, 1, 0, 2, 2, 2);
                     }),
              0u)
        << message();
    for (uint32_t r = 0; r < 2; ++r) {
      for (uint32_t c = 0; c < 2; ++c) {
        EXPECT_NEAR(
            Dst(r * 2 + c).at(30, 17),
            Product(*tiles[2 * r], *tiles[1 + c], 30, 17, true, fidelity), 3e-5)
            << int{fidelity};
      }
    }
  }
}

TEST_F(FpuTest, MatmulBlockOfAnotherSizeThanItsInit) {
  EXPECT_EQ(RunFpu({kTtEmuUnpackMatmul, 0, 0, 0},
                   [&](const TtEmuTileApi& api) {
                     api.fpu_matmul(&context_, 0, kIn, kIn, 0, 0, 0, 2, 1, 1);
                   }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("block size"));
}

TEST_F(FpuTest, Reduce) {
  // The second tile's first element scales.
  Page<float>(kIn, 1)[0] = 0.25f;
  for (const uint8_t pool : {kSum, kMax}) {
    for (const uint8_t dimension : {kReduceRow, kReduceColumn, kReduceScalar}) {
      const TtEmuFpuSetup setup = {
          kTtEmuUnpackReduce, static_cast<uint8_t>(pool | dimension << 2 | 16),
          0, 0};
      ASSERT_EQ(RunFpu(setup,
                       [&](const TtEmuTileApi& api) {
                         for (int i = 0; i < 2; ++i) {
                           api.fpu_reduce(&context_, setup, kIn, kIn, 0, 1, 0);
                         }
                       }),
                0u)
          << message();
      const Matrix result = Dst();
      double largest;  // Out here, as GCC's AddressSanitizer poisons it inside.
      for (uint32_t line = 0; line < kTileSide; ++line) {
        if (dimension == kReduceScalar && line > 0) break;
        // The scaler comes in twice where the pooled row is pooled again.
        const double scale = dimension == kReduceScalar ? 0.0625 : 0.25;
        double sum = 0, magnitudes = 0;
        largest = -HUGE_VAL;
        for (uint32_t r = 0; r < kTileSide; ++r) {
          for (uint32_t c = 0; c < kTileSide; ++c) {
            if (dimension == kReduceRow && r != line) continue;
            if (dimension == kReduceColumn && c != line) continue;
            const float kept =
                pool == kMax ? Tf32(a_.at(r, c)) : Factor(a_.at(r, c));
            const double element = scale * kept;
            sum += element;
            magnitudes += std::fabs(element);
            largest = std::max(largest, element);
          }
        }
        const double expected = pool == kMax ? largest : 2 * sum;
        const float actual = dimension == kReduceColumn ? result.at(0, line)
                                                        : result.at(line, 0);
        // The row of a scalar reduction goes through SrcB as TF32.
        const double error = pool == kMax ? 0
                             : dimension == kReduceScalar
                                 ? magnitudes * 0x1p-9
                                 : magnitudes * 0x1p-18;
        ASSERT_NEAR(actual, expected, error) << int{pool} << int{dimension};
      }
    }
  }
}

TEST_F(FpuTest, ReduceRowTruncatesWhatItHasAfterEachTile) {
  Page<float>(kIn, 1)[0] = 1.0f;
  const TtEmuFpuSetup setup = {kTtEmuUnpackReduce, kSum | kReduceRow << 2, 0,
                               0};
  ASSERT_EQ(RunFpu(setup,
                   [&](const TtEmuTileApi& api) {
                     api.fpu_reduce(&context_, setup, kIn, kIn, 0, 1, 0);
                   }),
            0u)
      << message();
  double sum = 0;
  for (uint32_t c = 0; c < kTileSide; ++c) sum += Factor(a_.at(9, c));
  const float actual = Dst().at(9, 0);
  EXPECT_EQ(actual, Tf32(actual));
  EXPECT_NEAR(actual, sum, std::fabs(sum) * 0x1p-10 + 1e-5);
}

TEST_F(FpuTest, TransposesIntegersAndFloats) {
  const TtEmuFpuSetup setup = {kTtEmuUnpackTranspose, 0, 0, 0};
  ASSERT_EQ(RunFpu(setup,
                   [&](const TtEmuTileApi& api) {
                     api.fpu_unary(&context_, setup, kIn, 0, 0);
                   }),
            0u)
      << message();
  EXPECT_EQ(Dst().at(3, 17), Tf32(a_.at(17, 3)));
  EXPECT_EQ(Dst().at(30, 2), Tf32(a_.at(2, 30)));
}

TEST_F(FpuTest, TransposesInDst) {
  for (const uint8_t is_32bit : {0, 1}) {
    const TtEmuFpuSetup setup = {kTtEmuUnpackTransposeDst, is_32bit, 0, 0};
    Begin();
    a_.StoreTile(Page<uint32_t>(kIn + 2));
    ASSERT_EQ(RunAcquired(
                  [&](const TtEmuTileApi& api) {
                    api.copy_tile(&context_, kIn + 2, 0, 1);
                    api.unpack_init(&context_, setup, kNoBuffer, kNoBuffer);
                    api.transpose_dst(&context_, is_32bit, 1);
                  },
                  kIn + 2),
              0u)
        << message();
    const float element = a_.at(2, 30);
    EXPECT_EQ(Dst(1).at(30, 2), is_32bit ? element : Tf32(element));
  }
}

TEST_F(FpuTest, UnaryBroadcast) {
  const TtEmuFpuSetup setup = {kTtEmuUnpackBroadcast, kRow, 0, 0};
  ASSERT_EQ(RunFpu(setup,
                   [&](const TtEmuTileApi& api) {
                     api.fpu_unary(&context_, setup, kIn, 0, 0);
                   }),
            0u)
      << message();
  for (uint32_t r = 0; r < kTileSide; ++r) {
    EXPECT_EQ(Dst().at(r, 19), Tf32(a_.at(0, 19)));
  }
}

// Only 32-bit integers reach DST without a loss.
TEST_F(FpuTest, TilizeAndUntilize) {
  constexpr uint32_t kIntegers = kIn + 2, kIntegersOut = kOut + 2;
  constexpr uint32_t kTiles = 2;
  constexpr uint32_t kWidth = kTiles * kTileSide;
  for (uint32_t i = 0; i < kTiles * kTileElements; ++i) {
    Page<uint32_t>(kIntegers)[i] = i * 2654435761u;
  }
  Begin();
  ASSERT_EQ(Run([&](const TtEmuTileApi& api) {
              api.kernel_init(&context_, "init_sfpu", kIntegers, kIntegers,
                              kIntegersOut);
              api.unpack_init(&context_, {kTtEmuUnpackTilize, 0, 0, 0},
                              kIntegers, kIntegers);
              api.tilize(&context_, kIntegers, kTiles, kIntegersOut, 0, 1);
              tt_emu_tile_engine_end(engine_, &context_);
            }),
            0u)
      << message();
  for (uint32_t tile = 0; tile < kTiles; ++tile) {
    TileData rows;
    ToRows(Page<uint32_t>(kIntegersOut, 1 + tile), rows.bits);
    for (uint32_t r = 0; r < kTileSide; ++r) {
      for (uint32_t c = 0; c < kTileSide; ++c) {
        ASSERT_EQ(rows.bits[r * kTileSide + c],
                  Page<uint32_t>(kIntegers)[r * kWidth + tile * kTileSide + c]);
      }
    }
  }
  // And back, one tile after the other.
  const std::vector<uint32_t> original(
      Page<uint32_t>(kIntegers),
      Page<uint32_t>(kIntegers) + kTiles * kTileElements);
  std::memcpy(Page<uint32_t>(kIntegers), Page<uint32_t>(kIntegersOut, 1),
              kTiles * 4096);
  for (uint32_t tile = 0; tile < kTiles; ++tile) {
    Begin();
    ASSERT_EQ(Run([&](const TtEmuTileApi& api) {
                api.kernel_init(&context_, "init_sfpu", kIntegers, kIntegers,
                                kIntegersOut);
                api.unpack_init(&context_, {kTtEmuUnpackUntilize, 0, 0, 0},
                                kIntegers, kIntegers);
                api.untilize(&context_, "untilize_block", kIntegers, 1,
                             kIntegersOut, kTiles, tile, 0);
              }),
              0u)
        << message();
    std::memcpy(Page<uint32_t>(kIntegers), Page<uint32_t>(kIntegers, 1), 4096);
  }
  EXPECT_EQ(
      std::memcmp(Page<uint32_t>(kIntegersOut), original.data(), kTiles * 4096),
      0);
}

TEST_F(FpuTest, TilizesTheSecondRowOfTiles) {
  for (uint32_t i = 0; i < 4 * kTileElements; ++i) {
    Page<uint32_t>(kIn + 2)[i] = i;
  }
  ASSERT_EQ(Run([&](const TtEmuTileApi& api) {
              api.kernel_init(&context_, "init_sfpu", kIn + 2, kIn + 2,
                              kOut + 2);
              api.unpack_init(&context_, {kTtEmuUnpackTilize, 0, 0, 0}, kIn + 2,
                              kIn + 2);
              api.tilize(&context_, kIn + 2, 2, kOut + 2, 2, 0);
            }),
            0u)
      << message();
  // Row 32 of 64 columns, and its 33rd element.
  EXPECT_EQ(Page<uint32_t>(kOut + 2)[0], 2048u);
  EXPECT_EQ(Page<uint32_t>(kOut + 2, 1)[0], 2048u + 32);
}

TEST_F(FpuTest, Float32InUnpackToDestModeIsNotTilized) {
  program_.cb_unpack_to_dest_mode[kIn] = 1;
  EXPECT_EQ(Run([&](const TtEmuTileApi& api) {
              api.kernel_init(&context_, "init_sfpu", kIn, kIn, kOut);
              api.unpack_init(&context_, {kTtEmuUnpackTilize, 0, 0, 0}, kIn,
                              kIn);
              api.tilize(&context_, kIn, 1, kOut, 0, 0);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("UnpackToDestFp32"));
}

TEST_F(FpuTest, TilizeBeyondTheWaitedPages) {
  cb_state_[kIn].waited = 1;
  EXPECT_EQ(Run([&](const TtEmuTileApi& api) {
              api.kernel_init(&context_, "init_sfpu", kIn, kIn, kOut);
              api.unpack_init(&context_, {kTtEmuUnpackTilize, 0, 0, 0}, kIn,
                              kIn);
              api.tilize(&context_, kIn, 2, kOut, 0, 0);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("cb_wait_front waited for 1"));
}

TEST_F(FpuTest, AnotherFormOfTheInit) {
  EXPECT_EQ(RunFpu({kTtEmuUnpackAdd, kRow, 0, 0},
                   [&](const TtEmuTileApi& api) {
                     api.fpu_binary(&context_, {kTtEmuUnpackAdd, kColumn, 0, 0},
                                    kIn, kIn, 0, 1, 0);
                   }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("another form"));
}

TEST_F(FpuTest, UnpackToDestBuffersDoNotReachSources) {
  program_.cb_unpack_to_dest_mode[kIn] = 1;
  EXPECT_EQ(RunFpu({kTtEmuUnpackMatmul, 0, 0, 0},
                   [&](const TtEmuTileApi& api) {
                     api.fpu_matmul(&context_, 0, kIn, kIn, 0, 1, 0, 1, 1, 1);
                   }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("UnpackToDestFp32"));
}

}  // namespace
}  // namespace tt_emulator
