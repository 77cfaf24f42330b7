// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/program.h"

#include <algorithm>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/device.h"

namespace tt_emulator {
namespace {

std::string ToString(tt_string_view_t view) {
  return std::string(view.data, view.size);
}

bool IsIdentifier(const std::string& text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

Status Program::PlaceBuffers(const tt_program_desc_t& description) {
  const Architecture& architecture = device_->architecture();
  std::fill(std::begin(info_.cb_format), std::end(info_.cb_format),
            TT_EMU_UNUSED_FORMAT);
  if (description.circular_buffer_count > TT_MAX_CIRCULAR_BUFFERS) {
    return MakeStatus(TT_STATUS_RESOURCE_EXHAUSTED,
                      "program '%s': %zu circular buffers; a core has %u",
                      name_.c_str(), description.circular_buffer_count,
                      TT_MAX_CIRCULAR_BUFFERS);
  }
  uint64_t at = architecture.l1_unreserved_base();
  for (size_t i = 0; i < description.circular_buffer_count; ++i) {
    const tt_circular_buffer_desc_t& buffer = description.circular_buffers[i];
    const uint32_t index = buffer.index;
    if (index >= TT_MAX_CIRCULAR_BUFFERS) {
      return MakeStatus(TT_STATUS_INVALID_ARGUMENT,
                        "program '%s': there is no circular buffer %u (0 to "
                        "%u)",
                        name_.c_str(), index, TT_MAX_CIRCULAR_BUFFERS - 1);
    }
    if (info_.cb_page_count[index] != 0) {
      return MakeStatus(TT_STATUS_INVALID_ARGUMENT,
                        "program '%s': circular buffer %u is given twice",
                        name_.c_str(), index);
    }
    if (buffer.page_size == 0 || buffer.page_size % kL1Alignment != 0 ||
        buffer.page_count == 0) {
      return MakeStatus(TT_STATUS_INVALID_ARGUMENT,
                        "program '%s' circular buffer %u: %u pages of %u "
                        "bytes; the page size must be a multiple of %u",
                        name_.c_str(), index, buffer.page_count,
                        buffer.page_size, kL1Alignment);
    }
    const uint64_t size = uint64_t{buffer.page_size} * buffer.page_count;
    if (size > architecture.l1_size - at) {
      return MakeStatus(
          TT_STATUS_RESOURCE_EXHAUSTED,
          "program '%s': circular buffer %u (%u pages of %u bytes) does not "
          "fit: L1 has %u bytes for circular buffers, of which the ones before "
          "it take %llu",
          name_.c_str(), index, buffer.page_count, buffer.page_size,
          architecture.l1_size - architecture.l1_unreserved_base(),
          static_cast<unsigned long long>(at -
                                          architecture.l1_unreserved_base()));
    }
    info_.cb_format[index] = buffer.format;
    info_.cb_unpack_to_dest_mode[index] = buffer.unpack_to_dest_mode;
    info_.cb_page_size[index] = buffer.page_size;
    info_.cb_page_count[index] = buffer.page_count;
    cb_offset_[index] = static_cast<uint32_t>(at);
    cb_mask_ |= 1u << index;
    at += size;
  }
  cb_end_ = static_cast<uint32_t>(at);
  return Status();
}

Status Program::PlaceKernels(const tt_program_desc_t& description) {
  const uint32_t cores = device_->core_count();
  kernel_at_.assign(size_t{cores} * kRolesPerCore, -1);
  resident_ = description.semaphore_count != 0;
  for (size_t i = 0; i < description.kernel_count; ++i) {
    const tt_kernel_desc_t& kernel = description.kernels[i];
    resident_ |= kernel.core_range_count != 0;
    const tt_core_range_t everywhere = {0, cores - 1};
    const tt_core_range_t* ranges =
        kernel.core_range_count == 0 ? &everywhere : kernel.core_ranges;
    const size_t range_count = std::max<size_t>(kernel.core_range_count, 1);
    for (size_t r = 0; r < range_count; ++r) {
      if (ranges[r].start > ranges[r].end || ranges[r].end >= cores) {
        return MakeStatus(TT_STATUS_INVALID_ARGUMENT,
                          "program '%s' kernel '%s': cores %u to %u; the "
                          "device has %u workers",
                          name_.c_str(), kernels_[i].name.c_str(),
                          ranges[r].start, ranges[r].end, cores);
      }
      for (uint32_t core = ranges[r].start; core <= ranges[r].end; ++core) {
        int32_t& slot = kernel_at_[core * kRolesPerCore + kernel.role];
        if (slot >= 0) {
          return MakeStatus(
              TT_STATUS_INVALID_ARGUMENT,
              "program '%s': kernels '%s' and '%s' both are the %s of core %u",
              name_.c_str(), kernels_[slot].name.c_str(),
              kernels_[i].name.c_str(), RoleName(kernel.role), core);
        }
        slot = static_cast<int32_t>(i);
      }
    }
  }
  return Status();
}

Status Program::Create(Device* device, const tt_program_desc_t& description,
                       std::unique_ptr<Program>* out_program) {
  auto program = std::make_unique<Program>();
  program->device_ = device;
  program->name_ = ToString(description.name);
  TtEmuProgramInfo& info = program->info_;
  info.arch = static_cast<uint32_t>(device->architecture().arch);
  info.math_fidelity = description.math_fidelity;
  info.fp32_dest_acc_en = description.fp32_dest_acc_en;
  info.dst_full_sync_en = description.dst_full_sync_en;
  info.math_approx_mode = description.math_approx_mode;
  if (description.semaphore_count > TT_MAX_SEMAPHORES) {
    return MakeStatus(TT_STATUS_RESOURCE_EXHAUSTED,
                      "program '%s': %zu semaphores; a core has %u",
                      program->name_.c_str(), description.semaphore_count,
                      TT_MAX_SEMAPHORES);
  }
  program->semaphores_.assign(
      description.semaphore_initial_values,
      description.semaphore_initial_values + description.semaphore_count);
  Status status = program->PlaceBuffers(description);
  if (!status.ok()) return status;

  std::vector<KernelSource> sources;
  for (size_t i = 0; i < description.kernel_count; ++i) {
    const tt_kernel_desc_t& from = description.kernels[i];
    Kernel kernel;
    kernel.name = ToString(from.name);
    kernel.role = from.role;
    // As tt-metal: RISCV_1 (the reader) on NoC 0, RISCV_0 on NoC 1.
    kernel.noc = from.role == TT_KERNEL_ROLE_WRITER ? 1 : 0;
    if (from.noc >= 0) kernel.noc = static_cast<uint32_t>(from.noc);
    if (from.role < TT_KERNEL_ROLE_READER ||
        from.role > TT_KERNEL_ROLE_WRITER || kernel.noc > 1) {
      return MakeStatus(TT_STATUS_INVALID_ARGUMENT,
                        "program '%s' kernel '%s': role %d on NoC %d",
                        program->name_.c_str(), kernel.name.c_str(),
                        static_cast<int>(from.role),
                        static_cast<int>(from.noc));
    }
    KernelSource source;
    source.name = kernel.name;
    source.role = kernel.role;
    source.noc = kernel.noc;
    source.text = ToString(from.source);
    source.compile_time_args.assign(
        from.compile_time_args,
        from.compile_time_args + from.compile_time_arg_count);
    for (size_t d = 0; d < from.define_count; ++d) {
      std::string name = ToString(from.defines[d].name);
      std::string value = ToString(from.defines[d].value);
      if (!IsIdentifier(name) ||
          value.find_first_of("\n\r") != std::string::npos) {
        return MakeStatus(TT_STATUS_INVALID_ARGUMENT,
                          "program '%s' kernel '%s': define '%s' is not an "
                          "identifier with a value on one line",
                          program->name_.c_str(), kernel.name.c_str(),
                          name.c_str());
      }
      source.defines.emplace_back(std::move(name), std::move(value));
    }
    sources.push_back(std::move(source));
    program->kernels_.push_back(std::move(kernel));
  }
  status = program->PlaceKernels(description);
  if (!status.ok()) return status;

  std::vector<std::shared_ptr<const KernelBinary>> binaries;
  tt_counters_t counters = {};
  status = device->kernel_builder().Build(device->architecture(),
                                          device->core_count(), info, sources,
                                          &binaries, &counters);
  device->AddCounters(counters);
  if (!status.ok()) {
    return Status(status.code(),
                  "program '" + program->name_ + "': " + status.message());
  }
  for (size_t i = 0; i < binaries.size(); ++i) {
    program->kernels_[i].binary = std::move(binaries[i]);
  }
  *out_program = std::move(program);
  return Status();
}

}  // namespace tt_emulator
