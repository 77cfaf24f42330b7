// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Loads arbitrary bytes as an executable, for the fuzzer and the mutation test.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_TESTING_EXECUTABLE_FUZZING_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_TESTING_EXECUTABLE_FUZZING_H_

#include <cstddef>
#include <cstdint>

#include "iree/base/api.h"

namespace iree::hal::tenstorrent {

// Loads `data` with a device library that takes kernels for tt-metal v0.65
// alone, on a Blackhole, and compiles nothing. Returns the loader's status.
iree_status_t LoadExecutable(const uint8_t* data, size_t size);

// Loads `data` with a device library that reads all that programs are made of
// and compiles nothing. Aborts if the loader answers with anything but success
// or a refusal of the data.
void FuzzExecutable(const uint8_t* data, size_t size);

}  // namespace iree::hal::tenstorrent

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_TESTING_EXECUTABLE_FUZZING_H_
