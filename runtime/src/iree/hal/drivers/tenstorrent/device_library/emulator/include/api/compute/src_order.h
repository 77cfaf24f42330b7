// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: which source register an operand goes to.

#pragma once

#include "api/compute/common_globals.h"

namespace ckernel {

enum class SrcOrder : uint8_t {
  Regular = 0,  // the first to SrcA
  Reverse = 1,  // the first to SrcB, as matrix products have it
};

}  // namespace ckernel
