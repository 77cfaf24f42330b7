// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/testing/executable_builder.h"

// Must come before the generated header.
#include "iree/base/internal/flatcc/building.h"
#include "iree/schemas/tenstorrent_executable_def_builder.h"

namespace iree::hal::tenstorrent {

// The builder copies from the pointer also where there is nothing to copy.
template <typename T>
static const T* ArrayData(const std::vector<T>& array) {
  static const T nothing = {};
  return array.empty() ? &nothing : array.data();
}

static flatbuffers_string_ref_t AddString(flatbuffers_builder_t* builder,
                                          const std::string& text) {
  return flatbuffers_string_create(builder, text.data(), text.size());
}

static iree_hal_tenstorrent_KernelDef_ref_t AddKernel(
    flatbuffers_builder_t* builder, const TestKernel& kernel) {
  const auto name = AddString(builder, kernel.name);
  const auto source = AddString(builder, kernel.source);
  std::vector<iree_hal_tenstorrent_CoreRangeDef_t> ranges;
  for (const auto& range : kernel.core_ranges) {
    ranges.push_back({range.first, range.second});
  }
  const auto ranges_ref = iree_hal_tenstorrent_CoreRangeDef_vec_create(
      builder, ArrayData(ranges), ranges.size());
  iree_hal_tenstorrent_KernelDef_start(builder);
  iree_hal_tenstorrent_KernelDef_name_add(builder, name);
  iree_hal_tenstorrent_KernelDef_role_add(builder, kernel.role);
  iree_hal_tenstorrent_KernelDef_source_add(builder, source);
  iree_hal_tenstorrent_KernelDef_core_ranges_add(builder, ranges_ref);
  iree_hal_tenstorrent_KernelDef_noc_add(builder, kernel.noc);
  return iree_hal_tenstorrent_KernelDef_end(builder);
}

static iree_hal_tenstorrent_CircularBufferDef_ref_t AddCircularBuffer(
    flatbuffers_builder_t* builder, const TestCircularBuffer& buffer) {
  iree_hal_tenstorrent_CircularBufferDef_start(builder);
  iree_hal_tenstorrent_CircularBufferDef_index_add(builder, buffer.index);
  iree_hal_tenstorrent_CircularBufferDef_format_add(builder, buffer.format);
  iree_hal_tenstorrent_CircularBufferDef_page_size_add(builder,
                                                       buffer.page_size);
  iree_hal_tenstorrent_CircularBufferDef_page_count_add(builder,
                                                        buffer.page_count);
  return iree_hal_tenstorrent_CircularBufferDef_end(builder);
}

static iree_hal_tenstorrent_ExportDef_ref_t AddExport(
    flatbuffers_builder_t* builder, const TestExport& export_info) {
  const auto name = AddString(builder, export_info.name);
  const std::vector<uint64_t> binding_flags(export_info.binding_count, 0);
  const auto binding_flags_ref = flatbuffers_uint64_vec_create(
      builder, ArrayData(binding_flags), binding_flags.size());
  std::vector<iree_hal_tenstorrent_KernelDef_ref_t> kernels;
  for (const TestKernel& kernel : export_info.kernels) {
    kernels.push_back(AddKernel(builder, kernel));
  }
  const auto kernels_ref = iree_hal_tenstorrent_KernelDef_vec_create(
      builder, ArrayData(kernels), kernels.size());
  std::vector<iree_hal_tenstorrent_CircularBufferDef_ref_t> buffers;
  for (const TestCircularBuffer& buffer : export_info.circular_buffers) {
    buffers.push_back(AddCircularBuffer(builder, buffer));
  }
  const auto buffers_ref = iree_hal_tenstorrent_CircularBufferDef_vec_create(
      builder, ArrayData(buffers), buffers.size());
  std::vector<iree_hal_tenstorrent_SemaphoreDef_ref_t> semaphores;
  for (uint32_t initial_value : export_info.semaphores) {
    semaphores.push_back(
        iree_hal_tenstorrent_SemaphoreDef_create(builder, initial_value));
  }
  const auto semaphores_ref = iree_hal_tenstorrent_SemaphoreDef_vec_create(
      builder, ArrayData(semaphores), semaphores.size());
  const auto scratch_ref =
      flatbuffers_int64_vec_create(builder, ArrayData(export_info.scratch_size),
                                   export_info.scratch_size.size());
  std::vector<iree_hal_tenstorrent_L1TensorDef_t> l1_tensors;
  for (const auto& tensor : export_info.l1_tensors) {
    l1_tensors.push_back({tensor.first, tensor.second});
  }
  const auto l1_tensors_ref = iree_hal_tenstorrent_L1TensorDef_vec_create(
      builder, ArrayData(l1_tensors), l1_tensors.size());
  const auto config_ref = iree_hal_tenstorrent_ComputeConfigDef_create(
      builder, export_info.math_fidelity, /*fp32_dest_acc_en=*/false,
      /*dst_full_sync_en=*/false, /*math_approx_mode=*/false);

  iree_hal_tenstorrent_ExportDef_start(builder);
  iree_hal_tenstorrent_ExportDef_name_add(builder, name);
  iree_hal_tenstorrent_ExportDef_constant_count_add(builder,
                                                    export_info.constant_count);
  iree_hal_tenstorrent_ExportDef_binding_flags_add(builder, binding_flags_ref);
  iree_hal_tenstorrent_ExportDef_kernels_add(builder, kernels_ref);
  iree_hal_tenstorrent_ExportDef_circular_buffers_add(builder, buffers_ref);
  iree_hal_tenstorrent_ExportDef_semaphores_add(builder, semaphores_ref);
  iree_hal_tenstorrent_ExportDef_compute_config_add(builder, config_ref);
  iree_hal_tenstorrent_ExportDef_max_cores_add(builder, export_info.max_cores);
  iree_hal_tenstorrent_ExportDef_scratch_size_add(builder, scratch_ref);
  iree_hal_tenstorrent_ExportDef_l1_tensors_add(builder, l1_tensors_ref);
  iree_hal_tenstorrent_ExportDef_l1_region_size_add(builder,
                                                    export_info.l1_region_size);
  return iree_hal_tenstorrent_ExportDef_end(builder);
}

std::vector<uint8_t> BuildExecutable(const TestExecutable& executable) {
  flatbuffers_builder_t builder;
  flatcc_builder_init(&builder);
  iree_hal_tenstorrent_ExecutableDef_start_as_root(&builder);
  iree_hal_tenstorrent_ExecutableDef_arch_add(&builder, executable.arch);
  iree_hal_tenstorrent_ExecutableDef_dram_page_size_add(
      &builder, executable.dram_page_size);
  iree_hal_tenstorrent_ExecutableDef_metal_api_add(&builder,
                                                   executable.metal_api);
  iree_hal_tenstorrent_ExecutableDef_grid_columns_add(&builder,
                                                      executable.grid_columns);
  iree_hal_tenstorrent_ExecutableDef_grid_rows_add(&builder,
                                                   executable.grid_rows);
  std::vector<iree_hal_tenstorrent_ExportDef_ref_t> exports;
  for (const TestExport& export_info : executable.exports) {
    exports.push_back(AddExport(&builder, export_info));
  }
  iree_hal_tenstorrent_ExecutableDef_exports_add(
      &builder, iree_hal_tenstorrent_ExportDef_vec_create(
                    &builder, ArrayData(exports), exports.size()));
  iree_hal_tenstorrent_ExecutableDef_end_as_root(&builder);
  std::vector<uint8_t> data(flatcc_builder_get_buffer_size(&builder));
  flatcc_builder_copy_buffer(&builder, data.data(), data.size());
  flatcc_builder_clear(&builder);
  return data;
}

TestExecutable OneKernel(const std::string& source) {
  TestKernel kernel;
  kernel.name = "the_kernel";
  kernel.source = source;
  TestExport export_info;
  export_info.name = "the_export";
  export_info.kernels = {kernel};
  export_info.circular_buffers = {TestCircularBuffer()};
  export_info.binding_count = 1;
  export_info.constant_count = 1;
  TestExecutable executable;
  executable.exports = {export_info};
  return executable;
}

TestExecutable MakeFullExecutable() {
  TestKernel reader;
  reader.name = "reader";
  reader.role = 0;
  reader.source = "void kernel_main() {}";
  reader.core_ranges = {{0, 3}};
  TestKernel writer = reader;
  writer.name = "writer";
  writer.role = 2;
  writer.noc = 1;
  TestCircularBuffer buffer;
  buffer.index = 16;
  buffer.page_count = 2;
  TestExport export_info;
  export_info.name = "main";
  export_info.kernels = {reader, writer};
  export_info.circular_buffers = {TestCircularBuffer(), buffer};
  export_info.semaphores = {0, 1};
  export_info.binding_count = 2;
  export_info.constant_count = 3;
  export_info.max_cores = 4;
  // Constant 0 times 4096.
  export_info.scratch_size = {1, 0, 0, 4096, 4, 0};
  export_info.l1_tensors = {{1, 0}, {0, 8192}};
  export_info.l1_region_size = 16384;
  TestExecutable executable;
  executable.exports = {export_info};
  return executable;
}

}  // namespace iree::hal::tenstorrent
