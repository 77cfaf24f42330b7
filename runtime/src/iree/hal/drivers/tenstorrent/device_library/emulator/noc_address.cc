// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/noc_address.h"

#include <algorithm>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/device.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/launch.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/program.h"

namespace tt_emulator {
namespace {

// Fails the launch where its cores do not stand side by side.
void RequireResident(Processor* processor, const char* call) {
  if (processor->launch->resident()) return;
  FailProcessor(processor, TT_STATUS_FAILED_PRECONDITION,
                "%s: the L1 of another core; cores can only meet through "
                "semaphores, and the program declares none",
                call);
}

// Fails the launch where bytes of L1 are neither the program's nor tensors'.
void RequireUsed(Processor* processor, const char* call, uint32_t offset,
                 uint32_t size) {
  const uint32_t end = processor->launch->program()->cb_end();
  if (offset + size <= end) return;
  const uint32_t tensors = processor->device->l1_reserved_begin();
  if (offset >= tensors) return;
  FailProcessor(processor, TT_STATUS_OUT_OF_RANGE,
                "%s: %u bytes at L1 offset 0x%x: the program's circular "
                "buffers end at 0x%x and tensors in L1 begin at 0x%x",
                call, size, offset, end, tensors);
}

constexpr uint64_t kLocalMask = (uint64_t{1} << kNocLocalBits) - 1;
constexpr uint32_t kNodeMask = (1u << kNocNodeBits) - 1;

uint32_t Field(uint64_t address, uint32_t index) {
  return static_cast<uint32_t>(address >>
                               (kNocLocalBits + index * kNocNodeBits)) &
         kNodeMask;
}

// Kernels form remote addresses from their own L1 pointers, so any core's
// mapping stands for the offset; so does the plain offset itself.
uint32_t DecodeL1Offset(Processor* processor, const char* call, uint64_t local,
                        uint32_t size) {
  const Device* device = processor->device;
  const uint32_t l1_size = device->architecture().l1_size;
  const uint64_t offset = local % TT_EMU_L1_STRIDE;
  const uint64_t base = local - offset;
  const uint64_t first = processor->device->core(0).l1_base;
  const uint64_t end =
      first + uint64_t{device->core_count()} * TT_EMU_L1_STRIDE;
  if ((base != 0 && (base < first || base >= end)) || offset > l1_size ||
      size > l1_size - offset) {
    FailProcessor(processor, TT_STATUS_OUT_OF_RANGE,
                  "%s: %u bytes at L1 address 0x%llx go outside the %u bytes "
                  "of L1",
                  call, size, static_cast<unsigned long long>(local), l1_size);
  }
  RequireUsed(processor, call, static_cast<uint32_t>(offset), size);
  return static_cast<uint32_t>(offset);
}

}  // namespace

uint8_t* DecodeOwnL1(Processor* processor, const char* call, uint32_t address,
                     uint32_t size) {
  const Architecture& architecture = processor->device->architecture();
  uint32_t offset = address - processor->l1_base;
  if (offset >= TT_EMU_L1_STRIDE) {
    if (address >= TT_EMU_L1_STRIDE) {
      FailProcessor(processor, TT_STATUS_OUT_OF_RANGE,
                    "%s: local address 0x%x is not in the core's own L1", call,
                    address);
    }
    offset = address;
  }
  if (offset > architecture.l1_size || size > architecture.l1_size - offset) {
    FailProcessor(
        processor, TT_STATUS_OUT_OF_RANGE,
        "%s: %u bytes at L1 offset 0x%x go outside the %u bytes of L1", call,
        size, offset, architecture.l1_size);
  }
  RequireUsed(processor, call, offset, size);
  return processor->core->l1 + offset;
}

NocTarget DecodeNocAddress(Processor* processor, const char* call,
                           uint64_t address, uint32_t size) {
  Device* device = processor->device;
  const uint64_t local = address & kLocalMask;
  const uint32_t x = Field(address, 0);
  const uint32_t y = Field(address, 1);
  const NocNode& node = device->noc_map().node(x, y);
  switch (node.kind) {
    case NocNode::kDram: {
      const uint64_t limit = device->dram().bank_limit();
      if (local < kArenaBase || local > limit || size > limit - local) {
        FailProcessor(processor, TT_STATUS_OUT_OF_RANGE,
                      "%s: %u bytes at address 0x%llx of DRAM bank %u go "
                      "outside the arena (0x%x to 0x%llx)",
                      call, size, static_cast<unsigned long long>(local),
                      node.index, kArenaBase,
                      static_cast<unsigned long long>(limit));
      }
      return {device->dram().bank(node.index) + local, local, nullptr};
    }
    case NocNode::kWorker: {
      const uint32_t offset = DecodeL1Offset(processor, call, local, size);
      Core* core = &device->core(node.index);
      // Tensors in L1 are there for every core of every program.
      if (core != processor->core && offset < device->l1_reserved_begin()) {
        RequireResident(processor, call);
      }
      return {core->l1 + offset, offset, core};
    }
    case NocNode::kNone:
      break;
  }
  FailProcessor(processor, TT_STATUS_OUT_OF_RANGE,
                "%s: NoC address 0x%llx: no worker and no DRAM bank at NoC "
                "coordinates (%u,%u)",
                call, static_cast<unsigned long long>(address), x, y);
}

NocRectangle DecodeRectangle(Processor* processor, const char* call,
                             uint64_t address) {
  RequireResident(processor, call);
  const uint32_t end_x = Field(address, 0);
  const uint32_t end_y = Field(address, 1);
  const uint32_t start_x = Field(address, 2);
  const uint32_t start_y = Field(address, 3);
  const NocRectangle rectangle = {
      std::min(start_x, end_x), std::min(start_y, end_y),
      std::max(start_x, end_x), std::max(start_y, end_y)};
  const NocMap& map = processor->device->noc_map();
  const NocNode& first = map.node(rectangle.x0, rectangle.y0);
  const NocNode& last = map.node(rectangle.x1, rectangle.y1);
  if (first.kind != NocNode::kWorker || last.kind != NocNode::kWorker) {
    FailProcessor(processor, TT_STATUS_OUT_OF_RANGE,
                  "%s: multicast rectangle (%u,%u) to (%u,%u) does not have "
                  "workers at its corners",
                  call, start_x, start_y, end_x, end_y);
  }
  return rectangle;
}

uint32_t DecodeMulticastOffset(Processor* processor, const char* call,
                               uint64_t address, uint32_t size) {
  return DecodeL1Offset(processor, call, address & kLocalMask, size);
}

}  // namespace tt_emulator
