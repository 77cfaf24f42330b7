// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// L1 of all workers of a card for tensors: a tt-metal buffer with one page in
// each bank of L1, so at one address everywhere. tt-metal fills L1 from the
// top, and circular buffers from the bottom.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_L1_RESERVATION_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_L1_RESERVATION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <tt-metalium/distributed.hpp>

namespace tt_metalium_device {

// Not thread-safe: the card's queue mutex guards it.
class L1Reservation {
 public:
  // Reserves `size` bytes of every worker's L1 and returns their address. The
  // buffer of the last reservation is used again if it has that size. Throws.
  uint32_t Reserve(tt::tt_metal::distributed::MeshDevice* mesh, uint32_t size);
  // Ends the reservation; the buffer stays until something needs its place.
  void Release() { reserved_ = false; }

  // Makes room for a program with circular buffers of that many bytes. Throws
  // Error (FAILED_PRECONDITION) if they reach into what is reserved.
  void MakeRoom(const std::string& program, uint64_t circular_buffer_size);

  // Frees the buffer; or forgets it, if `lost`, as the card can't free it.
  void Close(bool lost);

 private:
  std::shared_ptr<tt::tt_metal::distributed::MeshBuffer> buffer_;
  uint32_t size_ = 0;
  uint32_t address_ = 0;
  bool reserved_ = false;
};

}  // namespace tt_metalium_device

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_L1_RESERVATION_H_
