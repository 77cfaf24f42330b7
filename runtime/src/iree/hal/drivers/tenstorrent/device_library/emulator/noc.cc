// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/noc.h"

#include "iree/hal/drivers/tenstorrent/device_library/emulator/copy_bytes.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/device.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/noc_address.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/timing.h"

namespace tt_emulator {
namespace {

constexpr uint32_t kAllNocs = 0xffffffffu;

void CheckAlignment(Processor* processor, const char* call, uint64_t remote,
                    uint32_t local, uint32_t alignment, const char* what) {
  if (((remote ^ local) & (alignment - 1)) == 0) return;
  FailProcessor(processor, TT_STATUS_INVALID_ARGUMENT,
                "%s: unaligned NoC transfer: %s address 0x%llx and L1 address "
                "0x%x differ modulo %u",
                call, what, static_cast<unsigned long long>(remote),
                local % TT_EMU_L1_STRIDE, alignment);
}

void CheckSize(Processor* processor, const char* call, uint32_t size,
               bool one_packet) {
  const uint32_t burst = processor->device->architecture().noc_max_burst;
  if (size == 0) {
    FailProcessor(processor, TT_STATUS_INVALID_ARGUMENT,
                  "%s: transfer of 0 bytes", call);
  }
  if (one_packet && size > burst) {
    FailProcessor(processor, TT_STATUS_INVALID_ARGUMENT,
                  "%s: one packet holds at most %u bytes, not %u", call, burst,
                  size);
  }
}

void CheckNoc(Processor* processor, const char* call, uint32_t noc) {
  if (noc < 2) return;
  FailProcessor(processor, TT_STATUS_INVALID_ARGUMENT, "%s: there is no NoC %u",
                call, noc);
}

// Carries out the pending reads of one NoC and transaction id (or of all).
void PerformReads(Processor* processor, uint32_t trid, uint32_t noc) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < processor->pending_reads; ++i) {
    const PendingRead& read = processor->reads[i];
    if ((noc != kAllNocs && read.noc != noc) ||
        (trid != TT_EMU_NO_TRID && read.trid != trid)) {
      processor->reads[kept++] = read;
      continue;
    }
    CopyBytes(read.target, read.source, read.size);
  }
  processor->pending_reads = kept;
}

void PerformWrite(Processor* processor, const PendingWrite& write) {
  if (write.target != nullptr) {
    CopyBytes(write.target, write.source, write.size);
    if (write.core != nullptr && write.core != processor->core) {
      processor->device->scheduler().NotifyCore(write.core);
    }
    return;
  }
  Device* device = processor->device;
  const NocRectangle rectangle =
      DecodeRectangle(processor, "multicast", write.multicast_address);
  const uint32_t offset = DecodeMulticastOffset(
      processor, "multicast", write.multicast_address, write.size);
  const bool loopback = (write.flags & kTtEmuWriteLoopback) != 0;
  ForEachWorker(device->noc_map(), rectangle, [&](uint32_t index) {
    Core* core = &device->core(index);
    if (core == processor->core && !loopback) return;
    uint8_t* target = core->l1 + offset;
    if (target != write.source) {
      CopyBytes(target, write.source, write.size);
    }
    device->scheduler().NotifyCore(core);
  });
}

void PerformWrites(Processor* processor, uint32_t trid, uint32_t noc) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < processor->pending_writes; ++i) {
    const PendingWrite& write = processor->writes[i];
    if ((noc != kAllNocs && write.noc != noc) ||
        (trid != TT_EMU_NO_TRID && write.trid != trid)) {
      processor->writes[kept++] = write;
      continue;
    }
    PerformWrite(processor, write);
  }
  processor->pending_writes = kept;
}

