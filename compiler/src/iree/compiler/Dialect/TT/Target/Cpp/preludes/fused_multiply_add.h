// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// a * b + c with one rounding (f32) or nearly so (f64).

// The parts of a product and of a sum that rounding takes away: Dekker's and
// Knuth's exact transformations.
constexpr double product_error(double a, double b, double product) {
  const double split_a = a * 134217729.0, split_b = b * 134217729.0;
  const double high_a = split_a - (split_a - a),
               high_b = split_b - (split_b - b);
  const double low_a = a - high_a, low_b = b - high_b;
  return ((high_a * high_b - product) + high_a * low_b + low_a * high_b) +
         low_a * low_b;
}

constexpr double sum_error(double a, double b, double sum) {
  const double other = sum - a;
  return (a - (sum - other)) + (b - other);
}

constexpr double fma_f64(double a, double b, double c) {
  const double product = a * b, sum = product + c;
  // Too large to split, or not finite: the plain result.
  if (!(abs_f64(a) < 0x1p990 && abs_f64(b) < 0x1p990 &&
        abs_f64(sum) < f64_infinity())) {
    return sum;
  }
  return sum + (sum_error(product, c, sum) + product_error(a, b, product));
}

// The product of f32s is exact in f64; the sum is rounded to odd, so that the
// rounding to f32 is the only one that counts.
constexpr float fma_f32(float a, float b, float c) {
  const double product = double(a) * double(b), sum = product + c;
  if (!(abs_f64(sum) < f64_infinity())) return float(sum);
  const double error = sum_error(product, c, sum);
  uint64_t bits = f64_bits(sum);
  if (error != 0 && (bits & 1) == 0) {
    bits += (error > 0) == (sum > 0) ? 1 : ~uint64_t(0);
  }
  return float(f64_from_bits(bits));
}
