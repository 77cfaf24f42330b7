// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/processor.h"

#include <cstdarg>
#include <cstdlib>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/circular_buffer.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/debug_print.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/device.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/noc.h"

namespace tt_emulator {
namespace {

// Hands the status to the scheduler; apart so that no object with a
// destructor is left on the fiber's stack.
void ReportFailure(Processor* processor, tt_status_t code, const char* format,
                   va_list arguments) {
  processor->device->scheduler().Fail(
      processor->launch, Status(code, Describe(*processor) + ": " +
                                          FormatStringV(format, arguments)));
}

[[noreturn]] void LeaveForGood(Processor* processor) {
  Scheduler::Block(processor);
  std::abort();  // Nothing resumes a failed processor.
}

// An attribute of the type, as in the table: clang tells the two apart.
__attribute__((noreturn)) void ApiFail(TtEmuContext* context, uint32_t status,
                                       const char* format, ...) {
  Processor* processor = AsProcessor(context);
  va_list arguments;
  va_start(arguments, format);
  ReportFailure(processor, static_cast<tt_status_t>(status), format, arguments);
  va_end(arguments);
  LeaveForGood(processor);
}

void ApiYield(TtEmuContext* context) { Scheduler::Yield(AsProcessor(context)); }

constexpr TtEmuApi kApi = {
    /*abi_version=*/TT_EMU_ABI_VERSION,
    /*fail=*/ApiFail,
    /*cb_reserve_back=*/CbReserveBack,
    /*cb_push_back=*/CbPushBack,
    /*cb_wait_front=*/CbWaitFront,
    /*cb_pop_front=*/CbPopFront,
    /*yield=*/ApiYield,
    /*semaphore_wait=*/SemaphoreWait,
    /*semaphore_set=*/SemaphoreSet,
    /*semaphore_inc=*/SemaphoreInc,
    /*inline_write=*/InlineWrite,
    /*noc_read=*/NocRead,
    /*noc_write=*/NocWrite,
    /*semaphore_write=*/SemaphoreWrite,
    /*read_barrier=*/NocReadBarrier,
    /*write_barrier=*/NocWriteBarrier,
    /*atomic_barrier=*/NocAtomicBarrier,
    /*print=*/DebugPrint,
};

}  // namespace

const TtEmuApi* GetKernelApi() { return &kApi; }

const char* RoleName(uint32_t role) {
  switch (role) {
    case kTtEmuReader:
      return "reader";
    case kTtEmuCompute:
      return "compute";
    default:
      return "writer";
  }
}

std::string Describe(const Processor& processor) {
  return FormatString("core (%u,%u) kernel '%s' (%s)", processor.logical_x,
                      processor.logical_y, processor.kernel_name,
                      RoleName(processor.role));
}

void FailProcessor(Processor* processor, tt_status_t code, const char* format,
                   ...) {
  va_list arguments;
  va_start(arguments, format);
  ReportFailure(processor, code, format, arguments);
  va_end(arguments);
  LeaveForGood(processor);
}

}  // namespace tt_emulator
