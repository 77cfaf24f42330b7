// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The emulated device as a device library that other programs load.

#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

extern "C" __attribute__((visibility("default"))) const tt_device_library_t*
tt_device_library_query(uint32_t abi_version) {
  return abi_version == TT_DEVICE_ABI_VERSION ? tt_device_library_emulator()
                                              : nullptr;
}
