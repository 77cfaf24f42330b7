// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/executable.h"

#include <string.h>

#include "iree/base/internal/atomics.h"
#include "iree/hal/drivers/tenstorrent/executable_verifier.h"
#include "iree/hal/drivers/tenstorrent/program_loader.h"

static iree_atomic_int64_t iree_hal_tenstorrent_executable_next_profile_id =
    IREE_ATOMIC_VAR_INIT(1);

typedef struct iree_hal_tenstorrent_executable_t {
  iree_hal_resource_t resource;
  iree_allocator_t host_allocator;
  iree_hal_tenstorrent_chip_t* chip;
  uint64_t profile_id;
  // Aligned copy of what the exports' programs are made from.
  void* data;
  iree_host_size_t export_count;
  // Tasks, names and scratch size programs follow the exports.
  iree_hal_tenstorrent_export_t exports[];
} iree_hal_tenstorrent_executable_t;

static const iree_hal_executable_vtable_t
    iree_hal_tenstorrent_executable_vtable;

static iree_hal_tenstorrent_executable_t* iree_hal_tenstorrent_executable_cast(
    iree_hal_executable_t* base_value) {
  IREE_HAL_ASSERT_TYPE(base_value, &iree_hal_tenstorrent_executable_vtable);
  return (iree_hal_tenstorrent_executable_t*)base_value;
}

//===----------------------------------------------------------------------===//
// Loading
//===----------------------------------------------------------------------===//

iree_status_t iree_hal_tenstorrent_executable_infer_format(
    iree_const_byte_span_t data, iree_host_size_t format_capacity, char* format,
    iree_host_size_t* out_inferred_size) {
  // Enough to know it by; preparing it verifies all.
  if (data.data_length < 8 ||
      memcmp(data.data + 4, iree_hal_tenstorrent_ExecutableDef_file_identifier,
             4) != 0) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "executable data is no tt-metal-fb FlatBuffer");
  }
  if (sizeof(IREE_HAL_TENSTORRENT_EXECUTABLE_FORMAT) > format_capacity) {
    return iree_make_status(IREE_STATUS_OUT_OF_RANGE,
                            "executable format needs %" PRIhsz " bytes",
                            sizeof(IREE_HAL_TENSTORRENT_EXECUTABLE_FORMAT));
  }
  memcpy(format, IREE_HAL_TENSTORRENT_EXECUTABLE_FORMAT,
         sizeof(IREE_HAL_TENSTORRENT_EXECUTABLE_FORMAT));
  *out_inferred_size = data.data_length;
  return iree_ok_status();
}

// The release that names a generation of tt-metal's API.
static const char* iree_hal_tenstorrent_metal_api_name(uint32_t metal_api) {
  switch (metal_api) {
    case iree_hal_tenstorrent_MetalApi_V0_65:
      return "v0.65";
    case iree_hal_tenstorrent_MetalApi_V0_81:
      return "v0.81";
    default:
      return "unknown";
  }
}

// Checks that |executable_def| was compiled for |chip|.
static iree_status_t iree_hal_tenstorrent_executable_check_target(
    const iree_hal_tenstorrent_chip_t* chip,
    iree_hal_tenstorrent_ExecutableDef_table_t executable_def) {
  const tt_arch_t arch =
      (tt_arch_t)iree_hal_tenstorrent_ExecutableDef_arch(executable_def);
  if (arch != chip->info.arch) {
    iree_string_view_t own = iree_hal_tenstorrent_arch_name(chip->info.arch);
    iree_string_view_t other = iree_hal_tenstorrent_arch_name(arch);
    return iree_make_status(
        IREE_STATUS_INCOMPATIBLE,
        "executable was compiled for %.*s and the device is a %.*s (%s); "
        "compile it with --iree-tenstorrent-arch=%.*s or choose the device "
        "with tenstorrent://?arch=%.*s",
        (int)other.size, other.data, (int)own.size, own.data, chip->info.name,
        (int)own.size, own.data, (int)other.size, other.data);
  }
  const uint32_t metal_api =
      iree_hal_tenstorrent_ExecutableDef_metal_api(executable_def);
  if (!(chip->info.metal_apis & (1u << metal_api))) {
    const uint32_t own = chip->info.metal_apis & TT_METAL_API_V0_65
                             ? iree_hal_tenstorrent_MetalApi_V0_65
                             : iree_hal_tenstorrent_MetalApi_V0_81;
    return iree_make_status(
        IREE_STATUS_INCOMPATIBLE,
        "executable was compiled for the kernel API of tt-metal %s and the "
        "device library `%s` (%s) takes that of %s; compile it with "
        "--iree-tenstorrent-metal-api=%s",
        iree_hal_tenstorrent_metal_api_name(metal_api), chip->info.library,
        chip->info.version, iree_hal_tenstorrent_metal_api_name(own),
        iree_hal_tenstorrent_metal_api_name(own));
  }
  const uint32_t page_size =
      iree_hal_tenstorrent_ExecutableDef_dram_page_size(executable_def);
  if (page_size != chip->info.dram_page_size) {
    return iree_make_status(IREE_STATUS_INCOMPATIBLE,
                            "executable was compiled for DRAM pages of %u "
                            "bytes and those of the device have %u",
                            page_size, chip->info.dram_page_size);
  }
  return iree_ok_status();
}

