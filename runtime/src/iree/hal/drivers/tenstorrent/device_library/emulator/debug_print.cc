// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/debug_print.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace tt_emulator {

bool DebugPrintEnabled() {
  static const bool enabled = [] {
    const char* value = std::getenv("IREE_TENSTORRENT_DPRINT");
    return value != nullptr && value[0] != '\0' && std::strcmp(value, "0") != 0;
  }();
  return enabled;
}

void DebugPrint(TtEmuContext* context, const char* text, uint32_t size) {
  Processor* processor = AsProcessor(context);
  for (uint32_t i = 0; i < size; ++i) {
    if (text[i] == '\n') {
      FinishDebugPrint(processor);
      continue;
    }
    if (processor->print_size == sizeof(processor->print_line)) {
      FinishDebugPrint(processor);
    }
    processor->print_line[processor->print_size++] = text[i];
  }
}

void FinishDebugPrint(Processor* processor) {
  std::fprintf(stderr, "(%u,%u) %s: %.*s\n", processor->logical_x,
               processor->logical_y, RoleName(processor->role),
               static_cast<int>(processor->print_size), processor->print_line);
  processor->print_size = 0;
}

}  // namespace tt_emulator
