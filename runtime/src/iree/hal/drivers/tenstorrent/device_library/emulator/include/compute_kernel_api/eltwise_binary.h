// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The FPU's elementwise operations on two tiles of circular buffers.

#pragma once

#include "compute_kernel_api/common.h"
#include "compute_kernel_api/pack.h"
#include "tt_emu/fpu.h"
#include "tt_emu/llk_binary.h"

namespace ckernel {

ALWI void binary_op_init_common(uint32_t icb0, uint32_t icb1, uint32_t ocb) {
  tt_emu::KernelInit("binary_op_init_common", icb0, icb1, ocb);
}

template <bool full_init, EltwiseBinaryType eltwise_binary_type>
ALWI void binary_tiles_init(uint32_t icb0, uint32_t icb1,
                            bool acc_to_dest = false) {
  tt_emu::UnpackInit(tt_emu::BinarySetup(eltwise_binary_type,
                                         BroadcastType::NONE, acc_to_dest),
                     icb0, icb1);
}

ALWI void mul_tiles_init(uint32_t icb0, uint32_t icb1) {
  binary_tiles_init<true, ELWMUL>(icb0, icb1);
}

ALWI void add_tiles_init(uint32_t icb0, uint32_t icb1,
                         bool acc_to_dest = false) {
  binary_tiles_init<true, ELWADD>(icb0, icb1, acc_to_dest);
}

ALWI void sub_tiles_init(uint32_t icb0, uint32_t icb1,
                         bool acc_to_dest = false) {
  binary_tiles_init<true, ELWSUB>(icb0, icb1, acc_to_dest);
}

ALWI void mul_tiles(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                    uint32_t itile1, uint32_t idst) {
  tt_emu::FpuBinary(tt_emu::BinarySetup(ELWMUL), icb0, icb1, itile0, itile1,
                    idst);
}

ALWI void add_tiles(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                    uint32_t itile1, uint32_t idst) {
  tt_emu::FpuBinary(tt_emu::BinarySetup(ELWADD), icb0, icb1, itile0, itile1,
                    idst);
}

ALWI void sub_tiles(uint32_t icb0, uint32_t icb1, uint32_t itile0,
                    uint32_t itile1, uint32_t idst) {
  tt_emu::FpuBinary(tt_emu::BinarySetup(ELWSUB), icb0, icb1, itile0, itile1,
                    idst);
}

// The DST tile in the place of SrcA or SrcB, the buffer's tile in the other.
template <EltwiseBinaryType eltwise_binary_type = ELWADD,
          EltwiseBinaryReuseDestType binary_reuse_dest =
              EltwiseBinaryReuseDestType::NONE>
ALWI void binary_dest_reuse_tiles_init(uint32_t icb0) {
  tt_emu::UnpackInit(
      tt_emu::BinarySetup(eltwise_binary_type, BroadcastType::NONE, false,
                          binary_reuse_dest),
      icb0, icb0);
}

template <EltwiseBinaryType eltwise_binary_type = ELWADD,
          EltwiseBinaryReuseDestType binary_reuse_dest =
              EltwiseBinaryReuseDestType::NONE>
ALWI void binary_dest_reuse_tiles(uint32_t in_cb_id, uint32_t in_tile_index,
                                  uint32_t dst_tile_index) {
  static_assert(binary_reuse_dest != EltwiseBinaryReuseDestType::NONE,
                "which operand is the DST tile?");
  tt_emu::FpuBinary(
      tt_emu::BinarySetup(eltwise_binary_type, BroadcastType::NONE, false,
                          binary_reuse_dest),
      in_cb_id, in_cb_id, in_tile_index, in_tile_index, dst_tile_index);
}

}  // namespace ckernel
