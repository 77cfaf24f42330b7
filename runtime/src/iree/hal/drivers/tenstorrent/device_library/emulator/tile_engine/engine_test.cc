// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The tile engine alone, through the table that compute kernels call: data
// formats, DST modes, and each misuse that silicon would not forgive.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"

#include <cmath>
#include <cstring>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/testing/tile_engine_fixture.h"

namespace tt_emulator {
namespace {

using ::testing::HasSubstr;

// Names of calls and inits, for the SFPU.
const TtEmuTileCall kExpCall = {"exp_tile", "exp_tile_init"};
const TtEmuTileCall kAddCall = {"add_binary_tile", "add_binary_tile_init"};
const TtEmuTileCall kFillCall = {"fill_tile", "fill_tile_init"};

void FillTile(TtEmuContext* context, uint32_t dst, float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  context->tile_api->sfpu_init(context, "fill_tile_init");
  context->tile_api->sfpu_unary(context, &kFillCall, kTtEmuUnaryFill, dst,
                                bits);
}

TEST_F(TileEngineTest, Float32IsExactUnpackedToDest) {
  for (uint32_t i = 0; i < kTileElements; ++i) {
    Page<uint32_t>(kIn)[i] = i * 2654435761u;
  }
  ASSERT_EQ(CopyThrough(kIn, kOut), 0u) << message();
  EXPECT_EQ(std::memcmp(Page<char>(kIn), Page<char>(kOut), 4096), 0);
}

// copy_tile leaves such tiles in L1 for as long as nobody can tell.
TEST_F(TileEngineTest, TilesInL1ArePackedOverOneAnother) {
  Page<uint32_t>(kIn, 0)[5] = 50;
  Page<uint32_t>(kIn, 1)[5] = 51;
  ASSERT_EQ(Run([&](const TtEmuTileApi& api) {
              api.kernel_init(&context_, "init_sfpu", kIn, kIn, kIn);
              api.regs_acquire(&context_);
              api.copy_tile(&context_, kIn, 0, 0);
              api.copy_tile(&context_, kIn, 1, 1);
              ToPacker();
              api.pack_tile(&context_, 1, kIn, 0);
              api.pack_tile(&context_, 0, kIn, 1);
              api.regs_release(&context_);
            }),
            0u)
      << message();
  EXPECT_EQ(Page<uint32_t>(kIn, 0)[5], 51u);
  EXPECT_EQ(Page<uint32_t>(kIn, 1)[5], 50u);
}

TEST_F(TileEngineTest, TilesInL1StayWhatTheyWereWhenOthersRun) {
  Page<float>(kIn, 0)[5] = 3.0f;
  Page<float>(kIn, 1)[5] = 4.0f;
  ASSERT_EQ(Run([&](const TtEmuTileApi& api) {
              api.kernel_init(&context_, "init_sfpu", kIn, kIn, kOut);
              api.regs_acquire(&context_);
              api.copy_tile(&context_, kIn, 0, 0);
              api.copy_tile(&context_, kIn, 1, 1);
              api.sfpu_init(&context_, "add_binary_tile_init");
              api.sfpu_binary(&context_, &kAddCall, kTtEmuBinaryAdd, 0, 1, 2);
              tt_emu_tile_engine_switch(engine_);
              Page<float>(kIn, 0)[5] = 100.0f;
              api.sfpu_binary(&context_, &kAddCall, kTtEmuBinaryAdd, 0, 1, 1);
              ToPacker();
              for (uint32_t dst = 0; dst < 3; ++dst) {
                api.pack_tile(&context_, dst, kOut, dst);
              }
              api.regs_release(&context_);
            }),
            0u)
      << message();
  EXPECT_EQ(Page<float>(kOut, 0)[5], 3.0f);
  EXPECT_EQ(Page<float>(kOut, 1)[5], 7.0f);
  EXPECT_EQ(Page<float>(kOut, 2)[5], 7.0f);
}

TEST_F(TileEngineTest, Float32LosesBitsInSrcA) {
  program_.cb_unpack_to_dest_mode[kIn] = 0;
  Page<uint32_t>(kIn)[5] = 0xbf9fffffu;
  ASSERT_EQ(CopyThrough(kIn, kOut), 0u) << message();
  EXPECT_EQ(Page<uint32_t>(kOut)[5], 0xbf9fe000u);
}

TEST_F(TileEngineTest, SixteenBitDstKeepsTheUpperHalf) {
  program_.fp32_dest_acc_en = 0;
  program_.cb_unpack_to_dest_mode[kIn] = 0;
  Begin();
  Page<uint32_t>(kIn)[5] = 0xbf9fffffu;
  ASSERT_EQ(CopyThrough(kIn, kOut), 0u) << message();
  EXPECT_EQ(Page<uint32_t>(kOut)[5], 0xbf9f0000u);
}

TEST_F(TileEngineTest, SixteenBitDstRoundsWhatTheHardwareRounds) {
  program_.fp32_dest_acc_en = 0;
  Begin();
  ASSERT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              FillTile(&context_, 0, 0.5f);
              FillTile(&context_, 1, 0.3f);  // 0x3e99999a truncates to 3e99
              api.sfpu_init(&context_, "exp_tile_init");
              api.sfpu_unary(&context_, &kExpCall, kTtEmuUnaryExp, 0, 0);
            }),
            0u)
      << message();
  // e^0.5 = 0x3fd3094c; e^0.5 rounds down, 0.3 is truncated.
  EXPECT_EQ(engine_->dst[0].bits[7], 0x3fd30000u);
  EXPECT_EQ(engine_->dst[1].bits[7], 0x3e990000u);
}

