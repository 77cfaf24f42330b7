// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A device library for tests: the emulated device, lost in the middle of its
// work. The third launch of each opened device fails as if the card had gone,
// and so does everything after it; a device that is opened again works.

#include <atomic>
#include <cstdio>

#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace {

constexpr int kLaunchesBeforeLoss = 2;

struct LostDevice {
  tt_device_t* inner;
  std::atomic<int> launches{0};
  std::atomic<bool> lost{false};
};

struct LostProgram {
  LostDevice* device;
  tt_program_t* inner;
};

const tt_device_library_t& Inner() { return *tt_device_library_emulator(); }

LostDevice* AsDevice(tt_device_t* device) {
  return reinterpret_cast<LostDevice*>(device);
}
LostProgram* AsProgram(tt_program_t* program) {
  return reinterpret_cast<LostProgram*>(program);
}

tt_status_t Fail(tt_error_t* error) {
  std::snprintf(error->message, sizeof(error->message),
                "injected fault: the device is lost");
  return TT_STATUS_UNAVAILABLE;
}

tt_status_t DeviceCount(uint32_t* out_count, tt_error_t* error) {
  return Inner().device_count(out_count, error);
}

tt_status_t Open(uint32_t index, const tt_device_options_t* options,
                 tt_device_t** out_device, tt_error_t* error) {
  LostDevice* device = new LostDevice();
  const tt_status_t status =
      Inner().open(index, options, &device->inner, error);
  if (status != TT_STATUS_OK) {
    delete device;
    *out_device = nullptr;
    return status;
  }
  *out_device = reinterpret_cast<tt_device_t*>(device);
  return status;
}

void Close(tt_device_t* device) {
  Inner().close(AsDevice(device)->inner);
  delete AsDevice(device);
}

void Info(tt_device_t* device, tt_device_info_t* out_info) {
  Inner().info(AsDevice(device)->inner, out_info);
}

tt_status_t DramWrite(tt_device_t* device, uint64_t offset, const void* source,
                      size_t length, tt_error_t* error) {
  if (AsDevice(device)->lost) return Fail(error);
  return Inner().dram_write(AsDevice(device)->inner, offset, source, length,
                            error);
}

tt_status_t DramRead(tt_device_t* device, uint64_t offset, void* target,
                     size_t length, tt_error_t* error) {
  if (AsDevice(device)->lost) return Fail(error);
  return Inner().dram_read(AsDevice(device)->inner, offset, target, length,
                           error);
}

tt_status_t DramCopy(tt_device_t* device, uint64_t source_offset,
                     uint64_t target_offset, uint64_t length,
                     tt_error_t* error) {
  if (AsDevice(device)->lost) return Fail(error);
  return Inner().dram_copy(AsDevice(device)->inner, source_offset,
                           target_offset, length, error);
}

tt_status_t DramFill(tt_device_t* device, uint64_t offset, uint64_t length,
                     const void* pattern, size_t pattern_length,
                     tt_error_t* error) {
  if (AsDevice(device)->lost) return Fail(error);
  return Inner().dram_fill(AsDevice(device)->inner, offset, length, pattern,
                           pattern_length, error);
}

tt_status_t ProgramCreate(tt_device_t* device, const tt_program_desc_t* desc,
                          tt_program_t** out_program, tt_error_t* error) {
  *out_program = nullptr;
  if (AsDevice(device)->lost) return Fail(error);
  LostProgram* program = new LostProgram{AsDevice(device), nullptr};
  const tt_status_t status = Inner().program_create(
      AsDevice(device)->inner, desc, &program->inner, error);
  if (status != TT_STATUS_OK) {
    delete program;
    return status;
  }
  *out_program = reinterpret_cast<tt_program_t*>(program);
  return status;
}

void ProgramDestroy(tt_program_t* program) {
  Inner().program_destroy(AsProgram(program)->inner);
  delete AsProgram(program);
}

tt_status_t Launch(tt_program_t* program, const tt_launch_t* launch,
                   tt_completion_fn_t completion, void* user_data,
                   tt_error_t* error) {
  LostDevice* device = AsProgram(program)->device;
  if (device->lost) return Fail(error);
  if (++device->launches > kLaunchesBeforeLoss) {
    // It begins, and its end tells.
    device->lost = true;
    tt_error_t lost;
    const tt_status_t status = Fail(&lost);
    const tt_counters_t counters = {};
    completion(user_data, status, &lost, &counters);
    return TT_STATUS_OK;
  }
  return Inner().launch(AsProgram(program)->inner, launch, completion,
                        user_data, error);
}

void Counters(tt_device_t* device, tt_counters_t* out_counters) {
  Inner().counters(AsDevice(device)->inner, out_counters);
}

tt_status_t L1Reserve(tt_device_t* device, uint32_t size, uint32_t* out_address,
                      tt_error_t* error) {
  if (AsDevice(device)->lost) return Fail(error);
  return Inner().l1_reserve(AsDevice(device)->inner, size, out_address, error);
}

void L1Release(tt_device_t* device) {
  Inner().l1_release(AsDevice(device)->inner);
}

constexpr tt_device_library_t kLibrary = {
    /*abi_version=*/TT_DEVICE_ABI_VERSION,
    /*name=*/"lost",
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
    /*launch=*/Launch,
    /*counters=*/Counters,
    /*dram_discard=*/nullptr,
    /*l1_reserve=*/L1Reserve,
    /*l1_release=*/L1Release,
};

}  // namespace

extern "C" __attribute__((visibility("default"))) const tt_device_library_t*
tt_device_library_query(uint32_t abi_version) {
  return abi_version == TT_DEVICE_ABI_VERSION ? &kLibrary : nullptr;
}
