// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/host_compiler.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string_view>
#include <thread>

extern char** environ;

namespace tt_emulator {
namespace {

// Floating point is exact and integers wrap, as on the device's processors;
// kernels read L1 through pointers of any type.
constexpr const char* kFlags[] = {
    "-std=c++17",
    "-O2",
    "-shared",
    "-fPIC",
    "-nostdlib",
    "-fno-exceptions",
    "-fno-rtti",
    "-ffp-contract=off",
    "-fno-math-errno",
    "-fno-trapping-math",
    "-fno-strict-aliasing",
    "-fwrapv",
    "-fvisibility=hidden",
    "-fno-stack-protector",
    // A large frame must not jump over the guard page.
    "-fstack-clash-protection",
    "-fno-threadsafe-statics",
    "-w",
};

bool IsExecutable(const std::string& path) {
  struct stat information;
  return stat(path.c_str(), &information) == 0 &&
         S_ISREG(information.st_mode) && access(path.c_str(), X_OK) == 0;
}

// The file that running `name` would run; empty where there is none.
std::string Resolve(const std::string& name) {
  if (name.find('/') != std::string::npos) {
    return IsExecutable(name) ? name : "";
  }
  const char* path = std::getenv("PATH");
  std::string directories = path != nullptr ? path : "/usr/bin:/bin";
  for (size_t start = 0; start <= directories.size();) {
    size_t end = directories.find(':', start);
    if (end == std::string::npos) end = directories.size();
    const std::string directory = directories.substr(start, end - start);
    const std::string candidate =
        (directory.empty() ? "." : directory) + "/" + name;
    if (IsExecutable(candidate)) return candidate;
    start = end + 1;
  }
  return "";
}

// The library's own flags, for debugging where the user asks for it. The
// environment switches; none of its text becomes part of a kernel.
std::vector<std::string> Flags() {
  std::vector<std::string> flags(std::begin(kFlags), std::end(kFlags));
  const char* variable = std::getenv("IREE_TENSTORRENT_KERNEL_DEBUG");
  if (variable != nullptr && std::strcmp(variable, "1") == 0) {
    flags.insert(flags.end(), {"-g", "-O0"});
  }
  return flags;
}

// The process's environment without what would bring other headers, programs
// or options into the compilation.
std::vector<char*> CompilerEnvironment() {
  constexpr std::string_view kLeftOut[] = {
      "CPATH=",
      "C_INCLUDE_PATH=",
      "CPLUS_INCLUDE_PATH=",
      "GCC_EXEC_PREFIX=",
      "COMPILER_PATH=",
      "LIBRARY_PATH=",
      "CCC_OVERRIDE_OPTIONS=",
      "DEPENDENCIES_OUTPUT=",
      "SUNPRO_DEPENDENCIES=",
  };
  std::vector<char*> kept;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const bool left_out = std::any_of(
        std::begin(kLeftOut), std::end(kLeftOut), [&](std::string_view name) {
          return text.substr(0, name.size()) == name;
        });
    if (!left_out) kept.push_back(*entry);
  }
  kept.push_back(nullptr);
  return kept;
}

// What tells one compiler from another without running it: the file behind
// all links, its size and its time; and the flags.
std::string Identify(const std::string& path,
                     const std::vector<std::string>& flags) {
  char resolved[PATH_MAX];
  const char* real = realpath(path.c_str(), resolved);
  const std::string file = real != nullptr ? real : path;
  struct stat information = {};
  stat(file.c_str(), &information);
  std::string identity =
      FormatString("%s %lld %lld.%09ld", file.c_str(),
                   static_cast<long long>(information.st_size),
                   static_cast<long long>(information.st_mtim.tv_sec),
                   static_cast<long>(information.st_mtim.tv_nsec));
  for (const std::string& flag : flags) identity += " " + flag;
  return identity;
}

// Bounds the compilers that run at once in this process.
class Slots {
 public:
  void Acquire() {
    std::unique_lock<std::mutex> lock(mutex_);
    free_.wait(lock, [&] { return count_ > 0; });
    --count_;
  }
  bool TryAcquire() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (count_ == 0) return false;
    --count_;
    return true;
  }
  void Release() {
    std::lock_guard<std::mutex> lock(mutex_);
    ++count_;
    free_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable free_;
  unsigned count_ = std::max(1u, std::thread::hardware_concurrency());
};

Slots& GlobalSlots() {
  static Slots* slots = new Slots;
  return *slots;
}

}  // namespace

