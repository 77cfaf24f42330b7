// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: copies in DST. The source comes first now.

#pragma once

#include "api/compute/common_globals.h"
#define copy_dest_values copy_dest_values_v0_65
#include "compute_kernel_api/copy_dest_values.h"
#undef copy_dest_values

namespace ckernel {

template <DataFormat format>
ALWI void copy_dest_values(uint32_t idst_in, uint32_t idst_out) {
  copy_dest_values_v0_65(idst_out, idst_in);
}

ALWI void copy_dest_values(uint32_t idst_in, uint32_t idst_out) {
  copy_dest_values_v0_65(idst_out, idst_in);
}

}  // namespace ckernel
