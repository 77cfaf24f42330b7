// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/fault_guard.h"

#include <signal.h>

#include <cstdlib>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/kernel_binary.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/processor.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/sanitizer.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/scheduler.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/time_limit.h"

namespace tt_emulator {

#if defined(TT_EMULATOR_ASAN) || defined(TT_EMULATOR_TSAN)

FaultGuard::FaultGuard(HostThread*) {}
FaultGuard::~FaultGuard() = default;

#else

namespace {

constexpr int kSignals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
constexpr size_t kStackSize = 64 * 1024;

struct sigaction previous_actions[sizeof(kSignals) / sizeof(kSignals[0])];
thread_local HostThread* guarded_thread = nullptr;
// What the handler found, for the scheduler's side.
thread_local void* fault_address = nullptr;
thread_local int fault_signal = 0;

const char* FaultName(int signal) {
  switch (signal) {
    case SIGFPE:
      return "arithmetic fault";
    case SIGILL:
      return "illegal instruction";
    default:
      return "memory fault";
  }
}

// Goes from a signal's handler to the scheduler, with what was found.
[[noreturn]] void LeaveFiber(HostThread* thread, int signal, void* address) {
  fault_address = address;
  fault_signal = signal;
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  SwitchTo(&thread->current->fiber->point(), &thread->point);
  std::abort();
}

void Handle(int signal, siginfo_t* information, void* context) {
  HostThread* thread = guarded_thread;
  Processor* processor = thread != nullptr ? thread->current : nullptr;
  if (processor == nullptr) {
    // Not a kernel's. The default action must happen at the instruction
    // itself: restore it and return there.
    for (size_t i = 0; i < sizeof(kSignals) / sizeof(kSignals[0]); ++i) {
      if (kSignals[i] != signal) continue;
      const struct sigaction& previous = previous_actions[i];
      if ((previous.sa_flags & SA_SIGINFO) != 0) {
        previous.sa_sigaction(signal, information, context);
      } else if (previous.sa_handler != SIG_DFL &&
                 previous.sa_handler != SIG_IGN) {
        previous.sa_handler(signal);
      } else {
        sigaction(signal, &previous, nullptr);
      }
      return;
    }
    return;
  }
  // The signal came from the kernel's own instruction, so leaving the handler
  // by a switch to the scheduler's stack is safe: the fiber never runs again.
  LeaveFiber(thread, signal, information->si_addr);
}

uintptr_t ProgramCounter(const void* context) {
  const auto* machine = &static_cast<const ucontext_t*>(context)->uc_mcontext;
#if defined(__x86_64__)
  return static_cast<uintptr_t>(machine->gregs[REG_RIP]);
#elif defined(__aarch64__)
  return static_cast<uintptr_t>(machine->pc);
#else
  (void)machine;
  return 0;
#endif
}

// Only the kernel's own code is left: the device's may hold a lock. Who is
// there is asked again a little later.
void HandleTimeout(int signal, siginfo_t*, void* context) {
  HostThread* thread = guarded_thread;
  Processor* processor = thread != nullptr ? thread->current : nullptr;
  if (processor == nullptr || !thread->expired.load()) return;
  const uintptr_t at = ProgramCounter(context);
  if (at < processor->kernel->begin || at >= processor->kernel->end) return;
  LeaveFiber(thread, signal, reinterpret_cast<void*>(at));
}

void InstallHandlers() {
  static const bool installed = [] {
    struct sigaction action = {};
    action.sa_sigaction = Handle;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof(kSignals) / sizeof(kSignals[0]); ++i) {
      sigaction(kSignals[i], &action, &previous_actions[i]);
    }
    action.sa_sigaction = HandleTimeout;
    action.sa_flags |= SA_RESTART;
    sigaction(SIGURG, &action, nullptr);
    return true;
  }();
  (void)installed;
}

}  // namespace

FaultGuard::FaultGuard(HostThread* thread) {
  InstallHandlers();
  if (thread->signal_stack == nullptr) {
    thread->signal_stack.reset(new uint8_t[kStackSize]);
  }
  stack_t stack = {};
  stack.ss_sp = thread->signal_stack.get();
  stack.ss_size = kStackSize;
  sigaltstack(&stack, &previous_stack_);
  guarded_thread = thread;
  thread->handle = pthread_self();
  thread->has_handle = true;
}

FaultGuard::~FaultGuard() {
  guarded_thread = nullptr;
  sigaltstack(&previous_stack_, nullptr);
}

#endif  // sanitizers

bool TakeFault(Processor* processor, Status* out_status) {
#if defined(TT_EMULATOR_ASAN) || defined(TT_EMULATOR_TSAN)
  (void)processor;
  (void)out_status;
  return false;
#else
  if (fault_signal == 0) return false;
  const int signal = fault_signal;
  fault_signal = 0;
  if (signal == SIGURG) {
    *out_status = TimeoutStatus(*processor);
    return true;
  }
  const bool overflow = processor->fiber->IsGuard(fault_address);
  *out_status =
      MakeStatus(TT_STATUS_ABORTED, "%s: %s at address %p%s",
                 Describe(*processor).c_str(), FaultName(signal), fault_address,
                 overflow ? " (the kernel's stack overflowed)" : "");
  return true;
#endif
}

}  // namespace tt_emulator