// Cores that a multicast reaches must be as many as the kernel says: the
// barrier counts that many acknowledgements.
void CheckDestinations(Processor* processor, const char* call, uint64_t address,
                       uint32_t destination_count, uint32_t flags) {
  const NocRectangle rectangle = DecodeRectangle(processor, call, address);
  uint32_t reached = 0;
  const bool loopback = (flags & kTtEmuWriteLoopback) != 0;
  ForEachWorker(processor->device->noc_map(), rectangle, [&](uint32_t index) {
    reached += loopback || index != processor->core_index;
  });
  if (reached == destination_count) return;
  FailProcessor(processor, TT_STATUS_INVALID_ARGUMENT,
                "%s: num_dests is %u but the multicast reaches %u cores%s",
                call, destination_count, reached,
                loopback ? "" : " (the sender does not count)");
}

uint32_t* SemaphoreWord(Processor* processor, const char* call,
                        uint32_t address) {
  if (address % 4 != 0) {
    FailProcessor(processor, TT_STATUS_INVALID_ARGUMENT,
                  "%s: semaphore address 0x%x is not a multiple of 4", call,
                  address);
  }
  return reinterpret_cast<uint32_t*>(DecodeOwnL1(processor, call, address, 4));
}

// The word that an atomic or 4-byte write goes to.
NocTarget WordTarget(Processor* processor, const char* call, uint64_t address) {
  NocTarget target = DecodeNocAddress(processor, call, address, 4);
  if (target.core == nullptr) {
    FailProcessor(processor, TT_STATUS_INVALID_ARGUMENT,
                  "%s: the target is DRAM; only L1 can be", call);
  }
  if (target.local % 4 != 0) {
    FailProcessor(processor, TT_STATUS_INVALID_ARGUMENT,
                  "%s: L1 address 0x%llx is not a multiple of 4", call,
                  static_cast<unsigned long long>(target.local));
  }
  return target;
}

}  // namespace

void NocRead(TtEmuContext* context, uint64_t source, uint32_t l1_target,
             uint32_t size, uint32_t one_packet, uint32_t trid, uint32_t noc) {
  Processor* processor = AsProcessor(context);
  const char* call =
      one_packet != 0 ? "noc_async_read_one_packet" : "noc_async_read";
  CheckSize(processor, call, size, one_packet != 0);
  CheckNoc(processor, call, noc);
  uint8_t* target = DecodeOwnL1(processor, call, l1_target, size);
  const NocTarget from = DecodeNocAddress(processor, call, source, size);
  const bool dram = from.core == nullptr;
  const Architecture& architecture = processor->device->architecture();
  CheckAlignment(processor, call, from.local, l1_target,
                 dram ? architecture.dram_read_alignment : kL1Alignment,
                 dram ? "DRAM" : "source");
  if (processor->pending_reads == Processor::kMaxPendingReads) {
    PerformReads(processor, TT_EMU_NO_TRID, kAllNocs);
  }
  processor->reads[processor->pending_reads++] = {from.data, target, size,
                                                  static_cast<uint16_t>(trid),
                                                  static_cast<uint16_t>(noc)};
  processor->reads_unconfirmed[noc] = true;
  CountRead(processor, size, dram);
}

