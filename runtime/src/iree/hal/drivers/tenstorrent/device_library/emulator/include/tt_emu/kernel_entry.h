// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// After every kernel: the entry point that the device looks for.

namespace tt_emu_entry {

inline void run() {
#if defined(COMPILE_FOR_TRISC) && !defined(TT_EMU_API_V0_81)
  NAMESPACE::MAIN;
#else
  kernel_main();
#endif
}

}  // namespace tt_emu_entry

extern "C" __attribute__((visibility("default"), used))
const TtEmuKernelInfo tt_emu_kernel = {
    TT_EMU_ABI_VERSION,
    TT_EMU_ROLE,
    tt_emu_entry::run,
};
