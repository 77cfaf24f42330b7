// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/metalium/launcher.h"

#include <chrono>
#include <utility>

#include "iree/hal/drivers/tenstorrent/device_library/metalium/error.h"
#include "iree/hal/drivers/tenstorrent/device_library/metalium/loaded_program.h"

namespace tt_metalium_device {

Launcher::Launcher(std::shared_ptr<Card> card)
    : card_(std::move(card)), thread_([this] { Run(); }) {}

Launcher::~Launcher() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Launcher::Enqueue(Launch launch) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    waiting_.push_back(std::move(launch));
  }
  changed_.notify_all();
}

tt_counters_t Launcher::counters() {
  std::lock_guard<std::mutex> lock(mutex_);
  return counters_;
}

void Launcher::Run() {
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    std::deque<Launch> batch;
    batch.swap(waiting_);
    lock.unlock();
    RunBatch(&batch);
    lock.lock();
  }
}

void Launcher::RunBatch(std::deque<Launch>* batch) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  std::vector<tt_status_t> statuses(batch->size(), TT_STATUS_OK);
  std::vector<tt_error_t> errors(batch->size());
  for (size_t i = 0; i < batch->size(); ++i) {
    statuses[i] = Guard(&errors[i], [&] {
      card_->Use([&] {
        std::lock_guard<std::mutex> lock(card_->queue_mutex());
        const ProgramRecipe& recipe = (*batch)[i].program->recipe();
        card_->l1().MakeRoom(recipe.name, recipe.circular_buffer_size);
        (*batch)[i].program->Enqueue(&card_->queue(), (*batch)[i]);
      });
    });
  }
  tt_error_t finish_error;
  const tt_status_t finish_status = Guard(&finish_error, [&] {
    card_->Use([&] {
      std::lock_guard<std::mutex> lock(card_->queue_mutex());
      tt::tt_metal::distributed::Finish(card_->queue());
    });
  });
  const uint64_t elapsed_ns =
      std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - start)
          .count();
  for (size_t i = 0; i < batch->size(); ++i) {
    const bool enqueued = statuses[i] == TT_STATUS_OK;
    Complete((*batch)[i], enqueued ? finish_status : statuses[i],
             enqueued ? finish_error : errors[i], elapsed_ns / batch->size());
  }
}

void Launcher::Complete(const Launch& launch, tt_status_t status,
                        const tt_error_t& error, uint64_t elapsed_ns) {
  // What the kernels moved and computed is not counted on a card; the time is
  // the host's, from the queue's start to its end.
  tt_counters_t counters = {};
  counters.launches = 1;
  counters.cores_used = launch.core_count;
  counters.modeled_device_ns = elapsed_ns;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    counters_.launches += counters.launches;
    counters_.cores_used += counters.cores_used;
    counters_.modeled_device_ns += counters.modeled_device_ns;
  }
  launch.completion(launch.user_data, status, &error, &counters);
}

}  // namespace tt_metalium_device