void NocWrite(TtEmuContext* context, uint32_t l1_source, uint64_t target,
              uint32_t size, uint32_t destination_count, uint32_t flags,
              uint32_t trid, uint32_t noc) {
  Processor* processor = AsProcessor(context);
  const bool multicast = (flags & kTtEmuWriteMulticast) != 0;
  const char* call =
      multicast ? "noc_async_write_multicast" : "noc_async_write";
  CheckSize(processor, call, size, (flags & kTtEmuWriteOnePacket) != 0);
  CheckNoc(processor, call, noc);
  const uint8_t* source = DecodeOwnL1(processor, call, l1_source, size);
  const Architecture& architecture = processor->device->architecture();
  PendingWrite write = {};
  if (multicast) {
    const uint32_t offset =
        DecodeMulticastOffset(processor, call, target, size);
    CheckAlignment(processor, call, offset, l1_source, kL1Alignment, "target");
    CheckDestinations(processor, call, target, destination_count, flags);
    write.multicast_address = target;
  } else {
    const NocTarget to = DecodeNocAddress(processor, call, target, size);
    const bool dram = to.core == nullptr;
    CheckAlignment(processor, call, to.local, l1_source,
                   dram ? architecture.dram_write_alignment : kL1Alignment,
                   dram ? "DRAM" : "target");
    write.target = to.data;
    write.core = to.core;
  }
  write.source = source;
  write.size = size;
  write.flags = flags;
  write.trid = static_cast<uint16_t>(trid);
  write.noc = static_cast<uint16_t>(noc);
  if (processor->pending_writes == Processor::kMaxPendingWrites) {
    PerformPendingWrites(processor);
  }
  processor->writes[processor->pending_writes++] = write;
  if ((flags & kTtEmuWritePosted) == 0) {
    processor->writes_unconfirmed[noc] = true;
  }
  CountWrite(processor, size, !multicast && write.core == nullptr);
}

void NocReadBarrier(TtEmuContext* context, uint32_t trid, uint32_t noc) {
  Processor* processor = AsProcessor(context);
  CheckNoc(processor, "noc_async_read_barrier", noc);
  if (processor->reads_unconfirmed[noc]) CountBarrier(processor);
  PerformReads(processor, trid, noc);
  if (trid == TT_EMU_NO_TRID || processor->pending_reads == 0) {
    processor->reads_unconfirmed[noc] = false;
  }
}

void NocWriteBarrier(TtEmuContext* context, uint32_t acknowledged,
                     uint32_t trid, uint32_t noc) {
  Processor* processor = AsProcessor(context);
  CheckNoc(processor, "noc_async_write_barrier", noc);
  if (acknowledged != 0 && processor->writes_unconfirmed[noc]) {
    CountBarrier(processor);
  }
  PerformWrites(processor, trid, noc);
  if (trid == TT_EMU_NO_TRID || processor->pending_writes == 0) {
    processor->writes_unconfirmed[noc] = false;
  }
}

void NocAtomicBarrier(TtEmuContext* context, uint32_t noc) {
  CheckNoc(AsProcessor(context), "noc_async_atomic_barrier", noc);
}

void PerformPendingWrites(Processor* processor) {
  PerformWrites(processor, TT_EMU_NO_TRID, kAllNocs);
}

void CheckTransactionsConfirmed(Processor* processor) {
  for (uint32_t noc = 0; noc < 2; ++noc) {
    if (processor->reads_unconfirmed[noc]) {
      FailProcessor(processor, TT_STATUS_FAILED_PRECONDITION,
                    "the kernel ended with NoC %u reads in flight (a missing "
                    "noc_async_read_barrier)",
                    noc);
    }
    if (processor->writes_unconfirmed[noc]) {
      FailProcessor(processor, TT_STATUS_FAILED_PRECONDITION,
                    "the kernel ended with NoC %u writes in flight (a missing "
                    "noc_async_write_barrier or noc_async_writes_flushed)",
                    noc);
    }
  }
  PerformPendingWrites(processor);
}

void SemaphoreWait(TtEmuContext* context, uint32_t l1_address, uint32_t value,
                   TtEmuCompare compare) {
  Processor* processor = AsProcessor(context);
  uint32_t* word = SemaphoreWord(processor, "noc_semaphore_wait", l1_address);
  const uint32_t now = __atomic_load_n(word, __ATOMIC_SEQ_CST);
  if (compare == kTtEmuEqual ? now == value : now >= value) return;
  processor->wait.kind = WaitReason::kSemaphore;
  processor->wait.address =
      static_cast<uint32_t>(reinterpret_cast<uintptr_t>(word));
  processor->wait.value = value;
  processor->wait.compare = compare;
  Scheduler::BlockOnSemaphore(processor);
}

