// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// libFuzzer entry point: feeds the loader of executables. See docs/driver.md.

#include "iree/hal/drivers/tenstorrent/testing/executable_fuzzing.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  iree::hal::tenstorrent::FuzzExecutable(data, size);
  return 0;
}
