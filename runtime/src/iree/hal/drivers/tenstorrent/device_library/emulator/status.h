// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The result of an operation of the emulated device: a tt_status_t and, unless
// it is OK, a message for people.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_STATUS_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_STATUS_H_

#include <cstdarg>
#include <cstdint>
#include <string>
#include <utility>

#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {

class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(tt_status_t code, std::string message)
      : code_(code), message_(std::move(message)) {}

  bool ok() const { return code_ == TT_STATUS_OK; }
  tt_status_t code() const { return code_; }
  const std::string& message() const { return message_; }

  // Copies the message to `error` (truncated to fit) and returns the code.
  tt_status_t Export(tt_error_t* error) const;

 private:
  tt_status_t code_ = TT_STATUS_OK;
  std::string message_;
};

// printf-style.
Status MakeStatus(tt_status_t code, const char* format, ...)
    __attribute__((format(printf, 2, 3)));
std::string FormatString(const char* format, ...)
    __attribute__((format(printf, 1, 2)));
std::string FormatStringV(const char* format, va_list arguments);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_STATUS_H_
