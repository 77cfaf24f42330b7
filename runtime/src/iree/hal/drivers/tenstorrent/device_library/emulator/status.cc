// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace tt_emulator {

tt_status_t Status::Export(tt_error_t* error) const {
  const size_t size = std::min(message_.size(), sizeof(error->message) - 1);
  std::memcpy(error->message, message_.data(), size);
  error->message[size] = '\0';
  return code_;
}

std::string FormatStringV(const char* format, va_list arguments) {
  va_list copy;
  va_copy(copy, arguments);
  const int size = std::vsnprintf(nullptr, 0, format, copy);
  va_end(copy);
  if (size < 0) return format;
  std::string text(static_cast<size_t>(size), '\0');
  std::vsnprintf(text.data(), text.size() + 1, format, arguments);
  return text;
}

std::string FormatString(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  std::string text = FormatStringV(format, arguments);
  va_end(arguments);
  return text;
}

Status MakeStatus(tt_status_t code, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  Status status(code, FormatStringV(format, arguments));
  va_end(arguments);
  return status;
}

}  // namespace tt_emulator
