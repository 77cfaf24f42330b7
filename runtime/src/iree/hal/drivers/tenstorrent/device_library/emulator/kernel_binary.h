// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A compiled kernel, loaded into the process.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_KERNEL_BINARY_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_KERNEL_BINARY_H_

#include <cstdint>
#include <memory>
#include <string>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"

namespace tt_emulator {

// Immutable; unloaded when the last reference goes.
struct KernelBinary {
  KernelBinary() = default;
  ~KernelBinary();
  KernelBinary(const KernelBinary&) = delete;
  KernelBinary& operator=(const KernelBinary&) = delete;

  // Runs the kernel; only on a fiber.
  void (*run)() = nullptr;
  void* handle = nullptr;
  // Where its code and data are loaded.
  uintptr_t begin = 0;
  uintptr_t end = 0;
};

// Loads the shared object at `path` and checks its ABI version and role.
Status LoadKernelBinary(const std::string& path, uint32_t role,
                        std::shared_ptr<const KernelBinary>* out_binary);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_KERNEL_BINARY_H_
