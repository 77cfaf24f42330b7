// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// From NoC and L1 addresses of kernels to host memory, with the checks that
// the hardware does not make.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_NOC_ADDRESS_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_NOC_ADDRESS_H_

#include <cstdint>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/architecture.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/processor.h"

namespace tt_emulator {

// What a unicast NoC address designates.
struct NocTarget {
  uint8_t* data;
  uint64_t local;  // bank address, or offset in the core's L1
  Core* core;      // NULL: DRAM
};

// A multicast rectangle in NoC coordinates, corners ordered.
struct NocRectangle {
  uint32_t x0, y0, x1, y1;
};

// All of these fail the launch on a bad address; `call` names the kernel's
// call in the message.
NocTarget DecodeNocAddress(Processor* processor, const char* call,
                           uint64_t address, uint32_t size);
// An L1 address of the processor's own core.
uint8_t* DecodeOwnL1(Processor* processor, const char* call, uint32_t address,
                     uint32_t size);
NocRectangle DecodeRectangle(Processor* processor, const char* call,
                             uint64_t address);
// The L1 offset of a multicast address.
uint32_t DecodeMulticastOffset(Processor* processor, const char* call,
                               uint64_t address, uint32_t size);

// Calls `visit(Core*)` for each worker of a rectangle.
template <typename Visit>
void ForEachWorker(const NocMap& map, const NocRectangle& rectangle,
                   Visit visit) {
  for (uint32_t y = rectangle.y0; y <= rectangle.y1; ++y) {
    for (uint32_t x = rectangle.x0; x <= rectangle.x1; ++x) {
      const NocNode& node = map.node(x, y);
      if (node.kind == NocNode::kWorker) visit(node.index);
    }
  }
}

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_NOC_ADDRESS_H_