TEST_F(TileEngineTest, Bfloat16RoundsToNearestEven) {
  const uint32_t inputs[] = {0x3f808000, 0x3f818000, 0x3f808001, 0x3f807fff,
                             0x7f7fffff, 0xff800000, 0x7f800001, 0x00000001};
  const uint16_t expected[] = {0x3f80, 0x3f82, 0x3f81, 0x3f80,
                               0x7f80, 0xff80, 0x7fc0, 0x0000};
  std::memcpy(Page<uint32_t>(kIn), inputs, sizeof(inputs));
  ASSERT_EQ(CopyThrough(kIn, kOut + 1), 0u) << message();
  for (size_t i = 0; i < std::size(inputs); ++i) {
    EXPECT_EQ(Page<uint16_t>(kOut + 1)[i], expected[i]) << i;
  }
}

TEST_F(TileEngineTest, Bfloat16WidensExactly) {
  for (uint32_t i = 0; i < kTileElements; ++i) {
    Page<uint16_t>(kIn + 1)[i] = static_cast<uint16_t>(i * 64 + 1);
  }
  ASSERT_EQ(CopyThrough(kIn + 1, kOut), 0u) << message();
  for (uint32_t i = 0; i < kTileElements; ++i) {
    ASSERT_EQ(Page<uint32_t>(kOut)[i], (i * 64 + 1) << 16);
  }
}

TEST_F(TileEngineTest, EveryHalfSurvivesF32) {
  for (uint32_t block = 0; block < 64; ++block) {
    uint16_t halves[kTileElements], back[kTileElements];
    uint32_t floats[kTileElements];
    for (uint32_t i = 0; i < kTileElements; ++i) {
      halves[i] = static_cast<uint16_t>(block * kTileElements + i);
    }
    Unpack(kFloat16, halves, floats);
    Pack(kFloat16, floats, back);
    for (uint32_t i = 0; i < kTileElements; ++i) {
      const bool nan = (halves[i] & 0x7fff) > 0x7c00;
      float value;
      std::memcpy(&value, &floats[i], sizeof(value));
      ASSERT_EQ(std::isnan(value), nan);
      ASSERT_TRUE(nan || back[i] == halves[i]);
    }
  }
}

TEST_F(TileEngineTest, IntegersPassUnchanged) {
  for (uint32_t i = 0; i < kTileElements; ++i) {
    Page<uint32_t>(kIn + 2)[i] = i * 2654435761u;
    Page<uint8_t>(kIn + 3)[i] = static_cast<uint8_t>(i);
  }
  ASSERT_EQ(CopyThrough(kIn + 2, kOut + 2), 0u) << message();
  EXPECT_EQ(std::memcmp(Page<char>(kIn + 2), Page<char>(kOut + 2), 4096), 0);
  Begin();
  context_.cb[kOut + 2].fifo_wr_tile_ptr = 0;
  ASSERT_EQ(CopyThrough(kIn + 3, kOut + 2), 0u) << message();
  for (uint32_t i = 0; i < kTileElements; ++i) {
    ASSERT_EQ(Page<uint32_t>(kOut + 2)[i], i & 0xff);
  }
}

TEST_F(TileEngineTest, PacksPageAfterPage) {
  ASSERT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              for (uint32_t i = 0; i < 3; ++i) FillTile(&context_, i, i + 1.0f);
              ToPacker();
              for (uint32_t i = 0; i < 3; ++i) {
                api.pack_tile(&context_, i, kOut, kNoBuffer);
              }
              api.pack_tile(&context_, 0, kOut, 3);
              api.regs_release(&context_);
            }),
            0u)
      << message();
  EXPECT_EQ(Page<float>(kOut, 0)[9], 1.0f);
  EXPECT_EQ(Page<float>(kOut, 1)[9], 2.0f);
  EXPECT_EQ(Page<float>(kOut, 2)[9], 3.0f);
  EXPECT_EQ(Page<float>(kOut, 3)[9], 1.0f);
}

