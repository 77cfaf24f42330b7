// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Accessors of tensors whose pages are interleaved over the banks. Sharded
// tensors are not here: their arguments are a compile error.

#pragma once

#include <stddef.h>
#include <stdint.h>

#include "compile_time_args.h"
#include "tt_emu/interleaved_addresses.h"

// Compile-time argument CTA_OFFSET has the tensor's kind: bit 0 sharded, bit 1
// in DRAM.
template <size_t CTA_OFFSET, size_t CRTA_OFFSET = ~size_t{0}>
struct TensorAccessorArgs {
  static constexpr uint32_t kind = get_compile_time_arg_val(CTA_OFFSET);
  static constexpr bool is_sharded = (kind & 1u) != 0;
  static constexpr bool is_dram = (kind & 2u) != 0;
  static_assert(!is_sharded,
                "the emulated device has no accessors of sharded tensors");

  constexpr TensorAccessorArgs() = default;
  constexpr explicit TensorAccessorArgs(uint32_t) {}

  static constexpr uint32_t num_compile_time_args() { return 1; }
  static constexpr uint32_t next_compile_time_args_offset() {
    return CTA_OFFSET + 1;
  }
  static constexpr uint32_t num_common_runtime_args() { return 0; }
  static constexpr uint32_t next_common_runtime_args_offset() {
    return CRTA_OFFSET == ~size_t{0} ? 0 : CRTA_OFFSET;
  }
};

template <bool DRAM>
struct TensorAccessor : public InterleavedAddrGen<DRAM> {
  template <size_t CTA_OFFSET, size_t CRTA_OFFSET>
  TensorAccessor(const TensorAccessorArgs<CTA_OFFSET, CRTA_OFFSET>&,
                 size_t bank_base_address, uint32_t page_size = 0)
      : InterleavedAddrGen<DRAM>{static_cast<uint32_t>(bank_base_address),
                                 page_size} {}
};

template <size_t CTA_OFFSET, size_t CRTA_OFFSET>
TensorAccessor(const TensorAccessorArgs<CTA_OFFSET, CRTA_OFFSET>&, size_t,
               uint32_t = 0)
    -> TensorAccessor<TensorAccessorArgs<CTA_OFFSET, CRTA_OFFSET>::is_dram>;
