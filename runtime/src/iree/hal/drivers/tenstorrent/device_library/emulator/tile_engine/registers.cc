// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The DST registers' way between math and packer, and the engine's lifetime.

#include <cstring>
#include <initializer_list>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {
namespace {

// Tiles that DST has for 16-bit elements; half as many for 32-bit ones.
constexpr uint32_t kSixteenBitTiles = 16;

constexpr char kNothingCommitted[] =
    "deadlock in tile_regs_wait: math committed no DST registers "
    "(tile_regs_commit)";

uint32_t Advance(const TtEmuTileEngine& engine, uint32_t section) {
  return (section + 1) % engine.section_count;
}

// The bits of a section's tiles in TtEmuTileEngine::in_l1.
uint32_t SectionMask(const TtEmuTileEngine& engine, uint32_t section) {
  if (engine.section_count == 1) return ~0u;
  constexpr uint32_t kTiles = kMaxDstTiles / 2;
  return ((1u << kTiles) - 1) << section * kTiles;
}

}  // namespace

void SettleTiles(TtEmuTileEngine* engine, uint32_t mask) {
  for (mask &= engine->in_l1; mask != 0; mask &= mask - 1) {
    const uint32_t place = static_cast<uint32_t>(__builtin_ctz(mask));
    std::memcpy(engine->dst[place].bits, engine->l1_tiles[place],
                sizeof(TileData));
    engine->in_l1 &= ~(1u << place);
  }
}

void SettleTilesIn(TtEmuTileEngine* engine, uint32_t address, uint32_t size) {
  for (uint32_t mask = engine->in_l1; mask != 0; mask &= mask - 1) {
    const uint32_t place = static_cast<uint32_t>(__builtin_ctz(mask));
    const uintptr_t tile = reinterpret_cast<uintptr_t>(engine->l1_tiles[place]);
    if (tile < uintptr_t{address} + size && address < tile + sizeof(TileData)) {
      SettleTiles(engine, 1u << place);
    }
  }
}

void RegsAcquire(TtEmuContext* context) {
  TtEmuTileEngine* engine = context->tile_engine;
  DstSection& section = engine->sections[engine->math_section];
  if (section.owner != DstSection::kFree) {
    const bool twice = section.owner == DstSection::kMath;
    context->api->fail(
        context, TT_STATUS_FAILED_PRECONDITION, "tile_regs_acquire: %s",
        twice ? "DST registers are acquired already"
              : "deadlock: no DST registers are free and the packer releases "
                "none (tile_regs_release)");
  }
  section.owner = DstSection::kMath;
  section.defined = 0;
}

void RegsCommit(TtEmuContext* context) {
  TtEmuTileEngine* engine = context->tile_engine;
  DstSection& section = engine->sections[engine->math_section];
  if (section.owner != DstSection::kMath) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "tile_regs_commit: DST registers are not acquired");
  }
  section.owner = DstSection::kCommitted;
  engine->packed_early = 0;
  if (engine->pack_waits && engine->math_section == engine->pack_section) {
    section.owner = DstSection::kPack;
    engine->pack_waits = false;
  }
  engine->math_section = Advance(*engine, engine->math_section);
}

void RegsWait(TtEmuContext* context) {
  TtEmuTileEngine* engine = context->tile_engine;
  DstSection& section = engine->sections[engine->pack_section];
  if (section.owner == DstSection::kPack) return;
  if (section.owner == DstSection::kCommitted) {
    section.owner = DstSection::kPack;
    return;
  }
  // The packer waits on a thread of its own: math may commit later.
  engine->pack_waits = true;
}

void RegsRelease(TtEmuContext* context) {
  TtEmuTileEngine* engine = context->tile_engine;
  DstSection& section = engine->sections[engine->pack_section];
  if (section.owner != DstSection::kPack) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "tile_regs_release: %s",
                       engine->pack_waits ? kNothingCommitted
                                          : "the packer has no DST registers");
  }
  section.owner = DstSection::kFree;
  engine->in_l1 &= ~SectionMask(*engine, engine->pack_section);
  engine->pack_section = Advance(*engine, engine->pack_section);
}

void KernelInit(TtEmuContext* context, const char* name, uint32_t cb_a,
                uint32_t cb_b, uint32_t cb_out) {
  for (const uint32_t cb : {cb_a, cb_b, cb_out}) {
    RequireBuffer(context, name, cb);
  }
  TtEmuTileEngine* engine = context->tile_engine;
  engine->kernel_initialized = true;
  engine->fpu_setup = {};
  if (cb_a == cb_b) engine->fpu_setup.op = kTtEmuUnpackCopy;
  engine->unpack_cb[0] = cb_a;
  engine->unpack_cb[1] = cb_b;
  engine->pack_cb = cb_out;
  engine->sfpu_init = nullptr;
}

}  // namespace tt_emulator

