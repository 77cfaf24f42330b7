// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/scratch_size.h"

// Opcodes as the schema numbers them.
typedef enum iree_hal_tenstorrent_scratch_op_e {
  IREE_HAL_TENSTORRENT_SCRATCH_OP_CONST = 0,
  IREE_HAL_TENSTORRENT_SCRATCH_OP_PUSH_I32 = 1,
  IREE_HAL_TENSTORRENT_SCRATCH_OP_PUSH_I64 = 2,
  IREE_HAL_TENSTORRENT_SCRATCH_OP_ADD = 3,
  IREE_HAL_TENSTORRENT_SCRATCH_OP_MUL = 4,
  IREE_HAL_TENSTORRENT_SCRATCH_OP_CEIL_DIV = 5,
  IREE_HAL_TENSTORRENT_SCRATCH_OP_MAX = 6,
  IREE_HAL_TENSTORRENT_SCRATCH_OP_SUB = 7,
  IREE_HAL_TENSTORRENT_SCRATCH_OP_MIN = 8,
} iree_hal_tenstorrent_scratch_op_t;

iree_status_t iree_hal_tenstorrent_scratch_size_verify(
    const int64_t* elements, iree_host_size_t element_count,
    uint32_t constant_count) {
  if (element_count == 0) return iree_ok_status();
  if (element_count % 2) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "scratch size program with an odd length");
  }
  iree_host_size_t depth = 0;
  for (iree_host_size_t i = 0; i < element_count; i += 2) {
    const int64_t opcode = elements[i];
    const int64_t operand = elements[i + 1];
    if (opcode < IREE_HAL_TENSTORRENT_SCRATCH_OP_CONST ||
        opcode > IREE_HAL_TENSTORRENT_SCRATCH_OP_MIN) {
      return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                              "scratch size program with the unknown opcode "
                              "%" PRId64,
                              opcode);
    }
    if (opcode <= IREE_HAL_TENSTORRENT_SCRATCH_OP_PUSH_I64) {
      const int64_t words =
          opcode == IREE_HAL_TENSTORRENT_SCRATCH_OP_PUSH_I64 ? 2 : 1;
      if (opcode != IREE_HAL_TENSTORRENT_SCRATCH_OP_CONST &&
          (operand < 0 || operand > (int64_t)constant_count - words)) {
        return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                                "scratch size program reads constant %" PRId64
                                " of %u",
                                operand, constant_count);
      }
      if (++depth > IREE_HAL_TENSTORRENT_MAX_SCRATCH_STACK) {
        return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                                "scratch size program needs a stack of more "
                                "than %d",
                                IREE_HAL_TENSTORRENT_MAX_SCRATCH_STACK);
      }
    } else {
      if (depth < 2) {
        return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                                "scratch size program pops an empty stack");
      }
      --depth;
    }
  }
  if (depth != 1) {
    return iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                            "scratch size program leaves %" PRIhsz
                            " results instead of one",
                            depth);
  }
  return iree_ok_status();
}

// Sets |out_result| to a op b. Returns false if that can't be represented.
static bool iree_hal_tenstorrent_scratch_apply(int64_t opcode, int64_t a,
                                               int64_t b, int64_t* out_result) {
  switch (opcode) {
    case IREE_HAL_TENSTORRENT_SCRATCH_OP_ADD:
      return !__builtin_add_overflow(a, b, out_result);
    case IREE_HAL_TENSTORRENT_SCRATCH_OP_SUB:
      return !__builtin_sub_overflow(a, b, out_result);
    case IREE_HAL_TENSTORRENT_SCRATCH_OP_MUL:
      return !__builtin_mul_overflow(a, b, out_result);
    case IREE_HAL_TENSTORRENT_SCRATCH_OP_CEIL_DIV:
      if (b == 0 || (a == INT64_MIN && b == -1)) return false;
      *out_result = a / b + ((a % b != 0 && (a < 0) == (b < 0)) ? 1 : 0);
      return true;
    case IREE_HAL_TENSTORRENT_SCRATCH_OP_MAX:
      *out_result = iree_max(a, b);
      return true;
    case IREE_HAL_TENSTORRENT_SCRATCH_OP_MIN:
      *out_result = iree_min(a, b);
      return true;
    default:
      return false;
  }
}

iree_status_t iree_hal_tenstorrent_scratch_size_evaluate(
    const int64_t* elements, iree_host_size_t element_count,
    const uint32_t* constants, uint64_t page_size, uint64_t* out_size) {
  *out_size = 0;
  if (element_count == 0) return iree_ok_status();
  int64_t stack[IREE_HAL_TENSTORRENT_MAX_SCRATCH_STACK];
  iree_host_size_t depth = 0;
  for (iree_host_size_t i = 0; i < element_count; i += 2) {
    const int64_t opcode = elements[i];
    const int64_t operand = elements[i + 1];
    if (opcode == IREE_HAL_TENSTORRENT_SCRATCH_OP_CONST) {
      stack[depth++] = operand;
    } else if (opcode == IREE_HAL_TENSTORRENT_SCRATCH_OP_PUSH_I32) {
      stack[depth++] = constants[operand];
    } else if (opcode == IREE_HAL_TENSTORRENT_SCRATCH_OP_PUSH_I64) {
      stack[depth++] = (int64_t)(((uint64_t)constants[operand + 1] << 32) |
                                 constants[operand]);
    } else {
      --depth;
      if (!iree_hal_tenstorrent_scratch_apply(
              opcode, stack[depth - 1], stack[depth], &stack[depth - 1])) {
        return iree_make_status(IREE_STATUS_OUT_OF_RANGE,
                                "scratch size of the dispatch overflows");
      }
    }
  }
  if (stack[0] < 0 || stack[0] > INT64_MAX - (int64_t)page_size) {
    return iree_make_status(IREE_STATUS_OUT_OF_RANGE,
                            "scratch size of the dispatch is %" PRId64,
                            stack[0]);
  }
  *out_size = iree_device_align((uint64_t)stack[0], page_size);
  return iree_ok_status();
}
