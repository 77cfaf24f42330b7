// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Arithmetic of 32-bit integers on data-movement processors.

#pragma once

#include "stdint.h"

constexpr int32_t NEG_INF_INT32 = -2147483647 - 1;
constexpr int32_t POS_INF_INT32 = 2147483647;

inline bool int32_greater(uint32_t int32_a, uint32_t int32_b) {
  return static_cast<int32_t>(int32_a) > static_cast<int32_t>(int32_b);
}