// Bytes of L1 that the circular buffers of |export_def| take.
static uint64_t iree_hal_tenstorrent_executable_circular_buffer_size(
    iree_hal_tenstorrent_ExportDef_table_t export_def) {
  iree_hal_tenstorrent_CircularBufferDef_vec_t circular_buffers =
      iree_hal_tenstorrent_ExportDef_circular_buffers(export_def);
  uint64_t size = 0;
  for (size_t i = 0;
       i < iree_hal_tenstorrent_CircularBufferDef_vec_len(circular_buffers);
       ++i) {
    iree_hal_tenstorrent_CircularBufferDef_table_t circular_buffer =
        iree_hal_tenstorrent_CircularBufferDef_vec_at(circular_buffers, i);
    size += (uint64_t)iree_hal_tenstorrent_CircularBufferDef_page_size(
                circular_buffer) *
            iree_hal_tenstorrent_CircularBufferDef_page_count(circular_buffer);
  }
  return size;
}

// Checks that the programs of |exports| leave the L1 of |chip| that they say.
static iree_status_t iree_hal_tenstorrent_executable_check_l1(
    const iree_hal_tenstorrent_chip_t* chip,
    iree_hal_tenstorrent_ExportDef_vec_t exports) {
  for (size_t i = 0; i < iree_hal_tenstorrent_ExportDef_vec_len(exports); ++i) {
    iree_hal_tenstorrent_ExportDef_table_t export_def =
        iree_hal_tenstorrent_ExportDef_vec_at(exports, i);
    const uint32_t region_size =
        iree_hal_tenstorrent_ExportDef_l1_region_size(export_def);
    const uint64_t circular_buffer_size =
        iree_hal_tenstorrent_executable_circular_buffer_size(export_def);
    if (region_size > 0 &&
        !iree_hal_tenstorrent_l1_region_fits(
            &chip->l1_region, circular_buffer_size, region_size)) {
      return iree_make_status(
          IREE_STATUS_RESOURCE_EXHAUSTED,
          "export '%s': circular buffers of %" PRIu64
          " bytes and tensors of %u bytes do not fit into the %" PRIu64
          " bytes of a worker's L1",
          iree_hal_tenstorrent_ExportDef_name(export_def), circular_buffer_size,
          region_size, chip->info.l1_available);
    }
  }
  return iree_ok_status();
}

// Checks that the kernels of |executable_def| which know where other cores are
// find them there.
static iree_status_t iree_hal_tenstorrent_executable_check_grid(
    const iree_hal_tenstorrent_chip_t* chip,
    iree_hal_tenstorrent_ExecutableDef_table_t executable_def) {
  const uint32_t columns =
      iree_hal_tenstorrent_ExecutableDef_grid_columns(executable_def);
  const uint32_t rows =
      iree_hal_tenstorrent_ExecutableDef_grid_rows(executable_def);
  if ((columns == 0 || columns == chip->info.grid_x) &&
      rows <= chip->info.grid_y) {
    return iree_ok_status();
  }
  iree_hal_tenstorrent_ExportDef_vec_t exports =
      iree_hal_tenstorrent_ExecutableDef_exports(executable_def);
  for (size_t i = 0; i < iree_hal_tenstorrent_ExportDef_vec_len(exports); ++i) {
    iree_hal_tenstorrent_ExportDef_table_t export_def =
        iree_hal_tenstorrent_ExportDef_vec_at(exports, i);
    if (iree_hal_tenstorrent_ExportDef_l1_region_size(export_def) == 0 &&
        iree_hal_tenstorrent_SemaphoreDef_vec_len(
            iree_hal_tenstorrent_ExportDef_semaphores(export_def)) == 0) {
      continue;
    }
    return iree_make_status(
        IREE_STATUS_INCOMPATIBLE,
        "export '%s': its cores reach each other in a grid of %ux%u workers "
        "and that of the device is %ux%u; choose the device with "
        "tenstorrent://?grid=%ux%u",
        iree_hal_tenstorrent_ExportDef_name(export_def), columns, rows,
        chip->info.grid_x, chip->info.grid_y, columns, rows);
  }
  return iree_ok_status();
}

