// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace tt_emulator {
namespace {

Status FileError(const char* what, const std::string& path) {
  const int error = errno;
  const tt_status_t code = error == ENOENT ? TT_STATUS_NOT_FOUND
                           : error == EACCES || error == EPERM || error == EROFS
                               ? TT_STATUS_PERMISSION_DENIED
                           : error == ENOSPC || error == EDQUOT
                               ? TT_STATUS_RESOURCE_EXHAUSTED
                               : TT_STATUS_UNAVAILABLE;
  return MakeStatus(code, "cannot %s %s: %s", what, path.c_str(),
                    std::strerror(error));
}

}  // namespace

Status MakeDirectories(const std::string& path) {
  for (size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    const std::string part = path.substr(0, end);
    if (mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) {
      const int error = errno;
      struct stat information;
      if (stat(part.c_str(), &information) != 0 ||
          !S_ISDIR(information.st_mode)) {
        errno = error;
        return FileError("create directory", part);
      }
    }
    if (end == std::string::npos) return Status();
  }
}

Status MakePrivateDirectory(const std::string& path) {
  const int directory = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) {
    if (errno == ENOTDIR) {
      return MakeStatus(TT_STATUS_FAILED_PRECONDITION, "%s is not a directory",
                        path.c_str());
    }
    return FileError("look at directory", path);
  }
  struct stat information = {};
  Status status;
  if (fstat(directory, &information) != 0) {
    status = FileError("look at directory", path);
  } else if (information.st_uid != geteuid() ||
             (information.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    // Tightening it would keep what others may have put there.
    status = MakeStatus(
        TT_STATUS_PERMISSION_DENIED,
        "the kernel cache %s must belong to this user and be writable by "
        "nobody else, since its files are run; remove it, or choose another "
        "(IREE_TENSTORRENT_CACHE_DIR)",
        path.c_str());
  } else if ((information.st_mode & (S_IRWXG | S_IRWXO)) != 0 &&
             fchmod(directory, 0700) != 0 && errno != EROFS) {
    status = FileError("make private", path);
  }
  close(directory);
  return status;
}

bool HasSpace(const std::string& path, uint64_t bytes) {
  struct statvfs information;
  if (statvfs(path.c_str(), &information) != 0) return false;
  return uint64_t{information.f_bavail} * information.f_frsize >= bytes;
}

Status ReadFile(const std::string& path, std::string* out_content) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) return FileError("open", path);
  out_content->clear();
  struct stat information;
  if (fstat(file, &information) == 0 && information.st_size > 0) {
    out_content->reserve(static_cast<size_t>(information.st_size));
  }
  char buffer[16384];
  for (;;) {
    const ssize_t count = read(file, buffer, sizeof(buffer));
    if (count == 0) break;
    if (count < 0) {
      if (errno == EINTR) continue;
      Status status = FileError("read", path);
      close(file);
      return status;
    }
    out_content->append(buffer, static_cast<size_t>(count));
  }
  close(file);
  return Status();
}

Status WriteFile(const std::string& path, std::string_view content) {
  const int file =
      open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return FileError("create", path);
  while (!content.empty()) {
    const ssize_t count = write(file, content.data(), content.size());
    if (count < 0) {
      if (errno == EINTR) continue;
      Status status = FileError("write", path);
      close(file);
      unlink(path.c_str());
      return status;
    }
    content.remove_prefix(static_cast<size_t>(count));
  }
  if (close(file) != 0) return FileError("write", path);
  return Status();
}

Status ReplaceFile(const std::string& path, std::string_view content) {
  static std::atomic<uint32_t> counter{0};
  const std::string temporary =
      FormatString("%s.%d.%u.tmp", path.c_str(), static_cast<int>(getpid()),
                   counter.fetch_add(1));
  unlink(temporary.c_str());
  Status status = WriteFile(temporary, content);
  if (!status.ok()) return status;
  if (rename(temporary.c_str(), path.c_str()) != 0) {
    status = FileError("rename a file to", path);
    unlink(temporary.c_str());
  }
  return status;
}

void TouchFile(const std::string& path) {
  utimensat(AT_FDCWD, path.c_str(), nullptr, 0);
}

void RemoveAll(const std::string& path) {
  if (unlink(path.c_str()) == 0) return;
  DIR* directory = opendir(path.c_str());
  if (directory == nullptr) return;
  while (const dirent* entry = readdir(directory)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") RemoveAll(path + "/" + name);
  }
  closedir(directory);
  rmdir(path.c_str());
}

WorkDirectory::~WorkDirectory() {
  if (!path_.empty()) RemoveAll(path_);
}

Status WorkDirectory::Create(const std::string& parent) {
  std::string name = parent + "/tmp-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) {
    return FileError("create a directory in", parent);
  }
  path_ = std::move(name);
  return Status();
}

}  // namespace tt_emulator
