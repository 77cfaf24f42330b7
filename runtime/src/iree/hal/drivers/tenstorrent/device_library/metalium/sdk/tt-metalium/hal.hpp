// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Declarations of tt-metal v0.65: constants of the opened architecture. See
// sdk/README.md.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_HAL_HPP_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_HAL_HPP_

#include <cstdint>
#include <string>

namespace tt::tt_metal::hal {

std::string get_arch_name();
uint32_t get_l1_size();
uint32_t get_l1_alignment();
uint32_t get_dram_alignment();
uint32_t get_max_worker_l1_unreserved_size();

}  // namespace tt::tt_metal::hal

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_HAL_HPP_