// Allocates the executable with room for what it copies of |exports|.
static iree_status_t iree_hal_tenstorrent_executable_allocate(
    iree_hal_tenstorrent_chip_t* chip,
    iree_hal_tenstorrent_ExportDef_vec_t exports,
    iree_allocator_t host_allocator,
    iree_hal_tenstorrent_executable_t** out_executable) {
  const size_t export_count = iree_hal_tenstorrent_ExportDef_vec_len(exports);
  iree_host_size_t scratch_elements = 0;
  iree_host_size_t l1_tensors = 0;
  iree_host_size_t name_bytes = 0;
  for (size_t i = 0; i < export_count; ++i) {
    iree_hal_tenstorrent_ExportDef_table_t export_def =
        iree_hal_tenstorrent_ExportDef_vec_at(exports, i);
    scratch_elements += flatbuffers_int64_vec_len(
        iree_hal_tenstorrent_ExportDef_scratch_size(export_def));
    l1_tensors += iree_hal_tenstorrent_L1TensorDef_vec_len(
        iree_hal_tenstorrent_ExportDef_l1_tensors(export_def));
    name_bytes +=
        flatbuffers_string_len(iree_hal_tenstorrent_ExportDef_name(export_def));
  }
  iree_hal_tenstorrent_executable_t* executable = NULL;
  iree_host_size_t total_size = 0, task_offset = 0, scratch_offset = 0,
                   l1_tensor_offset = 0, name_offset = 0;
  IREE_RETURN_IF_ERROR(IREE_STRUCT_LAYOUT(
      sizeof(*executable), &total_size,
      IREE_STRUCT_FIELD_ALIGNED(export_count, iree_hal_tenstorrent_export_t, 8,
                                NULL),
      IREE_STRUCT_FIELD_ALIGNED(
          export_count, iree_hal_tenstorrent_program_task_t, 8, &task_offset),
      IREE_STRUCT_FIELD_ALIGNED(scratch_elements, int64_t, 8, &scratch_offset),
      IREE_STRUCT_FIELD_ALIGNED(l1_tensors, iree_hal_tenstorrent_l1_tensor_t, 4,
                                &l1_tensor_offset),
      IREE_STRUCT_FIELD_ALIGNED(name_bytes, char, 1, &name_offset)));
  IREE_RETURN_IF_ERROR(
      iree_allocator_malloc(host_allocator, total_size, (void**)&executable));
  iree_hal_resource_initialize(&iree_hal_tenstorrent_executable_vtable,
                               &executable->resource);
  executable->host_allocator = host_allocator;
  executable->chip = chip;
  iree_hal_tenstorrent_chip_retain(chip);
  executable->profile_id = (uint64_t)iree_atomic_fetch_add(
      &iree_hal_tenstorrent_executable_next_profile_id, 1,
      iree_memory_order_relaxed);
  executable->export_count = export_count;

  iree_hal_tenstorrent_program_task_t* tasks =
      (iree_hal_tenstorrent_program_task_t*)((uint8_t*)executable +
                                             task_offset);
  int64_t* scratch_storage = (int64_t*)((uint8_t*)executable + scratch_offset);
  iree_hal_tenstorrent_l1_tensor_t* l1_tensor_storage =
      (iree_hal_tenstorrent_l1_tensor_t*)((uint8_t*)executable +
                                          l1_tensor_offset);
  char* name_storage = (char*)executable + name_offset;
  for (size_t i = 0; i < export_count; ++i) {
    iree_hal_tenstorrent_ExportDef_table_t export_def =
        iree_hal_tenstorrent_ExportDef_vec_at(exports, i);
    iree_hal_tenstorrent_export_t* target = &executable->exports[i];
    target->task = &tasks[i];
    flatbuffers_string_t name = iree_hal_tenstorrent_ExportDef_name(export_def);
    target->name =
        iree_make_string_view(name_storage, flatbuffers_string_len(name));
    memcpy(name_storage, name, target->name.size);
    name_storage += target->name.size;
    target->constant_count =
        iree_hal_tenstorrent_ExportDef_constant_count(export_def);
    target->binding_count = (uint32_t)flatbuffers_uint64_vec_len(
        iree_hal_tenstorrent_ExportDef_binding_flags(export_def));
    target->kernel_count = (uint32_t)iree_hal_tenstorrent_KernelDef_vec_len(
        iree_hal_tenstorrent_ExportDef_kernels(export_def));
    target->max_cores = iree_hal_tenstorrent_ExportDef_max_cores(export_def);
    flatbuffers_int64_vec_t scratch =
        iree_hal_tenstorrent_ExportDef_scratch_size(export_def);
    target->scratch_element_count = flatbuffers_int64_vec_len(scratch);
    target->scratch_elements = scratch_storage;
    for (size_t j = 0; j < target->scratch_element_count; ++j) {
      *scratch_storage++ = flatbuffers_int64_vec_at(scratch, j);
    }
    target->circular_buffer_size =
        iree_hal_tenstorrent_executable_circular_buffer_size(export_def);
    target->l1_region_size =
        iree_hal_tenstorrent_ExportDef_l1_region_size(export_def);
    iree_hal_tenstorrent_L1TensorDef_vec_t tensors =
        iree_hal_tenstorrent_ExportDef_l1_tensors(export_def);
    target->l1_tensor_count =
        (uint32_t)iree_hal_tenstorrent_L1TensorDef_vec_len(tensors);
    target->l1_tensors = l1_tensor_storage;
    for (size_t j = 0; j < target->l1_tensor_count; ++j) {
      iree_hal_tenstorrent_L1TensorDef_struct_t tensor =
          iree_hal_tenstorrent_L1TensorDef_vec_at(tensors, j);
      *l1_tensor_storage++ = (iree_hal_tenstorrent_l1_tensor_t){
          .binding = tensor->binding,
          .offset = tensor->offset,
      };
    }
  }
  *out_executable = executable;
  return iree_ok_status();
}

