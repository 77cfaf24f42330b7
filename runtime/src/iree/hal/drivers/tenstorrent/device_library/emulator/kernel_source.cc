// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/kernel_source.h"

#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"

namespace tt_emulator {
namespace {

void Define(std::string* unit, const std::string& name,
            const std::string& value) {
  *unit += "#define " + name + " " + value + "\n";
}

void Define(std::string* unit, const std::string& name, uint64_t value) {
  Define(unit, name, std::to_string(value));
}

template <typename Values>
std::string Join(const Values& values) {
  std::string text;
  for (const auto value : values) {
    if (!text.empty()) text += ",";
    text += std::to_string(static_cast<uint64_t>(value));
  }
  return text;
}

// For a #line directive's string.
std::string Escape(const std::string& name) {
  std::string text;
  for (const char c : name) {
    if (c == '"' || c == '\\') text += '\\';
    text += c < ' ' ? ' ' : c;
  }
  return text;
}

uint32_t FloorLog2(uint32_t value) {
  uint32_t log = 0;
  while (value >>= 1) ++log;
  return log;
}

void DefineBanks(std::string* unit, const char* kind, uint32_t count) {
  const std::string suffix = std::string("NUM_") + kind + "_BANKS";
  Define(unit, suffix, count);
  if ((count & (count - 1)) != 0) {
    Define(unit, "IS_NOT_POW2_" + suffix, 1);
  } else {
    Define(unit, "LOG_BASE_2_OF_" + suffix, FloorLog2(count));
  }
}

// Whether the kernel uses C++'s library, by itself or in headers of its own.
// Including it costs every kernel as much time as compiling the rest.
bool UsesStandardLibrary(const std::string& text) {
  return text.find("std::") != std::string::npos ||
         text.find(".hpp\"") != std::string::npos;
}

}  // namespace

std::string MakeTranslationUnit(const Architecture& architecture,
                                uint32_t worker_count,
                                const TtEmuProgramInfo& info,
                                const KernelSource& source) {
  std::string unit;
  unit.reserve(source.text.size() + 2048);
  Define(&unit, "KERNEL_BUILD", 1);
  Define(&unit, "TENSIX_FIRMWARE", 1);
  Define(&unit, architecture.define, 1);
  DefineBanks(&unit, "DRAM", architecture.dram_bank_count);
  DefineBanks(&unit, "L1", worker_count);
  Define(&unit, "DRAM_ALIGNMENT", architecture.dram_read_alignment);
  Define(&unit, "LOG_BASE_2_OF_DRAM_ALIGNMENT",
         FloorLog2(architecture.dram_read_alignment));
  Define(&unit, "L1_ALIGNMENT", kL1Alignment);
  Define(&unit, "LOG_BASE_2_OF_L1_ALIGNMENT", FloorLog2(kL1Alignment));
  Define(&unit, "MEM_ZEROS_BASE", architecture.l1_zeros_base);
  Define(&unit, "MEM_ZEROS_SIZE", 512);
  Define(&unit, "NOC_MAX_BURST_SIZE", architecture.noc_max_burst);
  Define(&unit, "NOC_INDEX", source.noc);
  Define(&unit, "NOC_MODE", 0);
  Define(&unit, "TT_EMU_ROLE", source.role);
  switch (source.role) {
    case kTtEmuReader:
      Define(&unit, "COMPILE_FOR_NCRISC", 1);
      break;
    case kTtEmuWriter:
      Define(&unit, "COMPILE_FOR_BRISC", 1);
      break;
    default:
      Define(&unit, "COMPILE_FOR_TRISC", 1);
      Define(&unit, "NAMESPACE", "chlkc_math");
      break;
  }
  Define(&unit, "KERNEL_COMPILE_TIME_ARGS", Join(source.compile_time_args));
  Define(&unit, "TT_EMU_CB_FORMATS", Join(info.cb_format));
  Define(&unit, "TT_EMU_CB_UNPACK_TO_DEST_MODES",
         Join(info.cb_unpack_to_dest_mode));
  Define(&unit, "TT_EMU_MATH_FIDELITY", info.math_fidelity);
  Define(&unit, "TT_EMU_DST_ACCUM_MODE", info.fp32_dest_acc_en);
  Define(&unit, "TT_EMU_DST_SYNC_FULL", info.dst_full_sync_en);
  Define(&unit, "TT_EMU_APPROX", info.math_approx_mode);
  if (UsesStandardLibrary(source.text)) {
    Define(&unit, "TT_EMU_STANDARD_LIBRARY", 1);
  }
  for (const auto& [name, value] : source.defines) Define(&unit, name, value);
  unit += "#include \"tt_emu/kernel_prelude.h\"\n";
  // The name of the file that iree-compile dumps the kernel to.
  unit += "#line 1 \"" + Escape(source.name) + ".cpp\"\n";
  unit += source.text;
  unit += "\n#include \"tt_emu/kernel_entry.h\"\n";
  return unit;
}

}  // namespace tt_emulator
