// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal on a card behind the C ABI of tt_device.h: a shared object that the
// driver loads where it is installed.

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <tt-metalium/hal.hpp>
#include <utility>

#include "iree/hal/drivers/tenstorrent/device_library/metalium/arena.h"
#include "iree/hal/drivers/tenstorrent/device_library/metalium/card.h"
#include "iree/hal/drivers/tenstorrent/device_library/metalium/error.h"
#include "iree/hal/drivers/tenstorrent/device_library/metalium/launcher.h"
#include "iree/hal/drivers/tenstorrent/device_library/metalium/loaded_program.h"
#include "iree/hal/drivers/tenstorrent/device_library/metalium/prerequisites.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_metalium_device {
namespace {

// One open of a card: its own arena, the card's queue.
struct Device {
  std::shared_ptr<Card> card;
  uint32_t grid_x = 0;
  uint32_t grid_y = 0;
  std::unique_ptr<Arena> arena;
  std::unique_ptr<Launcher> launcher;  // first to go: it uses the others

  uint32_t worker_count() const { return grid_x * grid_y; }
};

struct ProgramOnDevice {
  Device* device;
  LoadedProgram program;
};

Device* AsDevice(tt_device_t* device) {
  return reinterpret_cast<Device*>(device);
}

std::unique_ptr<Device> OpenDevice(uint32_t index,
                                   const tt_device_options_t& options) {
  auto device = std::make_unique<Device>();
  device->card = Card::Open(index, options.cache_dir);
  Card& card = *device->card;
  if (options.arch != TT_ARCH_DEFAULT && options.arch != card.arch()) {
    throw Error(TT_STATUS_FAILED_PRECONDITION,
                "card " + std::to_string(index) + " is a " + card.arch_name() +
                    ", and another architecture was asked for");
  }
  device->grid_x = static_cast<uint32_t>(card.grid().x);
  device->grid_y = static_cast<uint32_t>(card.grid().y);
  if (options.grid_x != 0 || options.grid_y != 0) {
    if (options.grid_x == 0 || options.grid_y == 0 ||
        options.grid_x > device->grid_x || options.grid_y > device->grid_y) {
      throw Error(TT_STATUS_INVALID_ARGUMENT,
                  "a grid of " + std::to_string(options.grid_x) + " x " +
                      std::to_string(options.grid_y) + " workers; card " +
                      std::to_string(index) + " has " +
                      std::to_string(device->grid_x) + " x " +
                      std::to_string(device->grid_y));
    }
    device->grid_x = options.grid_x;
    device->grid_y = options.grid_y;
  }
  device->arena = std::make_unique<Arena>(device->card, options.dram_size);
  device->launcher = std::make_unique<Launcher>(device->card);
  return device;
}

void FillInfo(Device* device, tt_device_info_t* info) {
  *info = {};
  const bool is_blackhole = device->card->arch() == TT_ARCH_BLACKHOLE;
  std::snprintf(info->name, sizeof(info->name), "%s",
                device->card->name().c_str());
  std::snprintf(info->library, sizeof(info->library), "metalium");
  std::snprintf(info->version, sizeof(info->version), "tt-metal v0.65");
  info->arch = device->card->arch();
  info->grid_x = device->grid_x;
  info->grid_y = device->grid_y;
  info->worker_count = device->worker_count();
  info->l1_size = tt::tt_metal::hal::get_l1_size();
  info->l1_available = tt::tt_metal::hal::get_max_worker_l1_unreserved_size();
  info->l1_alignment = tt::tt_metal::hal::get_l1_alignment();
  info->dram_bank_count = device->arena->bank_count();
  info->dram_bank_size = device->arena->bank_size();
  info->dram_read_alignment = is_blackhole ? 64 : 32;
  info->dram_write_alignment = 16;
  info->dram_arena_base = device->arena->base();
  info->dram_page_size = kPageSize;
  info->dram_arena_size = device->arena->size();
  info->metal_apis = TT_METAL_API_V0_65;
  info->noc_max_burst = is_blackhole ? 16384 : 8192;
  info->clock_hz = is_blackhole ? 1350000000ull : 1000000000ull;
}

tt_status_t DeviceCount(uint32_t* out_count, tt_error_t* error) {
  return Guard(error,
               [&] { *out_count = CountCards(Machine::FromEnvironment()); });
}

tt_status_t Open(uint32_t index, const tt_device_options_t* options,
                 tt_device_t** out_device, tt_error_t* error) {
  *out_device = nullptr;
  return Guard(error, [&] {
    const tt_device_options_t defaults = {};
    *out_device = reinterpret_cast<tt_device_t*>(
        OpenDevice(index, options != nullptr ? *options : defaults).release());
  });
}

void Close(tt_device_t* device) { delete AsDevice(device); }

void Info(tt_device_t* device, tt_device_info_t* out_info) {
  FillInfo(AsDevice(device), out_info);
}

tt_status_t DramWrite(tt_device_t* device, uint64_t offset, const void* source,
                      size_t length, tt_error_t* error) {
  return Guard(error,
               [&] { AsDevice(device)->arena->Write(offset, source, length); });
}

tt_status_t DramRead(tt_device_t* device, uint64_t offset, void* target,
                     size_t length, tt_error_t* error) {
  return Guard(error,
               [&] { AsDevice(device)->arena->Read(offset, target, length); });
}

tt_status_t DramCopy(tt_device_t* device, uint64_t source_offset,
                     uint64_t target_offset, uint64_t length,
                     tt_error_t* error) {
  return Guard(error, [&] {
    AsDevice(device)->arena->Copy(source_offset, target_offset, length);
  });
}

tt_status_t DramFill(tt_device_t* device, uint64_t offset, uint64_t length,
                     const void* pattern, size_t pattern_length,
                     tt_error_t* error) {
  return Guard(error, [&] {
    AsDevice(device)->arena->Fill(offset, length, pattern, pattern_length);
  });
}

tt_status_t ProgramCreate(tt_device_t* tt_device,
                          const tt_program_desc_t* description,
                          tt_program_t** out_program, tt_error_t* error) {
  *out_program = nullptr;
  return Guard(error, [&] {
    Device* device = AsDevice(tt_device);
    device->card->CheckAlive();
    std::unique_ptr<ProgramOnDevice> program(new ProgramOnDevice{
        device,
        LoadedProgram(
            CopyProgram(*description, device->worker_count(),
                        tt::tt_metal::hal::get_max_worker_l1_unreserved_size()),
            device->grid_x)});
    program->program.Compile(device->card.get(), device->worker_count());
    *out_program = reinterpret_cast<tt_program_t*>(program.release());
  });
}

void ProgramDestroy(tt_program_t* program) {
  delete reinterpret_cast<ProgramOnDevice*>(program);
}

tt_status_t LaunchProgram(tt_program_t* tt_program, const tt_launch_t* launch,
                          tt_completion_fn_t completion, void* user_data,
                          tt_error_t* error) {
  return Guard(error, [&] {
    auto* program = reinterpret_cast<ProgramOnDevice*>(tt_program);
    Launch copy =
        program->program.CopyLaunch(*launch, program->device->worker_count());
    copy.program = &program->program;
    copy.completion = completion;
    copy.user_data = user_data;
    program->device->launcher->Enqueue(std::move(copy));
  });
}

void Counters(tt_device_t* device, tt_counters_t* out_counters) {
  *out_counters = AsDevice(device)->launcher->counters();
}

tt_status_t L1Reserve(tt_device_t* device, uint32_t size, uint32_t* out_address,
                      tt_error_t* error) {
  *out_address = 0;
  return Guard(error, [&] {
    Card& card = *AsDevice(device)->card;
    card.Use([&] {
      std::lock_guard<std::mutex> lock(card.queue_mutex());
      *out_address = card.l1().Reserve(card.mesh(), size);
    });
  });
}

void L1Release(tt_device_t* device) {
  Card& card = *AsDevice(device)->card;
  std::lock_guard<std::mutex> lock(card.queue_mutex());
  card.l1().Release();
}

constexpr tt_device_library_t kLibrary = {
    /*abi_version=*/TT_DEVICE_ABI_VERSION,
    /*name=*/"metalium",
    /*device_count=*/DeviceCount,
    /*open=*/Open,
    /*close=*/Close,
    /*info=*/Info,
    /*dram_write=*/DramWrite,
    /*dram_read=*/DramRead,
    /*dram_copy=*/DramCopy,
    /*dram_fill=*/DramFill,
    /*program_create=*/ProgramCreate,
    /*program_destroy=*/ProgramDestroy,
    /*launch=*/LaunchProgram,
    /*counters=*/Counters,
    /*dram_discard=*/nullptr,
    /*l1_reserve=*/L1Reserve,
    /*l1_release=*/L1Release,
};

}  // namespace
}  // namespace tt_metalium_device

extern "C" __attribute__((visibility("default"))) const tt_device_library_t*
tt_device_library_query(uint32_t abi_version) {
  return abi_version == TT_DEVICE_ABI_VERSION ? &tt_metalium_device::kLibrary
                                              : nullptr;
}