iree_status_t iree_hal_tenstorrent_executable_await(
    iree_hal_executable_t* base_executable) {
  iree_hal_tenstorrent_executable_t* executable =
      iree_hal_tenstorrent_executable_cast(base_executable);
  iree_status_t status = iree_ok_status();
  for (iree_host_size_t i = 0;
       i < executable->export_count && iree_status_is_ok(status); ++i) {
    tt_program_t* program = NULL;
    status = iree_hal_tenstorrent_program_loader_await(
        executable->chip->program_loader, executable->exports[i].task,
        &program);
  }
  return status;
}

// Creates the executable over |data|, which is aligned, and of which it takes
// possession if it succeeds.
static iree_status_t iree_hal_tenstorrent_executable_create_from(
    iree_hal_tenstorrent_chip_t* chip, iree_byte_span_t data,
    iree_allocator_t host_allocator, iree_hal_executable_t** out_executable) {
  iree_hal_tenstorrent_ExecutableDef_table_t executable_def = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_executable_verify(
      iree_make_const_byte_span(data.data, data.data_length), &executable_def));
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_executable_check_target(chip, executable_def));
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_executable_check_grid(chip, executable_def));
  iree_hal_tenstorrent_ExportDef_vec_t exports =
      iree_hal_tenstorrent_ExecutableDef_exports(executable_def);
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_executable_check_l1(chip, exports));
  iree_hal_tenstorrent_executable_t* executable = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_executable_allocate(
      chip, exports, host_allocator, &executable));
  iree_status_t status = iree_ok_status();
  for (iree_host_size_t i = 0;
       i < executable->export_count && iree_status_is_ok(status); ++i) {
    status = iree_hal_tenstorrent_program_loader_start(
        chip->program_loader, iree_hal_tenstorrent_ExportDef_vec_at(exports, i),
        executable->exports[i].task);
  }
  if (iree_status_is_ok(status) &&
      iree_hal_tenstorrent_program_loader_is_eager(chip->program_loader)) {
    status = iree_hal_tenstorrent_executable_await(
        (iree_hal_executable_t*)executable);
  }
  if (iree_status_is_ok(status)) {
    executable->data = data.data;
    *out_executable = (iree_hal_executable_t*)executable;
  } else {
    iree_hal_executable_release((iree_hal_executable_t*)executable);
  }
  return status;
}

