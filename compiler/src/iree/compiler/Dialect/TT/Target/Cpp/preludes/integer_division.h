// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Integer division that never traps: by zero the quotient is all ones and the
// remainder the dividend, and least / -1 is the least, as on RISC-V.

template <typename T>
inline T divide(T a, T b) {
  if (b == 0) return T(-1);
  if (T(-1) < T(0) && b == T(-1)) return T(0 - uint64_t(a));
  return a / b;
}

template <typename T>
inline T remainder(T a, T b) {
  if (b == 0) return a;
  if (T(-1) < T(0) && b == T(-1)) return 0;
  return a % b;
}

// The quotient rounded up.
template <typename T>
inline T ceil_divide(T a, T b) {
  const T quotient = divide(a, b);
  const T rest = remainder(a, b);
  return rest != 0 && (rest < 0) == (b < 0) ? quotient + 1 : quotient;
}

// The quotient rounded down.
template <typename T>
inline T floor_divide(T a, T b) {
  const T quotient = divide(a, b);
  const T rest = remainder(a, b);
  return rest != 0 && (rest < 0) != (b < 0) ? quotient - 1 : quotient;
}
