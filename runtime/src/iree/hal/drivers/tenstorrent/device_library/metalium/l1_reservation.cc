// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/metalium/l1_reservation.h"

#include <tt-metalium/hal.hpp>
#include <tt-metalium/memory_reporter.hpp>
#include <utility>

#include "iree/hal/drivers/tenstorrent/device_library/metalium/error.h"

namespace tt_metalium_device {

using tt::tt_metal::BufferType;
using tt::tt_metal::distributed::DeviceLocalBufferConfig;
using tt::tt_metal::distributed::MeshBuffer;
using tt::tt_metal::distributed::MeshDevice;
using tt::tt_metal::distributed::ReplicatedBufferConfig;

uint32_t L1Reservation::Reserve(MeshDevice* mesh, uint32_t size) {
  if (size == 0 || size % 64 != 0) {
    throw Error(TT_STATUS_INVALID_ARGUMENT,
                "a reservation of " + std::to_string(size) +
                    " bytes of L1; it must be a multiple of 64");
  }
  if (reserved_) {
    throw Error(TT_STATUS_FAILED_PRECONDITION,
                std::to_string(size_) + " bytes of L1 are reserved already");
  }
  const uint32_t available =
      tt::tt_metal::hal::get_max_worker_l1_unreserved_size();
  if (size > available) {
    throw Error(TT_STATUS_RESOURCE_EXHAUSTED,
                "a reservation of " + std::to_string(size) +
                    " bytes of L1; there are " + std::to_string(available));
  }
  if (buffer_ == nullptr || size_ != size) {
    buffer_.reset();
    DeviceLocalBufferConfig local;
    local.page_size = size;
    local.buffer_type = BufferType::L1;
    const uint64_t banks =
        tt::tt_metal::detail::GetMemoryView(mesh, BufferType::L1).num_banks;
    buffer_ =
        MeshBuffer::create(ReplicatedBufferConfig{size * banks}, local, mesh);
    size_ = size;
    address_ = buffer_->get_reference_buffer()->address();
  }
  reserved_ = true;
  return address_;
}

void L1Reservation::MakeRoom(const std::string& program,
                             uint64_t circular_buffer_size) {
  if (buffer_ == nullptr) return;
  const uint64_t end = tt::tt_metal::hal::get_l1_size() -
                       tt::tt_metal::hal::get_max_worker_l1_unreserved_size() +
                       circular_buffer_size;
  if (end <= address_) return;
  if (reserved_) {
    throw Error(TT_STATUS_FAILED_PRECONDITION,
                "program '" + program +
                    "': its circular buffers end at L1 address " +
                    std::to_string(end) +
                    " and clash with tensors in L1, which begin at " +
                    std::to_string(address_));
  }
  buffer_.reset();
}

void L1Reservation::Close(bool lost) {
  if (lost && buffer_ != nullptr) {
    new std::shared_ptr<MeshBuffer>(std::move(buffer_));
  }
  buffer_.reset();
}

}  // namespace tt_metalium_device
