// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Linear core indices of tt_device.h as tt-metal's logical coordinates.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_CORES_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_CORES_H_

#include <cstdint>
#include <tt-metalium/host_api.hpp>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_metalium_device {

// Index y * grid_x + x is (x, y).
tt::tt_metal::CoreCoord CoreAt(uint32_t index, uint32_t grid_x);

// The rectangles that cover cores `start` to `end` (inclusive): whole rows, and
// the parts of rows before and after them.
std::vector<tt::tt_metal::CoreRange> CoverCores(uint32_t start, uint32_t end,
                                                uint32_t grid_x);

// The cores below `core_count` that are in `ranges`, or all below it if there
// are no ranges; ascending.
std::vector<uint32_t> SelectCores(const std::vector<tt_core_range_t>& ranges,
                                  uint32_t core_count);

// Ascending `cores` as a set for tt-metal.
tt::tt_metal::CoreRangeSet MakeCoreRangeSet(const std::vector<uint32_t>& cores,
                                            uint32_t grid_x);

}  // namespace tt_metalium_device

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_CORES_H_
