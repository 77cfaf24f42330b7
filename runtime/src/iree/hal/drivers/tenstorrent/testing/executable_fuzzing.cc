// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/testing/executable_fuzzing.h"

#include <cstdlib>
#include <cstring>
#include <vector>

#include "iree/hal/drivers/tenstorrent/chip.h"
#include "iree/hal/drivers/tenstorrent/executable.h"

namespace iree::hal::tenstorrent {
namespace {

// What a program was made of, so that reading it is not optimized away.
volatile uint32_t checksum;

void ReadBytes(const void* data, size_t size) {
  const uint8_t* bytes = static_cast<const uint8_t*>(data);
  uint32_t sum = 0;
  for (size_t i = 0; i < size; ++i) sum += bytes[i];
  checksum = checksum + sum;
}

tt_status_t DeviceCount(uint32_t* out_count, tt_error_t*) {
  *out_count = 1;
  return TT_STATUS_OK;
}

tt_status_t OpenDevice(uint32_t, const tt_device_options_t*,
                       tt_device_t** out_device, tt_error_t*) {
  *out_device = reinterpret_cast<tt_device_t*>(std::malloc(1));
  return TT_STATUS_OK;
}

void CloseDevice(tt_device_t* device) { std::free(device); }

void DeviceInfo(tt_device_t*, tt_device_info_t* out_info) {
  std::memset(out_info, 0, sizeof(*out_info));
  out_info->arch = TT_ARCH_BLACKHOLE;
  out_info->metal_apis = TT_METAL_API_V0_65;
  out_info->grid_x = 12;
  out_info->grid_y = 10;
  out_info->worker_count = 120;
  out_info->l1_available = 1 << 20;
  out_info->dram_page_size = 4096;
  out_info->dram_arena_size = 1 << 20;
}

tt_status_t CreateProgram(tt_device_t*, const tt_program_desc_t* desc,
                          tt_program_t** out_program, tt_error_t*) {
  ReadBytes(desc->name.data, desc->name.size);
  for (size_t i = 0; i < desc->kernel_count; ++i) {
    const tt_kernel_desc_t& kernel = desc->kernels[i];
    ReadBytes(kernel.name.data, kernel.name.size);
    ReadBytes(kernel.source.data, kernel.source.size);
    ReadBytes(kernel.compile_time_args, 4 * kernel.compile_time_arg_count);
    for (size_t j = 0; j < kernel.define_count; ++j) {
      ReadBytes(kernel.defines[j].name.data, kernel.defines[j].name.size);
      ReadBytes(kernel.defines[j].value.data, kernel.defines[j].value.size);
    }
    ReadBytes(kernel.core_ranges,
              sizeof(tt_core_range_t) * kernel.core_range_count);
  }
  ReadBytes(desc->circular_buffers,
            sizeof(tt_circular_buffer_desc_t) * desc->circular_buffer_count);
  ReadBytes(desc->semaphore_initial_values, 4 * desc->semaphore_count);
  *out_program = reinterpret_cast<tt_program_t*>(std::malloc(1));
  return TT_STATUS_OK;
}

void DestroyProgram(tt_program_t* program) { std::free(program); }

// Of the functions only those that loading calls.
const tt_device_library_t* FuzzLibrary() {
  static const tt_device_library_t library = [] {
    tt_device_library_t functions = {};
    functions.abi_version = TT_DEVICE_ABI_VERSION;
    functions.name = "fuzzing";
    functions.device_count = DeviceCount;
    functions.open = OpenDevice;
    functions.close = CloseDevice;
    functions.info = DeviceInfo;
    functions.program_create = CreateProgram;
    functions.program_destroy = DestroyProgram;
    return functions;
  }();
  return &library;
}

struct FuzzChip {
  FuzzChip() {
    // References that are never dropped, as the library is not on the heap.
    iree_atomic_ref_count_init(&library.ref_count);
    library.host_allocator = iree_allocator_system();
    library.api = FuzzLibrary();
    iree_hal_tenstorrent_device_options_t options;
    iree_hal_tenstorrent_device_options_initialize(&options);
    iree_hal_tenstorrent_chip_set_t* chips = nullptr;
    IREE_CHECK_OK(iree_hal_tenstorrent_chip_set_create(
        &library, iree_allocator_system(), &chips));
    IREE_CHECK_OK(iree_hal_tenstorrent_chip_set_open(chips, /*index=*/0,
                                                     &options, &chip));
    iree_hal_tenstorrent_chip_set_release(chips);
  }
  ~FuzzChip() { iree_hal_tenstorrent_chip_release(chip); }

  iree_hal_tenstorrent_library_t library = {};
  iree_hal_tenstorrent_chip_t* chip = nullptr;
};

}  // namespace

iree_status_t LoadExecutable(const uint8_t* data, size_t size) {
  static FuzzChip fuzz_chip;
  // An allocation of exactly `size` bytes, so that a sanitizer sees overruns.
  void* copy = std::malloc(size ? size : 1);
  if (size) std::memcpy(copy, data, size);
  iree_hal_executable_params_t params;
  iree_hal_executable_params_initialize(&params);
  params.executable_format = IREE_SV(IREE_HAL_TENSTORRENT_EXECUTABLE_FORMAT);
  params.executable_data = iree_make_const_byte_span(copy, size);
  iree_hal_executable_t* executable = nullptr;
  iree_status_t status = iree_hal_tenstorrent_executable_create(
      fuzz_chip.chip, &params, iree_allocator_system(), &executable);
  std::free(copy);
  if (iree_status_is_ok(status)) {
    status = iree_hal_tenstorrent_executable_await(executable);
  }
  iree_hal_executable_release(executable);
  return status;
}

void FuzzExecutable(const uint8_t* data, size_t size) {
  iree_status_t status = LoadExecutable(data, size);
  if (!iree_status_is_ok(status) && !iree_status_is_invalid_argument(status) &&
      !iree_status_is_incompatible(status) &&
      !iree_status_is_resource_exhausted(status)) {
    iree_status_abort(status);
  }
  iree_status_free(status);
}

}  // namespace iree::hal::tenstorrent
