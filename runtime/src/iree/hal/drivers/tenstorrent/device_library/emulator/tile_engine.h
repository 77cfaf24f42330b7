// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The tile engine of a core as the scheduler sees it: one belongs to each
// compute processor. The kernel's side is include/tt_emu/tile_abi.h.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_H_

#include <cstdint>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/include/tt_emu/kernel_abi.h"

// The table that compute kernels call through.
const TtEmuTileApi* tt_emu_tile_api();

// `arch` is a tt_arch_t. Never NULL.
TtEmuTileEngine* tt_emu_tile_engine_create(uint32_t arch);
void tt_emu_tile_engine_destroy(TtEmuTileEngine* engine);

// Before another fiber of the core runs: the engine keeps no pointer to L1.
void tt_emu_tile_engine_switch(TtEmuTileEngine* engine);

// Around a kernel's run, on its fiber. `end` fails the launch where the kernel
// leaves DST registers acquired.
void tt_emu_tile_engine_begin(TtEmuTileEngine* engine, TtEmuContext* context);
void tt_emu_tile_engine_end(TtEmuTileEngine* engine, TtEmuContext* context);

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_H_
