// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The checks that the engine's parts share. What kernels do right is decided
// here, inline; each check has a function that finds out what is wrong, and
// fails the launch. Included by engine.h.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_CHECKS_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_CHECKS_H_

#include <cstdint>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"

namespace tt_emulator {

[[noreturn]] void FailMathTile(TtEmuContext* context, const char* call,
                               uint32_t dst);
[[noreturn]] void FailPackTile(TtEmuContext* context, const char* call,
                               uint32_t dst);
[[noreturn]] void FailPackedEarly(TtEmuContext* context, uint32_t dst);
[[noreturn]] void FailKernelInit(TtEmuContext* context, const char* call);
[[noreturn]] void FailBuffer(TtEmuContext* context, const char* call,
                             uint32_t cb);
[[noreturn]] void FailSetup(TtEmuContext* context, TtEmuFpuSetup setup);
[[noreturn]] void FailUnpackFormat(TtEmuContext* context, const char* call,
                                   uint32_t operand, uint32_t cb);
[[noreturn]] void FailFrontTile(TtEmuContext* context, const char* call,
                                uint32_t cb, uint32_t tile);
[[noreturn]] void FailBackPage(TtEmuContext* context, const char* call,
                               uint32_t cb, uint32_t page);

// Bytes of an element of a buffer that holds rows; fails the launch for block
// formats, which only tiles have.
uint32_t RowElementBytes(TtEmuContext* context, const char* call, uint32_t cb);

// The name of the function that kernels call for an operation.
const char* OpName(TtEmuUnpackOp op);
// Fails the launch where the SFPU's last init is not the one that `call` needs.
void RequireSfpuInit(TtEmuContext* context, const TtEmuTileCall& call);

// The place in DST of tile `dst` of the section that math has; fails the launch
// where math has none or the index is too high. `read`: it must have been
// written.
inline uint32_t MathPlace(TtEmuContext* context, const char* call, uint32_t dst,
                          bool read) {
  const TtEmuTileEngine& engine = *context->tile_engine;
  const DstSection& section = engine.sections[engine.math_section];
  if (section.owner != DstSection::kMath || dst >= engine.tiles_in_section ||
      (read && (section.defined >> dst & 1) == 0)) {
    FailMathTile(context, call, dst);
  }
  return engine.math_section * (kMaxDstTiles / 2) + dst;
}

// The tile there, to read and to change.
inline uint32_t* MathTile(TtEmuContext* context, const char* call, uint32_t dst,
                          bool read) {
  TtEmuTileEngine* engine = context->tile_engine;
  const uint32_t place = MathPlace(context, call, dst, read);
  if ((engine->in_l1 >> place & 1) != 0) SettleTiles(engine, 1u << place);
  return engine->dst[place].bits;
}

// The same, to overwrite the whole of it.
inline uint32_t* MathTarget(TtEmuContext* context, const char* call,
                            uint32_t dst) {
  TtEmuTileEngine* engine = context->tile_engine;
  const uint32_t place = MathPlace(context, call, dst, /*read=*/false);
  engine->in_l1 &= ~(1u << place);
  return engine->dst[place].bits;
}

inline const uint32_t* TileAt(const TtEmuTileEngine& engine, uint32_t place) {
  return (engine.in_l1 >> place & 1) != 0 ? engine.l1_tiles[place]
                                          : engine.dst[place].bits;
}

// The same, only to read.
inline const uint32_t* MathSource(TtEmuContext* context, const char* call,
                                  uint32_t dst) {
  const uint32_t place = MathPlace(context, call, dst, /*read=*/true);
  return TileAt(*context->tile_engine, place);
}

// Marks a tile of math's section as written.
inline void DefineMathTile(TtEmuContext* context, uint32_t dst) {
  TtEmuTileEngine* engine = context->tile_engine;
  if ((engine->packed_early >> dst & 1) != 0) FailPackedEarly(context, dst);
  engine->sections[engine->math_section].defined |= 1u << dst;
}

// As MathSource, of the section that the packer has.
inline const uint32_t* PackTile(TtEmuContext* context, const char* call,
                                uint32_t dst) {
  TtEmuTileEngine* engine = context->tile_engine;
  if (engine->pack_reads_math || engine->pack_waits) {
    engine->packed_early |= 1u << dst;
    return MathSource(context, call, dst);
  }
  const DstSection& section = engine->sections[engine->pack_section];
  if (section.owner != DstSection::kPack || dst >= engine->tiles_in_section ||
      (section.defined >> dst & 1) == 0) {
    FailPackTile(context, call, dst);
  }
  return TileAt(*engine, engine->pack_section * (kMaxDstTiles / 2) + dst);
}

// Fails the launch where init_sfpu or binary_op_init_common was not called.
inline void RequireKernelInit(TtEmuContext* context, const char* call) {
  if (!context->tile_engine->kernel_initialized) FailKernelInit(context, call);
}

// Fails the launch where the index is out of range or the buffer unused.
inline void RequireBuffer(TtEmuContext* context, const char* call,
                          uint32_t cb) {
  if (cb >= TT_EMU_MAX_CIRCULAR_BUFFERS ||
      context->program->cb_page_count[cb] == 0) {
    FailBuffer(context, call, cb);
  }
}

// Fails the launch where the unpacker and the FPU are not set up for this.
inline void RequireSetup(TtEmuContext* context, TtEmuFpuSetup setup) {
  const TtEmuFpuSetup& last = context->tile_engine->fpu_setup;
  if (!context->tile_engine->kernel_initialized || last.op != setup.op ||
      last.variant != setup.variant || last.transpose != setup.transpose) {
    FailSetup(context, setup);
  }
}

// Fails the launch where a buffer's format is not the one that SrcA (operand 0)
// or SrcB (1) is configured for.
inline void RequireUnpackFormat(TtEmuContext* context, const char* call,
                                uint32_t operand, uint32_t cb) {
  const TtEmuProgramInfo& program = *context->program;
  const uint32_t configured = context->tile_engine->unpack_cb[operand];
  if (configured == cb) return;
  if (program.cb_format[configured] != program.cb_format[cb]) {
    FailUnpackFormat(context, call, operand, cb);
  }
}

// The L1 of a tile at the front of a buffer that the kernel waited for.
inline const void* FrontTile(TtEmuContext* context, const char* call,
                             uint32_t cb, uint32_t tile) {
  if (cb < TT_EMU_MAX_CIRCULAR_BUFFERS) {
    const uint32_t bytes = context->tile_engine->tile_bytes[cb];
    const LocalCBInterface& view = context->cb[cb];
    const uint32_t address = view.fifo_rd_ptr + tile * bytes;
    if (bytes != 0 && tile < context->cb_state[cb].waited &&
        address < view.fifo_limit) {
      return reinterpret_cast<const void*>(static_cast<uintptr_t>(address));
    }
  }
  FailFrontTile(context, call, cb, tile);
}

// The L1 of a page that the kernel reserved, after checks of format and size.
inline void* BackPage(TtEmuContext* context, const char* call, uint32_t cb,
                      uint32_t page) {
  TtEmuTileEngine& engine = *context->tile_engine;
  const uint8_t* formats = context->program->cb_format;
  if (engine.kernel_initialized && cb < TT_EMU_MAX_CIRCULAR_BUFFERS &&
      formats[cb] == formats[engine.pack_cb]) {
    const uint32_t bytes = engine.packed_bytes[cb];
    const LocalCBInterface& view = context->cb[cb];
    const uint32_t address = view.fifo_wr_ptr + page * bytes;
    if (bytes != 0 && page < context->cb_state[cb].reserved &&
        address < view.fifo_limit) {
      if (engine.in_l1 != 0) SettleTilesIn(&engine, address, bytes);
      return reinterpret_cast<void*>(static_cast<uintptr_t>(address));
    }
  }
  FailBackPage(context, call, cb, page);
}

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_CHECKS_H_
