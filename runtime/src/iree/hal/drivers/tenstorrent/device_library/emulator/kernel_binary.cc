// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/kernel_binary.h"

#include <dlfcn.h>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/include/tt_emu/kernel_abi.h"

namespace tt_emulator {

KernelBinary::~KernelBinary() {
  if (handle != nullptr) dlclose(handle);
}

Status LoadKernelBinary(const std::string& path, uint32_t role,
                        std::shared_ptr<const KernelBinary>* out_binary) {
  auto binary = std::make_shared<KernelBinary>();
  binary->handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (binary->handle == nullptr) {
    const char* reason = dlerror();
    return MakeStatus(TT_STATUS_INVALID_ARGUMENT, "cannot be loaded: %s",
                      reason != nullptr ? reason : "unknown reason");
  }
  const auto* info = static_cast<const TtEmuKernelInfo*>(
      dlsym(binary->handle, TT_EMU_KERNEL_SYMBOL));
  if (info == nullptr || info->abi_version != TT_EMU_ABI_VERSION ||
      info->role != role || info->run == nullptr) {
    return MakeStatus(TT_STATUS_INTERNAL,
                      "%s is not a kernel of this library's version",
                      path.c_str());
  }
  binary->run = info->run;
  *out_binary = std::move(binary);
  return Status();
}

}  // namespace tt_emulator
