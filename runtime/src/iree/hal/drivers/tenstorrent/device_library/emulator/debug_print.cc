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
  const bool ends_line = size > 0 && text[size - 1] == '\n';
  std::fprintf(stderr, "(%u,%u):%s: %.*s%s", context->logical_x,
               context->logical_y, RoleName(context->role),
               static_cast<int>(size), text, ends_line ? "" : "\n");
}

}  // namespace tt_emulator
