// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The host's C++ compiler, which turns kernels into shared objects.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_HOST_COMPILER_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_HOST_COMPILER_H_

#include <string>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"

namespace tt_emulator {

class HostCompiler {
 public:
  // One translation unit to compile.
  struct Job {
    std::string source_path;
    std::string object_path;
    std::string log_path;
    // Filled by Compile: true where the compiler succeeded.
    bool succeeded = false;
  };

  // Looks for `requested` (a path, or a name on PATH), or where it is empty
  // for IREE_TENSTORRENT_CXX, or else for c++, g++, clang++. UNAVAILABLE,
  // saying what to install, where there is none. Kernels are compiled with the
  // library's flags, and -g -O0 where IREE_TENSTORRENT_KERNEL_DEBUG is 1.
  static Status Find(const std::string& requested, HostCompiler* out_compiler);

  const std::string& path() const { return path_; }
  // Changes whenever the compiler or the flags do.
  const std::string& identity() const { return identity_; }

  // Compiles all jobs, as many at once as the host has processors (over all
  // callers in the process). An error means that a compiler did not run.
  Status Compile(const std::string& include_directory,
                 std::vector<Job>* jobs) const;

 private:
  std::string path_;
  std::string identity_;
  std::vector<std::string> flags_;
};

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_HOST_COMPILER_H_
