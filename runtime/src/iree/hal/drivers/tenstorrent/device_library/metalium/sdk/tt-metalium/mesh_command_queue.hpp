// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Declarations of tt-metal v0.65: a queue of a chip. See sdk/README.md.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MESH_COMMAND_QUEUE_HPP_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MESH_COMMAND_QUEUE_HPP_

#include <cstdint>
#include <memory>
#include <optional>
#include <tt-metalium/mesh_buffer.hpp>
#include <tt-metalium/mesh_coord.hpp>
#include <vector>

namespace tt::tt_metal::distributed {

class MeshWorkload;

// Virtual functions are called by their place in the table: sdk_layout_test
// compares the places with the library's. Those that are not called are named
// slot_<place>.
class MeshCommandQueue {
 public:
  struct ShardDataTransfer {
    MeshCoordinate shard_coord;
    void* host_data = nullptr;
    std::optional<BufferRegion> region;
  };

  virtual ~MeshCommandQueue() = default;  // Places 0 and 1.
  virtual void slot_2() = 0;
  virtual void slot_3() = 0;
  virtual void enqueue_mesh_workload(MeshWorkload& workload, bool blocking) = 0;
  virtual void slot_5() = 0;
  virtual void slot_6() = 0;
  virtual void enqueue_write_shards(
      const std::shared_ptr<MeshBuffer>& buffer,
      const std::vector<ShardDataTransfer>& transfers, bool blocking) = 0;
  virtual void slot_8() = 0;
  virtual void slot_9() = 0;
  virtual void enqueue_read_shards(
      const std::vector<ShardDataTransfer>& transfers,
      const std::shared_ptr<MeshBuffer>& buffer, bool blocking) = 0;
};

}  // namespace tt::tt_metal::distributed

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MESH_COMMAND_QUEUE_HPP_
