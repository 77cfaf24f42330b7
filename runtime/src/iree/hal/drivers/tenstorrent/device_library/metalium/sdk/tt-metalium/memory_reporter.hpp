// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Declarations of tt-metal v0.65: what the allocators have left. See
// sdk/README.md.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MEMORY_REPORTER_HPP_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MEMORY_REPORTER_HPP_

#include <cstddef>
#include <cstdint>
#include <string>
#include <tt-metalium/mesh_buffer.hpp>
#include <tt-metalium/mesh_device.hpp>
#include <unordered_map>
#include <vector>

namespace tt::tt_metal::detail {

struct MemoryView {
  std::uint64_t num_banks = 0;
  std::size_t total_bytes_per_bank = 0;
  std::size_t total_bytes_allocated_per_bank = 0;
  std::size_t total_bytes_free_per_bank = 0;
  std::size_t largest_contiguous_bytes_free_per_bank = 0;
  std::vector<std::unordered_map<std::string, std::string>> block_table;
};

MemoryView GetMemoryView(const IDevice* device, const BufferType& buffer_type);

}  // namespace tt::tt_metal::detail

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MEMORY_REPORTER_HPP_
