// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/time_limit.h"

#include <chrono>
#include <cstdlib>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/deadlock.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/processor.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {

int64_t TimeLimitNs() {
  constexpr double kDefaultSeconds = 1800;
  const char* variable = std::getenv("IREE_TENSTORRENT_KERNEL_TIMEOUT");
  double seconds = kDefaultSeconds;
  if (variable != nullptr && variable[0] != 0) {
    char* end = nullptr;
    const double value = std::strtod(variable, &end);
    if (*end == 0 && value >= 0 && value < 1e9) seconds = value;
  }
  return static_cast<int64_t>(seconds * 1e9);
}

int64_t SteadyNs() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

Status TimeoutStatus(const Processor& processor) {
  return MakeStatus(TT_STATUS_DEADLINE_EXCEEDED,
                    "%s: the launch did not end in %.3g seconds and this "
                    "kernel still runs (IREE_TENSTORRENT_KERNEL_TIMEOUT)",
                    Describe(processor).c_str(),
                    static_cast<double>(TimeLimitNs()) * 1e-9);
}

}  // namespace tt_emulator
