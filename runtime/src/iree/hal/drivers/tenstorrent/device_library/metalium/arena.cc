// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/metalium/arena.h"

#include <algorithm>
#include <cstring>
#include <tt-metalium/memory_reporter.hpp>
#include <utility>

#include "iree/hal/drivers/tenstorrent/device_library/metalium/error.h"

namespace tt_metalium_device {
namespace {

using namespace tt::tt_metal;               // NOLINT: as tt-metal's examples.
using namespace tt::tt_metal::distributed;  // NOLINT

// Left to tt-metal in each bank: it keeps programs' binaries in DRAM.
constexpr uint64_t kReservedPerBank = uint64_t{16} << 20;
// Host memory that copies, fills and partial pages pass through.
constexpr uint64_t kChunkPages = 4096;

}  // namespace

Arena::Arena(std::shared_ptr<Card> card, uint64_t most_bytes)
    : card_(std::move(card)) {
  card_->Use([&] {
    std::lock_guard<std::mutex> lock(card_->queue_mutex());
    const auto view =
        tt::tt_metal::detail::GetMemoryView(card_->mesh(), BufferType::DRAM);
    bank_count_ = static_cast<uint32_t>(view.num_banks);
    bank_size_ = view.total_bytes_per_bank;
    const uint64_t free = view.largest_contiguous_bytes_free_per_bank;
    uint64_t per_bank = free > kReservedPerBank ? free - kReservedPerBank : 0;
    if (most_bytes != 0) {
      const uint64_t stripe = kPageSize * bank_count_;
      per_bank =
          std::min(per_bank, (most_bytes + stripe - 1) / stripe * kPageSize);
    }
    per_bank = per_bank / kPageSize * kPageSize;
    if (per_bank == 0) {
      throw Error(TT_STATUS_RESOURCE_EXHAUSTED,
                  "no DRAM is left on card " + std::to_string(card_->index()) +
                      ": another device of this process has it; limit both "
                      "with the option `dram`");
    }
    size_ = per_bank * bank_count_;
    ReplicatedBufferConfig whole;
    whole.size = size_;
    DeviceLocalBufferConfig local;
    local.page_size = kPageSize;
    local.buffer_type = BufferType::DRAM;
    buffer_ = MeshBuffer::create(whole, local, card_->mesh());
    base_ = static_cast<uint32_t>(buffer_->get_reference_buffer()->address());
  });
}

void Arena::CheckRange(uint64_t offset, uint64_t length) const {
  if (offset > size_ || length > size_ - offset) {
    throw Error(TT_STATUS_OUT_OF_RANGE, "DRAM bytes " + std::to_string(offset) +
                                            " + " + std::to_string(length) +
                                            " are outside of the arena of " +
                                            std::to_string(size_));
  }
}

void Arena::ReadPages(uint64_t first_page, uint64_t page_count, void* target) {
  std::vector<MeshCommandQueue::ShardDataTransfer> transfers;
  transfers.push_back(
      {MeshCoordinate(0, 0), target,
       BufferRegion(first_page * kPageSize, page_count * kPageSize)});
  card_->queue().enqueue_read_shards(transfers, buffer_, /*blocking=*/true);
}

void Arena::WritePages(uint64_t first_page, uint64_t page_count,
                       const void* source) {
  std::vector<MeshCommandQueue::ShardDataTransfer> transfers;
  transfers.push_back(
      {MeshCoordinate(0, 0), const_cast<void*>(source),
       BufferRegion(first_page * kPageSize, page_count * kPageSize)});
  card_->queue().enqueue_write_shards(buffer_, transfers, /*blocking=*/true);
}

void Arena::Write(uint64_t offset, const void* source, size_t length) {
  CheckRange(offset, length);
  if (length == 0) return;
  const PageSpan span = SpanPages(offset, length);
  card_->Use([&] {
    std::lock_guard<std::mutex> lock(card_->queue_mutex());
    if (span.whole()) {
      WritePages(span.first_page, span.page_count, source);
      return;
    }
    // Only the first and the last page need what is around the range.
    std::vector<uint8_t> pages(span.page_count * kPageSize);
    ReadPages(span.first_page, 1, pages.data());
    if (span.page_count > 1) {
      ReadPages(span.first_page + span.page_count - 1, 1,
                pages.data() + (span.page_count - 1) * kPageSize);
    }
    std::memcpy(pages.data() + span.head_skip, source, length);
    WritePages(span.first_page, span.page_count, pages.data());
  });
}

void Arena::Read(uint64_t offset, void* target, size_t length) {
  CheckRange(offset, length);
  if (length == 0) return;
  const PageSpan span = SpanPages(offset, length);
  card_->Use([&] {
    std::lock_guard<std::mutex> lock(card_->queue_mutex());
    if (span.whole()) {
      ReadPages(span.first_page, span.page_count, target);
      return;
    }
    std::vector<uint8_t> pages(span.page_count * kPageSize);
    ReadPages(span.first_page, span.page_count, pages.data());
    std::memcpy(target, pages.data() + span.head_skip, length);
  });
}

void Arena::Copy(uint64_t source, uint64_t target, uint64_t length) {
  CheckRange(source, length);
  CheckRange(target, length);
  std::vector<uint8_t> chunk(std::min(length, kChunkPages * kPageSize));
  for (uint64_t done = 0; done < length;) {
    const uint64_t size = std::min<uint64_t>(chunk.size(), length - done);
    Read(source + done, chunk.data(), size);
    Write(target + done, chunk.data(), size);
    done += size;
  }
}

void Arena::Fill(uint64_t offset, uint64_t length, const void* pattern,
                 size_t pattern_length) {
  CheckRange(offset, length);
  if (pattern_length != 1 && pattern_length != 2 && pattern_length != 4 &&
      pattern_length != 8) {
    throw Error(TT_STATUS_INVALID_ARGUMENT,
                "fill with a pattern of " + std::to_string(pattern_length) +
                    " bytes; 1, 2, 4 and 8 are possible");
  }
  std::vector<uint8_t> chunk(std::min(length, kChunkPages * kPageSize));
  const uint8_t* bytes = static_cast<const uint8_t*>(pattern);
  for (size_t i = 0; i < chunk.size(); ++i) {
    chunk[i] = bytes[i % pattern_length];
  }
  for (uint64_t done = 0; done < length;) {
    const uint64_t size = std::min<uint64_t>(chunk.size(), length - done);
    Write(offset + done, chunk.data(), size);
    done += size;
  }
}

}  // namespace tt_metalium_device
