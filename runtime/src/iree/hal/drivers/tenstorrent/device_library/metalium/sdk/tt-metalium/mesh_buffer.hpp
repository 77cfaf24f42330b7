// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Declarations of tt-metal v0.65: buffers in DRAM. See sdk/README.md.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MESH_BUFFER_HPP_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MESH_BUFFER_HPP_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <tt-metalium/mesh_device.hpp>
#include <variant>

namespace tt::tt_metal {

using DeviceAddr = std::uint64_t;

enum class BufferType { DRAM, L1, SYSTEM_MEMORY, L1_SMALL, TRACE };
enum class ShardOrientation { ROW_MAJOR = 0, COL_MAJOR };

// Part of a buffer, in whole pages.
struct BufferRegion {
  BufferRegion(DeviceAddr offset, DeviceAddr size)
      : offset(offset), size(size) {}
  DeviceAddr offset;
  DeviceAddr size;
};

class Buffer {
 public:
  // In each bank.
  uint32_t address() const;
};

}  // namespace tt::tt_metal

namespace tt::tt_metal::distributed {

struct DeviceLocalBufferConfig {
  DeviceAddr page_size = 0;
  BufferType buffer_type = BufferType::DRAM;

 private:
  // Sharding, direction and sub-device: all absent, which is all zero in every
  // member's representation. Larger than what v0.65 has.
  alignas(8) std::array<std::byte, 1024> absent_{};
};

struct ReplicatedBufferConfig {
  DeviceAddr size = 0;
};

// Never made here, but a member of the variant that MeshBuffer::create takes.
struct ShardedBufferConfig {
  DeviceAddr global_size = 0;
  std::array<std::size_t, 2> global_buffer_shape = {0, 0};
  std::array<std::size_t, 2> shard_shape = {0, 0};
  ShardOrientation shard_orientation = ShardOrientation::ROW_MAJOR;
};

using MeshBufferConfig =
    std::variant<ReplicatedBufferConfig, ShardedBufferConfig>;

class MeshBuffer {
 public:
  static std::shared_ptr<MeshBuffer> create(
      const MeshBufferConfig& config,
      const DeviceLocalBufferConfig& local_config, MeshDevice* device,
      std::optional<DeviceAddr> address = std::nullopt);

  Buffer* get_reference_buffer() const;
};

}  // namespace tt::tt_metal::distributed

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MESH_BUFFER_HPP_
