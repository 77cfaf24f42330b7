// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Declarations of tt-metal v0.65: work on queues. See sdk/README.md.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_DISTRIBUTED_HPP_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_DISTRIBUTED_HPP_

#include <cstdint>
#include <span>
#include <tt-metalium/mesh_buffer.hpp>
#include <tt-metalium/mesh_command_queue.hpp>
#include <tt-metalium/mesh_coord.hpp>
#include <tt-metalium/mesh_device.hpp>
#include <tt-metalium/mesh_workload.hpp>

namespace ttsl {
template <typename T, typename Tag>
class StrongType {
  T value_;
};
}  // namespace ttsl

namespace tt::tt_metal {
struct SubDeviceIdTag;
using SubDeviceId = ttsl::StrongType<uint8_t, SubDeviceIdTag>;
}  // namespace tt::tt_metal

namespace tt::tt_metal::distributed {

// Sends the workload's programs, arguments included, to the queue.
void EnqueueMeshWorkload(MeshCommandQueue& queue, MeshWorkload& workload,
                         bool blocking);
// Waits until all that the queue has got is done. Throws after
// TT_METAL_OPERATION_TIMEOUT_SECONDS without progress.
void Finish(MeshCommandQueue& queue,
            std::span<const SubDeviceId> sub_devices = {});

}  // namespace tt::tt_metal::distributed

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_DISTRIBUTED_HPP_
