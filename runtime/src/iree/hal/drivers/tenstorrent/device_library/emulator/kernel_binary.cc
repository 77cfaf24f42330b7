// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/kernel_binary.h"

#include <dlfcn.h>
#include <link.h>

#include <algorithm>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/include/tt_emu/kernel_abi.h"

namespace tt_emulator {
namespace {

// Finds where the shared object that has `run` is loaded.
void FindExtent(KernelBinary* binary) {
  Dl_info object;
  if (dladdr(reinterpret_cast<const void*>(binary->run), &object) == 0) return;
  binary->begin = reinterpret_cast<uintptr_t>(object.dli_fbase);
  binary->end = binary->begin;
  const auto* header = static_cast<const ElfW(Ehdr)*>(object.dli_fbase);
  const auto* segments =
      reinterpret_cast<const ElfW(Phdr)*>(binary->begin + header->e_phoff);
  for (uint32_t i = 0; i < header->e_phnum; ++i) {
    if (segments[i].p_type != PT_LOAD) continue;
    const uintptr_t end = segments[i].p_vaddr + segments[i].p_memsz;
    binary->end = std::max(binary->end, binary->begin + end);
  }
}

}  // namespace

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
  FindExtent(binary.get());
  *out_binary = std::move(binary);
  return Status();
}

}  // namespace tt_emulator
