// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The thread that puts launches into a card's queue and tells when they are
// done. Launches that are waiting are enqueued together and waited for once.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_LAUNCHER_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_LAUNCHER_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/metalium/card.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_metalium_device {

class LoadedProgram;

// A launch that owns its arguments.
struct Launch {
  struct Arguments {
    uint32_t unique_count = 0;
    std::vector<uint32_t> unique;  // unique_count words a core
    std::vector<uint32_t> common;
  };
  LoadedProgram* program = nullptr;
  uint32_t core_count = 0;
  std::vector<Arguments> arguments;  // one per kernel
  tt_completion_fn_t completion = nullptr;
  void* user_data = nullptr;
};

class Launcher {
 public:
  explicit Launcher(std::shared_ptr<Card> card);
  // Waits for all launches.
  ~Launcher();

  void Enqueue(Launch launch);
  // Sum over all launches that have ended.
  tt_counters_t counters();

 private:
  void Run();
  void RunBatch(std::deque<Launch>* batch);
  void Complete(const Launch& launch, tt_status_t status,
                const tt_error_t& error, uint64_t elapsed_ns);

  std::shared_ptr<Card> card_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Launch> waiting_;
  bool stopping_ = false;
  tt_counters_t counters_ = {};
  std::thread thread_;  // last: it uses what is above
};

}  // namespace tt_metalium_device

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_LAUNCHER_H_