iree_status_t iree_hal_tenstorrent_executable_create(
    iree_hal_tenstorrent_chip_t* chip,
    const iree_hal_executable_params_t* executable_params,
    iree_allocator_t host_allocator, iree_hal_executable_t** out_executable) {
  IREE_ASSERT_ARGUMENT(executable_params);
  IREE_ASSERT_ARGUMENT(out_executable);
  *out_executable = NULL;
  if (executable_params->constant_count > 0) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "%" PRIhsz
                            " executable constants; tt-metal-fb "
                            "executables are specialized by the compiler only",
                            executable_params->constant_count);
  }
  IREE_TRACE_ZONE_BEGIN(z0);
  // Programs are made after the return: the data must stay, and be aligned.
  const iree_const_byte_span_t source = executable_params->executable_data;
  iree_byte_span_t data = iree_make_byte_span(NULL, source.data_length);
  iree_status_t status = iree_allocator_malloc_aligned(
      host_allocator, iree_max(source.data_length, (iree_host_size_t)1),
      IREE_HAL_TENSTORRENT_EXECUTABLE_ALIGNMENT, /*offset=*/0,
      (void**)&data.data);
  if (iree_status_is_ok(status)) {
    if (source.data_length) memcpy(data.data, source.data, source.data_length);
    status = iree_hal_tenstorrent_executable_create_from(
        chip, data, host_allocator, out_executable);
    if (!iree_status_is_ok(status)) {
      iree_allocator_free_aligned(host_allocator, data.data);
    }
  }
  IREE_TRACE_ZONE_END(z0);
  return status;
}

static void iree_hal_tenstorrent_executable_destroy(
    iree_hal_executable_t* base_executable) {
  iree_hal_tenstorrent_executable_t* executable =
      iree_hal_tenstorrent_executable_cast(base_executable);
  iree_allocator_t host_allocator = executable->host_allocator;
  IREE_TRACE_ZONE_BEGIN(z0);
  for (iree_host_size_t i = 0; i < executable->export_count; ++i) {
    iree_hal_tenstorrent_program_loader_end(executable->chip->program_loader,
                                            executable->exports[i].task);
  }
  if (executable->data) {
    iree_allocator_free_aligned(host_allocator, executable->data);
  }
  iree_hal_tenstorrent_chip_release(executable->chip);
  iree_allocator_free(host_allocator, executable);
  IREE_TRACE_ZONE_END(z0);
}

//===----------------------------------------------------------------------===//
// Reflection
//===----------------------------------------------------------------------===//

iree_status_t iree_hal_tenstorrent_executable_lookup_export(
    iree_hal_executable_t* base_executable,
    const iree_hal_tenstorrent_chip_t* chip,
    iree_hal_executable_function_t function,
    const iree_hal_tenstorrent_export_t** out_export) {
  *out_export = NULL;
  if (!iree_hal_resource_is((const iree_hal_resource_t*)base_executable,
                            &iree_hal_tenstorrent_executable_vtable)) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "the executable belongs to another driver");
  }
  iree_hal_tenstorrent_executable_t* executable =
      iree_hal_tenstorrent_executable_cast(base_executable);
  if (chip && executable->chip != chip) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "the executable was loaded on another device");
  }
  if (!iree_hal_executable_function_is_index_in_range(
          function, executable->export_count)) {
    return iree_make_status(IREE_STATUS_OUT_OF_RANGE,
                            "function %" PRIu64 " of %" PRIhsz, function.value,
                            executable->export_count);
  }
  *out_export =
      &executable->exports[iree_hal_executable_function_index(function)];
  return iree_ok_status();
}

