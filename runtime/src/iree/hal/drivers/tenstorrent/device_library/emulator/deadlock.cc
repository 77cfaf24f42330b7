// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/deadlock.h"

#include <string>

namespace tt_emulator {
namespace {

constexpr size_t kMostNamed = 12;

std::string DescribeWait(const Processor& processor) {
  const WaitReason& wait = processor.wait;
  switch (wait.kind) {
    case WaitReason::kReserve: {
      const TtEmuCbState& state = processor.cb_state[wait.cb];
      return FormatString(
          "waits for %u free pages in circular buffer %u (%u of %u in use)",
          wait.pages, wait.cb, state.received - state.acked, state.page_count);
    }
    case WaitReason::kFront: {
      const TtEmuCbState& state = processor.cb_state[wait.cb];
      return FormatString(
          "waits for %u pages in circular buffer %u (%u of %u there)",
          wait.pages, wait.cb, state.received - state.acked, state.page_count);
    }
    case WaitReason::kSemaphore: {
      const uint32_t value = __atomic_load_n(
          reinterpret_cast<uint32_t*>(static_cast<uintptr_t>(wait.address)),
          __ATOMIC_SEQ_CST);
      const uint32_t offset = wait.address - processor.semaphore_base;
      const std::string where =
          offset < 16 * processor.semaphore_count && offset % 16 == 0
              ? FormatString("semaphore %u", offset / 16)
              : FormatString("the L1 word at 0x%x",
                             wait.address - processor.l1_base);
      return FormatString("waits for %s %s %u (it is %u)", where.c_str(),
                          wait.compare == kTtEmuEqual ? "to be" : "to reach",
                          wait.value, value);
    }
    case WaitReason::kNone:
      break;
  }
  return "does not run";
}

}  // namespace

Status DescribeDeadlock(const std::vector<Processor*>& stuck) {
  std::string message = "deadlock: every kernel of the launch is blocked";
  size_t named = 0;
  for (const Processor* processor : stuck) {
    if (named == kMostNamed) {
      message += FormatString("\n  and %zu more", stuck.size() - named);
      break;
    }
    message += FormatString("\n  %s %s", Describe(*processor).c_str(),
                            DescribeWait(*processor).c_str());
    ++named;
  }
  return Status(TT_STATUS_ABORTED, std::move(message));
}

Status CheckBuffersBalanced(const Program& program, const Core& core) {
  for (uint32_t mask = program.cb_mask(); mask != 0; mask &= mask - 1) {
    const uint32_t i = static_cast<uint32_t>(__builtin_ctz(mask));
    const TtEmuCbState& state = core.cb_state[i];
    if (state.received == state.acked) continue;
    const bool popped = state.acked != 0;
    if (!popped && state.max_waited >= state.received) continue;
    return MakeStatus(
        TT_STATUS_FAILED_PRECONDITION,
        "program '%s' core (%u,%u): unbalanced circular buffer %u at the end "
        "of the kernels: %u pages pushed, %u popped%s",
        program.name().c_str(), core.logical_x, core.logical_y, i,
        state.received, state.acked,
        popped ? "" : " and not all of them waited for");
  }
  return Status();
}

}  // namespace tt_emulator
