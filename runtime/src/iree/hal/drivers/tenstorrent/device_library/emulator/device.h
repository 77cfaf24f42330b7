// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// An open emulated device: its memories, cores, scheduler and kernel builder.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_DEVICE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_DEVICE_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/architecture.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/device_clock.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/dram.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/kernel_builder.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/l1_memory.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/processor.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/scheduler.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {

// Adds all that can be summed.
void AddCounters(const tt_counters_t& from, tt_counters_t* to);

class Device {
 public:
  static Status Open(const tt_device_options_t& options,
                     std::unique_ptr<Device>* out_device);

  const Architecture& architecture() const { return architecture_; }
  const NocMap& noc_map() const { return noc_map_; }
  Dram& dram() { return dram_; }
  uint32_t grid_x() const { return grid_x_; }
  uint32_t grid_y() const { return grid_y_; }
  uint32_t core_count() const { return grid_x_ * grid_y_; }
  Core& core(uint32_t index) { return cores_[index]; }
  Scheduler& scheduler() { return *scheduler_; }
  KernelBuilder& kernel_builder() { return *kernel_builder_; }
  DeviceClock& clock() { return clock_; }
  void Info(tt_device_info_t* out_info) const;

  // See tt_device_library_t.
  Status ReserveL1(uint32_t size, uint32_t* out_address);
  void ReleaseL1() { l1_reserved_.store(0); }
  // L1 offset from which on bytes are reserved; the size of L1 if none are.
  uint32_t l1_reserved_begin() const {
    return architecture_.l1_size - l1_reserved_.load(std::memory_order_relaxed);
  }

  // Adds to the device's counters.
  void AddCounters(const tt_counters_t& counters);
  tt_counters_t counters();

 private:
  Device(const Architecture& architecture, uint32_t grid_x, uint32_t grid_y);

  const Architecture& architecture_;
  const uint32_t grid_x_;
  const uint32_t grid_y_;
  NocMap noc_map_;
  Dram dram_;
  L1Memory l1_;
  std::atomic<uint32_t> l1_reserved_{0};
  std::vector<Core> cores_;
  DeviceClock clock_;
  std::unique_ptr<KernelBuilder> kernel_builder_;
  std::mutex counters_mutex_;
  tt_counters_t counters_ = {};
  // Last: its threads use all of the above.
  std::unique_ptr<Scheduler> scheduler_;
};

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_DEVICE_H_
