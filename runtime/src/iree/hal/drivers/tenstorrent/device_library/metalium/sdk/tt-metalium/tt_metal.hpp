// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Declarations of tt-metal v0.65: compilation ahead of the first launch. See
// sdk/README.md.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_TT_METAL_HPP_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_TT_METAL_HPP_

#include <tt-metalium/host_api.hpp>
#include <tt-metalium/mesh_device.hpp>

namespace tt::tt_metal::detail {

// Compiles the program's kernels, or finds them in tt-metal's cache.
void CompileProgram(IDevice* device, Program& program,
                    bool force_slow_dispatch = false);

}  // namespace tt::tt_metal::detail

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_TT_METAL_HPP_
