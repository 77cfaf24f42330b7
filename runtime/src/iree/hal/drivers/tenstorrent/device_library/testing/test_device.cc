// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/testing/test_device.h"

#include <dlfcn.h>
#include <sys/stat.h>

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>

#include "iree/base/tooling/flags.h"

IREE_FLAG(string, device_library, "",
          "Device library (a shared object) to test instead of the emulator.");

namespace tt_testing {
namespace {

struct Waiter {
  std::mutex mutex;
  std::condition_variable changed;
  bool done = false;
  TestResult result;
};

void Complete(void* user_data, tt_status_t status, const tt_error_t* error,
              const tt_counters_t* counters) {
  Waiter* waiter = static_cast<Waiter*>(user_data);
  std::lock_guard<std::mutex> lock(waiter->mutex);
  waiter->result.status = status;
  if (status != TT_STATUS_OK) waiter->result.message = error->message;
  waiter->result.counters = *counters;
  waiter->done = true;
  waiter->changed.notify_all();
}

tt_string_view_t View(const std::string& text) {
  return {text.data(), text.size()};
}

}  // namespace

const char kArenaPrelude[] = R"(
#include "dataflow_api.h"
inline uint64_t arena(uint32_t page, uint32_t offset = 0) {
  const InterleavedAddrGen<true> pages = {
      .bank_base_address = get_common_arg_val<uint32_t>(0), .page_size = 4096};
  return get_noc_addr(page, pages, offset);
}
)";

std::string TestDirectory(const std::string& name) {
  const char* root = std::getenv("TEST_TMPDIR");
  const std::string path =
      std::string(root != nullptr ? root : "/tmp") + "/" + name;
  mkdir(path.c_str(), 0700);
  return path;
}

bool IsEmulatorUnderTest() { return FLAG_device_library[0] == '\0'; }

const tt_device_library_t* LibraryUnderTest() {
  if (IsEmulatorUnderTest()) return tt_device_library_emulator();
  static const tt_device_library_t* library = [] {
    void* object = dlopen(FLAG_device_library, RTLD_NOW | RTLD_LOCAL);
    void* query = object != nullptr
                      ? dlsym(object, TT_DEVICE_LIBRARY_QUERY_SYMBOL)
                      : nullptr;
    const tt_device_library_t* found =
        query != nullptr ? reinterpret_cast<tt_device_library_query_fn_t>(
                               query)(TT_DEVICE_ABI_VERSION)
                         : nullptr;
    if (found == nullptr) {
      const char* reason = dlerror();
      std::fprintf(stderr, "--device_library=%s: %s\n", FLAG_device_library,
                   reason != nullptr ? reason : "another ABI version");
      std::exit(1);
    }
    return found;
  }();
  return library;
}

void TestDevice::Open(tt_device_options_t options) {
  Close();
  const std::string cache = TestDirectory("kernel-cache");
  if (options.cache_dir == nullptr) options.cache_dir = cache.c_str();
  // Opens of one card share its DRAM, and tests open several.
  if (options.dram_size == 0 && library_ != tt_device_library_emulator()) {
    options.dram_size = uint64_t{256} << 20;
  }
  tt_error_t error;
  ASSERT_EQ(library_->open(0, &options, &device_, &error), TT_STATUS_OK)
      << error.message;
  library_->info(device_, &info_);
}

void TestDevice::Close() {
  if (device_ != nullptr) library_->close(device_);
  device_ = nullptr;
}

void TestDevice::Write(uint64_t offset, const void* data, size_t size) {
  tt_error_t error;
  ASSERT_EQ(library_->dram_write(device_, offset, data, size, &error),
            TT_STATUS_OK)
      << error.message;
}

void TestDevice::Read(uint64_t offset, void* data, size_t size) {
  tt_error_t error;
  ASSERT_EQ(library_->dram_read(device_, offset, data, size, &error),
            TT_STATUS_OK)
      << error.message;
}

TestResult TestDevice::Run(const TestProgram& program,
                           const std::vector<uint32_t>& common,
                           uint32_t cores) {
  std::vector<tt_kernel_desc_t> kernels;
  for (const TestKernel& kernel : program.kernels) {
    tt_kernel_desc_t description = {};
    description.name = View(kernel.name);
    description.role = kernel.role;
    description.source = View(kernel.source);
    description.compile_time_args = kernel.compile_time_args.data();
    description.compile_time_arg_count = kernel.compile_time_args.size();
    description.noc = -1;
    kernels.push_back(description);
  }
  const std::string name = "test_program";
  tt_program_desc_t description = {};
  description.name = View(name);
  description.kernels = kernels.data();
  description.kernel_count = kernels.size();
  description.circular_buffers = program.circular_buffers.data();
  description.circular_buffer_count = program.circular_buffers.size();
  description.semaphore_initial_values = program.semaphores.data();
  description.semaphore_count = program.semaphores.size();
  description.math_fidelity = program.math_fidelity;
  description.fp32_dest_acc_en = program.fp32_dest_acc_en;
  description.dst_full_sync_en = program.dst_full_sync_en;

  TestResult failure;
  tt_error_t error;
  tt_program_t* built = nullptr;
  failure.status =
      library_->program_create(device_, &description, &built, &error);
  if (failure.status != TT_STATUS_OK) {
    failure.message = error.message;
    return failure;
  }
  std::vector<uint32_t> unique(cores);
  for (uint32_t core = 0; core < cores; ++core) unique[core] = core;
  const std::vector<tt_kernel_args_t> arguments(
      kernels.size(), {unique.data(), 1, common.data(), common.size()});
  const tt_launch_t launch = {cores, arguments.data(), nullptr};
  Waiter waiter;
  failure.status = library_->launch(built, &launch, Complete, &waiter, &error);
  if (failure.status != TT_STATUS_OK) {
    failure.message = error.message;
    library_->program_destroy(built);
    return failure;
  }
  std::unique_lock<std::mutex> lock(waiter.mutex);
  waiter.changed.wait(lock, [&] { return waiter.done; });
  library_->program_destroy(built);
  return waiter.result;
}

void TestDevice::ExpectUsable() {
  Write(0, std::vector<uint32_t>{41, 0});
  TestProgram program;
  program.kernels.push_back({"increment",
                             TT_KERNEL_ROLE_READER,
                             std::string(kArenaPrelude) + R"(
void kernel_main() {
  const uint32_t l1 = get_write_ptr(0);
  noc_async_read(arena(0), l1, 4);
  noc_async_read_barrier();
  volatile tt_l1_ptr uint32_t* word =
      reinterpret_cast<volatile tt_l1_ptr uint32_t*>(l1);
  *word = *word + 1;
  noc_async_write(l1, arena(0), 4);
  noc_async_write_barrier();
}
)",
                             {}});
  program.circular_buffers.push_back({0, 8, 0, 4096, 1});
  const TestResult result = Run(program, {info_.dram_arena_base});
  EXPECT_EQ(result.status, TT_STATUS_OK) << result.message;
  EXPECT_EQ(Read<uint32_t>(0, 1)[0], 42u);
}

}  // namespace tt_testing
