// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Integer operations whose C++ operator would trap or be undefined. Division
// by zero and signed overflow give what RISC-V's instructions give.

template <typename T>
static inline T divide_signed(T a, T b) {
  if (b == 0) return T(-1);
  if (b == T(-1)) return static_cast<T>(-a);
  return static_cast<T>(a / b);
}

template <typename T>
static inline T remainder_signed(T a, T b) {
  if (b == 0) return a;
  if (b == T(-1)) return T(0);
  return static_cast<T>(a % b);
}

template <typename T>
static inline T divide_unsigned(T a, T b) {
  return b == 0 ? static_cast<T>(~T(0)) : static_cast<T>(a / b);
}

template <typename T>
static inline T remainder_unsigned(T a, T b) {
  return b == 0 ? a : static_cast<T>(a % b);
}

template <typename T>
static inline T divide_floor(T a, T b) {
  const T quotient = divide_signed(a, b);
  const T rest = remainder_signed(a, b);
  return rest != 0 && ((rest < 0) != (b < 0)) ? static_cast<T>(quotient - 1)
                                              : quotient;
}

template <typename T>
static inline T divide_ceil(T a, T b) {
  const T quotient = divide_signed(a, b);
  const T rest = remainder_signed(a, b);
  return rest != 0 && ((rest < 0) == (b < 0)) ? static_cast<T>(quotient + 1)
                                              : quotient;
}

template <typename T>
static inline T divide_ceil_unsigned(T a, T b) {
  return a == 0 ? T(0)
                : static_cast<T>(divide_unsigned(static_cast<T>(a - 1), b) + 1);
}

static inline int32_t count_leading_zeros(uint64_t x, int32_t width) {
  return x == 0 ? width : __builtin_clzll(x) - (64 - width);
}

static inline int32_t count_trailing_zeros(uint64_t x, int32_t width) {
  return x == 0 ? width : __builtin_ctzll(x);
}

static inline int32_t count_ones(uint64_t x) {
  int32_t count = 0;
  for (; x != 0; x &= x - 1) ++count;
  return count;
}

// High 64 bits of the 128-bit product.
static inline uint64_t multiply_high_unsigned(uint64_t a, uint64_t b) {
  const uint64_t a_low = a & 0xFFFFFFFFu, a_high = a >> 32;
  const uint64_t b_low = b & 0xFFFFFFFFu, b_high = b >> 32;
  const uint64_t low = a_low * b_low;
  const uint64_t middle = a_high * b_low + (low >> 32);
  const uint64_t cross = a_low * b_high + (middle & 0xFFFFFFFFu);
  return a_high * b_high + (middle >> 32) + (cross >> 32);
}

static inline int64_t multiply_high_signed(int64_t a, int64_t b) {
  uint64_t high = multiply_high_unsigned(static_cast<uint64_t>(a),
                                         static_cast<uint64_t>(b));
  if (a < 0) high -= static_cast<uint64_t>(b);
  if (b < 0) high -= static_cast<uint64_t>(a);
  return static_cast<int64_t>(high);
}

// math.ipowi: a negative exponent leaves 1/base truncated.
template <typename T>
static inline T integer_power(T base, T exponent) {
  if (exponent < 0) {
    if (base == 1) return T(1);
    if (base == T(-1)) return (exponent & 1) ? T(-1) : T(1);
    return T(0);
  }
  T result = 1;
  for (; exponent != 0; exponent = static_cast<T>(exponent >> 1)) {
    if (exponent & 1) result = static_cast<T>(result * base);
    base = static_cast<T>(base * base);
  }
  return result;
}

// Float to integer, saturating; NaN gives 0.
template <typename T, typename F>
static inline T float_to_signed(F x, int32_t width) {
  const int64_t most = static_cast<int64_t>((1ull << (width - 1)) - 1u);
  if (x != x) return T(0);
  if (x >= static_cast<F>(1ull << (width - 1))) return static_cast<T>(most);
  if (x <= -static_cast<F>(1ull << (width - 1))) {
    return static_cast<T>(-most - 1);
  }
  return static_cast<T>(static_cast<int64_t>(x));
}

template <typename T, typename F>
static inline T float_to_unsigned(F x, int32_t width) {
  const uint64_t most = width == 64 ? ~0ull : (1ull << width) - 1u;
  if (!(x > static_cast<F>(-1))) return T(0);
  if (x >= static_cast<F>(1ull << (width - 1)) * static_cast<F>(2)) {
    return static_cast<T>(most);
  }
  return static_cast<T>(static_cast<uint64_t>(x));
}
