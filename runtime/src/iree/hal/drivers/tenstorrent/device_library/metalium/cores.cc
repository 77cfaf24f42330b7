// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/metalium/cores.h"

#include <algorithm>
#include <utility>

namespace tt_metalium_device {

using tt::tt_metal::CoreCoord;
using tt::tt_metal::CoreRange;
using tt::tt_metal::CoreRangeSet;

CoreCoord CoreAt(uint32_t index, uint32_t grid_x) {
  return CoreCoord{index % grid_x, index / grid_x};
}

std::vector<CoreRange> CoverCores(uint32_t start, uint32_t end,
                                  uint32_t grid_x) {
  std::vector<CoreRange> ranges;
  while (start <= end) {
    const uint32_t row_end = (start / grid_x + 1) * grid_x - 1;
    uint32_t last = std::min(end, row_end);
    if (start % grid_x == 0 && last == row_end) {
      // As many whole rows as there are.
      last = (end + 1) / grid_x * grid_x - 1;
    }
    ranges.emplace_back(CoreAt(start, grid_x), CoreAt(last, grid_x));
    start = last + 1;
  }
  return ranges;
}

std::vector<uint32_t> SelectCores(const std::vector<tt_core_range_t>& ranges,
                                  uint32_t core_count) {
  std::vector<uint32_t> cores;
  for (uint32_t core = 0; core < core_count; ++core) {
    const bool selected =
        ranges.empty() ||
        std::any_of(ranges.begin(), ranges.end(), [&](tt_core_range_t range) {
          return range.start <= core && core <= range.end;
        });
    if (selected) cores.push_back(core);
  }
  return cores;
}

CoreRangeSet MakeCoreRangeSet(const std::vector<uint32_t>& cores,
                              uint32_t grid_x) {
  std::vector<CoreRange> ranges;
  for (size_t i = 0; i < cores.size();) {
    size_t end = i + 1;
    while (end < cores.size() && cores[end] == cores[end - 1] + 1) ++end;
    for (const CoreRange& range :
         CoverCores(cores[i], cores[end - 1], grid_x)) {
      ranges.push_back(range);
    }
    i = end;
  }
  return CoreRangeSet(std::move(ranges));
}

}  // namespace tt_metalium_device
