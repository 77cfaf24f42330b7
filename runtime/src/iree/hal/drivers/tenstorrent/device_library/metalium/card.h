// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// An opened card: tt-metal's mesh device of one chip, which all opens in the
// process share, and whether it still answers.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_CARD_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_CARD_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <tt-metalium/distributed.hpp>

#include "iree/hal/drivers/tenstorrent/device_library/metalium/l1_reservation.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_metalium_device {

class Card {
 public:
  // Opens card `index`, or shares it if it is open. `cache_dir` (may be NULL)
  // is where tt-metal keeps kernels' binaries; the first open of the process
  // decides, and TT_METAL_CACHE has precedence. Throws.
  static std::shared_ptr<Card> Open(uint32_t index, const char* cache_dir);
  // Closes the card, unless it is lost: tt-metal would wait for it for ever.
  ~Card();

  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;

  uint32_t index() const { return index_; }
  tt_arch_t arch() const { return arch_; }
  const std::string& arch_name() const { return arch_name_; }
  // "P100A"; the architecture where the driver does not tell.
  const std::string& name() const { return name_; }
  tt::tt_metal::CoreCoord grid() const { return grid_; }
  tt::tt_metal::distributed::MeshDevice* mesh() { return mesh_.get(); }
  tt::tt_metal::distributed::MeshCommandQueue& queue() {
    return mesh_->mesh_command_queue();
  }
  // Held while the queue is used: its operations are put together from
  // several calls.
  std::mutex& queue_mutex() { return queue_mutex_; }

  // L1 for tensors, of all opens together. Guarded by the queue mutex.
  L1Reservation& l1() { return l1_; }

  // Throws Error (UNAVAILABLE) if the card was lost.
  void CheckAlive();
  // Runs `body`, which uses the queue. If it fails because the card does not
  // answer, the card is lost: everything after fails at once.
  template <typename Body>
  void Use(Body&& body) {
    CheckAlive();
    try {
      body();
    } catch (...) {
      NoteFailure();
      throw;
    }
  }

 private:
  explicit Card(uint32_t index);
  void NoteFailure();

  uint32_t index_;
  std::shared_ptr<tt::tt_metal::distributed::MeshDevice> mesh_;
  std::string arch_name_;
  std::string name_;
  tt_arch_t arch_ = TT_ARCH_DEFAULT;
  tt::tt_metal::CoreCoord grid_ = {};
  std::mutex queue_mutex_;
  L1Reservation l1_;
  std::mutex state_mutex_;
  std::string lost_because_;
};

}  // namespace tt_metalium_device

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_CARD_H_
