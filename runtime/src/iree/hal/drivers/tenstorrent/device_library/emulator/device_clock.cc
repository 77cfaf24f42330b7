// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/device_clock.h"

#include <algorithm>
#include <numeric>

namespace tt_emulator {

uint64_t DeviceClock::now() {
  std::lock_guard<std::mutex> lock(mutex_);
  return now_;
}

uint64_t DeviceClock::Place(uint64_t earliest_ns, uint64_t duration_ns,
                            uint32_t core_count, bool fixed,
                            std::vector<uint32_t>* out_cores) {
  std::lock_guard<std::mutex> lock(mutex_);
  const bool any = fixed || now_ <= earliest_ns;  // Or all are free.
  out_cores->resize(any ? core_count : core_free_ns_.size());
  std::iota(out_cores->begin(), out_cores->end(), 0u);
  if (!any) {
    // A core that is free in time is as good as any other.
    const auto free_at = [&](uint32_t core) {
      return std::max(core_free_ns_[core], earliest_ns);
    };
    std::stable_sort(
        out_cores->begin(), out_cores->end(),
        [&](uint32_t a, uint32_t b) { return free_at(a) < free_at(b); });
    out_cores->resize(core_count);
  }
  uint64_t start = earliest_ns;
  for (uint32_t core : *out_cores) start = std::max(start, core_free_ns_[core]);
  for (uint32_t core : *out_cores) core_free_ns_[core] = start + duration_ns;
  now_ = std::max(now_, start + duration_ns);
  return start;
}

}  // namespace tt_emulator
