// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/executable_verifier.h"

#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"
#include "iree/hal/drivers/tenstorrent/scratch_size.h"
#include "iree/schemas/tenstorrent_executable_def_verifier.h"

// Most exports of one executable: functions are indexed by 16 bits in places.
#define IREE_HAL_TENSTORRENT_MAX_EXPORT_COUNT 65535
// Alignment of circular buffer pages in L1.
#define IREE_HAL_TENSTORRENT_L1_ALIGNMENT 16
// Alignment of tensors in L1: that of reads from DRAM, so that tiles can go
// from either to a circular buffer.
#define IREE_HAL_TENSTORRENT_L1_TENSOR_ALIGNMENT 64

static iree_status_t iree_hal_tenstorrent_verify_kernel(
    iree_hal_tenstorrent_KernelDef_table_t kernel) {
  if (flatbuffers_string_len(iree_hal_tenstorrent_KernelDef_name(kernel)) ==
      0) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "a kernel has no name");
  }
  if (flatbuffers_string_len(iree_hal_tenstorrent_KernelDef_source(kernel)) ==
      0) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "kernel '%s' has no source",
                            iree_hal_tenstorrent_KernelDef_name(kernel));
  }
  const uint32_t role = iree_hal_tenstorrent_KernelDef_role(kernel);
  if (role > TT_KERNEL_ROLE_WRITER) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "kernel '%s' has the unknown role %u",
                            iree_hal_tenstorrent_KernelDef_name(kernel), role);
  }
  const int noc = iree_hal_tenstorrent_KernelDef_noc(kernel);
  if (noc < -1 || noc > 1) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "kernel '%s' uses NoC %d of 0 and 1",
                            iree_hal_tenstorrent_KernelDef_name(kernel), noc);
  }
  iree_hal_tenstorrent_CoreRangeDef_vec_t ranges =
      iree_hal_tenstorrent_KernelDef_core_ranges(kernel);
  for (size_t i = 0; i < iree_hal_tenstorrent_CoreRangeDef_vec_len(ranges);
       ++i) {
    iree_hal_tenstorrent_CoreRangeDef_struct_t range =
        iree_hal_tenstorrent_CoreRangeDef_vec_at(ranges, i);
    if (range->first > range->last) {
      return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                              "kernel '%s' has the empty core range %u to %u",
                              iree_hal_tenstorrent_KernelDef_name(kernel),
                              range->first, range->last);
    }
  }
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_verify_kernels(
    iree_hal_tenstorrent_KernelDef_vec_t kernels) {
  const size_t count = iree_hal_tenstorrent_KernelDef_vec_len(kernels);
  if (count == 0 || count > IREE_HAL_TENSTORRENT_MAX_KERNEL_COUNT) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "%" PRIhsz " kernels; there may be 1 to %d",
                            (iree_host_size_t)count,
                            IREE_HAL_TENSTORRENT_MAX_KERNEL_COUNT);
  }
  for (size_t i = 0; i < count; ++i) {
    iree_hal_tenstorrent_KernelDef_table_t kernel =
        iree_hal_tenstorrent_KernelDef_vec_at(kernels, i);
    IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_verify_kernel(kernel));
    for (size_t j = 0; j < i; ++j) {
      if (strcmp(iree_hal_tenstorrent_KernelDef_name(kernel),
                 iree_hal_tenstorrent_KernelDef_name(
                     iree_hal_tenstorrent_KernelDef_vec_at(kernels, j))) == 0) {
        return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                                "two kernels are called '%s'",
                                iree_hal_tenstorrent_KernelDef_name(kernel));
      }
    }
  }
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_verify_circular_buffers(
    iree_hal_tenstorrent_CircularBufferDef_vec_t circular_buffers) {
  uint64_t seen = 0;
  const size_t count =
      iree_hal_tenstorrent_CircularBufferDef_vec_len(circular_buffers);
  for (size_t i = 0; i < count; ++i) {
    iree_hal_tenstorrent_CircularBufferDef_table_t circular_buffer =
        iree_hal_tenstorrent_CircularBufferDef_vec_at(circular_buffers, i);
    const uint32_t index =
        iree_hal_tenstorrent_CircularBufferDef_index(circular_buffer);
    const uint32_t format =
        iree_hal_tenstorrent_CircularBufferDef_format(circular_buffer);
    const uint32_t page_size =
        iree_hal_tenstorrent_CircularBufferDef_page_size(circular_buffer);
    const uint32_t page_count =
        iree_hal_tenstorrent_CircularBufferDef_page_count(circular_buffer);
    const uint32_t unpack_mode =
        iree_hal_tenstorrent_CircularBufferDef_unpack_to_dest_mode(
            circular_buffer);
    if (index >= TT_MAX_CIRCULAR_BUFFERS) {
      return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                              "circular buffer %u; there are %u", index,
                              TT_MAX_CIRCULAR_BUFFERS);
    }
    if (seen & (1ull << index)) {
      return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                              "circular buffer %u is defined twice", index);
    }
    seen |= 1ull << index;
    if (!iree_hal_tenstorrent_DataFormat_is_known_value(format)) {
      return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                              "circular buffer %u has the unknown format %u",
                              index, format);
    }
    if (!iree_hal_tenstorrent_UnpackToDestMode_is_known_value(unpack_mode)) {
      return iree_make_status(
          IREE_STATUS_INVALID_ARGUMENT,
          "circular buffer %u has the unknown unpack mode %u", index,
          unpack_mode);
    }
    if (page_size == 0 || page_size % IREE_HAL_TENSTORRENT_L1_ALIGNMENT ||
        page_count == 0) {
      return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                              "circular buffer %u has %u pages of %u bytes; "
                              "pages are multiples of %d bytes",
                              index, page_count, page_size,
                              IREE_HAL_TENSTORRENT_L1_ALIGNMENT);
    }
    if ((uint64_t)page_size * page_count > UINT32_MAX) {
      return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                              "circular buffer %u has %u pages of %u bytes, "
                              "more than any L1",
                              index, page_count, page_size);
    }
  }
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_verify_l1_tensors(
    iree_hal_tenstorrent_L1TensorDef_vec_t tensors, uint32_t region_size,
    uint64_t binding_count) {
  if (region_size % IREE_HAL_TENSTORRENT_L1_TENSOR_ALIGNMENT) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "%u bytes of L1 for tensors are no multiple of %d",
                            region_size,
                            IREE_HAL_TENSTORRENT_L1_TENSOR_ALIGNMENT);
  }
  const size_t count = iree_hal_tenstorrent_L1TensorDef_vec_len(tensors);
  for (size_t i = 0; i < count; ++i) {
    iree_hal_tenstorrent_L1TensorDef_struct_t tensor =
        iree_hal_tenstorrent_L1TensorDef_vec_at(tensors, i);
    if (tensor->binding >= binding_count) {
      return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                              "binding %u in L1; there are %" PRIu64,
                              tensor->binding, binding_count);
    }
    if (tensor->offset % IREE_HAL_TENSTORRENT_L1_TENSOR_ALIGNMENT ||
        tensor->offset >= region_size) {
      return iree_make_status(
          IREE_STATUS_INVALID_ARGUMENT,
          "binding %u lies at byte %u of the %u bytes of L1 for tensors; "
          "offsets are multiples of %d",
          tensor->binding, tensor->offset, region_size,
          IREE_HAL_TENSTORRENT_L1_TENSOR_ALIGNMENT);
    }
    for (size_t j = 0; j < i; ++j) {
      if (iree_hal_tenstorrent_L1TensorDef_vec_at(tensors, j)->binding ==
          tensor->binding) {
        return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                                "binding %u lies in L1 twice", tensor->binding);
      }
    }
  }
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_verify_export(
    iree_hal_tenstorrent_ExportDef_table_t export_def) {
  const uint64_t constant_count =
      iree_hal_tenstorrent_ExportDef_constant_count(export_def);
  const uint64_t binding_count = flatbuffers_uint64_vec_len(
      iree_hal_tenstorrent_ExportDef_binding_flags(export_def));
  const uint64_t arg_count =
      iree_hal_tenstorrent_runtime_arg_count(binding_count, constant_count);
  if (binding_count > TT_MAX_RUNTIME_ARGS ||
      constant_count > TT_MAX_RUNTIME_ARGS || arg_count > TT_MAX_RUNTIME_ARGS) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "%" PRIu64 " bindings and %" PRIu64
                            " constants are more than the %u runtime "
                            "arguments of a kernel",
                            binding_count, constant_count, TT_MAX_RUNTIME_ARGS);
  }
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_verify_kernels(
      iree_hal_tenstorrent_ExportDef_kernels(export_def)));
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_verify_circular_buffers(
      iree_hal_tenstorrent_ExportDef_circular_buffers(export_def)));
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_verify_l1_tensors(
      iree_hal_tenstorrent_ExportDef_l1_tensors(export_def),
      iree_hal_tenstorrent_ExportDef_l1_region_size(export_def),
      binding_count));
  const size_t semaphore_count = iree_hal_tenstorrent_SemaphoreDef_vec_len(
      iree_hal_tenstorrent_ExportDef_semaphores(export_def));
  if (semaphore_count > TT_MAX_SEMAPHORES) {
    return iree_make_status(
        IREE_STATUS_INVALID_ARGUMENT, "%" PRIhsz " semaphores; there are %u",
        (iree_host_size_t)semaphore_count, TT_MAX_SEMAPHORES);
  }
  iree_hal_tenstorrent_ComputeConfigDef_table_t compute_config =
      iree_hal_tenstorrent_ExportDef_compute_config(export_def);
  if (compute_config) {
    const uint32_t math_fidelity =
        iree_hal_tenstorrent_ComputeConfigDef_math_fidelity(compute_config);
    if (!iree_hal_tenstorrent_MathFidelity_is_known_value(math_fidelity)) {
      return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                              "unknown math fidelity %u", math_fidelity);
    }
  }
  flatbuffers_int64_vec_t scratch_size =
      iree_hal_tenstorrent_ExportDef_scratch_size(export_def);
  return iree_hal_tenstorrent_scratch_size_verify(
      (const int64_t*)scratch_size, flatbuffers_int64_vec_len(scratch_size),
      (uint32_t)constant_count);
}

