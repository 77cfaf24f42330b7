// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/dispatch.h"

#include <string.h>

#include "iree/hal/drivers/tenstorrent/executable.h"
#include "iree/hal/drivers/tenstorrent/executable_verifier.h"
#include "iree/hal/drivers/tenstorrent/scratch_size.h"
#include "iree/hal/drivers/tenstorrent/transfer.h"

// Common runtime arguments in the order that all kernels read them.
enum iree_hal_tenstorrent_common_arg_e {
  IREE_HAL_TENSTORRENT_ARG_CORE_COUNT = 0,
  IREE_HAL_TENSTORRENT_ARG_WORKGROUP_COUNT = 1,  // x, y, z
  IREE_HAL_TENSTORRENT_ARG_ARENA_BASE = 4,
  IREE_HAL_TENSTORRENT_ARG_SCRATCH_OFFSET = 5,  // low, high
  IREE_HAL_TENSTORRENT_ARG_SCRATCH_SIZE = 7,
  IREE_HAL_TENSTORRENT_ARG_BINDINGS = 8,  // low, high of each
};
static_assert((int)IREE_HAL_TENSTORRENT_ARG_BINDINGS ==
                  IREE_HAL_TENSTORRENT_FIXED_ARG_COUNT,
              "bindings follow the fixed arguments");

static iree_status_t iree_hal_tenstorrent_dispatch_lookup(
    const iree_hal_tenstorrent_chip_t* chip,
    const iree_hal_tenstorrent_dispatch_t* dispatch,
    const iree_hal_tenstorrent_export_t** out_export) {
  if (IREE_UNLIKELY(iree_hal_dispatch_uses_custom_arguments(dispatch->flags))) {
    return iree_make_status(IREE_STATUS_UNIMPLEMENTED,
                            "kernels take their arguments as the HAL lays them "
                            "out; custom arguments have no meaning here");
  }
  const iree_hal_tenstorrent_export_t* export_info = NULL;
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_executable_lookup_export(
      dispatch->executable, chip, dispatch->function, &export_info));
  if (IREE_UNLIKELY(dispatch->constants.data_length !=
                    export_info->constant_count * sizeof(uint32_t))) {
    return iree_make_status(
        IREE_STATUS_INVALID_ARGUMENT,
        "'%.*s' takes %u constants and was given %" PRIhsz " bytes of them",
        (int)export_info->name.size, export_info->name.data,
        export_info->constant_count, dispatch->constants.data_length);
  }
  if (IREE_UNLIKELY(dispatch->bindings.count != export_info->binding_count)) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "'%.*s' takes %u bindings and was given %" PRIhsz,
                            (int)export_info->name.size, export_info->name.data,
                            export_info->binding_count,
                            dispatch->bindings.count);
  }
  *out_export = export_info;
  return iree_ok_status();
}

iree_status_t iree_hal_tenstorrent_dispatch_verify(
    const iree_hal_tenstorrent_chip_t* chip,
    const iree_hal_tenstorrent_dispatch_t* dispatch) {
  const iree_hal_tenstorrent_export_t* export_info = NULL;
  return iree_hal_tenstorrent_dispatch_lookup(chip, dispatch, &export_info);
}

// Number of workgroups, read from a buffer if the dispatch is indirect.
static iree_status_t iree_hal_tenstorrent_dispatch_workgroup_count(
    iree_hal_tenstorrent_chip_t* chip,
    const iree_hal_tenstorrent_dispatch_t* dispatch,
    uint32_t out_workgroup_count[3], uint64_t* out_total) {
  if (iree_hal_dispatch_uses_indirect_parameters(dispatch->flags)) {
    const iree_hal_buffer_ref_t* ref = &dispatch->config.workgroup_count_ref;
    if (!ref->buffer || ref->offset % sizeof(uint32_t)) {
      return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                              "indirect workgroup counts need a buffer and an "
                              "offset that is a multiple of 4");
    }
    IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_transfer_read(
        chip, ref->buffer, ref->offset, out_workgroup_count,
        3 * sizeof(uint32_t)));
  } else {
    memcpy(out_workgroup_count, dispatch->config.workgroup_count,
           3 * sizeof(uint32_t));
  }
  const uint64_t xy = (uint64_t)out_workgroup_count[0] * out_workgroup_count[1];
  const uint64_t z = out_workgroup_count[2];
  // Kernels count workgroups in 32 bits.
  if (xy > 0 && z > UINT32_MAX / xy) {
    return iree_make_status(IREE_STATUS_OUT_OF_RANGE,
                            "%u x %u x %u workgroups are more than 2^32 - 1",
                            out_workgroup_count[0], out_workgroup_count[1],
                            out_workgroup_count[2]);
  }
  *out_total = xy * z;
  return iree_ok_status();
}

