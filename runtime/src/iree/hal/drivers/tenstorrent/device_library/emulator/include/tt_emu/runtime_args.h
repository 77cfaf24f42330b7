// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Runtime arguments: words in the core's L1, as on the device.

#pragma once

#include <stdint.h>

#include "risc_attribs.h"
#include "tt_emu/kernel_abi.h"

FORCE_INLINE uintptr_t get_arg_addr(int arg_idx) {
  TtEmuContext* context = tt_emu_context();
  if (__builtin_expect(
          static_cast<uint32_t>(arg_idx) >= context->unique_arg_count, 0)) {
    context->api->fail(context, 11, "get_arg_val: argument %d of %u", arg_idx,
                       context->unique_arg_count);
  }
  return context->unique_args + static_cast<uint32_t>(arg_idx) * 4;
}

FORCE_INLINE uintptr_t get_common_arg_addr(int arg_idx) {
  TtEmuContext* context = tt_emu_context();
  if (__builtin_expect(
          static_cast<uint32_t>(arg_idx) >= context->common_arg_count, 0)) {
    context->api->fail(context, 11, "get_common_arg_val: argument %d of %u",
                       arg_idx, context->common_arg_count);
  }
  return context->common_args + static_cast<uint32_t>(arg_idx) * 4;
}

template <typename T>
FORCE_INLINE T get_arg_val(int arg_idx) {
  static_assert(sizeof(T) == 4, "runtime arguments have 4 bytes");
  return *reinterpret_cast<T*>(get_arg_addr(arg_idx));
}

template <typename T>
FORCE_INLINE T get_common_arg_val(int arg_idx) {
  static_assert(sizeof(T) == 4, "runtime arguments have 4 bytes");
  return *reinterpret_cast<T*>(get_common_arg_addr(arg_idx));
}
