// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Compile-time arguments of a kernel.

#pragma once

#include <stdint.h>

#include "risc_attribs.h"

#ifndef KERNEL_COMPILE_TIME_ARGS
#define KERNEL_COMPILE_TIME_ARGS
#endif

namespace tt_emu {

// The arguments, with a count of their own: there may be none.
template <uint32_t... kArgs>
struct CompileTimeArgs {
  static constexpr uint32_t kCount = sizeof...(kArgs);
  uint32_t values[kCount + 1] = {kArgs..., 0};
  static constexpr uint32_t size() { return kCount; }
  constexpr uint32_t operator[](uint32_t index) const { return values[index]; }
};

}  // namespace tt_emu

constexpr tt_emu::CompileTimeArgs<KERNEL_COMPILE_TIME_ARGS>
    kernel_compile_time_args;

template <uint32_t Idx>
constexpr uint32_t get_ct_arg() {
  static_assert(Idx < kernel_compile_time_args.size(),
                "compile-time argument index out of range");
  return kernel_compile_time_args[Idx];
}

#define get_compile_time_arg_val(arg_idx) get_ct_arg<arg_idx>()

#ifdef KERNEL_COMPILE_TIME_ARG_MAP
#include <string_view>
#include <utility>

// KERNEL_COMPILE_TIME_ARG_MAP is a list of {"name", value}.
constexpr std::pair<std::string_view, uint32_t> tt_emu_named_args[] = {
    KERNEL_COMPILE_TIME_ARG_MAP};

constexpr uint32_t get_named_ct_arg(std::string_view name) {
  for (const auto& argument : tt_emu_named_args) {
    if (argument.first == name) return argument.second;
  }
  __builtin_unreachable();
}

constexpr uint32_t get_named_compile_time_arg_val(std::string_view name) {
  return get_named_ct_arg(name);
}
#endif