static void iree_hal_tenstorrent_dispatch_write_offset(uint32_t* target,
                                                       uint64_t offset) {
  target[0] = (uint32_t)offset;
  target[1] = (uint32_t)(offset >> 32);
}

// Writes the arena offsets of the bindings to |target|.
static iree_status_t iree_hal_tenstorrent_dispatch_write_bindings(
    iree_hal_tenstorrent_chip_t* chip, iree_hal_buffer_ref_list_t bindings,
    uint32_t* target) {
  for (iree_host_size_t i = 0; i < bindings.count; ++i) {
    const iree_hal_buffer_ref_t* ref = &bindings.values[i];
    if (IREE_UNLIKELY(!ref->buffer)) {
      return iree_make_status(IREE_STATUS_FAILED_PRECONDITION,
                              "binding %" PRIhsz " has no buffer", i);
    }
    const iree_device_size_t byte_length =
        iree_hal_buffer_byte_length(ref->buffer);
    const iree_device_size_t length =
        ref->length == IREE_HAL_WHOLE_BUFFER && ref->offset <= byte_length
            ? byte_length - ref->offset
            : ref->length;
    iree_hal_tenstorrent_location_t location;
    iree_status_t status = iree_hal_tenstorrent_buffer_locate(
        chip, ref->buffer, ref->offset, length, &location);
    if (iree_status_is_ok(status) && !location.is_arena) {
      status = iree_make_status(
          IREE_STATUS_INVALID_ARGUMENT,
          "the buffer is in host memory or on another device; kernels reach "
          "only the DRAM of their own");
    }
    if (IREE_UNLIKELY(!iree_status_is_ok(status))) {
      return iree_status_annotate_f(status, "binding %" PRIhsz, i);
    }
    iree_hal_tenstorrent_dispatch_write_offset(&target[2 * i],
                                               location.arena_offset);
  }
  return iree_ok_status();
}

// Sees to it that the workers' L1 is as |export_info| needs it, which may wait
// for others, and replaces the arena offsets of tensors in L1 in |target|.
static iree_status_t iree_hal_tenstorrent_dispatch_prepare_l1(
    iree_hal_tenstorrent_launch_group_t* group,
    const iree_hal_tenstorrent_export_t* export_info, uint32_t* target) {
  // The compiler sees to it that no tensor in L1 lives on where a program does
  // not leave the room.
  if (group->l1_lease_size && !export_info->l1_region_size &&
      !iree_hal_tenstorrent_l1_region_fits(&group->chip->l1_region,
                                           export_info->circular_buffer_size,
                                           group->l1_lease_size)) {
    IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_launch_group_finish(group));
  }
  uint32_t address = 0;
  if (export_info->l1_tensor_count ||
      (group->l1_lease_size && export_info->l1_region_size)) {
    IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_launch_group_lease_l1(
        group, export_info->l1_region_size, &address));
  }
  for (uint32_t i = 0; i < export_info->l1_tensor_count; ++i) {
    const iree_hal_tenstorrent_l1_tensor_t* tensor =
        &export_info->l1_tensors[i];
    iree_hal_tenstorrent_dispatch_write_offset(
        &target[2 * tensor->binding], (uint64_t)address + tensor->offset);
  }
  return iree_ok_status();
}

// Allocates scratch of |size_per_core| for each core.
static iree_status_t iree_hal_tenstorrent_dispatch_allocate_scratch(
    iree_hal_tenstorrent_chip_t* chip, uint64_t size_per_core,
    uint32_t core_count, iree_hal_tenstorrent_dram_block_t* out_scratch) {
  memset(out_scratch, 0, sizeof(*out_scratch));
  if (size_per_core == 0) return iree_ok_status();
  // The size is a 32-bit argument of the kernel.
  if (size_per_core > UINT32_MAX) {
    return iree_make_status(IREE_STATUS_RESOURCE_EXHAUSTED,
                            "%" PRIu64
                            " bytes of scratch per core are more than 4 GiB",
                            size_per_core);
  }
  iree_status_t status = iree_hal_tenstorrent_dram_heap_allocate(
      &chip->heap, size_per_core * core_count, /*min_alignment=*/0,
      out_scratch);
  if (!iree_status_is_ok(status)) {
    status = iree_status_annotate_f(
        status, "scratch of %" PRIu64 " bytes for each of %u cores",
        size_per_core, core_count);
  }
  return status;
}

