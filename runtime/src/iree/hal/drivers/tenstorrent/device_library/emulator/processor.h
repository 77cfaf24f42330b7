// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// One RISC-V processor of an emulated core in a launch (a fiber with its
// context), and the core it belongs to.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_PROCESSOR_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_PROCESSOR_H_

#include <atomic>
#include <cstdint>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/fiber.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/include/tt_emu/kernel_abi.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"

namespace tt_emulator {

class Device;
class Launch;
struct Core;
struct HostThread;
struct KernelBinary;

constexpr uint32_t kRolesPerCore = 3;

// A NoC read whose data has not arrived.
struct PendingRead {
  const uint8_t* source;
  uint8_t* target;
  uint32_t size;
  uint16_t trid;
  uint16_t noc;
};

// A NoC write whose source has not been read.
struct PendingWrite {
  const uint8_t* source;
  uint8_t* target;  // NULL: multicast to `multicast_address`
  uint64_t multicast_address;
  Core* core;  // target core; NULL for DRAM and multicast
  uint32_t size;
  uint32_t flags;  // TtEmuWriteFlag
  uint16_t trid;
  uint16_t noc;
};

// What a blocked processor waits for.
struct WaitReason {
  enum Kind : uint8_t { kNone, kReserve, kFront, kSemaphore };
  Kind kind = kNone;
  uint32_t cb = 0;
  uint32_t pages = 0;
  uint32_t address = 0;
  uint32_t value = 0;
  TtEmuCompare compare = kTtEmuEqual;
};

// Lives in the header of its fiber's region, so that kernels find it.
struct Processor : TtEmuContext {
  static constexpr uint32_t kMaxPendingReads = 256;
  static constexpr uint32_t kMaxPendingWrites = 256;

  Fiber* fiber;
  Device* device;
  Launch* launch;
  Core* core;
  HostThread* thread;
  const KernelBinary* kernel;
  const char* kernel_name;
  Processor* next;  // in a ProcessorList
  WaitReason wait;
  bool done;
  uint32_t cb_mask;  // entries of `cb` that are not 0
  // Transactions issued since the last barrier (or flush), whether or not
  // they were carried out early; by NoC.
  bool reads_unconfirmed[2];
  bool writes_unconfirmed[2];
  // DPRINT's line so far.
  uint32_t print_size;
  char print_line[480];
  PendingRead reads[kMaxPendingReads];
  PendingWrite writes[kMaxPendingWrites];
};
static_assert(sizeof(Processor) <= kRegionHeaderSize,
              "the processor's state must fit in the region's header");

inline Processor* AsProcessor(TtEmuContext* context) {
  return static_cast<Processor*>(context);
}

// A first-in first-out list through Processor::next.
class ProcessorList {
 public:
  bool empty() const { return head_ == nullptr; }
  void Push(Processor* processor) {
    processor->next = nullptr;
    (head_ == nullptr ? head_ : tail_->next) = processor;
    tail_ = processor;
  }
  Processor* Pop() {
    Processor* processor = head_;
    if (processor != nullptr) head_ = processor->next;
    return processor;
  }
  void Clear() { head_ = nullptr; }
  Processor* front() const { return head_; }

 private:
  Processor* head_ = nullptr;
  Processor* tail_ = nullptr;
};

// A Tensix core. All but the atomics belongs to the host thread that runs the
// core in the current launch.
struct Core {
  uint32_t index = 0;  // linear; NoC coordinates and L1 belong to it
  // Which core of the launch it stands for, and that as coordinates.
  uint32_t launch_index = 0;
  uint32_t logical_x = 0;
  uint32_t logical_y = 0;
  uint32_t l1_base = 0;
  uint8_t* l1 = nullptr;
  TtEmuCbState cb_state[TT_EMU_MAX_CIRCULAR_BUFFERS] = {};
  uint32_t cb_mask = 0;  // entries of `cb_state` that are not 0
  Processor* processors[kRolesPerCore] = {};  // NULL: no kernel of that role
  uint32_t running = 0;                       // processors not yet done
  // Processors that wait for a semaphore; who writes to the core's L1 looks
  // at it after the write.
  std::atomic<uint32_t> semaphore_waiters{0};
  std::atomic<HostThread*> owner{nullptr};
};

// "reader", "compute" or "writer".
const char* RoleName(uint32_t role);
// "core (3,1) kernel 'add_reader' (reader)".
std::string Describe(const Processor& processor);

// The table that kernels call through.
const TtEmuApi* GetKernelApi();

// Ends the launch with an error that names the processor. Only on its fiber;
// never returns.
[[noreturn]] void FailProcessor(Processor* processor, tt_status_t code,
                                const char* format, ...)
    __attribute__((format(printf, 3, 4)));

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_PROCESSOR_H_
