// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Where a tensor accessor's arguments are: compile-time argument CTA_OFFSET
// says which of the others are compile-time and which are common runtime
// arguments.

#pragma once

#include "compile_time_args.h"
#include "stddef.h"
#include "stdint.h"
#include "tt_emu/runtime_args.h"

namespace tensor_accessor {

constexpr size_t UNKNOWN = ~size_t{0};

}  // namespace tensor_accessor

namespace tt_emu {

// The kind's bits.
enum AccessorKind : uint32_t {
  kAccessorSharded = 1,
  kAccessorDram = 2,
  kAccessorRuntimeRank = 4,
  kAccessorRuntimeBankCount = 8,
  kAccessorRuntimeTensorShape = 16,
  kAccessorRuntimeShardShape = 32,
  kAccessorRuntimeBanks = 64,
};

// A compile-time argument that need not be there.
template <bool kPresent>
constexpr uint32_t OptionalArgument(size_t index) {
  return kPresent ? kernel_compile_time_args[index] : 0;
}

}  // namespace tt_emu

template <size_t CTA_OFFSET, size_t CRTA_OFFSET = tensor_accessor::UNKNOWN>
struct TensorAccessorArgs {
  static constexpr uint32_t kind = get_compile_time_arg_val(CTA_OFFSET);
  static constexpr bool is_sharded = (kind & tt_emu::kAccessorSharded) != 0;
  static constexpr bool is_dram = (kind & tt_emu::kAccessorDram) != 0;
  static constexpr bool rank_is_crta =
      (kind & tt_emu::kAccessorRuntimeRank) != 0;
  static constexpr bool num_banks_is_crta =
      (kind & tt_emu::kAccessorRuntimeBankCount) != 0;
  static constexpr bool tensor_shape_is_crta =
      (kind & tt_emu::kAccessorRuntimeTensorShape) != 0;
  static constexpr bool shard_shape_is_crta =
      (kind & tt_emu::kAccessorRuntimeShardShape) != 0;
  static constexpr bool bank_coords_is_crta =
      (kind & tt_emu::kAccessorRuntimeBanks) != 0;

  // Compile-time arguments, one after the other.
  static constexpr size_t rank_at = CTA_OFFSET + 1;
  static constexpr size_t num_banks_at = rank_at + !rank_is_crta;
  static constexpr uint32_t RankCT =
      tt_emu::OptionalArgument < is_sharded && !rank_is_crta > (rank_at);
  static constexpr uint32_t NumBanksCT =
      tt_emu::OptionalArgument < is_sharded &&
      !num_banks_is_crta > (num_banks_at);
  static_assert(!is_sharded || rank_is_crta || RankCT > 0,
                "a sharded tensor needs a rank");
  static_assert(!is_sharded || num_banks_is_crta || NumBanksCT > 0,
                "a sharded tensor needs banks");
  static constexpr size_t tensor_shape_at = num_banks_at + !num_banks_is_crta;
  static constexpr size_t shard_shape_at =
      tensor_shape_at + (tensor_shape_is_crta ? 0 : RankCT);
  static constexpr size_t banks_at =
      shard_shape_at + (shard_shape_is_crta ? 0 : RankCT);
  static constexpr size_t end_at =
      banks_at + (bank_coords_is_crta ? 0 : (NumBanksCT + 1) / 2);

  constexpr TensorAccessorArgs() = default;
  constexpr explicit TensorAccessorArgs(uint32_t crta_offset)
      : runtime_offset(crta_offset) {}

  static constexpr uint32_t num_compile_time_args() {
    return is_sharded ? end_at - CTA_OFFSET : 1;
  }
  static constexpr uint32_t next_compile_time_args_offset() {
    return CTA_OFFSET + num_compile_time_args();
  }

  // Common runtime arguments, in the same order.
  constexpr uint32_t crta_offset() const {
    return CRTA_OFFSET == tensor_accessor::UNKNOWN ? runtime_offset
                                                   : CRTA_OFFSET;
  }
  constexpr uint32_t get_rank() const {
    if constexpr (!rank_is_crta) {
      return RankCT;
    } else {
      return get_common_arg_val<uint32_t>(crta_offset());
    }
  }
  constexpr uint32_t get_num_banks() const {
    if constexpr (!num_banks_is_crta) {
      return NumBanksCT;
    } else {
      return get_common_arg_val<uint32_t>(crta_offset() + rank_is_crta);
    }
  }
  constexpr uint32_t tensor_shape_crta_offset() const {
    return crta_offset() + rank_is_crta + num_banks_is_crta;
  }
  constexpr uint32_t shard_shape_crta_offset() const {
    return tensor_shape_crta_offset() + (tensor_shape_is_crta ? get_rank() : 0);
  }
  constexpr uint32_t bank_coords_crta_offset() const {
    return shard_shape_crta_offset() + (shard_shape_is_crta ? get_rank() : 0);
  }
  constexpr uint32_t num_common_runtime_args() const {
    if constexpr (!is_sharded) {
      return 0;
    } else {
      return bank_coords_crta_offset() - crta_offset() +
             (bank_coords_is_crta ? (get_num_banks() + 1) / 2 : 0);
    }
  }
  constexpr uint32_t next_common_runtime_args_offset() const {
    return crta_offset() + num_common_runtime_args();
  }

  uint32_t runtime_offset = 0;
};