iree_status_t iree_hal_tenstorrent_dispatch_launch(
    iree_hal_tenstorrent_launch_group_t* group,
    const iree_hal_tenstorrent_dispatch_t* dispatch,
    iree_hal_tenstorrent_launch_fn_t ended_fn, void* ended_user_data,
    uint32_t* out_workgroup_count) {
  iree_hal_tenstorrent_chip_t* chip = group->chip;
  IREE_TRACE_ZONE_BEGIN(z0);
  const iree_hal_tenstorrent_export_t* export_info = NULL;
  IREE_RETURN_AND_END_ZONE_IF_ERROR(
      z0, iree_hal_tenstorrent_dispatch_lookup(chip, dispatch, &export_info));

  iree_hal_tenstorrent_launch_t launch;
  uint32_t* args = launch.args;
  memset(args, 0, IREE_HAL_TENSTORRENT_FIXED_ARG_COUNT * sizeof(args[0]));
  uint32_t* workgroup_count = &args[IREE_HAL_TENSTORRENT_ARG_WORKGROUP_COUNT];
  uint64_t total = 0;
  iree_hal_tenstorrent_launch_params_t params = {
      .name = export_info->name,
      .ended_fn = ended_fn,
      .ended_user_data = ended_user_data,
  };
  iree_status_t status = iree_hal_tenstorrent_dispatch_workgroup_count(
      chip, dispatch, workgroup_count, &total);
  if (iree_status_is_ok(status) && out_workgroup_count) {
    memcpy(out_workgroup_count, workgroup_count, 3 * sizeof(uint32_t));
  }

  uint64_t core_count = iree_min(total, (uint64_t)chip->info.worker_count);
  if (export_info->max_cores) {
    core_count = iree_min(core_count, (uint64_t)export_info->max_cores);
  }
  args[IREE_HAL_TENSTORRENT_ARG_CORE_COUNT] = (uint32_t)core_count;
  args[IREE_HAL_TENSTORRENT_ARG_ARENA_BASE] = chip->info.dram_arena_base;

  uint32_t* constants = &args[IREE_HAL_TENSTORRENT_FIXED_ARG_COUNT +
                              2 * export_info->binding_count];
  if (iree_status_is_ok(status)) {
    memcpy(constants, dispatch->constants.data,
           dispatch->constants.data_length);
    status = iree_hal_tenstorrent_dispatch_write_bindings(
        chip, dispatch->bindings, &args[IREE_HAL_TENSTORRENT_ARG_BINDINGS]);
  }
  tt_program_t* program = NULL;
  if (iree_status_is_ok(status) && total > 0) {
    status = iree_hal_tenstorrent_program_loader_await(
        chip->program_loader, export_info->task, &program);
  }
  uint64_t scratch_size = 0;
  if (iree_status_is_ok(status) && total > 0) {
    status = iree_hal_tenstorrent_scratch_size_evaluate(
        export_info->scratch_elements, export_info->scratch_element_count,
        constants, chip->info.dram_page_size, &scratch_size);
  }
  if (iree_status_is_ok(status) && total > 0) {
    status = iree_hal_tenstorrent_dispatch_prepare_l1(
        group, export_info, &args[IREE_HAL_TENSTORRENT_ARG_BINDINGS]);
  }
  if (iree_status_is_ok(status) && total > 0) {
    status = iree_hal_tenstorrent_dispatch_allocate_scratch(
        chip, scratch_size, (uint32_t)core_count, &params.scratch);
  }
  if (!iree_status_is_ok(status)) {
    status = iree_status_annotate_f(status, "dispatching '%.*s'",
                                    (int)export_info->name.size,
                                    export_info->name.data);
  } else if (total > 0) {
    args[IREE_HAL_TENSTORRENT_ARG_SCRATCH_SIZE] = (uint32_t)scratch_size;
    iree_hal_tenstorrent_dispatch_write_offset(
        &args[IREE_HAL_TENSTORRENT_ARG_SCRATCH_OFFSET], params.scratch.offset);
    memcpy(params.workgroup_count, workgroup_count,
           sizeof(params.workgroup_count));
    launch.program = program;
    launch.kernel_count = export_info->kernel_count;
    launch.core_count = (uint32_t)core_count;
    launch.circular_buffer_size = export_info->circular_buffer_size;
    launch.arg_count = (constants - args) + export_info->constant_count;
    iree_hal_tenstorrent_launch_group_launch(group, &launch, &params);
  } else if (ended_fn) {
    const tt_counters_t counters = {0};
    ended_fn(ended_user_data, IREE_STATUS_OK, &counters);
  }
  IREE_TRACE_ZONE_END(z0);
  return status;
}
