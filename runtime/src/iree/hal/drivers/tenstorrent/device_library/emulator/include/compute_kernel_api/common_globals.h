// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Macros of compute kernels.

#pragma once

#include "risc_attribs.h"

#define ALWI FORCE_INLINE
#define MAIN math_main()

#define UNPACK(x) x
#define MATH(x) x
#define PACK(x) x

#define TRISC_MATH 1
#define TRISC_PACK 1
#define TRISC_UNPACK 1

// The functions of compute kernels; kernels call them unqualified.
namespace ckernel {}
using namespace ckernel;

namespace ckernel {

struct VectorMode {
  enum Value : int { None = 0, R = 1, C = 2, RC = 4, RC_custom = 6 };
};

constexpr uint32_t TILE_HEIGHT = 32;
constexpr uint32_t TILE_WIDTH = 32;
constexpr uint32_t FACE_HEIGHT = 16;
constexpr uint32_t FACE_WIDTH = 16;

}  // namespace ckernel
