// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A range of bytes as pages: a part of a first page, whole pages, a part of a
// last page.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_PAGE_SPAN_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_PAGE_SPAN_H_

#include <algorithm>
#include <cstdint>

namespace tt_metalium_device {

constexpr uint64_t kPageSize = 4096;

struct PageSpan {
  uint64_t first_page;
  uint64_t page_count;  // all that are touched
  uint64_t head_skip;   // bytes of the first page before the range
  uint64_t tail_skip;   // bytes of the last page behind the range

  // Both ends on page boundaries: needs no read before the write.
  bool whole() const { return head_skip == 0 && tail_skip == 0; }
};

// `length` is not 0.
inline PageSpan SpanPages(uint64_t offset, uint64_t length) {
  const uint64_t first = offset / kPageSize;
  const uint64_t end = (offset + length + kPageSize - 1) / kPageSize;
  return {first, end - first, offset - first * kPageSize,
          end * kPageSize - (offset + length)};
}

}  // namespace tt_metalium_device

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_PAGE_SPAN_H_
