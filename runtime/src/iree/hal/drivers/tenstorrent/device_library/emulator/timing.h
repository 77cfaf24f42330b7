// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The model of device time: what each NoC transaction costs its processor, and
// what a launch costs in all. docs/emulator.md states it.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TIMING_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TIMING_H_

#include <algorithm>
#include <cstdint>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/device.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/processor.h"

namespace tt_emulator {

// Cycles to issue a transaction, and a round trip's latency that a barrier
// with transactions in flight waits for.
constexpr uint64_t kIssueCycles = 12;
constexpr uint64_t kBarrierCycles = 500;
// Cost of starting a program on all cores and of learning that it ended.
constexpr uint64_t kLaunchNs = 2000;

inline uint64_t TransferCycles(const Processor* processor, uint32_t size) {
  const uint32_t rate = processor->device->architecture().noc_bytes_per_cycle;
  return kIssueCycles + (size + rate - 1) / rate;
}

inline void CountRead(Processor* processor, uint32_t size, bool dram) {
  TtEmuCounters& counters = processor->counters;
  ++counters.noc_transactions;
  counters.noc_read_bytes += size;
  if (dram) counters.dram_read_bytes += size;
  counters.noc_cycles += TransferCycles(processor, size);
}

inline void CountWrite(Processor* processor, uint32_t size, bool dram) {
  TtEmuCounters& counters = processor->counters;
  ++counters.noc_transactions;
  counters.noc_write_bytes += size;
  if (dram) counters.dram_write_bytes += size;
  counters.noc_cycles += TransferCycles(processor, size);
}

inline void CountBarrier(Processor* processor) {
  processor->counters.noc_cycles += kBarrierCycles;
}

// Cycles that a processor was busy.
inline uint64_t BusyCycles(const TtEmuCounters& counters) {
  return std::max({counters.noc_cycles, counters.unpack_cycles,
                   counters.math_cycles, counters.pack_cycles});
}

inline uint64_t CyclesToNs(const Architecture& architecture, uint64_t cycles) {
  return static_cast<uint64_t>(1e9 * static_cast<double>(cycles) /
                               static_cast<double>(architecture.clock_hz));
}

// The slowest core, or the DRAM if that takes longer.
inline uint64_t ModeledNs(const Architecture& architecture,
                          uint64_t slowest_core_cycles, uint64_t dram_bytes) {
  const uint64_t dram_ns = static_cast<uint64_t>(
      1e9 * static_cast<double>(dram_bytes) /
      static_cast<double>(architecture.dram_bytes_per_second));
  return kLaunchNs +
         std::max(CyclesToNs(architecture, slowest_core_cycles), dram_ns);
}

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TIMING_H_
