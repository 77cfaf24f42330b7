// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The few file operations that the kernel cache needs, with errors as Status.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_FILE_SYSTEM_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_FILE_SYSTEM_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/status.h"

namespace tt_emulator {

// Creates `path` and its parents, with mode 0700 where they are missing.
Status MakeDirectories(const std::string& path);

// Refuses a directory that another user owns or can write to; one that others
// can read becomes 0700.
Status MakePrivateDirectory(const std::string& path);

// Whether the file system of `path` has `bytes` left for this user; false too
// where it does not tell.
bool HasSpace(const std::string& path, uint64_t bytes);

Status ReadFile(const std::string& path, std::string* out_content);

// Writes a new file with mode 0600.
Status WriteFile(const std::string& path, std::string_view content);

// Writes `content` to a file beside `path` and renames it into place, so that
// readers see the old content or the new.
Status ReplaceFile(const std::string& path, std::string_view content);

// Sets a file's time to now; errors are ignored.
void TouchFile(const std::string& path);

// Removes a file or a directory with everything in it; errors are ignored.
void RemoveAll(const std::string& path);

// A new private directory under `parent` ("tmp-..."), removed with the object.
class WorkDirectory {
 public:
  WorkDirectory() = default;
  ~WorkDirectory();
  WorkDirectory(const WorkDirectory&) = delete;
  WorkDirectory& operator=(const WorkDirectory&) = delete;

  Status Create(const std::string& parent);
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_FILE_SYSTEM_H_