TEST_F(TileEngineTest, MathFillsOneHalfWhileThePackerHasTheOther) {
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              FillTile(&context_, 0, 1.0f);
              ToPacker();
              api.regs_acquire(&context_);
              FillTile(&context_, 0, 2.0f);
              api.pack_tile(&context_, 0, kOut, kNoBuffer);
              api.regs_release(&context_);
              ToPacker();
              api.pack_tile(&context_, 0, kOut, kNoBuffer);
              api.regs_release(&context_);
            }),
            0u)
      << message();
  EXPECT_EQ(Page<float>(kOut, 0)[0], 1.0f);
  EXPECT_EQ(Page<float>(kOut, 1)[0], 2.0f);
}

TEST_F(TileEngineTest, MissingKernelInit) {
  EXPECT_EQ(Run([&](const TtEmuTileApi& api) {
              api.regs_acquire(&context_);
              api.copy_tile(&context_, kIn, 0, 0);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("did not call init_sfpu"));
}

TEST_F(TileEngineTest, MissingSfpuInit) {
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              FillTile(&context_, 0, 1.0f);
              api.sfpu_unary(&context_, &kExpCall, kTtEmuUnaryExp, 0, 0);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("exp_tile: the SFPU is set up by "
                                   "fill_tile_init; call exp_tile_init"));
}

TEST_F(TileEngineTest, WrongUnpackInit) {
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              api.unpack_init(&context_, {kTtEmuUnpackAdd, 0, 0, 0}, kIn, kIn);
              api.copy_tile(&context_, kIn, 0, 0);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("set up for add_tiles"));
}

TEST_F(TileEngineTest, NothingAcquired) {
  EXPECT_EQ(Run([&](const TtEmuTileApi& api) {
              api.kernel_init(&context_, "init_sfpu", kIn, kIn, kOut);
              api.copy_tile(&context_, kIn, 0, 0);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("tile_regs_acquire"));
}

TEST_F(TileEngineTest, AcquiredTwice) {
  EXPECT_EQ(RunAcquired(
                [&](const TtEmuTileApi& api) { api.regs_acquire(&context_); }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("acquired already"));
}

TEST_F(TileEngineTest, NeverReleased) {
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              api.regs_commit(&context_);
              api.regs_acquire(&context_);
              api.regs_commit(&context_);
              api.regs_acquire(&context_);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("deadlock"));
}

TEST_F(TileEngineTest, FullSyncHasOneSection) {
  program_.dst_full_sync_en = 1;
  Begin();
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              FillTile(&context_, 7, 1.0f);
              api.regs_commit(&context_);
              api.regs_acquire(&context_);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("deadlock"));
}

TEST_F(TileEngineTest, CommitWithoutAcquire) {
  EXPECT_EQ(Run([&](const TtEmuTileApi& api) { api.regs_commit(&context_); }),
            TT_STATUS_FAILED_PRECONDITION);
}

TEST_F(TileEngineTest, WaitWithoutCommit) {
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              api.regs_wait(&context_);
              api.regs_release(&context_);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("tile_regs_commit"));
}

TEST_F(TileEngineTest, WaitBeforeTheCommitIsThePackersOwnAffair) {
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              api.regs_wait(&context_);
              api.regs_commit(&context_);
              api.regs_release(&context_);
            }),
            TT_STATUS_OK);
}

TEST_F(TileEngineTest, ReleaseWithoutWait) {
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              api.regs_commit(&context_);
              api.regs_release(&context_);
            }),
            TT_STATUS_FAILED_PRECONDITION);
}

TEST_F(TileEngineTest, LeftAcquiredAtTheEnd) {
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi&) {
              tt_emu_tile_engine_end(engine_, &context_);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("acquired and not committed"));
}

TEST_F(TileEngineTest, DstCapacityByMode) {
  struct {
    bool fp32, full_sync;
    uint32_t tiles;
  } const modes[] = {
      {false, false, 8}, {true, false, 4}, {false, true, 16}, {true, true, 8}};
  for (const auto& mode : modes) {
    program_.fp32_dest_acc_en = mode.fp32;
    program_.dst_full_sync_en = mode.full_sync;
    Begin();
    EXPECT_EQ(RunAcquired([&](const TtEmuTileApi&) {
                FillTile(&context_, mode.tiles - 1, 1.0f);
              }),
              0u)
        << message();
    Begin();
    EXPECT_EQ(RunAcquired([&](const TtEmuTileApi&) {
                FillTile(&context_, mode.tiles, 1.0f);
              }),
              TT_STATUS_OUT_OF_RANGE);
    EXPECT_THAT(message(),
                HasSubstr("has " + std::to_string(mode.tiles) + " tiles"));
  }
}