uint64_t iree_hal_tenstorrent_executable_profile_id(
    iree_hal_executable_t* executable) {
  return iree_hal_tenstorrent_executable_cast(executable)->profile_id;
}

static iree_host_size_t iree_hal_tenstorrent_executable_function_count(
    iree_hal_executable_t* base_executable) {
  return iree_hal_tenstorrent_executable_cast(base_executable)->export_count;
}

static iree_status_t iree_hal_tenstorrent_executable_function_info(
    iree_hal_executable_t* base_executable,
    iree_hal_executable_function_t function,
    iree_hal_executable_function_info_t* out_info) {
  const iree_hal_tenstorrent_export_t* export_info = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_executable_lookup_export(
      base_executable, /*chip=*/NULL, function, &export_info));
  memset(out_info, 0, sizeof(*out_info));
  out_info->name = export_info->name;
  out_info->flags = IREE_HAL_EXECUTABLE_FUNCTION_FLAG_NONE;
  out_info->constant_count = (uint16_t)export_info->constant_count;
  out_info->binding_count = (uint16_t)export_info->binding_count;
  out_info->parameter_count =
      (uint16_t)(export_info->binding_count + export_info->constant_count);
  for (int i = 0; i < 3; ++i) out_info->workgroup_size[i] = 1;
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_executable_function_parameters(
    iree_hal_executable_t* base_executable,
    iree_hal_executable_function_t function, iree_host_size_t capacity,
    iree_hal_executable_function_parameter_t* out_parameters) {
  const iree_hal_tenstorrent_export_t* export_info = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_executable_lookup_export(
      base_executable, /*chip=*/NULL, function, &export_info));
  // Bindings, then constants: their order in the runtime arguments.
  const iree_host_size_t count =
      iree_min(capacity, (iree_host_size_t)export_info->binding_count +
                             export_info->constant_count);
  for (iree_host_size_t i = 0; i < count; ++i) {
    iree_hal_executable_function_parameter_t* parameter = &out_parameters[i];
    memset(parameter, 0, sizeof(*parameter));
    if (i < export_info->binding_count) {
      parameter->type = IREE_HAL_EXECUTABLE_FUNCTION_PARAMETER_TYPE_BINDING;
      parameter->size = sizeof(uint64_t);
      parameter->offset = (uint16_t)i;
    } else {
      parameter->type = IREE_HAL_EXECUTABLE_FUNCTION_PARAMETER_TYPE_CONSTANT;
      parameter->size = sizeof(uint32_t);
      parameter->offset =
          (uint16_t)((i - export_info->binding_count) * sizeof(uint32_t));
    }
  }
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_executable_lookup_function_by_name(
    iree_hal_executable_t* base_executable, iree_string_view_t name,
    iree_hal_executable_function_t* out_function) {
  iree_hal_tenstorrent_executable_t* executable =
      iree_hal_tenstorrent_executable_cast(base_executable);
  for (iree_host_size_t i = 0; i < executable->export_count; ++i) {
    if (iree_string_view_equal(executable->exports[i].name, name)) {
      *out_function = iree_hal_executable_function_from_index((uint32_t)i);
      return iree_ok_status();
    }
  }
  return iree_make_status(IREE_STATUS_NOT_FOUND,
                          "the executable has no function '%.*s'",
                          (int)name.size, name.data);
}

static iree_status_t iree_hal_tenstorrent_executable_lookup_global_by_name(
    iree_hal_executable_t* base_executable, iree_string_view_t name,
    iree_hal_queue_affinity_t queue_affinity, iree_hal_buffer_t** out_buffer) {
  *out_buffer = NULL;
  return iree_make_status(IREE_STATUS_NOT_FOUND,
                          "no global '%.*s': kernels have no globals",
                          (int)name.size, name.data);
}

static const iree_hal_executable_vtable_t
    iree_hal_tenstorrent_executable_vtable = {
        .destroy = iree_hal_tenstorrent_executable_destroy,
        .function_count = iree_hal_tenstorrent_executable_function_count,
        .function_info = iree_hal_tenstorrent_executable_function_info,
        .function_parameters =
            iree_hal_tenstorrent_executable_function_parameters,
        .lookup_function_by_name =
            iree_hal_tenstorrent_executable_lookup_function_by_name,
        .lookup_global_by_name =
            iree_hal_tenstorrent_executable_lookup_global_by_name,
};
