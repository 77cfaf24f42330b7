// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Arithmetic of bf16 numbers on data-movement processors.

#pragma once

#include "risc_attribs.h"
#include "stdint.h"

constexpr uint16_t NEG_INF_BFLOAT16 = 0xff80;
constexpr uint16_t POS_INF_BFLOAT16 = 0x7f80;
constexpr uint16_t NAN_BFLOAT16 = 0x7fff;

// By sign and magnitude: 0 is greater than -0, NaN beyond infinity.
inline bool bfloat16_greater(uint16_t bf16_a, uint16_t bf16_b) {
  const bool negative = (bf16_a & 0x8000u) != 0;
  if (((bf16_a ^ bf16_b) & 0x8000u) != 0) return !negative;
  return negative ? bf16_a < bf16_b : bf16_a > bf16_b;
}
