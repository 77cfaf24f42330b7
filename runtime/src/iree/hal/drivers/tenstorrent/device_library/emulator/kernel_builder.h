// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Builds the kernels of programs: from memory, from the on-disk cache, or with
// the host's compiler.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_KERNEL_BUILDER_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_KERNEL_BUILDER_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/architecture.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/host_compiler.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/kernel_binary.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/kernel_cache.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/kernel_source.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace tt_emulator {

// Threads: Build may be called from many.
class KernelBuilder {
 public:
  KernelBuilder(std::string host_compiler, std::string cache_directory,
                uint64_t cache_size);

  // One binary for each source, in their order. Adds to kernels_compiled and
  // kernel_cache_hits of `counters`.
  Status Build(const Architecture& architecture, uint32_t worker_count,
               const TtEmuProgramInfo& info,
               const std::vector<KernelSource>& sources,
               std::vector<std::shared_ptr<const KernelBinary>>* out_binaries,
               tt_counters_t* counters);

 private:
  struct Missing;

  Status Prepare();
  Status CompileMissing(
      const std::vector<KernelSource>& sources, std::vector<Missing>* missing,
      std::vector<std::shared_ptr<const KernelBinary>>* out_binaries);
  Status PlaceHeaders(const std::string& parent, std::string* out_directory);

  const std::string requested_compiler_;
  std::mutex mutex_;  // of Prepare and PlaceHeaders
  bool prepared_ = false;
  HostCompiler compiler_;
  KernelCache cache_;
  // Why the cache directory is not used; OK where it is.
  Status cache_status_;
};

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_KERNEL_BUILDER_H_
