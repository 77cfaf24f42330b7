// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/fiber.h"

#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/include/tt_emu/kernel_abi.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/sanitizer.h"

namespace tt_emulator {
namespace {

// One page where pages have 4 KiB, and enough where they have 64 KiB.
size_t GuardSize() {
  static const size_t size = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  return size;
}

}  // namespace

// Saves the callee-saved registers on the stack, stores the stack pointer to
// *from, takes that of `to` and restores. The floating-point control words are
// not saved: kernels do not change them.
#if defined(__x86_64__)
extern "C" void tt_emulator_switch(void** from, void* to);
__asm__(
    ".text\n"
    ".p2align 4\n"
    ".type tt_emulator_switch, @function\n"
    ".hidden tt_emulator_switch\n"
    ".globl tt_emulator_switch\n"
    "tt_emulator_switch:\n"
    "  pushq %rbp\n"
    "  pushq %rbx\n"
    "  pushq %r12\n"
    "  pushq %r13\n"
    "  pushq %r14\n"
    "  pushq %r15\n"
    "  movq %rsp, (%rdi)\n"
    "  movq %rsi, %rsp\n"
    "  popq %r15\n"
    "  popq %r14\n"
    "  popq %r13\n"
    "  popq %r12\n"
    "  popq %rbx\n"
    "  popq %rbp\n"
    "  ret\n"
    ".size tt_emulator_switch, .-tt_emulator_switch\n"
    // First frame: r12 = entry, r13 = argument.
    ".p2align 4\n"
    ".type tt_emulator_fiber_start, @function\n"
    ".hidden tt_emulator_fiber_start\n"
    ".globl tt_emulator_fiber_start\n"
    "tt_emulator_fiber_start:\n"
    "  .cfi_startproc\n"
    "  .cfi_undefined rip\n"
    "  movq %r13, %rdi\n"
    "  callq *%r12\n"
    "  ud2\n"
    "  .cfi_endproc\n"
    ".size tt_emulator_fiber_start, .-tt_emulator_fiber_start\n");
#elif defined(__aarch64__)
extern "C" void tt_emulator_switch(void** from, void* to);
__asm__(
    ".text\n"
    ".p2align 4\n"
    ".type tt_emulator_switch, %function\n"
    ".hidden tt_emulator_switch\n"
    ".globl tt_emulator_switch\n"
    "tt_emulator_switch:\n"
    "  sub sp, sp, #160\n"
    "  stp x19, x20, [sp, #0]\n"
    "  stp x21, x22, [sp, #16]\n"
    "  stp x23, x24, [sp, #32]\n"
    "  stp x25, x26, [sp, #48]\n"
    "  stp x27, x28, [sp, #64]\n"
    "  stp x29, x30, [sp, #80]\n"
    "  stp d8, d9, [sp, #96]\n"
    "  stp d10, d11, [sp, #112]\n"
    "  stp d12, d13, [sp, #128]\n"
    "  stp d14, d15, [sp, #144]\n"
    "  mov x9, sp\n"
    "  str x9, [x0]\n"
    "  mov sp, x1\n"
    "  ldp x19, x20, [sp, #0]\n"
    "  ldp x21, x22, [sp, #16]\n"
    "  ldp x23, x24, [sp, #32]\n"
    "  ldp x25, x26, [sp, #48]\n"
    "  ldp x27, x28, [sp, #64]\n"
    "  ldp x29, x30, [sp, #80]\n"
    "  ldp d8, d9, [sp, #96]\n"
    "  ldp d10, d11, [sp, #112]\n"
    "  ldp d12, d13, [sp, #128]\n"
    "  ldp d14, d15, [sp, #144]\n"
    "  add sp, sp, #160\n"
    "  ret\n"
    ".size tt_emulator_switch, .-tt_emulator_switch\n"
    // First frame: x19 = entry, x20 = argument.
    ".p2align 4\n"
    ".type tt_emulator_fiber_start, %function\n"
    ".hidden tt_emulator_fiber_start\n"
    ".globl tt_emulator_fiber_start\n"
    "tt_emulator_fiber_start:\n"
    "  .cfi_startproc\n"
    "  .cfi_undefined x30\n"
    "  mov x0, x20\n"
    "  blr x19\n"
    "  brk #1\n"
    "  .cfi_endproc\n"
    ".size tt_emulator_fiber_start, .-tt_emulator_fiber_start\n");
#endif

#if defined(__x86_64__) || defined(__aarch64__)
extern "C" void tt_emulator_fiber_start();
#else
namespace {
// makecontext passes ints only.
void StartFromContext(uint32_t entry_hi, uint32_t entry_lo, uint32_t arg_hi,
                      uint32_t arg_lo) {
  const auto join = [](uint32_t hi, uint32_t lo) {
    return reinterpret_cast<void*>(
        static_cast<uintptr_t>((uint64_t{hi} << 32) | lo));
  };
  reinterpret_cast<Fiber::Entry>(join(entry_hi, entry_lo))(
      join(arg_hi, arg_lo));
}
}  // namespace
#endif

Fiber::~Fiber() {
  TsanDestroyFiber(point_.tsan_fiber);
  if (region_ != nullptr) munmap(region_, TT_EMU_STACK_REGION_SIZE);
}

Status Fiber::Allocate(uint32_t color) {
  // Over-allocate, then trim to an aligned region.
  constexpr size_t kSize = TT_EMU_STACK_REGION_SIZE;
  void* mapping = mmap(nullptr, 2 * kSize, PROT_NONE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapping == MAP_FAILED) {
    return MakeStatus(TT_STATUS_RESOURCE_EXHAUSTED,
                      "cannot map a fiber's stack: %s", std::strerror(errno));
  }
  uint8_t* start = static_cast<uint8_t*>(mapping);
  uint8_t* aligned = reinterpret_cast<uint8_t*>(
      (reinterpret_cast<uintptr_t>(start) + kSize - 1) & ~(kSize - 1));
  if (aligned != start) munmap(start, static_cast<size_t>(aligned - start));
  uint8_t* end = start + 2 * kSize;
  if (aligned + kSize != end) {
    munmap(aligned + kSize, static_cast<size_t>(end - (aligned + kSize)));
  }
  region_ = aligned;
  uint8_t* stack = aligned + kRegionHeaderSize + GuardSize();
  stack_top_ = aligned + kSize - (color % 16) * 192;
  if (mprotect(aligned, kRegionHeaderSize, PROT_READ | PROT_WRITE) != 0 ||
      mprotect(stack, static_cast<size_t>(aligned + kSize - stack),
               PROT_READ | PROT_WRITE) != 0) {
    return MakeStatus(TT_STATUS_RESOURCE_EXHAUSTED,
                      "cannot make a fiber's stack accessible: %s",
                      std::strerror(errno));
  }
  point_.stack_bottom = stack;
  point_.stack_size = static_cast<size_t>(aligned + kSize - stack);
  point_.tsan_fiber = TsanCreateFiber();
  return Status();
}

bool Fiber::IsGuard(const void* address) const {
  const uint8_t* byte = static_cast<const uint8_t*>(address);
  const uint8_t* guard = region_ + kRegionHeaderSize;
  return byte >= guard && byte < guard + GuardSize();
}

void Fiber::Prepare(Entry entry, void* argument) {
  AsanForgetStack(point_.stack_bottom, point_.stack_size);
  point_.asan_fake_stack = nullptr;
#if defined(__x86_64__)
  // Popped by tt_emulator_switch: r15 r14 r13 r12 rbx rbp, then the return
  // address; the stack is 16-byte aligned at the call in the start routine.
  uintptr_t top =
      (reinterpret_cast<uintptr_t>(stack_top_) - 16) & ~uintptr_t{15};
  void** frame = reinterpret_cast<void**>(top) - 7;
  frame[0] = nullptr;
  frame[1] = nullptr;
  frame[2] = argument;
  frame[3] = reinterpret_cast<void*>(entry);
  frame[4] = nullptr;
  frame[5] = nullptr;
  frame[6] = reinterpret_cast<void*>(&tt_emulator_fiber_start);
  point_.stack_pointer = frame;
#elif defined(__aarch64__)
  uintptr_t top =
      (reinterpret_cast<uintptr_t>(stack_top_) - 16) & ~uintptr_t{15};
  void** frame = reinterpret_cast<void**>(top) - 20;
  std::memset(frame, 0, 160);
  frame[0] = reinterpret_cast<void*>(entry);
  frame[1] = argument;
  frame[11] = reinterpret_cast<void*>(&tt_emulator_fiber_start);
  point_.stack_pointer = frame;
#else
  getcontext(&point_.machine);
  point_.machine.uc_stack.ss_sp = const_cast<void*>(point_.stack_bottom);
  point_.machine.uc_stack.ss_size = point_.stack_size;
  point_.machine.uc_link = nullptr;
  const uint64_t e = reinterpret_cast<uintptr_t>(entry);
  const uint64_t a = reinterpret_cast<uintptr_t>(argument);
  makecontext(&point_.machine, reinterpret_cast<void (*)()>(StartFromContext),
              4, static_cast<uint32_t>(e >> 32), static_cast<uint32_t>(e),
              static_cast<uint32_t>(a >> 32), static_cast<uint32_t>(a));
#endif
}

void InitializeThreadPoint(SwitchPoint* point) {
#if defined(TT_EMULATOR_ASAN)
  // Nobody else asks for the stack, and this is slow.
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
    void* bottom = nullptr;
    pthread_attr_getstack(&attributes, &bottom, &point->stack_size);
    point->stack_bottom = bottom;
    pthread_attr_destroy(&attributes);
  }
#endif  // TT_EMULATOR_ASAN
  point->tsan_fiber = TsanCurrentFiber();
}

void SwitchTo(SwitchPoint* from, SwitchPoint* to) {
  AsanStartSwitch(&from->asan_fake_stack, to->stack_bottom, to->stack_size);
  TsanSwitch(to->tsan_fiber);
#if defined(__x86_64__) || defined(__aarch64__)
  tt_emulator_switch(&from->stack_pointer, to->stack_pointer);
#else
  swapcontext(&from->machine, &to->machine);
#endif
  AsanFinishSwitch(from->asan_fake_stack);
}

void FinishFirstSwitch(SwitchPoint* self) {
  AsanFinishSwitch(self->asan_fake_stack);
}

}  // namespace tt_emulator
