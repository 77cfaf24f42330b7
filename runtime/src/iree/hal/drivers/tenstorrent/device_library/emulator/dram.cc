// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/dram.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace tt_emulator {
namespace {

// Calls `transfer(page, offset in page, length)` for each page of a range.
template <typename Transfer>
void WalkPages(uint64_t offset, uint64_t length, Transfer transfer) {
  while (length > 0) {
    const uint64_t in_page = offset % kArenaPageSize;
    const uint64_t count = std::min(length, kArenaPageSize - in_page);
    transfer(offset / kArenaPageSize, in_page, static_cast<size_t>(count));
    offset += count;
    length -= count;
  }
}

}  // namespace

Dram::~Dram() {
  for (uint8_t* bank : banks_) munmap(bank, bank_limit_);
}

Status Dram::Map(const Architecture& architecture, uint64_t size_limit) {
  const uint64_t bank_pages =
      (architecture.dram_bank_size - kArenaBase) / kArenaPageSize;
  uint64_t pages = bank_pages * architecture.dram_bank_count;
  if (size_limit != 0) {
    pages = std::min(pages, size_limit / kArenaPageSize);
  }
  if (pages == 0) {
    return MakeStatus(TT_STATUS_INVALID_ARGUMENT,
                      "a DRAM of %llu bytes holds no page of %u bytes",
                      static_cast<unsigned long long>(size_limit),
                      kArenaPageSize);
  }
  const uint64_t used_pages =
      (pages + architecture.dram_bank_count - 1) / architecture.dram_bank_count;
  arena_size_ = pages * kArenaPageSize;
  bank_limit_ = kArenaBase + used_pages * kArenaPageSize;
  for (uint32_t i = 0; i < architecture.dram_bank_count; ++i) {
    void* bank = mmap(nullptr, bank_limit_, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (bank == MAP_FAILED) {
      return MakeStatus(TT_STATUS_RESOURCE_EXHAUSTED,
                        "cannot map %llu bytes for DRAM bank %u: %s",
                        static_cast<unsigned long long>(bank_limit_), i,
                        std::strerror(errno));
    }
    banks_.push_back(static_cast<uint8_t*>(bank));
  }
  return Status();
}

Status Dram::CheckRange(const char* what, uint64_t offset,
                        uint64_t length) const {
  if (offset <= arena_size_ && length <= arena_size_ - offset) return Status();
  return MakeStatus(TT_STATUS_OUT_OF_RANGE,
                    "DRAM %s of %llu bytes at offset %llu goes beyond the "
                    "arena's %llu bytes",
                    what, static_cast<unsigned long long>(length),
                    static_cast<unsigned long long>(offset),
                    static_cast<unsigned long long>(arena_size_));
}

Status Dram::Write(uint64_t offset, const void* source, size_t length) {
  Status status = CheckRange("write", offset, length);
  if (!status.ok()) return status;
  const uint8_t* from = static_cast<const uint8_t*>(source);
  WalkPages(offset, length, [&](uint64_t page, uint64_t in_page, size_t count) {
    std::memcpy(Address(page) + in_page, from, count);
    from += count;
  });
  return Status();
}

Status Dram::Read(uint64_t offset, void* target, size_t length) const {
  Status status = CheckRange("read", offset, length);
  if (!status.ok()) return status;
  uint8_t* to = static_cast<uint8_t*>(target);
  WalkPages(offset, length, [&](uint64_t page, uint64_t in_page, size_t count) {
    std::memcpy(to, Address(page) + in_page, count);
    to += count;
  });
  return Status();
}

Status Dram::Copy(uint64_t source_offset, uint64_t target_offset,
                  uint64_t length) {
  Status status = CheckRange("copy source", source_offset, length);
  if (status.ok()) status = CheckRange("copy target", target_offset, length);
  if (!status.ok()) return status;
  if (source_offset < target_offset + length &&
      target_offset < source_offset + length) {
    return MakeStatus(TT_STATUS_INVALID_ARGUMENT,
                      "source and target of a DRAM copy of %llu bytes overlap",
                      static_cast<unsigned long long>(length));
  }
  WalkPages(
      target_offset, length,
      [&](uint64_t page, uint64_t in_page, size_t count) {
        uint8_t* to = Address(page) + in_page;
        WalkPages(
            source_offset, count,
            [&](uint64_t source_page, uint64_t source_in_page, size_t part) {
              std::memcpy(to, Address(source_page) + source_in_page, part);
              to += part;
            });
        source_offset += count;
      });
  return Status();
}

Status Dram::Fill(uint64_t offset, uint64_t length, const void* pattern,
                  size_t pattern_length) {
  if (pattern_length != 1 && pattern_length != 2 && pattern_length != 4 &&
      pattern_length != 8) {
    return MakeStatus(TT_STATUS_INVALID_ARGUMENT,
                      "a fill pattern has 1, 2, 4 or 8 bytes, not %zu",
                      pattern_length);
  }
  Status status = CheckRange("fill", offset, length);
  if (!status.ok()) return status;
  // The first 8 bytes of the filled range; it repeats with that period.
  uint8_t period[8];
  for (size_t i = 0; i < sizeof(period); ++i) {
    period[i] = static_cast<const uint8_t*>(pattern)[i % pattern_length];
  }
  bool uniform = true;
  for (uint8_t byte : period) uniform &= byte == period[0];
  WalkPages(offset, length, [&](uint64_t page, uint64_t in_page, size_t count) {
    uint8_t* to = Address(page) + in_page;
    if (uniform) {
      std::memset(to, period[0], count);
      return;
    }
    const uint64_t phase = page * kArenaPageSize + in_page - offset;
    uint8_t rotated[8];
    for (size_t i = 0; i < sizeof(rotated); ++i) {
      rotated[i] = period[(phase + i) % sizeof(period)];
    }
    size_t i = 0;
    for (; i + sizeof(rotated) <= count; i += sizeof(rotated)) {
      std::memcpy(to + i, rotated, sizeof(rotated));
    }
    std::memcpy(to + i, rotated, count - i);
  });
  return Status();
}

void Dram::Discard(uint64_t offset, uint64_t length) {
  if (!CheckRange("discard", offset, length).ok()) return;
  const uint64_t banks = banks_.size();
  const uint64_t first = (offset + kArenaPageSize - 1) / kArenaPageSize;
  const uint64_t end = (offset + length) / kArenaPageSize;
  const uintptr_t host_page = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
  for (uint64_t bank = 0; bank < banks; ++bank) {
    // The bank's pages are `bank`, `bank + banks`, ...: a range without gaps.
    const uint64_t from = (first + banks - 1 - bank) / banks;
    const uint64_t to = (end + banks - 1 - bank) / banks;
    const uintptr_t start = reinterpret_cast<uintptr_t>(
        banks_[bank] + kArenaBase + from * kArenaPageSize);
    const uintptr_t stop = reinterpret_cast<uintptr_t>(
        banks_[bank] + kArenaBase + to * kArenaPageSize);
    const uintptr_t aligned_start =
        (start + host_page - 1) / host_page * host_page;
    const uintptr_t aligned_stop = stop / host_page * host_page;
    if (aligned_start >= aligned_stop) continue;
    madvise(reinterpret_cast<void*>(aligned_start),
            aligned_stop - aligned_start, MADV_DONTNEED);
  }
}

}  // namespace tt_emulator
