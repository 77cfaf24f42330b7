// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What kernels have for debugging: DPRINT and ASSERT.

#include <cstdlib>
#include <fstream>
#include <string>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/file_system.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/testing/emulated_device.h"

namespace tt_emulator {
namespace {

using ::testing::HasSubstr;

class KernelDebuggingTest : public EmulatedDevice {
 protected:
  // Before the process's first launch, which looks at it.
  static void SetUpTestSuite() { setenv("IREE_TENSTORRENT_DPRINT", "1", 1); }

  static TestProgram Writer(const std::string& body) {
    TestProgram program;
    program.kernels.push_back({"debugged",
                               TT_KERNEL_ROLE_WRITER,
                               std::string(kArenaPrelude) +
                                   "#include \"debug/dprint.h\"\n"
                                   "#include \"debug/assert.h\"\n"
                                   "void kernel_main() {" +
                                   body + "}",
                               {}});
    return program;
  }
};

TEST_F(KernelDebuggingTest, PrintsLinesWithCoreAndRole) {
  ::testing::internal::CaptureStderr();
  const TestResult result = Run(Writer(R"(
    DPRINT << "core " << get_arg_val<uint32_t>(0);
    DPRINT << " has " << -5 << " and " << 1.5f << ENDL();
    DPRINT << HEX() << 255u << " " << BF16(0x3f80) << " " << FIXED()
           << SETPRECISION(2) << 0.125f << ENDL();
    DPRINT_DATA1(DPRINT << SETW(4) << 42u);
    DPRINT_DATA0(DPRINT << "not this NoC");)"),
                                {info_.dram_arena_base}, 14);
  const std::string output = ::testing::internal::GetCapturedStderr();
  ASSERT_EQ(result.status, TT_STATUS_OK) << result.message;
  EXPECT_THAT(output, HasSubstr("(1,1) writer: core 13 has -5 and 1.5\n"));
  EXPECT_THAT(output, HasSubstr("(0,0) writer: ff 1 0.12\n"));
  EXPECT_THAT(output, HasSubstr("(0,0) writer:   42\n"));
  EXPECT_THAT(output, ::testing::Not(HasSubstr("not this NoC")));
}

TEST_F(KernelDebuggingTest, CompilesForDebuggers) {
  setenv("IREE_TENSTORRENT_KERNEL_DEBUG", "1", 1);
  Open({});
  const TestResult result = Run(Writer(R"(
#ifdef __OPTIMIZE__
    ASSERT(!"optimized");
#endif
)"),
                                {info_.dram_arena_base});
  unsetenv("IREE_TENSTORRENT_KERNEL_DEBUG");
  EXPECT_EQ(result.status, TT_STATUS_OK) << result.message;
}

// Text of the environment is no part of a kernel.
TEST_F(KernelDebuggingTest, TheEnvironmentAddsNothing) {
  const std::string folder = ::testing::TempDir() + "/planted";
  ASSERT_TRUE(MakeDirectories(folder).ok());
  std::ofstream(folder + "/planted.h") << "#define PLANTED 1\n";
  setenv("CPATH", folder.c_str(), 1);
  setenv("CPLUS_INCLUDE_PATH", folder.c_str(), 1);
  for (const char* flags : {"-DPLANTED=1", "1 -DPLANTED=1"}) {
    setenv("IREE_TENSTORRENT_KERNEL_FLAGS", flags, 1);
    setenv("IREE_TENSTORRENT_KERNEL_DEBUG", flags, 1);
    Open({});
    const TestResult result = Run(Writer(R"(
#if defined(PLANTED) || __has_include("planted.h")
    ASSERT(!"planted");
#endif
)"),
                                  {info_.dram_arena_base});
    EXPECT_EQ(result.status, TT_STATUS_OK) << result.message;
  }
  for (const char* name :
       {"CPATH", "CPLUS_INCLUDE_PATH", "IREE_TENSTORRENT_KERNEL_FLAGS",
        "IREE_TENSTORRENT_KERNEL_DEBUG"}) {
    unsetenv(name);
  }
}

TEST_F(KernelDebuggingTest, AFailedAssertionEndsTheLaunch) {
  const TestResult result =
      Run(Writer("ASSERT(get_arg_val<uint32_t>(0) == 7);"),
          {info_.dram_arena_base});
  EXPECT_EQ(result.status, TT_STATUS_ABORTED);
  EXPECT_THAT(result.message, HasSubstr("get_arg_val<uint32_t>(0) == 7"));
  EXPECT_THAT(result.message, HasSubstr("'debugged' (writer)"));
  ExpectUsable();
}

}  // namespace
}  // namespace tt_emulator
