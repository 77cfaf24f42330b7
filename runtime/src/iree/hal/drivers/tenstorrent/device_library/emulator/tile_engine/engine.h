// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The state of one core's tile engine, and the checks that its parts share.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_ENGINE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_ENGINE_H_

#include <cstdint>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/include/tt_emu/tile_abi.h"

namespace tt_emulator {

constexpr uint32_t kTileElements = 1024;
// Both halves of DST in 16-bit mode.
constexpr uint32_t kMaxDstTiles = 16;
constexpr uint32_t kNoBuffer = 0xffffffffu;

// Who has a section (half, or all) of DST.
struct DstSection {
  enum Owner : uint8_t { kFree, kMath, kCommitted, kPack };
  Owner owner = kFree;
  // Tiles that were written since the section was acquired.
  uint32_t defined = 0;
};

struct alignas(64) TileData {
  uint32_t bits[kTileElements];
};

}  // namespace tt_emulator

struct TtEmuTileEngine {
  // DST as two sections of 8 tiles; full-sync kernels use all as one.
  tt_emulator::TileData dst[tt_emulator::kMaxDstTiles];
  // Tiles that are still where copy_tile found them, bit by bit in `in_l1`:
  // they are brought to `dst` before they change, before the kernel packs to
  // their place, and before another fiber of the core runs.
  const uint32_t* l1_tiles[tt_emulator::kMaxDstTiles];
  uint32_t in_l1;
  tt_emulator::DstSection sections[2];
  uint32_t section_count;     // 2: half sync; 1: full sync
  uint32_t tiles_in_section;  // by DST mode and sync
  uint32_t math_section;      // the next that math acquires, or has
  uint32_t pack_section;      // the next that the packer waits for, or has

  bool kernel_initialized;
  TtEmuFpuSetup fpu_setup;
  // Buffers whose formats SrcA, SrcB and the packer are configured for.
  uint32_t unpack_cb[2];
  uint32_t pack_cb;
  const char* sfpu_init;  // of the last init; NULL: none
  bool pack_accumulates;  // pack_reconfig_l1_acc
  bool pack_reads_math;   // between acquire_dst and release_dst
  bool pack_waits;        // tile_regs_wait came before the commit
  uint32_t packed_early;  // tiles that were packed before the commit
  // Bytes of a tile in each buffer; 0 where the buffer is unused, its pages are
  // not tiles or the engine has no such format. The same of what the packer can
  // write in this DST mode.
  uint32_t tile_bytes[TT_EMU_MAX_CIRCULAR_BUFFERS];
  uint32_t packed_bytes[TT_EMU_MAX_CIRCULAR_BUFFERS];
  // What functions of the SFPU keep from call to call.
  uint32_t sfpu_registers[128];

  // SrcA and SrcB, and the second operand's tiles of a block of products.
  tt_emulator::TileData sources[2];
  tt_emulator::TileData matmul_sources[tt_emulator::kMaxDstTiles];
};

