// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The network on chip: asynchronous reads and writes between L1 and DRAM,
// multicast, atomics and the 4-byte writes of semaphores.
//
// As silicon may: the data of a read is there after the barrier and not
// before, and the source of a write is read no later than the flush or the
// barrier. Writes and atomics of one processor keep their order.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_NOC_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_NOC_H_

#include <cstdint>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/processor.h"

namespace tt_emulator {

// Functions of the kernels' table; see TtEmuApi.
void NocRead(TtEmuContext* context, uint64_t source, uint32_t l1_target,
             uint32_t size, uint32_t one_packet, uint32_t trid, uint32_t noc);
void NocWrite(TtEmuContext* context, uint32_t l1_source, uint64_t target,
              uint32_t size, uint32_t destination_count, uint32_t flags,
              uint32_t trid, uint32_t noc);
void NocReadBarrier(TtEmuContext* context, uint32_t trid, uint32_t noc);
void NocWriteBarrier(TtEmuContext* context, uint32_t acknowledged,
                     uint32_t trid, uint32_t noc);
void NocAtomicBarrier(TtEmuContext* context, uint32_t noc);
void SemaphoreWait(TtEmuContext* context, uint32_t l1_address, uint32_t value,
                   TtEmuCompare compare);
void SemaphoreSet(TtEmuContext* context, uint32_t l1_address, uint32_t value);
void SemaphoreInc(TtEmuContext* context, uint64_t noc_address,
                  uint32_t increment, uint32_t wrap, uint32_t noc);
void SemaphoreWrite(TtEmuContext* context, uint32_t l1_source, uint64_t target,
                    uint32_t destination_count, uint32_t flags, uint32_t noc);
void InlineWrite(TtEmuContext* context, uint64_t noc_address, uint32_t value,
                 uint32_t byte_enable, uint32_t flags, uint32_t noc);

// Carries out all writes that have not left yet.
void PerformPendingWrites(Processor* processor);

// At a kernel's end: reads must have met their barrier and writes a flush or
// barrier; fails the launch otherwise.
void CheckTransactionsConfirmed(Processor* processor);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_NOC_H_
