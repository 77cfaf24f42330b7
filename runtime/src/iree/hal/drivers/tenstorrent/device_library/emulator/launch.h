// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// One run of a program: its arguments, what is left to do, and its result.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_LAUNCH_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_LAUNCH_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/processor.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {

class Program;

// What cores of a launch did that one thread has finished.
struct CoreTally {
  uint32_t cores = 0;
  tt_counters_t counters = {};
  uint64_t slowest_core_cycles = 0;
  // Where spans are asked for: `core` is that of the launch and `end_ns` the
  // busy cycles until Launch::Complete() places them.
  std::vector<tt_kernel_span_t> spans;
};

class Launch {
 public:
  // Runtime arguments of one kernel.
  struct Arguments {
    std::vector<uint32_t> unique;  // core after core
    uint32_t unique_count = 0;     // of one core
    std::vector<uint32_t> common;
  };

  // Copies and checks `description`.
  static Status Create(Program* program, const tt_launch_t& description,
                       tt_completion_fn_t completion, void* user_data,
                       std::shared_ptr<Launch>* out_launch);

  Program* program() const { return program_; }
  uint32_t core_count() const { return core_count_; }
  // True where workers 0 to core_count - 1 belong to the launch for all of its
  // time; else its cores run one after the other on workers that are free.
  bool resident() const { return resident_; }

  // Writes the initial semaphore values of every core.
  void InitializeSemaphores();
  // Places `processors` of a core: arguments, buffers, coordinates. They are
  // by role and NULL where the program has no kernel there.
  void PrepareCore(Core* core);
  // Counts a finished core in `tally`.
  void CountCore(const Core& core, CoreTally* tally) const;
  // Adds `tally` and clears it; call with the scheduler's lock held.
  void AddTally(CoreTally* tally);
  // Calls the completion function.
  void Complete();

  // The next core that no thread has taken; core_count() or more: none left.
  std::atomic<uint32_t> next_core{0};
  std::atomic<bool> failed{false};
  // When the first thread took it, on the steady clock; 0: not yet.
  std::atomic<int64_t> started_ns{0};

  // Guarded by the scheduler's lock.
  uint32_t active_threads = 0;  // in the launch and awake
  uint32_t joined_threads = 0;  // that have been in it
  uint32_t finished_cores = 0;
  bool admitted = false;
  bool completed = false;
  Status status;

 private:
  void PrepareBuffers(Core* core);

  Program* program_ = nullptr;
  bool resident_ = false;  // of the program, which may go at the completion
  uint32_t core_count_ = 0;
  std::vector<Arguments> arguments_;
  tt_completion_fn_t completion_ = nullptr;
  tt_spans_fn_t spans_fn_ = nullptr;
  void* user_data_ = nullptr;
  uint64_t earliest_ns_ = 0;  // on the device's clock
  CoreTally total_;
};

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_LAUNCH_H_
