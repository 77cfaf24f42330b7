// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The emulated device behind the C ABI of tt_device.h.

#include <memory>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/device.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/launch.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/program.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {
namespace {

Device* AsDevice(tt_device_t* device) {
  return reinterpret_cast<Device*>(device);
}

tt_status_t DeviceCount(uint32_t* out_count, tt_error_t*) {
  *out_count = 1;
  return TT_STATUS_OK;
}

tt_status_t Open(uint32_t index, const tt_device_options_t* options,
                 tt_device_t** out_device, tt_error_t* error) {
  *out_device = nullptr;
  if (index != 0) {
    return MakeStatus(TT_STATUS_NOT_FOUND,
                      "there is no emulated device %u (only 0)", index)
        .Export(error);
  }
  const tt_device_options_t defaults = {};
  std::unique_ptr<Device> device;
  Status status =
      Device::Open(options != nullptr ? *options : defaults, &device);
  *out_device = reinterpret_cast<tt_device_t*>(device.release());
  return status.Export(error);
}

void Close(tt_device_t* device) { delete AsDevice(device); }

void Info(tt_device_t* device, tt_device_info_t* out_info) {
  AsDevice(device)->Info(out_info);
}

tt_status_t DramWrite(tt_device_t* device, uint64_t offset, const void* source,
                      size_t length, tt_error_t* error) {
  return AsDevice(device)->dram().Write(offset, source, length).Export(error);
}

tt_status_t DramRead(tt_device_t* device, uint64_t offset, void* target,
                     size_t length, tt_error_t* error) {
  return AsDevice(device)->dram().Read(offset, target, length).Export(error);
}

tt_status_t DramCopy(tt_device_t* device, uint64_t source_offset,
                     uint64_t target_offset, uint64_t length,
                     tt_error_t* error) {
  return AsDevice(device)
      ->dram()
      .Copy(source_offset, target_offset, length)
      .Export(error);
}

tt_status_t DramFill(tt_device_t* device, uint64_t offset, uint64_t length,
                     const void* pattern, size_t pattern_length,
                     tt_error_t* error) {
  return AsDevice(device)
      ->dram()
      .Fill(offset, length, pattern, pattern_length)
      .Export(error);
}

void DramDiscard(tt_device_t* device, uint64_t offset, uint64_t length) {
  AsDevice(device)->dram().Discard(offset, length);
}

tt_status_t L1Reserve(tt_device_t* device, uint32_t size, uint32_t* out_address,
                      tt_error_t* error) {
  return AsDevice(device)->ReserveL1(size, out_address).Export(error);
}

void L1Release(tt_device_t* device) { AsDevice(device)->ReleaseL1(); }

tt_status_t ProgramCreate(tt_device_t* device, const tt_program_desc_t* desc,
                          tt_program_t** out_program, tt_error_t* error) {
  std::unique_ptr<Program> program;
  Status status = Program::Create(AsDevice(device), *desc, &program);
  *out_program = reinterpret_cast<tt_program_t*>(program.release());
  return status.Export(error);
}

void ProgramDestroy(tt_program_t* program) {
  delete reinterpret_cast<Program*>(program);
}

tt_status_t LaunchProgram(tt_program_t* program, const tt_launch_t* launch,
                          tt_completion_fn_t completion, void* user_data,
                          tt_error_t* error) {
  Program* from = reinterpret_cast<Program*>(program);
  std::shared_ptr<Launch> queued;
  Status status = Launch::Create(from, *launch, completion, user_data, &queued);
  if (status.ok()) {
    from->device()->scheduler().Enqueue(std::move(queued),
                                        launch->caller_waits);
  }
  return status.Export(error);
}

void Counters(tt_device_t* device, tt_counters_t* out_counters) {
  *out_counters = AsDevice(device)->counters();
}

constexpr tt_device_library_t kLibrary = {
    /*abi_version=*/TT_DEVICE_ABI_VERSION,
    /*name=*/"emulator",
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
    /*dram_discard=*/DramDiscard,
    /*l1_reserve=*/L1Reserve,
    /*l1_release=*/L1Release,
};

}  // namespace
}  // namespace tt_emulator

extern "C" const tt_device_library_t* tt_device_library_emulator(void) {
  return &tt_emulator::kLibrary;
}
