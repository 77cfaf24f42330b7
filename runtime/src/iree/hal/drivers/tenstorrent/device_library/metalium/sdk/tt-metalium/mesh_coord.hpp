// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Declarations of tt-metal v0.65: places in a mesh of chips. See sdk/README.md.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MESH_COORD_HPP_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MESH_COORD_HPP_

#include <cstddef>
#include <cstdint>

namespace tt::tt_metal::distributed {

// Two-dimensional here. The library keeps the numbers in a small vector whose
// storage lies inside the object, to which it has a pointer.
class MeshCoordinate {
 public:
  MeshCoordinate(uint32_t row, uint32_t column);
  MeshCoordinate(const MeshCoordinate& other)
      : MeshCoordinate(other.data_[0], other.data_[1]) {}
  MeshCoordinate& operator=(const MeshCoordinate&) = delete;

 private:
  uint32_t* data_;
  uint32_t size_;
  uint32_t capacity_;
  uint32_t storage_[8];
};

class MeshCoordinateRange {
 public:
  MeshCoordinateRange(const MeshCoordinate& start, const MeshCoordinate& end);
  MeshCoordinateRange(const MeshCoordinateRange&) = delete;
  MeshCoordinateRange& operator=(const MeshCoordinateRange&) = delete;

 private:
  MeshCoordinate start_;
  MeshCoordinate end_;
  // An optional mesh shape, for ranges that wrap around; never engaged here.
  alignas(8) std::byte wraparound_shape_[136];
  bool wraps_around_;
};

}  // namespace tt::tt_metal::distributed

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_MESH_COORD_HPP_
