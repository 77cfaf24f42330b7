// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Declarations of tt-metal v0.65: an opened chip. See sdk/README.md.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MESH_DEVICE_HPP_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MESH_DEVICE_HPP_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <tt-metalium/core_coord.hpp>

namespace tt::tt_metal {

enum class DispatchCoreType : uint32_t { WORKER, ETH, COUNT };
enum class DispatchCoreAxis { ROW, COL, COUNT };

class DispatchCoreConfig {
 public:
  DispatchCoreConfig() = default;

 private:
  DispatchCoreType type_ = DispatchCoreType::WORKER;
  std::optional<DispatchCoreAxis> axis_;
};

// The base class is the first and only polymorphic one, so it lies at the
// derived object's address; nothing here calls through its table.
class IDevice {};

}  // namespace tt::tt_metal

namespace tt::tt_metal::distributed {

class MeshCommandQueue;

// Made by the library alone. In the library these functions are virtual, and
// this class is the last override; calls by name reach it all the same.
class MeshDevice : public IDevice {
 public:
  static std::shared_ptr<MeshDevice> create_unit_mesh(
      int device_id, std::size_t l1_small_size = 0,
      std::size_t trace_region_size = 0, std::size_t num_command_queues = 1,
      const DispatchCoreConfig& dispatch_core_config = DispatchCoreConfig{},
      std::span<const std::uint32_t> l1_bank_remap = {},
      std::size_t worker_l1_size = 0);

  bool close();
  uint32_t l1_size_per_core() const;
  CoreCoord compute_with_storage_grid_size() const;
  MeshCommandQueue& mesh_command_queue(
      std::optional<uint8_t> queue = std::nullopt) const;
};

}  // namespace tt::tt_metal::distributed

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MESH_DEVICE_HPP_
