// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/program.h"

#include <string.h>

#include "iree/hal/drivers/tenstorrent/status_bridge.h"

static tt_string_view_t iree_hal_tenstorrent_tt_string(
    flatbuffers_string_t value) {
  return (tt_string_view_t){value, flatbuffers_string_len(value)};
}

// The arrays that a tt_program_desc_t points to, in one allocation.
typedef struct iree_hal_tenstorrent_program_storage_t {
  tt_kernel_desc_t* kernels;
  tt_kernel_define_t* defines;
  tt_core_range_t* core_ranges;
  tt_circular_buffer_desc_t* circular_buffers;
  uint32_t* semaphores;
} iree_hal_tenstorrent_program_storage_t;

static void iree_hal_tenstorrent_program_fill_kernel(
    iree_hal_tenstorrent_KernelDef_table_t kernel_def,
    iree_hal_tenstorrent_program_storage_t* storage, tt_kernel_desc_t* kernel) {
  kernel->name = iree_hal_tenstorrent_tt_string(
      iree_hal_tenstorrent_KernelDef_name(kernel_def));
  kernel->role =
      (tt_kernel_role_t)iree_hal_tenstorrent_KernelDef_role(kernel_def);
  kernel->source = iree_hal_tenstorrent_tt_string(
      iree_hal_tenstorrent_KernelDef_source(kernel_def));
  kernel->noc = iree_hal_tenstorrent_KernelDef_noc(kernel_def);

  // FlatBuffers are little-endian, as every host that IREE runs on.
  flatbuffers_uint32_vec_t args =
      iree_hal_tenstorrent_KernelDef_compile_time_args(kernel_def);
  kernel->compile_time_args = args;
  kernel->compile_time_arg_count = flatbuffers_uint32_vec_len(args);

  iree_hal_tenstorrent_KernelDefineDef_vec_t defines =
      iree_hal_tenstorrent_KernelDef_defines(kernel_def);
  kernel->defines = storage->defines;
  kernel->define_count = iree_hal_tenstorrent_KernelDefineDef_vec_len(defines);
  for (size_t i = 0; i < kernel->define_count; ++i) {
    iree_hal_tenstorrent_KernelDefineDef_table_t define =
        iree_hal_tenstorrent_KernelDefineDef_vec_at(defines, i);
    *storage->defines++ = (tt_kernel_define_t){
        .name = iree_hal_tenstorrent_tt_string(
            iree_hal_tenstorrent_KernelDefineDef_name(define)),
        .value = iree_hal_tenstorrent_tt_string(
            iree_hal_tenstorrent_KernelDefineDef_value(define)),
    };
  }

  iree_hal_tenstorrent_CoreRangeDef_vec_t ranges =
      iree_hal_tenstorrent_KernelDef_core_ranges(kernel_def);
  kernel->core_ranges = storage->core_ranges;
  kernel->core_range_count = iree_hal_tenstorrent_CoreRangeDef_vec_len(ranges);
  for (size_t i = 0; i < kernel->core_range_count; ++i) {
    iree_hal_tenstorrent_CoreRangeDef_struct_t range =
        iree_hal_tenstorrent_CoreRangeDef_vec_at(ranges, i);
    *storage->core_ranges++ = (tt_core_range_t){range->first, range->last};
  }
}

// Allocates storage for all arrays of |export_def|; one free releases it.
static iree_status_t iree_hal_tenstorrent_program_allocate_storage(
    iree_hal_tenstorrent_ExportDef_table_t export_def,
    iree_allocator_t host_allocator, void** out_allocation,
    iree_hal_tenstorrent_program_storage_t* out_storage) {
  iree_hal_tenstorrent_KernelDef_vec_t kernels =
      iree_hal_tenstorrent_ExportDef_kernels(export_def);
  const size_t kernel_count = iree_hal_tenstorrent_KernelDef_vec_len(kernels);
  size_t define_count = 0, range_count = 0;
  for (size_t i = 0; i < kernel_count; ++i) {
    iree_hal_tenstorrent_KernelDef_table_t kernel =
        iree_hal_tenstorrent_KernelDef_vec_at(kernels, i);
    define_count += iree_hal_tenstorrent_KernelDefineDef_vec_len(
        iree_hal_tenstorrent_KernelDef_defines(kernel));
    range_count += iree_hal_tenstorrent_CoreRangeDef_vec_len(
        iree_hal_tenstorrent_KernelDef_core_ranges(kernel));
  }
  const size_t cb_count = iree_hal_tenstorrent_CircularBufferDef_vec_len(
      iree_hal_tenstorrent_ExportDef_circular_buffers(export_def));
  const size_t semaphore_count = iree_hal_tenstorrent_SemaphoreDef_vec_len(
      iree_hal_tenstorrent_ExportDef_semaphores(export_def));
  iree_host_size_t total_size = 0, kernels_at = 0, defines_at = 0,
                   ranges_at = 0, cbs_at = 0, semaphores_at = 0;
  IREE_RETURN_IF_ERROR(IREE_STRUCT_LAYOUT(
      0, &total_size,
      IREE_STRUCT_FIELD_ALIGNED(kernel_count, tt_kernel_desc_t, 8, &kernels_at),
      IREE_STRUCT_FIELD_ALIGNED(define_count, tt_kernel_define_t, 8,
                                &defines_at),
      IREE_STRUCT_FIELD_ALIGNED(range_count, tt_core_range_t, 8, &ranges_at),
      IREE_STRUCT_FIELD_ALIGNED(cb_count, tt_circular_buffer_desc_t, 8,
                                &cbs_at),
      IREE_STRUCT_FIELD_ALIGNED(semaphore_count, uint32_t, 8, &semaphores_at)));
  uint8_t* allocation = NULL;
  IREE_RETURN_IF_ERROR(
      iree_allocator_malloc(host_allocator, total_size, (void**)&allocation));
  out_storage->kernels = (tt_kernel_desc_t*)(allocation + kernels_at);
  out_storage->defines = (tt_kernel_define_t*)(allocation + defines_at);
  out_storage->core_ranges = (tt_core_range_t*)(allocation + ranges_at);
  out_storage->circular_buffers =
      (tt_circular_buffer_desc_t*)(allocation + cbs_at);
  out_storage->semaphores = (uint32_t*)(allocation + semaphores_at);
  *out_allocation = allocation;
  return iree_ok_status();
}

