// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Changes of the unpacker's formats inside a kernel.

#pragma once

#include "compute_kernel_api/common.h"
#include "tt_emu/tile_abi.h"

namespace tt_emu {

ALWI void UnpackReconfig(uint32_t cb_a, uint32_t cb_b) {
  TtEmuContext* context = tt_emu_context();
  context->tile_api->unpack_reconfig(context, cb_a, cb_b);
}

}  // namespace tt_emu

namespace ckernel {

template <bool to_from_int8 = false>
ALWI void reconfig_data_format(const uint32_t srca_new_operand,
                               const uint32_t srcb_new_operand) {
  tt_emu::UnpackReconfig(srca_new_operand, srcb_new_operand);
}

template <bool to_from_int8 = false>
ALWI void reconfig_data_format(const uint32_t, const uint32_t srca_new_operand,
                               const uint32_t,
                               const uint32_t srcb_new_operand) {
  tt_emu::UnpackReconfig(srca_new_operand, srcb_new_operand);
}

template <bool to_from_int8 = false>
ALWI void reconfig_data_format_srca(const uint32_t srca_new_operand) {
  tt_emu::UnpackReconfig(srca_new_operand, 0xffffffffu);
}

template <bool to_from_int8 = false>
ALWI void reconfig_data_format_srca(const uint32_t,
                                    const uint32_t srca_new_operand) {
  tt_emu::UnpackReconfig(srca_new_operand, 0xffffffffu);
}

template <bool to_from_int8 = false>
ALWI void reconfig_data_format_srcb(const uint32_t srcb_new_operand) {
  tt_emu::UnpackReconfig(0xffffffffu, srcb_new_operand);
}

template <bool to_from_int8 = false>
ALWI void reconfig_data_format_srcb(const uint32_t,
                                    const uint32_t srcb_new_operand) {
  tt_emu::UnpackReconfig(0xffffffffu, srcb_new_operand);
}

}  // namespace ckernel
