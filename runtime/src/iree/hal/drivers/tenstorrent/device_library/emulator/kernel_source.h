// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// From a kernel's text and configuration to the translation unit that the host
// compiler gets.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_KERNEL_SOURCE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_KERNEL_SOURCE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/architecture.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/include/tt_emu/kernel_abi.h"

namespace tt_emulator {

struct KernelSource {
  std::string name;
  uint32_t role = 0;
  uint32_t noc = 0;
  std::string text;
  std::vector<uint32_t> compile_time_args;
  std::vector<std::pair<std::string, std::string>> defines;
};

// The macros that tt-metal's build would pass, the kernel's own text (lines
// numbered as in that text), and the entry point.
std::string MakeTranslationUnit(const Architecture& architecture,
                                uint32_t worker_count,
                                const TtEmuProgramInfo& info,
                                const KernelSource& source);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_KERNEL_SOURCE_H_
