// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Division by constants, which kernels for processors without a divider use.

#pragma once

#include "stdint.h"

inline __attribute__((always_inline)) uint32_t fast_udiv_12(uint32_t n) {
  return n / 12;
}

template <uint32_t d>
inline __attribute__((always_inline)) uint32_t
udivsi3_const_divisor(uint32_t n) {
  return n / d;
}

template <uint32_t d>
inline __attribute__((always_inline)) uint32_t
umodsi3_const_divisor(uint32_t a) {
  return a % d;
}