namespace tt_emulator {

// Brings the tiles of `mask` that are in L1 to DST.
void SettleTiles(TtEmuTileEngine* engine, uint32_t mask);
// The same of those that overlap with some bytes of L1.
void SettleTilesIn(TtEmuTileEngine* engine, uint32_t address, uint32_t size);

// Fails the launch where a buffer's tiles go to DST and not to SrcA and SrcB.
void RequireSourceMode(TtEmuContext* context, const char* call, uint32_t cb);
// A tile's elements as SrcA and SrcB hold them.
void UnpackToSource(TtEmuContext* context, const char* call, uint32_t cb,
                    const void* source, uint32_t* target);
// A tile's elements as copy_tile brings them to DST.
void UnpackToDst(TtEmuContext* context, const char* call, uint32_t cb,
                 const void* source, uint32_t* target);
// What the DST mode keeps of a float.
void StoreFloats(TtEmuContext* context, uint32_t* tile);
// A tile to row-major elements of a format, 32 rows `stride` bytes apart.
void PackRows(uint8_t format, const uint32_t* tile, void* rows,
              uint32_t stride);
void CountUnpack(TtEmuContext* context, uint32_t tiles);
void CountPack(TtEmuContext* context);

// Functions of the table; see TtEmuTileApi.
void RegsAcquire(TtEmuContext* context);
void RegsCommit(TtEmuContext* context);
void RegsWait(TtEmuContext* context);
void RegsRelease(TtEmuContext* context);
void KernelInit(TtEmuContext* context, const char* name, uint32_t cb_a,
                uint32_t cb_b, uint32_t cb_out);
void UnpackInit(TtEmuContext* context, TtEmuFpuSetup setup, uint32_t cb_a,
                uint32_t cb_b);
void UnpackReconfig(TtEmuContext* context, uint32_t cb_a, uint32_t cb_b);
void CopyTile(TtEmuContext* context, uint32_t cb, uint32_t tile, uint32_t dst);
void FpuBinary(TtEmuContext* context, TtEmuFpuSetup setup, uint32_t cb_a,
               uint32_t cb_b, uint32_t tile_a, uint32_t tile_b, uint32_t dst);
void FpuMatmul(TtEmuContext* context, uint32_t transpose, uint32_t cb_0,
               uint32_t cb_1, uint32_t tile_0, uint32_t tile_1, uint32_t dst,
               uint32_t columns, uint32_t rows, uint32_t row_stride);
void FpuReduce(TtEmuContext* context, TtEmuFpuSetup setup, uint32_t cb,
               uint32_t cb_scaler, uint32_t tile, uint32_t tile_scaler,
               uint32_t dst);
void FpuUnary(TtEmuContext* context, TtEmuFpuSetup setup, uint32_t cb,
              uint32_t tile, uint32_t dst);
void TransposeDst(TtEmuContext* context, uint32_t is_32bit, uint32_t dst);
void PackReconfig(TtEmuContext* context, uint32_t cb);
void PackTileTo(TtEmuContext* context, uint32_t dst, uint32_t cb,
                uint32_t position);
void Tilize(TtEmuContext* context, uint32_t cb, uint32_t block, uint32_t cb_out,
            uint32_t first_tile, uint32_t position);
void Untilize(TtEmuContext* context, const char* call, uint32_t cb,
              uint32_t tiles, uint32_t cb_out, uint32_t width, uint32_t column,
              uint32_t position);
void SfpuInit(TtEmuContext* context, const char* init);
void SfpuUnary(TtEmuContext* context, const TtEmuTileCall* call,
               TtEmuUnaryOp op, uint32_t dst, uint32_t scalar);
void SfpuBinary(TtEmuContext* context, const TtEmuTileCall* call,
                TtEmuBinaryOp op, uint32_t a, uint32_t b, uint32_t out);
void SfpuWhere(TtEmuContext* context, const TtEmuTileCall* call,
               uint32_t condition, uint32_t a, uint32_t b, uint32_t out);
void SfpuReduce(TtEmuContext* context, const TtEmuTileCall* call, uint32_t pool,
                uint32_t format, uint32_t dst);

uint32_t* SfpuOpen(TtEmuContext* context, const TtEmuTileCall* call,
                   uint32_t dst, uint32_t read);
void SfpuClose(TtEmuContext* context, uint32_t dst, uint32_t result);
void SfpuApply(TtEmuUnaryOp op, uint32_t* tile, uint32_t scalar);
void SfpuApplyBinary(TtEmuBinaryOp op, const uint32_t* a, const uint32_t* b,
                     uint32_t* out);
uint32_t* SfpuRegisters(TtEmuContext* context);
void PackAccumulate(TtEmuContext* context, uint32_t enable);
// As Pack, plus what the target holds.
void PackSum(uint8_t format, const uint32_t* source, void* target);
void ShareRegisters(TtEmuContext* context, uint32_t acquire);
void UntilizeDst(TtEmuContext* context, const char* call, uint32_t dst,
                 uint32_t tiles, uint32_t cb_out, uint32_t width,
                 uint32_t column, uint32_t position, uint32_t rows);

}  // namespace tt_emulator

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/checks.h"  // IWYU pragma: export

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_ENGINE_H_
