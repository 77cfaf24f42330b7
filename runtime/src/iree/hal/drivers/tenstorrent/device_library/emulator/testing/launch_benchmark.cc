// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Prints what a warm launch of kernels that do nothing costs on the host, in
// time and in processor time, by number of cores, with and without a semaphore
// (which makes all cores of a launch stand side by side).

#include <sys/resource.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace {

constexpr int kWarmUp = 20;
constexpr int kLaunches = 1000;

void Check(tt_status_t status, const tt_error_t& error) {
  if (status == TT_STATUS_OK) return;
  std::fprintf(stderr, "%s\n", error.message);
  std::exit(1);
}

struct Waiter {
  std::mutex mutex;
  std::condition_variable changed;
  int ended = 0;
};

void Complete(void* user_data, tt_status_t status, const tt_error_t* error,
              const tt_counters_t*) {
  Check(status, *error);
  Waiter* waiter = static_cast<Waiter*>(user_data);
  std::lock_guard<std::mutex> lock(waiter->mutex);
  ++waiter->ended;
  waiter->changed.notify_one();
}

tt_string_view_t View(const std::string& text) {
  return {text.data(), text.size()};
}

// Microseconds of all processors that the process has used.
double ProcessorTime() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  const auto us = [](const timeval& time) {
    return 1e6 * static_cast<double>(time.tv_sec) +
           static_cast<double>(time.tv_usec);
  };
  return us(usage.ru_utime) + us(usage.ru_stime);
}

struct Cost {
  double time;
  double processor_time;
};

// Microseconds of one launch, each waited for.
Cost Measure(tt_device_t* device, uint32_t cores, bool semaphore) {
  const tt_device_library_t* library = tt_device_library_emulator();
  const std::string names[] = {"reader", "compute", "writer"};
  const std::string mover =
      "#include \"dataflow_api.h\"\nvoid kernel_main() {}\n";
  const std::string compute =
      "#include \"compute_kernel_api/common.h\"\n"
      "namespace NAMESPACE { void MAIN {} }\n";
  std::vector<tt_kernel_desc_t> kernels(3);
  for (int i = 0; i < 3; ++i) {
    kernels[i].name = View(names[i]);
    kernels[i].role = static_cast<tt_kernel_role_t>(i);
    kernels[i].source = View(i == TT_KERNEL_ROLE_COMPUTE ? compute : mover);
    kernels[i].noc = -1;
  }
  const tt_circular_buffer_desc_t buffer = {0, 0, 0, 4096, 2};
  const uint32_t zero = 0;
  tt_program_desc_t description = {};
  description.name = View("nothing");
  description.kernels = kernels.data();
  description.kernel_count = kernels.size();
  description.circular_buffers = &buffer;
  description.circular_buffer_count = 1;
  description.semaphore_initial_values = &zero;
  description.semaphore_count = semaphore ? 1 : 0;
  tt_error_t error;
  tt_program_t* program = nullptr;
  Check(library->program_create(device, &description, &program, &error), error);
  std::vector<uint32_t> unique(cores);
  const std::vector<uint32_t> common(16);
  const std::vector<tt_kernel_args_t> arguments(
      3, {unique.data(), 1, common.data(), common.size()});
  tt_launch_t launch = {};
  launch.core_count = cores;
  launch.kernel_args = arguments.data();
  launch.caller_waits = true;  // As the driver says.
  Waiter waiter;
  std::chrono::steady_clock::time_point start;
  double processor_start = 0;
  for (int i = 0; i < kWarmUp + kLaunches; ++i) {
    if (i == kWarmUp) {
      start = std::chrono::steady_clock::now();
      processor_start = ProcessorTime();
    }
    Check(library->launch(program, &launch, Complete, &waiter, &error), error);
    std::unique_lock<std::mutex> lock(waiter.mutex);
    waiter.changed.wait(lock, [&] { return waiter.ended == i + 1; });
  }
  const std::chrono::duration<double, std::micro> time =
      std::chrono::steady_clock::now() - start;
  const double processor_time = ProcessorTime() - processor_start;
  library->program_destroy(program);
  return {time.count() / kLaunches, processor_time / kLaunches};
}

}  // namespace

int main() {
  const tt_device_library_t* library = tt_device_library_emulator();
  tt_device_options_t options = {};
  tt_device_t* device = nullptr;
  tt_error_t error;
  Check(library->open(0, &options, &device, &error), error);
  tt_device_info_t info;
  library->info(device, &info);
  for (uint32_t cores : {1u, 8u, info.worker_count}) {
    for (bool semaphore : {false, true}) {
      const Cost cost = Measure(device, cores, semaphore);
      std::printf("%3u cores%s: %7.1f us, %7.1f us of processors\n", cores,
                  semaphore ? ", semaphore" : "           ", cost.time,
                  cost.processor_time);
    }
  }
  library->close(device);
  return 0;
}
