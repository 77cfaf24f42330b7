// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Errors inside the metalium library: exceptions, as tt-metal's are, which are
// turned into the statuses of tt_device.h where the library is entered.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_ERROR_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_ERROR_H_

#include <stdexcept>
#include <string>
#include <utility>

#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_metalium_device {

class Error : public std::runtime_error {
 public:
  Error(tt_status_t code, const std::string& message)
      : std::runtime_error(message), code_(code) {}
  tt_status_t code() const { return code_; }

 private:
  tt_status_t code_;
};

// What tt-metal's exception text means: it throws one type for everything.
// Deadline: a hung kernel; resources: L1 or DRAM; and so on; else INTERNAL.
tt_status_t ClassifyMessage(const std::string& text);

// The part of tt-metal's text that tells a user something: no source location
// of tt-metal, no backtrace.
std::string ReadableMessage(const std::string& text);

// Fills `error` (may be NULL) from the exception that is being handled.
tt_status_t ExportCurrentException(tt_error_t* error);

// Runs `body` and returns its outcome as a status.
template <typename Body>
tt_status_t Guard(tt_error_t* error, Body&& body) {
  try {
    std::forward<Body>(body)();
    return TT_STATUS_OK;
  } catch (...) {
    return ExportCurrentException(error);
  }
}

}  // namespace tt_metalium_device

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_ERROR_H_
