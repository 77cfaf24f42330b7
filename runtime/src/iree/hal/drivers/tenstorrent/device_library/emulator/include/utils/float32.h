// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Arithmetic of f32 numbers, given by their bits, on data-movement processors.

#pragma once

#include "stdint.h"

constexpr uint32_t NEG_INF_FLOAT32 = 0xff800000u;
constexpr uint32_t POS_INF_FLOAT32 = 0x7f800000u;
constexpr uint32_t NAN_FLOAT32 = 0x7fffffffu;

// Compares as numbers; NaN is not greater than anything.
inline bool float32_greater(uint32_t f32_a, uint32_t f32_b) {
  return __builtin_bit_cast(float, f32_a) > __builtin_bit_cast(float, f32_b);
}
