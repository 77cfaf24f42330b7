// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Fibers: stacks that host threads switch between without a system call. The
// stack of a fiber lies in an aligned region whose start holds the state of
// the processor that it emulates (kernel_abi.h); an inaccessible page between
// them catches overflow.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_FIBER_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_FIBER_H_

#include <cstddef>
#include <cstdint>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"

#if !defined(__x86_64__) && !defined(__aarch64__)
#include <ucontext.h>
#endif

namespace tt_emulator {

// A place to switch from and to: a fiber, or the thread that runs fibers.
struct SwitchPoint {
  void* stack_pointer = nullptr;
  const void* stack_bottom = nullptr;
  size_t stack_size = 0;
  void* asan_fake_stack = nullptr;
  void* tsan_fiber = nullptr;
#if !defined(__x86_64__) && !defined(__aarch64__)
  ucontext_t machine;
#endif
};

// Bytes at the start of a region that hold the processor's state.
constexpr size_t kRegionHeaderSize = 32 * 1024;

class Fiber {
 public:
  using Entry = void (*)(void* argument);

  Fiber() = default;
  ~Fiber();
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  // Allocates the region. `color` staggers the stacks' tops so that those of
  // many fibers do not compete for the same cache sets.
  Status Allocate(uint32_t color);

  // The region's header, kRegionHeaderSize bytes, zeroed at allocation.
  void* header() const { return region_; }
  // True where `address` is in the guard page below the stack.
  bool IsGuard(const void* address) const;

  // Makes the next switch to the fiber call `entry(argument)` on an empty
  // stack; `entry` must never return. What was on the stack is forgotten.
  void Prepare(Entry entry, void* argument);

  SwitchPoint& point() { return point_; }

 private:
  uint8_t* region_ = nullptr;
  uint8_t* stack_top_ = nullptr;
  SwitchPoint point_;
};

// Describes the calling thread's own stack.
void InitializeThreadPoint(SwitchPoint* point);

// Leaves `from` (where the caller is) and continues at `to`. Returns when
// something switches back to `from`.
void SwitchTo(SwitchPoint* from, SwitchPoint* to);

// First thing that `entry` must do: completes the switch that started it.
void FinishFirstSwitch(SwitchPoint* self);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_FIBER_H_
