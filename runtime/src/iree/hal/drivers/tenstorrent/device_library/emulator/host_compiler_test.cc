// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Many callers of the host's compiler at once share the host's processors.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/host_compiler.h"

#include <unistd.h>

#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "iree/testing/gtest.h"

namespace tt_emulator {
namespace {

TEST(HostCompilerTest, CallersWithSeveralJobsEachGetDone) {
  HostCompiler compiler;
  ASSERT_TRUE(HostCompiler::Find("", &compiler).ok());
  const std::string folder = ::testing::TempDir();
  // More callers than processors, each with more jobs than processors.
  const unsigned count = std::thread::hardware_concurrency() + 2;
  std::vector<std::vector<HostCompiler::Job>> jobs(count);
  std::vector<Status> statuses(count);
  std::vector<std::thread> callers;
  for (unsigned caller = 0; caller < count; ++caller) {
    for (unsigned job = 0; job < count; ++job) {
      const std::string base =
          folder + "/job_" + std::to_string(caller) + "_" + std::to_string(job);
      std::ofstream(base + ".cc") << "extern \"C\" int f() { return 0; }\n";
      jobs[caller].push_back({base + ".cc", base + ".so", base + ".log"});
    }
    callers.emplace_back([&, caller] {
      statuses[caller] = compiler.Compile(folder, &jobs[caller]);
    });
  }
  for (std::thread& caller : callers) caller.join();
  for (unsigned caller = 0; caller < count; ++caller) {
    EXPECT_TRUE(statuses[caller].ok());
    for (const HostCompiler::Job& job : jobs[caller]) {
      EXPECT_TRUE(job.succeeded) << job.source_path;
    }
  }
}

}  // namespace
}  // namespace tt_emulator
