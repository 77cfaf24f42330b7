// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A kernel that hangs: its launch fails when tt-metal's timeout does, and the
// card is lost until it is reset; nothing waits for it any more.

#include <cstdlib>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/testing/test_device.h"

namespace tt_testing {
namespace {

class LostCardTest : public TestDevice {};

TEST_F(LostCardTest, AHungKernelLosesTheCard) {
  ASSERT_FALSE(IsEmulatorUnderTest()) << "needs --device_library";
  ExpectUsable();
  TestProgram hang;
  hang.kernels.push_back({"hang",
                          TT_KERNEL_ROLE_READER,
                          "#include \"dataflow_api.h\"\n"
                          "void kernel_main() { cb_wait_front(0, 1); }\n",
                          {}});
  hang.circular_buffers.push_back({0, 8, 0, 4096, 1});
  const TestResult result = Run(hang, {info_.dram_arena_base});
  EXPECT_EQ(result.status, TT_STATUS_DEADLINE_EXCEEDED);
  EXPECT_NE(result.message.find("potential hang detected"), std::string::npos)
      << result.message;

  // Everything fails at once and says what to do.
  tt_error_t error;
  uint32_t word = 0;
  EXPECT_EQ(library_->dram_read(device_, 0, &word, 4, &error),
            TT_STATUS_UNAVAILABLE);
  EXPECT_NE(std::string(error.message).find("tt-smi -r 0"), std::string::npos)
      << error.message;
  EXPECT_EQ(Run(hang, {info_.dram_arena_base}).status, TT_STATUS_UNAVAILABLE);
  // Closing does not wait either, and a card that is lost opens no more in this
  // process.
  tt_device_t* again = nullptr;
  EXPECT_EQ(library_->open(0, nullptr, &again, &error), TT_STATUS_UNAVAILABLE);
}

}  // namespace
}  // namespace tt_testing