const TtEmuTileApi* tt_emu_tile_api() {
  static constexpr TtEmuTileApi api = {
      tt_emulator::RegsAcquire,    tt_emulator::RegsCommit,
      tt_emulator::RegsWait,       tt_emulator::RegsRelease,
      tt_emulator::KernelInit,     tt_emulator::UnpackInit,
      tt_emulator::UnpackReconfig, tt_emulator::PackReconfig,
      tt_emulator::CopyTile,       tt_emulator::FpuBinary,
      tt_emulator::FpuMatmul,      tt_emulator::FpuReduce,
      tt_emulator::FpuUnary,       tt_emulator::PackTileTo,
      tt_emulator::Tilize,         tt_emulator::Untilize,
      tt_emulator::SfpuInit,       tt_emulator::SfpuUnary,
      tt_emulator::SfpuBinary,     tt_emulator::SfpuWhere,
      tt_emulator::SfpuReduce,     tt_emulator::TransposeDst,
      tt_emulator::SfpuOpen,       tt_emulator::SfpuClose,
      tt_emulator::SfpuApply,      tt_emulator::SfpuApplyBinary,
      tt_emulator::SfpuRegisters,  tt_emulator::PackAccumulate,
      tt_emulator::UntilizeDst,    tt_emulator::ShareRegisters,
  };
  return &api;
}

TtEmuTileEngine* tt_emu_tile_engine_create(uint32_t) {
  return new TtEmuTileEngine();
}

void tt_emu_tile_engine_destroy(TtEmuTileEngine* engine) { delete engine; }

void tt_emu_tile_engine_begin(TtEmuTileEngine* engine, TtEmuContext* context) {
  const TtEmuProgramInfo& program = *context->program;
  engine->section_count = program.dst_full_sync_en ? 1 : 2;
  engine->tiles_in_section = tt_emulator::kSixteenBitTiles /
                             engine->section_count /
                             (program.fp32_dest_acc_en ? 2 : 1);
  engine->sections[0] = engine->sections[1] = {};
  engine->in_l1 = 0;
  engine->math_section = engine->pack_section = 0;
  engine->kernel_initialized = false;
  engine->fpu_setup = {};
  engine->unpack_cb[0] = engine->unpack_cb[1] = tt_emulator::kNoBuffer;
  engine->pack_cb = tt_emulator::kNoBuffer;
  engine->sfpu_init = nullptr;
  for (uint32_t cb = 0; cb < TT_EMU_MAX_CIRCULAR_BUFFERS; ++cb) {
    engine->tile_bytes[cb] = engine->packed_bytes[cb] = 0;
    if (program.cb_page_count[cb] == 0) continue;
    const uint8_t format = program.cb_format[cb];
    const uint32_t bytes = tt_emulator::TileBytes(format);
    const bool is_tiles = program.cb_page_size[cb] == bytes;
    engine->tile_bytes[cb] = is_tiles ? bytes : 0;
    const bool fits = program.fp32_dest_acc_en ||
                      format == tt_emulator::kFloat32 ||
                      !tt_emulator::Is32Bit(format);
    engine->packed_bytes[cb] = is_tiles && fits ? bytes : 0;
  }
  engine->pack_accumulates = false;
  engine->pack_reads_math = false;
  engine->pack_waits = false;
  engine->packed_early = 0;
  engine->sfpu_registers[63] = 1;
}

void tt_emu_tile_engine_switch(TtEmuTileEngine* engine) {
  if (engine->in_l1 != 0) tt_emulator::SettleTiles(engine, engine->in_l1);
}

void tt_emu_tile_engine_end(TtEmuTileEngine* engine, TtEmuContext* context) {
  if (engine->pack_waits) {
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION, "%s",
                       tt_emulator::kNothingCommitted);
  }
  for (const tt_emulator::DstSection& section : engine->sections) {
    if (section.owner == tt_emulator::DstSection::kFree) continue;
    context->api->fail(context, TT_STATUS_FAILED_PRECONDITION,
                       "the kernel ended with DST registers that were %s",
                       section.owner == tt_emulator::DstSection::kMath
                           ? "acquired and not committed"
                           : "committed and not released");
  }
}