void SemaphoreSet(TtEmuContext* context, uint32_t l1_address, uint32_t value) {
  Processor* processor = AsProcessor(context);
  uint32_t* word = SemaphoreWord(processor, "noc_semaphore_set", l1_address);
  __atomic_store_n(word, value, __ATOMIC_SEQ_CST);
  processor->device->scheduler().NotifyCore(processor->core);
}

void SemaphoreInc(TtEmuContext* context, uint64_t noc_address,
                  uint32_t increment, uint32_t wrap, uint32_t noc) {
  Processor* processor = AsProcessor(context);
  CheckNoc(processor, "noc_semaphore_inc", noc);
  (void)wrap;  // 31: the counter has 32 bits.
  PerformPendingWrites(processor);
  const NocTarget target =
      WordTarget(processor, "noc_semaphore_inc", noc_address);
  __atomic_fetch_add(reinterpret_cast<uint32_t*>(target.data), increment,
                     __ATOMIC_SEQ_CST);
  processor->device->scheduler().NotifyCore(target.core);
  CountWrite(processor, 4, false);
}

void SemaphoreWrite(TtEmuContext* context, uint32_t l1_source, uint64_t target,
                    uint32_t destination_count, uint32_t flags, uint32_t noc) {
  Processor* processor = AsProcessor(context);
  const bool multicast = (flags & kTtEmuWriteMulticast) != 0;
  const char* call =
      multicast ? "noc_semaphore_set_multicast" : "noc_semaphore_set_remote";
  CheckNoc(processor, call, noc);
  PerformPendingWrites(processor);
  const uint32_t value = __atomic_load_n(
      SemaphoreWord(processor, call, l1_source), __ATOMIC_SEQ_CST);
  Device* device = processor->device;
  CountWrite(processor, 4, false);
  if (!multicast) {
    const NocTarget to = WordTarget(processor, call, target);
    CheckAlignment(processor, call, to.local, l1_source, kL1Alignment,
                   "target");
    __atomic_store_n(reinterpret_cast<uint32_t*>(to.data), value,
                     __ATOMIC_SEQ_CST);
    device->scheduler().NotifyCore(to.core);
    return;
  }
  const uint32_t offset = DecodeMulticastOffset(processor, call, target, 4);
  CheckAlignment(processor, call, offset, l1_source, kL1Alignment, "target");
  CheckDestinations(processor, call, target, destination_count, flags);
  const bool loopback = (flags & kTtEmuWriteLoopback) != 0;
  ForEachWorker(device->noc_map(), DecodeRectangle(processor, call, target),
                [&](uint32_t index) {
                  Core* core = &device->core(index);
                  if (core == processor->core && !loopback) return;
                  __atomic_store_n(
                      reinterpret_cast<uint32_t*>(core->l1 + offset), value,
                      __ATOMIC_SEQ_CST);
                  device->scheduler().NotifyCore(core);
                });
}

void InlineWrite(TtEmuContext* context, uint64_t noc_address, uint32_t value,
                 uint32_t byte_enable, uint32_t flags, uint32_t noc) {
  Processor* processor = AsProcessor(context);
  const char* call = "noc_inline_dw_write";
  CheckNoc(processor, call, noc);
  (void)flags;
  PerformPendingWrites(processor);
  const NocTarget target = WordTarget(processor, call, noc_address);
  uint32_t* word = reinterpret_cast<uint32_t*>(target.data);
  uint32_t mask = 0;
  for (uint32_t i = 0; i < 4; ++i) {
    if (byte_enable & (1u << i)) mask |= 0xffu << (8 * i);
  }
  uint32_t old = __atomic_load_n(word, __ATOMIC_SEQ_CST);
  while (!__atomic_compare_exchange_n(word, &old,
                                      (old & ~mask) | (value & mask), false,
                                      __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
  }
  processor->device->scheduler().NotifyCore(target.core);
  CountWrite(processor, 4, false);
}

}  // namespace tt_emulator
