// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Fixture of tests of the emulated device: tt_testing::TestDevice on the
// emulator, whatever library is under test.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TESTING_EMULATED_DEVICE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TESTING_EMULATED_DEVICE_H_

#include "iree/hal/drivers/tenstorrent/device_library/testing/test_device.h"

namespace tt_emulator {

using tt_testing::kArenaPrelude;
using tt_testing::TestDirectory;
using tt_testing::TestKernel;
using tt_testing::TestProgram;
using tt_testing::TestResult;

class EmulatedDevice : public tt_testing::TestDevice {
 protected:
  EmulatedDevice() { library_ = tt_device_library_emulator(); }
};

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TESTING_EMULATED_DEVICE_H_