TEST_F(TileEngineTest, ReadOfAnUnwrittenTile) {
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              FillTile(&context_, 0, 1.0f);
              api.sfpu_init(&context_, "add_binary_tile_init");
              api.sfpu_binary(&context_, &kAddCall, kTtEmuBinaryAdd, 0, 1, 0);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("DST tile 1 is read"));
}

TEST_F(TileEngineTest, PackOfAnUnwrittenTile) {
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              FillTile(&context_, 0, 1.0f);
              ToPacker();
              api.pack_tile(&context_, 1, kOut, kNoBuffer);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("DST tile 1 was not written"));
}

TEST_F(TileEngineTest, CopyBeyondTheWaitedTiles) {
  cb_state_[kIn].waited = 2;
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              api.copy_tile(&context_, kIn, 2, 0);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("tile 2 of circular buffer 0; "
                                   "cb_wait_front waited for 2"));
}

TEST_F(TileEngineTest, PackBeyondTheReservedPages) {
  cb_state_[kOut].reserved = 1;
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              FillTile(&context_, 0, 1.0f);
              ToPacker();
              api.pack_tile(&context_, 0, kOut, kNoBuffer);
              api.pack_tile(&context_, 0, kOut, kNoBuffer);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("cb_reserve_back reserved 1"));
}

TEST_F(TileEngineTest, CopyAcrossTheEndOfTheBuffer) {
  context_.cb[kIn].fifo_rd_ptr += 3 * program_.cb_page_size[kIn];
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              api.copy_tile(&context_, kIn, 1, 0);
            }),
            TT_STATUS_OUT_OF_RANGE);
  EXPECT_THAT(message(), HasSubstr("buffer's end"));
}

TEST_F(TileEngineTest, UnpackerHasAnotherFormat) {
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              api.copy_tile(&context_, kIn + 1, 0, 0);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("SrcA is configured for Float32"));
  EXPECT_THAT(message(), HasSubstr("reconfig_data_format"));
  EXPECT_EQ(Run([&](const TtEmuTileApi& api) {
              api.unpack_reconfig(&context_, kIn + 1, kNoBuffer);
              api.copy_tile(&context_, kIn + 1, 0, 0);
            }),
            0u)
      << message();
}

TEST_F(TileEngineTest, PackerHasAnotherFormat) {
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              FillTile(&context_, 0, 1.0f);
              ToPacker();
              api.pack_tile(&context_, 0, kOut + 1, kNoBuffer);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("the packer is configured for Float32"));
  EXPECT_EQ(Run([&](const TtEmuTileApi& api) {
              api.pack_reconfig(&context_, kOut + 1);
              api.pack_tile(&context_, 0, kOut + 1, kNoBuffer);
            }),
            0u)
      << message();
}

TEST_F(TileEngineTest, PagesOfAnotherSize) {
  program_.cb_page_size[kIn] = 2048;
  Begin();
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              api.copy_tile(&context_, kIn, 0, 0);
            }),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("pages of 2048 bytes"));
}

TEST_F(TileEngineTest, UnknownBuffer) {
  for (const uint32_t cb : {7u, 32u, 4000u}) {
    EXPECT_EQ(Run([&](const TtEmuTileApi& api) {
                api.kernel_init(&context_, "init_sfpu", cb, cb, kOut);
              }),
              TT_STATUS_INVALID_ARGUMENT);
  }
}

TEST_F(TileEngineTest, IntegersNeedWideDst) {
  program_.fp32_dest_acc_en = 0;
  Begin();
  EXPECT_EQ(RunAcquired(
                [&](const TtEmuTileApi& api) {
                  api.copy_tile(&context_, kIn + 2, 0, 0);
                },
                kIn + 2),
            TT_STATUS_FAILED_PRECONDITION);
  EXPECT_THAT(message(), HasSubstr("fp32_dest_acc_en"));
}

TEST_F(TileEngineTest, FormatThatTheEngineLacks) {
  program_.cb_format[kIn] = 3;  // Bfp4
  Begin();
  EXPECT_EQ(RunAcquired([&](const TtEmuTileApi& api) {
              api.copy_tile(&context_, kIn, 0, 0);
            }),
            TT_STATUS_UNIMPLEMENTED);
}

TEST_F(TileEngineTest, WorksAgainAfterAnError) {
  EXPECT_NE(Run([&](const TtEmuTileApi& api) { api.regs_commit(&context_); }),
            0u);
  Begin();
  Page<float>(kIn)[3] = 4.0f;
  EXPECT_EQ(CopyThrough(kIn, kOut), 0u) << message();
  EXPECT_EQ(Page<float>(kOut)[3], 4.0f);
}

}  // namespace
}  // namespace tt_emulator
