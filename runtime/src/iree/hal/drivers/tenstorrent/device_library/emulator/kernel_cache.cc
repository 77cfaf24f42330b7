// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/kernel_cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/file_system.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/sha256.h"

namespace tt_emulator {
namespace {

// After the object: the mark, the key and the object's hash. Loaders of ELF
// files ignore what follows the last section.
constexpr std::string_view kMark = "\ntt-emulator-kernel-1 ";
constexpr size_t kHashSize = 64;
constexpr size_t kFooterSize = 22 + 2 * kHashSize;
static_assert(kMark.size() == 22, "kFooterSize counts the mark");

constexpr std::string_view kSuffix = ".so";
// What a killed process left behind is removed after this many seconds.
constexpr time_t kStaleAge = 3600;
// Headers of library versions that were not used for so many seconds go.
constexpr std::string_view kHeadersPrefix = "include-";
constexpr time_t kUnusedHeadersAge = 7 * 24 * 3600;

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() &&
         text.substr(text.size() - end.size()) == end;
}

bool StartsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

std::string HashOf(std::string_view object) {
  Sha256 hash;
  hash.Update(object.data(), object.size());
  return ToHex(hash.Finish());
}

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

std::string DefaultDirectory() {
  std::string directory = Environment("IREE_TENSTORRENT_CACHE_DIR");
  if (!directory.empty()) return directory;
  directory = Environment("XDG_CACHE_HOME");
  if (!directory.empty() && directory[0] == '/') {
    return directory + "/iree-tenstorrent";
  }
  directory = Environment("HOME");
  if (!directory.empty() && directory[0] == '/') {
    return directory + "/.cache/iree-tenstorrent";
  }
  directory = Environment("TMPDIR");
  if (directory.empty()) directory = "/tmp";
  return directory + "/iree-tenstorrent-" + std::to_string(geteuid());
}

}  // namespace

KernelCache::KernelCache(std::string directory, uint64_t size_limit)
    : directory_(directory.empty() ? DefaultDirectory() : std::move(directory)),
      size_limit_(size_limit != 0 ? size_limit : kDefaultCacheSize) {}

Status KernelCache::Open() {
  Status status = MakeDirectories(directory_);
  if (status.ok()) status = MakePrivateDirectory(directory_);
  return status;
}

std::string KernelCache::PathOf(const std::string& key) const {
  return directory_ + "/" + key + std::string(kSuffix);
}

bool KernelCache::Find(const std::string& key, std::string* out_path) const {
  const std::string path = PathOf(key);
  std::string content;
  Status status = ReadFile(path, &content);
  if (!status.ok()) {
    if (status.code() != TT_STATUS_NOT_FOUND) RemoveAll(path);
    return false;
  }
  const std::string_view view = content;
  if (content.size() > kFooterSize) {
    const std::string_view object =
        view.substr(0, content.size() - kFooterSize);
    const std::string_view footer = view.substr(object.size());
    if (StartsWith(footer, kMark) &&
        footer.substr(kMark.size(), kHashSize) == key &&
        footer.substr(kMark.size() + kHashSize) == HashOf(object)) {
      // The time of last use, for eviction.
      TouchFile(path);
      *out_path = path;
      return true;
    }
  }
  RemoveAll(path);
  return false;
}

Status KernelCache::Store(const std::string& key, std::string_view object,
                          std::string* out_path) const {
  std::string content;
  content.reserve(object.size() + kFooterSize);
  content += object;
  content += kMark;
  content += key;
  content += HashOf(object);
  const std::string path = PathOf(key);
  Status status = ReplaceFile(path, content);
  if (!status.ok()) return status;
  Evict(path);
  *out_path = path;
  return Status();
}

void KernelCache::Evict(const std::string& keep) const {
  struct Entry {
    struct timespec used;
    uint64_t size;
    std::string path;
  };
  std::vector<Entry> entries;
  uint64_t total = 0;
  DIR* directory = opendir(directory_.c_str());
  if (directory == nullptr) return;
  const time_t now = std::time(nullptr);
  while (const dirent* item = readdir(directory)) {
    const std::string name = item->d_name;
    const std::string path = directory_ + "/" + name;
    struct stat information;
    if (lstat(path.c_str(), &information) != 0) continue;
    const bool stale = now - information.st_mtim.tv_sec > kStaleAge;
    if (StartsWith(name, "tmp-") || EndsWith(name, ".tmp")) {
      if (stale) RemoveAll(path);
      continue;
    }
    if (StartsWith(name, kHeadersPrefix) &&
        now - information.st_mtim.tv_sec > kUnusedHeadersAge) {
      RemoveAll(path);
      continue;
    }
    if (!EndsWith(name, kSuffix)) continue;
    total += static_cast<uint64_t>(information.st_size);
    if (path == keep) continue;
    entries.push_back({information.st_mtim,
                       static_cast<uint64_t>(information.st_size), path});
  }
  closedir(directory);
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.used.tv_sec != b.used.tv_sec ? a.used.tv_sec < b.used.tv_sec
                                          : a.used.tv_nsec < b.used.tv_nsec;
  });
  for (const Entry& entry : entries) {
    if (total <= size_limit_) break;
    unlink(entry.path.c_str());
    total -= entry.size;
  }
}

}  // namespace tt_emulator
