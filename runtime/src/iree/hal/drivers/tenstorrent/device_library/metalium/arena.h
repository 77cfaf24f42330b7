// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The DRAM arena of tt_device.h: one interleaved tt-metal buffer, read and
// written in whole pages through the card's queue.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_ARENA_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_ARENA_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/metalium/card.h"
#include "iree/hal/drivers/tenstorrent/device_library/metalium/page_span.h"

namespace tt_metalium_device {

// Thread-safe: the card's queue mutex is held for each transfer, so that the
// read-change-write of a page that two callers share is whole.
class Arena {
 public:
  // Takes `most_bytes` of the card's DRAM, or as much as there is if that is
  // less or 0, but for what tt-metal needs for programs. Throws.
  Arena(std::shared_ptr<Card> card, uint64_t most_bytes);

  uint64_t size() const { return size_; }
  uint32_t bank_count() const { return bank_count_; }
  uint64_t bank_size() const { return bank_size_; }
  // Bank address of page 0.
  uint32_t base() const { return base_; }

  // Throw Error (OUT_OF_RANGE) for bytes outside of the arena.
  void Write(uint64_t offset, const void* source, size_t length);
  void Read(uint64_t offset, void* target, size_t length);
  void Copy(uint64_t source, uint64_t target, uint64_t length);
  void Fill(uint64_t offset, uint64_t length, const void* pattern,
            size_t pattern_length);

 private:
  void CheckRange(uint64_t offset, uint64_t length) const;
  void ReadPages(uint64_t first_page, uint64_t page_count, void* target);
  void WritePages(uint64_t first_page, uint64_t page_count, const void* source);

  std::shared_ptr<Card> card_;
  std::shared_ptr<tt::tt_metal::distributed::MeshBuffer> buffer_;
  uint64_t size_ = 0;
  uint32_t bank_count_ = 0;
  uint64_t bank_size_ = 0;
  uint32_t base_ = 0;
};

}  // namespace tt_metalium_device

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_ARENA_H_
