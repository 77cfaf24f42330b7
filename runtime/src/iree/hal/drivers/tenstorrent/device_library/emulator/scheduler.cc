// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/scheduler.h"

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <new>
#include <utility>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/deadlock.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/debug_print.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/device.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/fault_guard.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/noc.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/program.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/time_limit.h"

namespace tt_emulator {
namespace {

// Launches of programs that took longer run without guests. Whom a guest
// wakes at the end, having run for so long, preempts it, and, since IREE's
// waiters spin until their waker has returned, waits for it.
constexpr int64_t kLongestGuestNs = 300000;

// A guest runs a launch with less work for all threads together alone: to wake
// another thread takes longer than half of that.
constexpr int64_t kLeastSharedNs = 80000;

bool SemaphoreHolds(const WaitReason& wait) {
  const uint32_t value = __atomic_load_n(
      reinterpret_cast<uint32_t*>(static_cast<uintptr_t>(wait.address)),
      __ATOMIC_SEQ_CST);
  return wait.compare == kTtEmuEqual ? value == wait.value
                                     : value >= wait.value;
}

// A fiber's whole life.
void RunProcessor(void* argument) {
  Processor* processor = static_cast<Processor*>(argument);
  FinishFirstSwitch(&processor->fiber->point());
  if (processor->role == kTtEmuCompute) {
    tt_emu_tile_engine_begin(processor->tile_engine, processor);
  }
  processor->kernel->run();
  if (processor->role == kTtEmuCompute) {
    tt_emu_tile_engine_end(processor->tile_engine, processor);
  }
  CheckTransactionsConfirmed(processor);
  if (processor->print_size != 0) FinishDebugPrint(processor);
  processor->done = true;
  SwitchTo(&processor->fiber->point(), &processor->thread->point);
}

}  // namespace

HostThread::~HostThread() {
  for (std::unique_ptr<Fiber>& fiber : fibers) {
    if (fiber->header() == nullptr) continue;
    Processor* processor = static_cast<Processor*>(fiber->header());
    if (processor->tile_engine != nullptr) {
      tt_emu_tile_engine_destroy(processor->tile_engine);
    }
  }
}

Scheduler::Scheduler(Device* device, uint32_t thread_count)
    : device_(device),
      thread_count_(std::max(thread_count, 1u)),
      time_limit_ns_(TimeLimitNs()),
      is_free_(device->core_count(), true) {
  for (uint32_t i = device->core_count(); i > 0; --i) {
    free_workers_.push_back(&device->core(i - 1));
  }
}

Scheduler::~Scheduler() {
  {
    Lock lock(mutex_);
    idle_.wait(lock, [&] { return admitted_.empty() && queue_.empty(); });
    stopping_ = true;
  }
  work_.notify_all();
  watch_stops_.notify_all();
  if (watch_.joinable()) watch_.join();
  for (std::unique_ptr<HostThread>& thread : threads_) {
    if (thread->thread.joinable()) thread->thread.join();
  }
}

//===----------------------------------------------------------------------===//
// Launches and workers
//===----------------------------------------------------------------------===//

void Scheduler::Enqueue(std::shared_ptr<Launch> launch, bool caller_waits) {
  Lock lock(mutex_);
  StartThreads(lock);
  queue_.push_back(launch);
  const bool as_guest =
      caller_waits && running_ < thread_count_ &&
      (thread_count_ == 1 ||
       launch->program()->last_host_ns.load() < kLongestGuestNs);
  AdmitLaunches(lock, as_guest ? launch.get() : nullptr);
  if (as_guest && launch->admitted) JoinAsGuest(lock, std::move(launch));
  Unlock(lock);
}

void Scheduler::JoinAsGuest(Lock& lock, std::shared_ptr<Launch> launch) {
  if (guests_.empty()) {
    threads_.push_back(std::make_unique<HostThread>());
    guests_.push_back(threads_.back().get());
  }
  HostThread* guest = guests_.back();
  if (!launch->resident()) {
    guest->spare = TakeWorker(lock);
    if (guest->spare == nullptr) {
      work_.notify_one();
      return;
    }
  }
  guests_.pop_back();
  InitializeThreadPoint(&guest->point);
  {
    FaultGuard guard(guest);
    RunLaunch(lock, guest, launch.get());
  }
  guests_.push_back(guest);
}

void Scheduler::StartThreads(Lock&) {
  if (!threads_.empty()) return;
  for (uint32_t i = 0; i < thread_count_; ++i) {
    threads_.push_back(std::make_unique<HostThread>());
    HostThread* thread = threads_.back().get();
    thread->thread = std::thread([this, thread] { ThreadMain(thread); });
    pthread_setname_np(thread->thread.native_handle(), "tt-cores");
  }
  if (time_limit_ns_ == 0) return;
  watch_ = std::thread([this] { WatchMain(); });
  pthread_setname_np(watch_.native_handle(), "tt-watch");
}

void Scheduler::WatchMain() {
  // Often enough to be in time; soon again where a kernel is out of time but
  // was not in its own code.
  constexpr int64_t kLongest = 1000000000;
  constexpr std::chrono::milliseconds kAgain(5);
  const std::chrono::nanoseconds usual(std::min(kLongest, time_limit_ns_ / 4));
  Lock lock(mutex_);
  bool again = false;
  while (!stopping_) {
    watch_stops_.wait_for(lock, again ? kAgain : usual);
    again = false;
    for (std::unique_ptr<HostThread>& thread : threads_) {
      Launch* launch = thread->launch;
      if (launch == nullptr || !thread->has_handle) continue;
      if (SteadyNs() - launch->started_ns.load() < time_limit_ns_) continue;
      again = true;
      thread->expired.store(true);
      pthread_kill(thread->handle, SIGURG);
    }
  }
}

void Scheduler::AdmitLaunches(Lock&, Launch* own) {
  while (!queue_.empty()) {
    Launch* launch = queue_.front().get();
    if (launch->resident()) {
      const auto end = is_free_.begin() + launch->core_count();
      if (std::find(is_free_.begin(), end, false) != end) return;
      std::fill(is_free_.begin(), end, false);
      free_workers_.erase(
          std::remove_if(free_workers_.begin(), free_workers_.end(),
                         [&](Core* core) { return !is_free_[core->index]; }),
          free_workers_.end());
      launch->InitializeSemaphores();
    }
    uint32_t helpers = std::min(launch->core_count(), thread_count_);
    if (launch == own) {
      const int64_t work = launch->program()->last_work_ns.load();
      helpers = work != 0 && work < kLeastSharedNs ? 0 : helpers - 1;
    }
    wakes_ += helpers;
    launch->admitted = true;
    admitted_.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
}

void Scheduler::Unlock(Lock& lock) {
  uint32_t wakes = std::exchange(wakes_, 0);
  lock.unlock();
  for (; wakes > 0; --wakes) work_.notify_one();
}

Core* Scheduler::TakeWorker(Lock&) {
  if (free_workers_.empty()) return nullptr;
  Core* core = free_workers_.back();
  free_workers_.pop_back();
  is_free_[core->index] = false;
  return core;
}

void Scheduler::ReturnWorker(Lock&, Core* core) {
  free_workers_.push_back(core);
  is_free_[core->index] = true;
  // A thread may have found work but no worker for it.
  if (free_workers_.size() == 1) work_.notify_one();
}

std::shared_ptr<Launch> Scheduler::FindWork(Lock& lock, HostThread* thread) {
  if (running_ >= thread_count_) return nullptr;
  for (const std::shared_ptr<Launch>& launch : admitted_) {
    if (launch->next_core.load() >= launch->core_count()) continue;
    if (!launch->resident()) {
      thread->spare = TakeWorker(lock);
      if (thread->spare == nullptr) continue;
    }
    return launch;
  }
  return nullptr;
}

void Scheduler::ThreadMain(HostThread* thread) {
  InitializeThreadPoint(&thread->point);
  FaultGuard guard(thread);
  Lock lock(mutex_);
  for (;;) {
    std::shared_ptr<Launch> launch;
    for (; wakes_ > 0; --wakes_) work_.notify_one();
    work_.wait(lock, [&] {
      if (stopping_) return true;
      launch = FindWork(lock, thread);
      return launch != nullptr;
    });
    if (launch == nullptr) return;
    RunLaunch(lock, thread, launch.get());
  }
}

void Scheduler::RunLaunch(Lock& lock, HostThread* thread, Launch* launch) {
  ++running_;
  thread->launch = launch;
  thread->expired.store(false);
  if (launch->started_ns.load() == 0) launch->started_ns.store(SteadyNs());
  ++launch->active_threads;
  ++launch->joined_threads;
  Unlock(lock);
  RunCores(thread, launch);
  lock.lock();
  thread->launch = nullptr;
  if (thread->spare != nullptr) {
    ReturnWorker(lock, thread->spare);
    thread->spare = nullptr;
    AdmitLaunches(lock);
  }
  --running_;
  // A thread may have found work and that enough others are running.
  if (!admitted_.empty()) work_.notify_one();
}

void Scheduler::CountFinished(Lock& lock, HostThread* thread, Launch* launch) {
  // A thread that found no core may leave a launch after its end.
  if (launch->completed) return;
  launch->finished_cores += thread->tally.cores;
  launch->AddTally(&thread->tally);
  if (launch->finished_cores < launch->core_count()) return;
  launch->completed = true;
  const auto found = std::find_if(
      admitted_.begin(), admitted_.end(),
      [&](const std::shared_ptr<Launch>& at) { return at.get() == launch; });
  std::shared_ptr<Launch> done = std::move(*found);
  admitted_.erase(found);
  if (launch->resident()) {
    // Nothing of the launch runs any more: others may have its workers.
    for (uint32_t i = launch->core_count(); i > 0; --i) {
      ReturnWorker(lock, &device_->core(i - 1));
    }
    work_.notify_all();
  }
  AdmitLaunches(lock);
  if (admitted_.empty() && queue_.empty()) idle_.notify_all();
  const int64_t host_ns = SteadyNs() - done->started_ns.load();
  done->program()->last_host_ns.store(host_ns);
  done->program()->last_work_ns.store(host_ns * done->joined_threads);
  Unlock(lock);
  done->Complete();
  done.reset();
  lock.lock();
}

void Scheduler::Fail(Launch* launch, Status status) {
  Lock lock(mutex_);
  FailLocked(lock, launch, std::move(status));
}

void Scheduler::FailLocked(Lock& lock, Launch* launch, Status status) {
  if (!launch->failed.load()) {
    launch->status = std::move(status);
    launch->failed.store(true);
    // Cores that nobody took will not be taken.
    const uint32_t count = launch->core_count();
    const uint32_t taken = std::min(launch->next_core.exchange(count), count);
    launch->finished_cores += count - taken;
  }
  for (std::unique_ptr<HostThread>& thread : threads_) {
    if (thread->launch == launch) WakeThread(lock, launch, thread.get());
  }
}

//===----------------------------------------------------------------------===//
// Running cores on a host thread
//===----------------------------------------------------------------------===//

void Scheduler::RunCores(HostThread* thread, Launch* launch) {
  for (;;) {
    if (launch->failed.load(std::memory_order_relaxed)) {
      Abandon(thread, launch);
      return;
    }
    if (Processor* processor = thread->ready.Pop()) {
      Resume(thread, processor);
      continue;
    }
    if (thread->event.exchange(false) && RecheckBlocked(thread)) continue;
    if (StartNextCore(thread, launch)) continue;
    if (!thread->yielded.empty()) {
      thread->ready = thread->yielded;
      thread->yielded.Clear();
      if (time_limit_ns_ != 0 &&
          SteadyNs() - launch->started_ns.load() > time_limit_ns_) {
        Fail(launch, TimeoutStatus(*thread->ready.front()));
        continue;
      }
      // Kernels of other threads may be what the yielding ones wait for.
      std::this_thread::yield();
      RecheckBlocked(thread);
      continue;
    }
    if (thread->cores.empty()) {
      Lock lock(mutex_);
      CountFinished(lock, thread, launch);
      LeaveActive(lock, launch);
      return;
    }
    if (RecheckBlocked(thread)) continue;
    Sleep(thread, launch);
  }
}

void Scheduler::Resume(HostThread* thread, Processor* processor) {
  thread->current = processor;
  SwitchTo(&thread->point, &processor->fiber->point());
  thread->current = nullptr;
  Status fault;
  if (TakeFault(processor, &fault)) {
    Fail(processor->launch, std::move(fault));
    return;
  }
  if (!processor->done) return;
  Core* core = processor->core;
  if (--core->running == 0) FinishCore(thread, processor->launch, core);
}

Processor* Scheduler::AcquireProcessor(HostThread* thread, Status* status) {
  if (!thread->idle.empty()) {
    Processor* processor = thread->idle.back();
    thread->idle.pop_back();
    return processor;
  }
  auto fiber = std::make_unique<Fiber>();
  *status = fiber->Allocate(static_cast<uint32_t>(thread->fibers.size()));
  if (!status->ok()) return nullptr;
  Processor* processor = new (fiber->header()) Processor();
  processor->fiber = fiber.get();
  processor->thread = thread;
  processor->device = device_;
  thread->fibers.push_back(std::move(fiber));
  return processor;
}

bool Scheduler::StartNextCore(HostThread* thread, Launch* launch) {
  if (launch->next_core.load(std::memory_order_relaxed) >=
      launch->core_count()) {
    return false;
  }
  if (!launch->resident() && thread->spare == nullptr) {
    Lock lock(mutex_);
    thread->spare = TakeWorker(lock);
    if (thread->spare == nullptr) return false;
  }
  const uint32_t index = launch->next_core.fetch_add(1);
  if (index >= launch->core_count()) return false;
  Core* core = &device_->core(index);
  if (!launch->resident()) {
    core = thread->spare;
    thread->spare = nullptr;
  }
  core->launch_index = index;
  core->logical_x = index % device_->grid_x();
  core->logical_y = index / device_->grid_x();
  core->owner.store(thread);
  core->semaphore_waiters.store(0);
  core->running = 0;
  thread->cores.push_back(core);
  for (uint32_t role = 0; role < kRolesPerCore; ++role) {
    core->processors[role] = nullptr;
    const int32_t kernel = launch->program()->kernel_at(index, role);
    if (kernel < 0) continue;
    Status status;
    Processor* processor = AcquireProcessor(thread, &status);
    if (processor == nullptr) {
      Fail(launch, std::move(status));
      return true;
    }
    if (role == kTtEmuCompute && processor->tile_engine == nullptr) {
      processor->tile_engine = tt_emu_tile_engine_create(
          static_cast<uint32_t>(device_->architecture().arch));
    }
    const Program::Kernel& description = launch->program()->kernels()[kernel];
    processor->launch = launch;
    processor->core = core;
    processor->role = role;
    processor->kernel = description.binary.get();
    processor->kernel_name = description.name.c_str();
    processor->noc_index = description.noc;
    processor->done = false;
    processor->wait.kind = WaitReason::kNone;
    core->processors[role] = processor;
    ++core->running;
  }
  launch->PrepareCore(core);
  for (Processor* processor : core->processors) {
    if (processor == nullptr) continue;
    processor->fiber->Prepare(RunProcessor, processor);
    thread->ready.Push(processor);
  }
  if (core->running == 0) FinishCore(thread, launch, core);
  return true;
}

void Scheduler::FinishCore(HostThread* thread, Launch* launch, Core* core) {
  Status status = CheckBuffersBalanced(*launch->program(), *core);
  if (!status.ok()) {
    Fail(launch, std::move(status));
    return;  // Abandon() counts the core.
  }
  launch->CountCore(*core, &thread->tally);
  for (Processor* processor : core->processors) {
    if (processor != nullptr) thread->idle.push_back(processor);
  }
  thread->cores.erase(
      std::find(thread->cores.begin(), thread->cores.end(), core));
  LeaveWorker(thread, launch, core);
}

void Scheduler::LeaveWorker(HostThread* thread, Launch* launch, Core* core) {
  if (launch->resident()) return;  // It keeps them until it ends.
  if (thread->spare == nullptr) {
    thread->spare = core;
  } else {
    Lock lock(mutex_);
    ReturnWorker(lock, core);
  }
}

void Scheduler::Abandon(HostThread* thread, Launch* launch) {
  thread->ready.Clear();
  thread->yielded.Clear();
  thread->blocked.clear();
  for (Core* core : thread->cores) {
    for (Processor* processor : core->processors) {
      if (processor != nullptr) thread->idle.push_back(processor);
    }
    LeaveWorker(thread, launch, core);
  }
  thread->tally.cores += static_cast<uint32_t>(thread->cores.size());
  Lock lock(mutex_);
  thread->cores.clear();
  --launch->active_threads;
  CountFinished(lock, thread, launch);
}

//===----------------------------------------------------------------------===//
// Blocking and waking
//===----------------------------------------------------------------------===//

void Scheduler::Block(Processor* processor) {
  if (processor->role == kTtEmuCompute) {
    tt_emu_tile_engine_switch(processor->tile_engine);
  }
  SwitchTo(&processor->fiber->point(), &processor->thread->point);
}

void Scheduler::Yield(Processor* processor) {
  processor->thread->yielded.Push(processor);
  Block(processor);
}

void Scheduler::MakeReady(Processor* processor) {
  processor->wait.kind = WaitReason::kNone;
  processor->thread->ready.Push(processor);
}

void Scheduler::BlockOnSemaphore(Processor* processor) {
  // First announce, then look: who writes does it the other way round.
  processor->core->semaphore_waiters.fetch_add(1);
  if (SemaphoreHolds(processor->wait)) {
    processor->core->semaphore_waiters.fetch_sub(1);
    processor->wait.kind = WaitReason::kNone;
    return;
  }
  processor->thread->blocked.push_back(processor);
  Block(processor);
}

bool Scheduler::RecheckBlocked(HostThread* thread) {
  std::vector<Processor*>& blocked = thread->blocked;
  size_t kept = 0;
  for (Processor* processor : blocked) {
    if (SemaphoreHolds(processor->wait)) {
      processor->core->semaphore_waiters.fetch_sub(1);
      MakeReady(processor);
    } else {
      blocked[kept++] = processor;
    }
  }
  const bool any = kept < blocked.size();
  blocked.resize(kept);
  return any;
}

void Scheduler::NotifyCore(Core* core) {
  // An atomic update rather than a load: either it sees the waiter's
  // announcement, or the waiter's sees it, and with it the write before it.
  if (core->semaphore_waiters.fetch_add(0) == 0) return;
  HostThread* owner = core->owner.load();
  owner->event.store(true);
  if (!owner->sleeping.load()) return;
  Lock lock(mutex_);
  if (owner->launch != nullptr) WakeThread(lock, owner->launch, owner);
}

void Scheduler::WakeThread(Lock&, Launch* launch, HostThread* thread) {
  if (!thread->sleeping.load()) return;
  thread->sleeping.store(false);
  ++launch->active_threads;
  thread->wake.notify_one();
}

bool Scheduler::Sleep(HostThread* thread, Launch* launch) {
  Lock lock(mutex_);
  thread->sleeping.store(true);
  if (thread->event.load() || launch->failed.load()) {
    thread->sleeping.store(false);
    return true;
  }
  launch->finished_cores += thread->tally.cores;
  launch->AddTally(&thread->tally);
  LeaveActive(lock, launch);
  thread->wake.wait(lock, [&] { return !thread->sleeping.load(); });
  return true;
}

void Scheduler::LeaveActive(Lock& lock, Launch* launch) {
  --launch->active_threads;
  if (launch->active_threads == 0 && !launch->failed.load() &&
      launch->finished_cores < launch->core_count() &&
      launch->next_core.load() >= launch->core_count()) {
    HandleDeadlock(lock, launch);
  }
}

void Scheduler::HandleDeadlock(Lock& lock, Launch* launch) {
  // Silicon would have carried out writes by now that no flush asked for.
  std::vector<Processor*> stuck;
  for (std::unique_ptr<HostThread>& thread : threads_) {
    if (thread->launch != launch) continue;
    for (Core* core : thread->cores) {
      for (Processor* processor : core->processors) {
        if (processor == nullptr || processor->done) continue;
        PerformPendingWrites(processor);
        stuck.push_back(processor);
      }
    }
  }
  bool progress = false;
  for (std::unique_ptr<HostThread>& thread : threads_) {
    if (thread->launch != launch || !thread->sleeping.load()) continue;
    for (Processor* processor : thread->blocked) {
      if (!SemaphoreHolds(processor->wait)) continue;
      progress = true;
      thread->event.store(true);
      WakeThread(lock, launch, thread.get());
      break;
    }
  }
  if (!progress) FailLocked(lock, launch, DescribeDeadlock(stuck));
}

}  // namespace tt_emulator
