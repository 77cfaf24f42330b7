// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Declarations of tt-metal v0.65: the description of a circular buffer. See
// sdk/README.md.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_CIRCULAR_BUFFER_CONFIG_HPP_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_CIRCULAR_BUFFER_CONFIG_HPP_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <tt-metalium/kernel_types.hpp>
#include <unordered_set>

namespace tt::tt_metal {

using CBHandle = std::uintptr_t;

class Buffer;

class CircularBufferConfig {
 public:
  CircularBufferConfig(uint32_t total_size,
                       const std::map<uint8_t, tt::DataFormat>& formats);
  CircularBufferConfig& set_page_size(uint8_t buffer_index, uint32_t page_size);

 private:
  // What v0.65 keeps for a tile's shape: nine words and two flags.
  struct TileStorage {
    uint32_t words[9];
    bool flags[2];
  };

  // The members as the library lays them out: it constructs into this object
  // and the compiler destroys it here. sdk_layout_test checks the size.
  const Buffer* shadow_global_buffer = nullptr;
  uint32_t total_size_ = 0;
  std::optional<uint32_t> globally_allocated_address_;
  std::array<std::optional<tt::DataFormat>, 32> data_formats_;
  std::array<std::optional<uint32_t>, 32> page_sizes_;
  std::array<std::optional<TileStorage>, 32> tiles_;
  std::unordered_set<uint8_t> buffer_indices_;
  std::unordered_set<uint8_t> local_buffer_indices_;
  std::unordered_set<uint8_t> remote_buffer_indices_;
  bool dynamic_cb_ = false;
  uint32_t max_size_ = 0;
  uint32_t buffer_size_ = 0;
};

}  // namespace tt::tt_metal

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_CIRCULAR_BUFFER_CONFIG_HPP_