Status HostCompiler::Find(const std::string& requested,
                          HostCompiler* out_compiler) {
  std::vector<std::string> names;
  const char* variable = std::getenv("IREE_TENSTORRENT_CXX");
  const char* origin = "";
  if (!requested.empty()) {
    names = {requested};
    origin = " (the device's host_compiler option)";
  } else if (variable != nullptr && variable[0] != '\0') {
    names = {variable};
    origin = " (from IREE_TENSTORRENT_CXX)";
  } else {
    names = {"c++", "g++", "clang++"};
  }
  for (const std::string& name : names) {
    const std::string path = Resolve(name);
    if (path.empty()) continue;
    out_compiler->path_ = path;
    out_compiler->flags_ = Flags();
    out_compiler->identity_ = Identify(path, out_compiler->flags_);
    return Status();
  }
  std::string tried;
  for (const std::string& name : names) tried += " " + name;
  return MakeStatus(
      TT_STATUS_UNAVAILABLE,
      "no host C++ compiler found; tried%s%s. The emulated device compiles "
      "kernels with it: install one (Debian, Ubuntu: apt install g++; Fedora: "
      "dnf install gcc-c++), or set IREE_TENSTORRENT_CXX to one",
      tried.c_str(), origin);
}

Status HostCompiler::Compile(const std::string& include_directory,
                             std::vector<Job>* jobs) const {
  std::vector<pid_t> children(jobs->size(), 0);
  Status result;
  size_t waited = 0;
  // Jobs end roughly in the order in which they began.
  const auto wait_for_next = [&] {
    int status = 0;
    pid_t ended = 0;
    do {
      ended = waitpid(children[waited], &status, 0);
    } while (ended < 0 && errno == EINTR);
    Job& job = (*jobs)[waited];
    // Where the process ignores SIGCHLD the exit status is lost; the output
    // is only there when the compiler succeeded.
    job.succeeded = ended > 0 ? WIFEXITED(status) && WEXITSTATUS(status) == 0
                              : access(job.object_path.c_str(), R_OK) == 0;
    ++waited;
    GlobalSlots().Release();
  };
  const size_t most = std::max(1u, std::thread::hardware_concurrency());
  const std::vector<char*> environment = CompilerEnvironment();
  size_t started = 0;
  // Who has compilers running waits for those, not for somebody's slot: two
  // callers could else hold all slots and wait for each other.
  const auto acquire_slot = [&] {
    while (started > waited) {
      if (started - waited < most && GlobalSlots().TryAcquire()) return;
      wait_for_next();
    }
    GlobalSlots().Acquire();
  };
  for (; started < jobs->size(); ++started) {
    acquire_slot();
    const Job& job = (*jobs)[started];
    std::vector<std::string> arguments = {path_};
    arguments.insert(arguments.end(), flags_.begin(), flags_.end());
    arguments.insert(arguments.end(), {"-I", include_directory, "-o",
                                       job.object_path, job.source_path});
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, job.log_path.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    const int error = posix_spawn(&children[started], path_.c_str(), &actions,
                                  nullptr, argv.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
      GlobalSlots().Release();
      result = MakeStatus(TT_STATUS_UNAVAILABLE, "cannot run %s: %s",
                          path_.c_str(), std::strerror(error));
      break;
    }
  }
  while (waited < started) wait_for_next();
  return result;
}

}  // namespace tt_emulator
