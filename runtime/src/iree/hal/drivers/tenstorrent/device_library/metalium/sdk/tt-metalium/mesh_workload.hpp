// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Declarations of tt-metal v0.65: programs on chips. See sdk/README.md.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MESH_WORKLOAD_HPP_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MESH_WORKLOAD_HPP_

#include <memory>
#include <tt-metalium/host_api.hpp>
#include <tt-metalium/mesh_coord.hpp>
#include <unordered_map>

template <>
struct std::hash<tt::tt_metal::distributed::MeshCoordinateRange> {
  // Needed to name the map's type; lookups are the library's.
  std::size_t operator()(
      const tt::tt_metal::distributed::MeshCoordinateRange&) const noexcept;
};

namespace tt::tt_metal::distributed {

class MeshWorkloadImpl;

class MeshWorkload {
 public:
  MeshWorkload();
  MeshWorkload(const MeshWorkload&) = delete;
  ~MeshWorkload();

  void add_program(const MeshCoordinateRange& range, Program&& program);
  std::unordered_map<MeshCoordinateRange, Program>& get_programs();

 private:
  std::unique_ptr<MeshWorkloadImpl> impl_;
};

}  // namespace tt::tt_metal::distributed

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MESH_WORKLOAD_HPP_
