// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/l1_memory.h"

#include <sys/mman.h>

#include <cerrno>
#include <cstring>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/include/tt_emu/kernel_abi.h"

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif  // MAP_FIXED_NOREPLACE

namespace tt_emulator {
namespace {

// Where the search for address space begins. Not-PIE executables sit at 4 MiB
// and their heap follows; AddressSanitizer's shadow (from 0x7fff8000) and
// ThreadSanitizer's ranges are left alone by MAP_FIXED_NOREPLACE.
constexpr uint64_t kFirst = 0x10000000;
constexpr uint64_t kEnd = 0x100000000;
constexpr uint64_t kStep = 16 * uint64_t{TT_EMU_L1_STRIDE};

}  // namespace

L1Memory::~L1Memory() {
  if (start_ != 0) {
    munmap(data(0), uint64_t{core_count_} * TT_EMU_L1_STRIDE);
  }
}

uint32_t L1Memory::base(uint32_t core) const {
  return start_ + core * TT_EMU_L1_STRIDE;
}

uint8_t* L1Memory::data(uint32_t core) const {
  return reinterpret_cast<uint8_t*>(static_cast<uintptr_t>(base(core)));
}

Status L1Memory::Map(uint32_t core_count, uint32_t l1_size) {
  const uint64_t length = uint64_t{core_count} * TT_EMU_L1_STRIDE;
  for (uint64_t at = kFirst; at + length <= kEnd; at += kStep) {
    void* wanted = reinterpret_cast<void*>(static_cast<uintptr_t>(at));
    void* got =
        mmap(wanted, length, PROT_NONE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE,
             -1, 0);
    if (got == MAP_FAILED) continue;
    if (got != wanted) {
      // A kernel before 4.17 takes the address as a hint only.
      munmap(got, length);
      continue;
    }
    start_ = static_cast<uint32_t>(at);
    core_count_ = core_count;
    for (uint32_t core = 0; core < core_count; ++core) {
      if (mprotect(data(core), l1_size, PROT_READ | PROT_WRITE) != 0) {
        return MakeStatus(TT_STATUS_RESOURCE_EXHAUSTED,
                          "cannot make L1 of core %u accessible: %s", core,
                          std::strerror(errno));
      }
    }
    return Status();
  }
  return MakeStatus(
      TT_STATUS_RESOURCE_EXHAUSTED,
      "no %llu bytes of free address space below 4 GiB for L1 of %u cores "
      "(close other emulated devices of this process)",
      static_cast<unsigned long long>(length), core_count);
}

}  // namespace tt_emulator
