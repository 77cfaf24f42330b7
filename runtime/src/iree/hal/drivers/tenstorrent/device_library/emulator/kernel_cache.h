// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The on-disk cache of compiled kernels: one file a kernel, named by the hash
// of all that went into it.
//
// Files are put in place by rename, and carry a checksum that is verified
// before a file is used, so that killed writers, full disks, truncated and
// foreign files cost a recompilation and no more. Any number of processes may
// share a directory.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_KERNEL_CACHE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_KERNEL_CACHE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"

namespace tt_emulator {

constexpr uint64_t kDefaultCacheSize = uint64_t{1} << 30;

class KernelCache {
 public:
  // `directory` empty: IREE_TENSTORRENT_CACHE_DIR, or else iree-tenstorrent in
  // XDG_CACHE_HOME, ~/.cache or (without a home) the temporary directory.
  // `size_limit` 0: kDefaultCacheSize.
  KernelCache(std::string directory, uint64_t size_limit);

  // Creates the directory where it is missing; checks whose it is.
  Status Open();
  const std::string& directory() const { return directory_; }

  // True where the kernel is there and intact; `out_path` is its file. A
  // damaged file is removed.
  bool Find(const std::string& key, std::string* out_path) const;

  // Adds a kernel, then removes the least recently used ones beyond the size
  // limit (never the one just added).
  Status Store(const std::string& key, std::string_view object,
               std::string* out_path) const;

 private:
  std::string PathOf(const std::string& key) const;
  void Evict(const std::string& keep) const;

  std::string directory_;
  uint64_t size_limit_;
};

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_KERNEL_CACHE_H_
