// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The device's modelled clock: when launches would have run on silicon. Each
// begins once its cores are free and what had ended before it was enqueued is
// over, so launches that the host did not order overlap on disjoint cores.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_DEVICE_CLOCK_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_DEVICE_CLOCK_H_

#include <cstdint>
#include <mutex>
#include <vector>

namespace tt_emulator {

// Threads: may be called from many.
class DeviceClock {
 public:
  explicit DeviceClock(uint32_t core_count) : core_free_ns_(core_count) {}

  // The latest end of a launch so far: the earliest start of one that is
  // enqueued now.
  uint64_t now();

  // Places a launch of `duration_ns` that may start at `earliest_ns` and
  // returns its start. `out_cores` receives its cores: 0 to core_count - 1 if
  // `fixed`, else those that are free first.
  uint64_t Place(uint64_t earliest_ns, uint64_t duration_ns,
                 uint32_t core_count, bool fixed,
                 std::vector<uint32_t>* out_cores);

 private:
  std::mutex mutex_;
  uint64_t now_ = 0;
  std::vector<uint64_t> core_free_ns_;
};

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_DEVICE_CLOCK_H_
