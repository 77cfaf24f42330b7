// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The copies that the NoC makes.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_COPY_BYTES_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_COPY_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/sanitizer.h"

namespace tt_emulator {

// Kernels may read bytes that another core writes, as long as they do not use
// them: reading a whole DRAM page for a part of it is common. To
// ThreadSanitizer that is a race of the emulator, so it must not see the copy.
inline void CopyBytes(uint8_t* target, const uint8_t* source, size_t size) {
#if defined(TT_EMULATOR_TSAN) && defined(__x86_64__)
  __asm__ volatile("rep movsb"
                   : "+D"(target), "+S"(source), "+c"(size)
                   :
                   : "memory");
#else
  std::memcpy(target, source, size);
#endif
}

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_COPY_BYTES_H_
