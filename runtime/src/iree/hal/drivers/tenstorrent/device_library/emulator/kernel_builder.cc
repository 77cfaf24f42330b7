// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/kernel_builder.h"

#include <cstdlib>
#include <map>
#include <utility>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/embedded_headers.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/file_system.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/processor.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/sha256.h"

namespace tt_emulator {
namespace {

// On a disk with less room than this, the cache takes no more: the headers and
// some hundred kernels.
constexpr uint64_t kLeastSpace = uint64_t{16} << 20;
// Most of a compiler's message that an error carries.
constexpr size_t kLongestLog = 6000;

// Kernels that are loaded in this process, by key; shared by all devices.
class LoadedKernels {
 public:
  std::shared_ptr<const KernelBinary> Find(const std::string& key) {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto found = kernels_.find(key);
    return found != kernels_.end() ? found->second.lock() : nullptr;
  }
  void Add(const std::string& key,
           const std::shared_ptr<const KernelBinary>& binary) {
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto it = kernels_.begin(); it != kernels_.end();) {
      it = it->second.expired() ? kernels_.erase(it) : std::next(it);
    }
    kernels_[key] = binary;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<const KernelBinary>> kernels_;
};

LoadedKernels& GlobalKernels() {
  static LoadedKernels* kernels = new LoadedKernels;
  return *kernels;
}

Status KernelError(const KernelSource& source, tt_status_t code,
                   const std::string& message) {
  return MakeStatus(code, "kernel '%s' (%s) %s", source.name.c_str(),
                    RoleName(source.role), message.c_str());
}

std::string TemporaryDirectory() {
  const char* directory = std::getenv("TMPDIR");
  return directory != nullptr && directory[0] == '/' ? directory : "/tmp";
}

}  // namespace

struct KernelBuilder::Missing {
  size_t index;  // of the source
  std::string key;
  std::string unit;
};

KernelBuilder::KernelBuilder(std::string host_compiler,
                             std::string cache_directory, uint64_t cache_size)
    : requested_compiler_(std::move(host_compiler)),
      cache_(std::move(cache_directory), cache_size) {}

Status KernelBuilder::Prepare() {
  std::lock_guard<std::mutex> lock(mutex_);
  if (prepared_) return Status();
  Status status = HostCompiler::Find(requested_compiler_, &compiler_);
  if (!status.ok()) return status;
  cache_status_ = cache_.Open();
  // A directory that others can write to is refused; one that cannot be
  // written (read-only, full) only means that nothing is kept.
  if (cache_status_.code() == TT_STATUS_PERMISSION_DENIED ||
      cache_status_.code() == TT_STATUS_FAILED_PRECONDITION) {
    Status owner = MakePrivateDirectory(cache_.directory());
    if (!owner.ok() && owner.code() != TT_STATUS_NOT_FOUND) return owner;
  }
  prepared_ = true;
  return Status();
}

Status KernelBuilder::Build(
    const Architecture& architecture, uint32_t worker_count,
    const TtEmuProgramInfo& info, const std::vector<KernelSource>& sources,
    std::vector<std::shared_ptr<const KernelBinary>>* out_binaries,
    tt_counters_t* counters) {
  out_binaries->assign(sources.size(), nullptr);
  if (sources.empty()) return Status();
  Status status = Prepare();
  if (!status.ok()) return status;
  std::vector<Missing> missing;
  for (size_t i = 0; i < sources.size(); ++i) {
    std::string unit =
        MakeTranslationUnit(architecture, worker_count, info, sources[i]);
    Sha256 hash;
    hash.UpdateField(std::to_string(TT_EMU_ABI_VERSION));
    hash.UpdateField(kEmbeddedHeadersDigest);
    hash.UpdateField(compiler_.identity());
    hash.UpdateField(unit);
    std::string key = ToHex(hash.Finish());
    std::shared_ptr<const KernelBinary>& binary = (*out_binaries)[i];
    binary = GlobalKernels().Find(key);
    std::string path;
    if (binary == nullptr && cache_status_.ok() && cache_.Find(key, &path)) {
      // Another process may have evicted it by now: then it is compiled.
      if (LoadKernelBinary(path, sources[i].role, &binary).ok()) {
        GlobalKernels().Add(key, binary);
      }
    }
    if (binary != nullptr) {
      ++counters->kernel_cache_hits;
    } else {
      missing.push_back({i, std::move(key), std::move(unit)});
    }
  }
  if (missing.empty()) return Status();
  counters->kernels_compiled += missing.size();
  return CompileMissing(sources, &missing, out_binaries);
}

Status KernelBuilder::CompileMissing(
    const std::vector<KernelSource>& sources, std::vector<Missing>* missing,
    std::vector<std::shared_ptr<const KernelBinary>>* out_binaries) {
  WorkDirectory work;
  Status status = cache_status_;
  if (status.ok() && !HasSpace(cache_.directory(), kLeastSpace)) {
    status = MakeStatus(TT_STATUS_RESOURCE_EXHAUSTED,
                        "the disk of the kernel cache %s is full",
                        cache_.directory().c_str());
  }
  if (status.ok()) status = work.Create(cache_.directory());
  bool cached = status.ok();
  if (!cached) status = work.Create(TemporaryDirectory());
  std::string headers;
  if (status.ok()) {
    status = PlaceHeaders(cached ? cache_.directory() : work.path(), &headers);
  }
  if (!status.ok()) {
    return Status(status.code(),
                  "no place to compile kernels: " + status.message());
  }
  std::vector<HostCompiler::Job> jobs;
  for (size_t i = 0; i < missing->size(); ++i) {
    const std::string base = work.path() + "/kernel" + std::to_string(i);
    jobs.push_back({base + ".cc", base + ".so", base + ".log"});
    status = WriteFile(jobs.back().source_path, (*missing)[i].unit);
    if (!status.ok()) return status;
  }
  status = compiler_.Compile(headers, &jobs);
  if (!status.ok()) return status;
  for (size_t i = 0; i < missing->size(); ++i) {
    const Missing& kernel = (*missing)[i];
    const KernelSource& source = sources[kernel.index];
    if (!jobs[i].succeeded) {
      std::string log;
      if (!ReadFile(jobs[i].log_path, &log).ok() || log.empty()) {
        log = "(the compiler left no message)";
      }
      if (log.size() > kLongestLog) {
        log = log.substr(0, kLongestLog) + "\n(...)";
      }
      return KernelError(
          source, TT_STATUS_INVALID_ARGUMENT,
          "does not compile with " + compiler_.path() + ":\n" + log);
    }
    std::string object;
    status = ReadFile(jobs[i].object_path, &object);
    if (!status.ok()) return status;
    std::string path;
    if (!cached || !cache_.Store(kernel.key, object, &path).ok()) {
      path = jobs[i].object_path;
    }
    std::shared_ptr<const KernelBinary>& binary = (*out_binaries)[kernel.index];
    status = LoadKernelBinary(path, source.role, &binary);
    if (!status.ok() && path != jobs[i].object_path) {
      // Evicted by another process in the meantime.
      status = LoadKernelBinary(jobs[i].object_path, source.role, &binary);
    }
    if (!status.ok()) {
      return KernelError(source, status.code(), status.message());
    }
    GlobalKernels().Add(kernel.key, binary);
  }
  return Status();
}

Status KernelBuilder::PlaceHeaders(const std::string& parent,
                                   std::string* out_directory) {
  std::lock_guard<std::mutex> lock(mutex_);
  const std::string directory =
      parent + "/include-" + std::string(kEmbeddedHeadersDigest, 16);
  for (size_t i = 0; i < kEmbeddedHeaderCount; ++i) {
    const EmbeddedHeader& header = kEmbeddedHeaders[i];
    const std::string path = directory + "/" + header.path;
    const std::string_view content(header.content, header.size);
    std::string existing;
    if (ReadFile(path, &existing).ok() && existing == content) continue;
    Status status = MakeDirectories(path.substr(0, path.rfind('/')));
    if (status.ok()) status = ReplaceFile(path, content);
    if (!status.ok()) return status;
  }
  TouchFile(directory);  // Unused ones are removed in time.
  *out_directory = directory;
  return Status();
}

}  // namespace tt_emulator
