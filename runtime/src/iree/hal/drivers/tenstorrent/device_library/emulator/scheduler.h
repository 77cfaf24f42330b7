// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Runs launches of a device: a few host threads, each of which takes cores,
// runs their fibers, and sleeps only when all of its fibers are blocked.
//
// A core stays on the host thread that started it, so its circular buffers
// need no locks; cores of different threads meet through semaphores in L1,
// whose writers wake the waiting core's thread. When every thread of a launch
// sleeps, the launch is deadlocked.
//
// Launches run at the same time, each on workers of its own. They are admitted
// in the order in which they were enqueued: one whose cores know of each other
// once all of its workers are free, any other at once; its cores run one after
// the other on whichever workers are free, so that a thread goes on in L1 that
// is in its caches. A host thread works for one launch at a time.
//
// A caller that is going to wait for its launch works for it as well, as a
// guest: what it can run itself needs no thread to wake up, and no waking back.
// Programs that took long the last time are not worth that; those that took
// little it runs alone.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_SCHEDULER_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_SCHEDULER_H_

#include <pthread.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/launch.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/processor.h"

namespace tt_emulator {

// One of the threads that emulate cores, or a guest.
struct HostThread {
  ~HostThread();

  std::thread thread;
  SwitchPoint point;
  Processor* current = nullptr;
  // A free worker that the thread keeps for its next core; NULL: none.
  Core* spare = nullptr;
  ProcessorList ready;
  ProcessorList yielded;
  std::vector<Core*> cores;                    // started and not finished
  std::vector<Processor*> blocked;             // waiting for a semaphore
  std::vector<std::unique_ptr<Fiber>> fibers;  // all that the thread made
  std::vector<Processor*> idle;                // of those, not in use
  CoreTally tally;  // finished cores that the launch does not know of yet
  // An L1 word that a blocked processor may wait for was written.
  std::atomic<bool> event{false};
  // Changed with the scheduler's lock held.
  std::atomic<bool> sleeping{false};
  Launch* launch = nullptr;
  std::condition_variable wake;
  std::unique_ptr<uint8_t[]> signal_stack;  // of FaultGuard
  pthread_t handle = {};                    // of FaultGuard
  bool has_handle = false;
  // The launch has run for too long.
  std::atomic<bool> expired{false};
};

class Scheduler {
 public:
  Scheduler(Device* device, uint32_t thread_count);
  // Runs what is queued to its end.
  ~Scheduler();

  // Queues a launch. If `caller_waits`, the calling thread may run it.
  void Enqueue(std::shared_ptr<Launch> launch, bool caller_waits);

  // Called on fibers.
  static void Block(Processor* processor);
  static void Yield(Processor* processor);
  // Makes a processor that was blocked run again.
  static void MakeReady(Processor* processor);
  // Waits until the semaphore condition of processor->wait holds.
  static void BlockOnSemaphore(Processor* processor);
  // After a write to `core`'s L1: wakes its semaphore waiters.
  void NotifyCore(Core* core);
  // Records the launch's error; the caller must then leave its fiber.
  void Fail(Launch* launch, Status status);

 private:
  using Lock = std::unique_lock<std::mutex>;

  void ThreadMain(HostThread* thread);
  void RunCores(HostThread* thread, Launch* launch);
  void Resume(HostThread* thread, Processor* processor);
  bool StartNextCore(HostThread* thread, Launch* launch);
  Processor* AcquireProcessor(HostThread* thread, Status* status);
  void FinishCore(HostThread* thread, Launch* launch, Core* core);
  bool RecheckBlocked(HostThread* thread);
  bool Sleep(HostThread* thread, Launch* launch);
  void Abandon(HostThread* thread, Launch* launch);
  void StartThreads(Lock& lock);
  // `own` is the launch for which the calling thread works then.
  void AdmitLaunches(Lock& lock, Launch* own = nullptr);
  // Wakes those that there is work for, who would else wait for the lock.
  void Unlock(Lock& lock);
  void JoinAsGuest(Lock& lock, std::shared_ptr<Launch> launch);
  void RunLaunch(Lock& lock, HostThread* thread, Launch* launch);
  std::shared_ptr<Launch> FindWork(Lock& lock, HostThread* thread);
  Core* TakeWorker(Lock& lock);
  void ReturnWorker(Lock& lock, Core* core);
  void LeaveWorker(HostThread* thread, Launch* launch, Core* core);
  void CountFinished(Lock& lock, HostThread* thread, Launch* launch);
  void FailLocked(Lock& lock, Launch* launch, Status status);
  void LeaveActive(Lock& lock, Launch* launch);
  void HandleDeadlock(Lock& lock, Launch* launch);
  void WakeThread(Lock& lock, Launch* launch, HostThread* thread);
  void WatchMain();

  Device* const device_;
  const uint32_t thread_count_;
  std::mutex mutex_;
  std::condition_variable work_;
  std::condition_variable idle_;
  bool stopping_ = false;
  const int64_t time_limit_ns_;
  std::thread watch_;  // ends kernels whose launch is out of time
  std::condition_variable watch_stops_;
  std::deque<std::shared_ptr<Launch>> queue_;      // not admitted
  std::vector<std::shared_ptr<Launch>> admitted_;  // and not finished
  std::vector<Core*> free_workers_;                // the last goes first
  std::vector<bool> is_free_;                      // by worker
  uint32_t running_ = 0;  // threads in launches, at most thread_count_
  uint32_t wakes_ = 0;    // threads to wake for admitted launches
  std::vector<std::unique_ptr<HostThread>> threads_;  // guests included
  std::vector<HostThread*> guests_;                   // that nobody uses
};

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_SCHEDULER_H_
