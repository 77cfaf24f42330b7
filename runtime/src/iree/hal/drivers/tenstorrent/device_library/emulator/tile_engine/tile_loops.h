// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Loops over whole tiles that are not the SFPU's: the FPU's product, operands
// as SrcA and SrcB hold them, transposition and reductions; compiled once for
// each instruction set of the host. Tiles are in face order throughout.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_TILE_LOOPS_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_TILE_LOOPS_H_

#include <cstddef>
#include <cstdint>

namespace tt_emulator {

// All tables give the same bits. Multiply-adds may be fused, since products of
// TF32 numbers are exact in f32; only below 2^-126 they are not.
struct TileLoops {
  const char* name;  // of the instruction set

  // sum += a b, or sum = a b where `from_zero`, of what the masks keep of
  // the operands' elements, which may be at any address: the 32 products of an
  // element one after the other.
  void (*matmul)(const uint32_t* a, const uint32_t* b, uint32_t mask_a,
                 uint32_t mask_b, uint32_t* sum, bool from_zero);
  // out[i] = source[i] & mask, of 32-bit elements at any address.
  void (*mask32)(const void* source, uint32_t mask, uint32_t* out);
  // The same of bf16 elements, widened to f32.
  void (*mask_bfloat16)(const void* source, uint32_t mask, uint32_t* out);
  // f32 to bf16, to nearest even; NaN stays NaN.
  void (*round_bfloat16)(const uint32_t* source, void* out);
  // Row-major elements, 32 rows `stride` bytes apart, to a tile: mask32 and
  // mask_bfloat16 on their way.
  void (*tilize32)(const void* rows, size_t stride, uint32_t mask,
                   uint32_t* out);
  void (*tilize_bfloat16)(const void* rows, size_t stride, uint32_t mask,
                          uint32_t* out);
  // Row-major bf16 elements to a tile of them: as if packed from f32, so that
  // a NaN gets quiet.
  void (*tilize_to_bfloat16)(const void* rows, size_t stride, void* out);
  // A tile to row-major elements of 32 bits, or rounded to bf16.
  void (*untilize32)(const uint32_t* source, void* rows, size_t stride);
  void (*untilize_bfloat16)(const uint32_t* source, void* rows, size_t stride);
  // out = transposed source; they may not overlap.
  void (*transpose)(const uint32_t* source, uint32_t* out);
};

extern const TileLoops kTileLoopsBaseline;
#if defined(__x86_64__)
extern const TileLoops kTileLoopsAvx2;
extern const TileLoops kTileLoopsAvx512;
#endif  // __x86_64__

// The table for the instruction set that HostSfpuLoops chooses.
const TileLoops& HostTileLoops();
// Table `index` of those that this host runs, the plainest first; NULL after
// the last.
const TileLoops* RunnableTileLoops(uint32_t index);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_TILE_LOOPS_H_
