// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Quotients that are rounded towards zero, for fmod and remainder.

#pragma once

#include "tt_emu/sfpu_compose.h"

namespace tt_emu {

// |x| less the largest multiple of s > 0 in it: exact.
FORCE_INLINE float Modulo(float magnitude, float s) {
  const double a = magnitude, b = s;
  double rest = a;
  // One step leaves rounding errors of the quotient only.
  for (int step = 0; step < 40 && rest >= b; ++step) {
    const double quotient = rest / b;
    // Numbers of 2^52 and more are integers.
    const double whole =
        quotient < 4503599627370496.0
            ? static_cast<double>(static_cast<uint64_t>(quotient))
            : quotient;
    rest -= whole * b;
    if (rest < 0) rest += b;
  }
  return static_cast<float>(rest);
}

}  // namespace tt_emu
