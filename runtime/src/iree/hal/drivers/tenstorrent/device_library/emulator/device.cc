// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/device.h"

#include <algorithm>
#include <cstring>
#include <thread>

namespace tt_emulator {

Device::Device(const Architecture& architecture, uint32_t grid_x,
               uint32_t grid_y)
    : architecture_(architecture),
      grid_x_(grid_x),
      grid_y_(grid_y),
      noc_map_(architecture, grid_x, grid_y),
      cores_(size_t{grid_x} * grid_y),
      clock_(grid_x * grid_y) {}

Status Device::Open(const tt_device_options_t& options,
                    std::unique_ptr<Device>* out_device) {
  if (options.arch != TT_ARCH_DEFAULT && options.arch != TT_ARCH_BLACKHOLE &&
      options.arch != TT_ARCH_WORMHOLE_B0) {
    return MakeStatus(TT_STATUS_INVALID_ARGUMENT, "unknown architecture %d",
                      static_cast<int>(options.arch));
  }
  const Architecture& architecture = GetArchitecture(options.arch);
  const uint32_t grid_x =
      options.grid_x != 0 ? options.grid_x : architecture.grid_x;
  const uint32_t grid_y =
      options.grid_y != 0 ? options.grid_y : architecture.grid_y;
  if (grid_x > architecture.max_grid_x || grid_y > architecture.max_grid_y) {
    return MakeStatus(TT_STATUS_INVALID_ARGUMENT,
                      "a grid of %u x %u cores; %s has at most %u x %u", grid_x,
                      grid_y, architecture.product, architecture.max_grid_x,
                      architecture.max_grid_y);
  }
  std::unique_ptr<Device> device(new Device(architecture, grid_x, grid_y));
  Status status = device->dram_.Map(architecture, options.dram_size);
  if (!status.ok()) return status;
  const uint32_t core_count = device->core_count();
  status = device->l1_.Map(core_count, architecture.l1_size);
  if (!status.ok()) return status;
  for (uint32_t i = 0; i < core_count; ++i) {
    Core& core = device->cores_[i];
    core.index = i;
    core.l1_base = device->l1_.base(i);
    core.l1 = device->l1_.data(i);
  }
  device->kernel_builder_ = std::make_unique<KernelBuilder>(
      options.host_compiler != nullptr ? options.host_compiler : "",
      options.cache_dir != nullptr ? options.cache_dir : "",
      options.cache_size);
  uint32_t threads = options.host_threads;
  if (threads == 0) {
    threads = std::max(1u, std::thread::hardware_concurrency());
  }
  device->scheduler_ =
      std::make_unique<Scheduler>(device.get(), std::min(threads, core_count));
  *out_device = std::move(device);
  return Status();
}

void Device::Info(tt_device_info_t* out_info) const {
  *out_info = {};
  std::strncpy(out_info->name, architecture_.product,
               sizeof(out_info->name) - 1);
  std::strncpy(out_info->library, "emulator", sizeof(out_info->library) - 1);
  std::strncpy(out_info->version, "1 (tt-metal 0.65 kernel API)",
               sizeof(out_info->version) - 1);
  out_info->arch = architecture_.arch;
  out_info->grid_x = grid_x_;
  out_info->grid_y = grid_y_;
  out_info->worker_count = core_count();
  out_info->l1_size = architecture_.l1_size;
  out_info->l1_available =
      architecture_.l1_size - architecture_.l1_unreserved_base();
  out_info->l1_alignment = kL1Alignment;
  out_info->dram_bank_count = architecture_.dram_bank_count;
  out_info->dram_bank_size = architecture_.dram_bank_size;
  out_info->dram_read_alignment = architecture_.dram_read_alignment;
  out_info->dram_write_alignment = architecture_.dram_write_alignment;
  out_info->dram_arena_base = kArenaBase;
  out_info->dram_page_size = kArenaPageSize;
  out_info->dram_arena_size = dram_.arena_size();
  out_info->noc_max_burst = architecture_.noc_max_burst;
  out_info->clock_hz = architecture_.clock_hz;
  out_info->metal_apis = TT_METAL_API_V0_65 | TT_METAL_API_V0_81;
}

Status Device::ReserveL1(uint32_t size, uint32_t* out_address) {
  const uint32_t available =
      architecture_.l1_size - architecture_.l1_unreserved_base();
  if (size == 0 || size % 64 != 0) {
    return MakeStatus(TT_STATUS_INVALID_ARGUMENT,
                      "a reservation of %u bytes of L1; it must be a multiple "
                      "of 64",
                      size);
  }
  if (size > available) {
    return MakeStatus(TT_STATUS_RESOURCE_EXHAUSTED,
                      "a reservation of %u bytes of L1; there are %u", size,
                      available);
  }
  uint32_t reserved = 0;
  if (!l1_reserved_.compare_exchange_strong(reserved, size)) {
    return MakeStatus(TT_STATUS_FAILED_PRECONDITION,
                      "%u bytes of L1 are reserved already", reserved);
  }
  *out_address = architecture_.l1_size - size;
  return Status();
}

void AddCounters(const tt_counters_t& from, tt_counters_t* to) {
  to->launches += from.launches;
  to->cores_used += from.cores_used;
  to->dram_read_bytes += from.dram_read_bytes;
  to->dram_write_bytes += from.dram_write_bytes;
  to->noc_read_bytes += from.noc_read_bytes;
  to->noc_write_bytes += from.noc_write_bytes;
  to->noc_transactions += from.noc_transactions;
  to->fpu_tile_ops += from.fpu_tile_ops;
  to->sfpu_tile_ops += from.sfpu_tile_ops;
  to->pack_tile_ops += from.pack_tile_ops;
  to->unpack_tile_ops += from.unpack_tile_ops;
  to->kernels_compiled += from.kernels_compiled;
  to->kernel_cache_hits += from.kernel_cache_hits;
  to->modeled_device_ns += from.modeled_device_ns;
}

void Device::AddCounters(const tt_counters_t& counters) {
  std::lock_guard<std::mutex> lock(counters_mutex_);
  tt_emulator::AddCounters(counters, &counters_);
}

tt_counters_t Device::counters() {
  std::lock_guard<std::mutex> lock(counters_mutex_);
  return counters_;
}

}  // namespace tt_emulator