static void iree_hal_tenstorrent_program_fill_desc(
    iree_hal_tenstorrent_ExportDef_table_t export_def,
    iree_hal_tenstorrent_program_storage_t* storage, tt_program_desc_t* desc) {
  memset(desc, 0, sizeof(*desc));
  desc->name = iree_hal_tenstorrent_tt_string(
      iree_hal_tenstorrent_ExportDef_name(export_def));

  iree_hal_tenstorrent_KernelDef_vec_t kernels =
      iree_hal_tenstorrent_ExportDef_kernels(export_def);
  desc->kernels = storage->kernels;
  desc->kernel_count = iree_hal_tenstorrent_KernelDef_vec_len(kernels);
  for (size_t i = 0; i < desc->kernel_count; ++i) {
    iree_hal_tenstorrent_program_fill_kernel(
        iree_hal_tenstorrent_KernelDef_vec_at(kernels, i), storage,
        &storage->kernels[i]);
  }

  iree_hal_tenstorrent_CircularBufferDef_vec_t circular_buffers =
      iree_hal_tenstorrent_ExportDef_circular_buffers(export_def);
  desc->circular_buffers = storage->circular_buffers;
  desc->circular_buffer_count =
      iree_hal_tenstorrent_CircularBufferDef_vec_len(circular_buffers);
  for (size_t i = 0; i < desc->circular_buffer_count; ++i) {
    iree_hal_tenstorrent_CircularBufferDef_table_t circular_buffer =
        iree_hal_tenstorrent_CircularBufferDef_vec_at(circular_buffers, i);
    storage->circular_buffers[i] = (tt_circular_buffer_desc_t){
        .index = iree_hal_tenstorrent_CircularBufferDef_index(circular_buffer),
        .format =
            iree_hal_tenstorrent_CircularBufferDef_format(circular_buffer),
        .unpack_to_dest_mode =
            iree_hal_tenstorrent_CircularBufferDef_unpack_to_dest_mode(
                circular_buffer),
        .page_size =
            iree_hal_tenstorrent_CircularBufferDef_page_size(circular_buffer),
        .page_count =
            iree_hal_tenstorrent_CircularBufferDef_page_count(circular_buffer),
    };
  }

  iree_hal_tenstorrent_SemaphoreDef_vec_t semaphores =
      iree_hal_tenstorrent_ExportDef_semaphores(export_def);
  desc->semaphore_initial_values = storage->semaphores;
  desc->semaphore_count = iree_hal_tenstorrent_SemaphoreDef_vec_len(semaphores);
  for (size_t i = 0; i < desc->semaphore_count; ++i) {
    storage->semaphores[i] = iree_hal_tenstorrent_SemaphoreDef_initial_value(
        iree_hal_tenstorrent_SemaphoreDef_vec_at(semaphores, i));
  }

  // Absent is the schema's defaults.
  iree_hal_tenstorrent_ComputeConfigDef_table_t config =
      iree_hal_tenstorrent_ExportDef_compute_config(export_def);
  desc->math_fidelity = iree_hal_tenstorrent_MathFidelity_HiFi4;
  if (config) {
    desc->math_fidelity =
        iree_hal_tenstorrent_ComputeConfigDef_math_fidelity(config);
    desc->fp32_dest_acc_en =
        iree_hal_tenstorrent_ComputeConfigDef_fp32_dest_acc_en(config);
    desc->dst_full_sync_en =
        iree_hal_tenstorrent_ComputeConfigDef_dst_full_sync_en(config);
    desc->math_approx_mode =
        iree_hal_tenstorrent_ComputeConfigDef_math_approx_mode(config);
  }
}

iree_status_t iree_hal_tenstorrent_program_create(
    iree_hal_tenstorrent_chip_t* chip,
    iree_hal_tenstorrent_ExportDef_table_t export_def,
    iree_allocator_t host_allocator, tt_program_t** out_program) {
  *out_program = NULL;
  IREE_TRACE_ZONE_BEGIN(z0);
  void* allocation = NULL;
  iree_hal_tenstorrent_program_storage_t storage;
  IREE_RETURN_AND_END_ZONE_IF_ERROR(
      z0, iree_hal_tenstorrent_program_allocate_storage(
              export_def, host_allocator, &allocation, &storage));
  tt_program_desc_t desc;
  iree_hal_tenstorrent_program_fill_desc(export_def, &storage, &desc);
  tt_error_t error;
  error.message[0] = 0;
  const tt_status_t tt_status =
      chip->api->program_create(chip->handle, &desc, out_program, &error);
  iree_status_t status = iree_hal_tenstorrent_make_status(tt_status, &error);
  if (!iree_status_is_ok(status)) {
    status = iree_status_annotate_f(status, "creating the program of '%.*s'",
                                    (int)desc.name.size, desc.name.data);
  }
  iree_allocator_free(host_allocator, allocation);
  IREE_TRACE_ZONE_END(z0);
  return status;
}
