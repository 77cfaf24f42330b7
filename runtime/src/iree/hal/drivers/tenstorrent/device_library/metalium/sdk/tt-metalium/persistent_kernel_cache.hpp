// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Declarations of tt-metal v0.65: kernels' binaries kept between processes. See
// sdk/README.md.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_PERSISTENT_KERNEL_CACHE_HPP_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_PERSISTENT_KERNEL_CACHE_HPP_

namespace tt::tt_metal::detail {

// From now on, binaries that an earlier process left are used.
void EnablePersistentKernelCache();

}  // namespace tt::tt_metal::detail

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_PERSISTENT_KERNEL_CACHE_HPP_