iree_status_t iree_hal_tenstorrent_executable_verify(
    iree_const_byte_span_t data,
    iree_hal_tenstorrent_ExecutableDef_table_t* out_executable_def) {
  if (out_executable_def) *out_executable_def = NULL;
  if (!data.data || data.data_length < 16) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "executable data of %" PRIhsz
                            " bytes is too short to be one",
                            data.data_length);
  }
  const int verify_result = iree_hal_tenstorrent_ExecutableDef_verify_as_root(
      data.data, data.data_length);
  if (verify_result != flatcc_verify_ok) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "executable data is no tt-metal-fb FlatBuffer: %s",
                            flatcc_verify_error_string(verify_result));
  }
  iree_hal_tenstorrent_ExecutableDef_table_t executable_def =
      iree_hal_tenstorrent_ExecutableDef_as_root(data.data);
  const uint32_t arch = iree_hal_tenstorrent_ExecutableDef_arch(executable_def);
  if (!iree_hal_tenstorrent_Arch_is_known_value(arch)) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "executable for the unknown architecture %u", arch);
  }
  const uint32_t metal_api =
      iree_hal_tenstorrent_ExecutableDef_metal_api(executable_def);
  if (!iree_hal_tenstorrent_MetalApi_is_known_value(metal_api)) {
    return iree_make_status(
        IREE_STATUS_INVALID_ARGUMENT,
        "executable for an unknown generation of tt-metal's API (%u)",
        metal_api);
  }
  iree_hal_tenstorrent_ExportDef_vec_t exports =
      iree_hal_tenstorrent_ExecutableDef_exports(executable_def);
  const size_t count = iree_hal_tenstorrent_ExportDef_vec_len(exports);
  if (count == 0 || count > IREE_HAL_TENSTORRENT_MAX_EXPORT_COUNT) {
    return iree_make_status(
        IREE_STATUS_INVALID_ARGUMENT,
        "executable with %" PRIhsz " exports; there may be 1 to %d",
        (iree_host_size_t)count, IREE_HAL_TENSTORRENT_MAX_EXPORT_COUNT);
  }
  for (size_t i = 0; i < count; ++i) {
    iree_hal_tenstorrent_ExportDef_table_t export_def =
        iree_hal_tenstorrent_ExportDef_vec_at(exports, i);
    const char* name = iree_hal_tenstorrent_ExportDef_name(export_def);
    if (flatbuffers_string_len(name) == 0) {
      return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                              "export %" PRIhsz " has no name",
                              (iree_host_size_t)i);
    }
    for (size_t j = 0; j < i; ++j) {
      if (strcmp(name,
                 iree_hal_tenstorrent_ExportDef_name(
                     iree_hal_tenstorrent_ExportDef_vec_at(exports, j))) == 0) {
        return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                                "two exports are called '%s'", name);
      }
    }
    iree_status_t status = iree_hal_tenstorrent_verify_export(export_def);
    if (!iree_status_is_ok(status)) {
      return iree_status_annotate_f(status, "export '%s'", name);
    }
  }
  if (out_executable_def) *out_executable_def = executable_def;
  return iree_ok_status();
}
