// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Declarations of tt-metal v0.65: cores and sets of cores. See sdk/README.md.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_CORE_COORD_HPP_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_CORE_COORD_HPP_

#include <cstddef>
#include <vector>

namespace tt {
struct xy_pair {
  std::size_t x;
  std::size_t y;
};
}  // namespace tt

namespace tt::tt_metal {

using CoreCoord = tt::xy_pair;

class CoreRange {
 public:
  // Both corners belong to the range.
  CoreRange(const CoreCoord& start, const CoreCoord& end);

  CoreCoord start_coord;
  CoreCoord end_coord;
};

class CoreRangeSet {
 public:
  CoreRangeSet(std::vector<CoreRange>&& ranges);
  CoreRangeSet(const CoreRangeSet& other);
  CoreRangeSet(CoreRangeSet&& other) noexcept;

 private:
  std::vector<CoreRange> ranges_;
};

}  // namespace tt::tt_metal

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_CORE_COORD_HPP_
