# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""How close a result must be to its reference, and why: the one table of the end-to-end tests.

Errors of the device's own operations stand in docs/emulator-numerics.md: 0 for + - * / and sqrt of f32, 0.51 units of
last place for functions. What is wider here is the order of operations, or llvm-cpu, as the reasons say.

`relative` bounds the error against each element, `of_largest` against the largest finite element
of the reference: sums of many terms lose digits where terms cancel, whatever computes them.
"""

from dataclasses import dataclass

import ml_dtypes
import numpy as np


@dataclass(frozen=True)
class Tolerance:
    """|result - reference| <= relative * |reference| + of_largest * max|reference|, for all elements."""

    relative: float
    of_largest: float
    reason: str


EXACT = Tolerance(0, 0, "integers, data movement, and single f32 + - * / are exact everywhere")
F32 = Tolerance(
    2e-6,
    2e-6,
    "a chain of f32 operations in another order of rounding: some 16 units of last place",
)
F32_FUNCTION = Tolerance(
    2e-5, 4e-6, "exp, log, tanh, ... : the polynomials of IREE's llvm-cpu are this far from libm's"
)
F32_SUM = Tolerance(1e-5, 2e-6, "sums in another order: the error grows with the number of terms")
F32_PRODUCT = Tolerance(
    2e-3,
    2e-3,
    "matmul and convolution may use the FPU, which reads f32 as TF32 (10 bits of mantissa)",
)
F32_NETWORK = Tolerance(
    1e-3,
    1e-4,
    "whole networks: sums in another order and functions of other polynomials, through many layers",
)
TF32_NETWORK = Tolerance(
    2e-2,
    5e-3,
    "whole networks whose products read f32 as TF32 on demand (--iree-tenstorrent-f32-matmul=tf32)",
)
F64 = Tolerance(1e-13, 1e-13, "f64 operations in another order of rounding")
F64_FUNCTION = Tolerance(
    1e-7, 1e-7, "IREE's llvm-cpu approximates some f64 functions to f32 accuracy and a little more"
)
F16 = Tolerance(4e-3, 4e-3, "11 bits of mantissa: a chain that rounds to f16 at each operation")
BF16 = Tolerance(2e-2, 2e-2, "8 bits of mantissa: a chain that rounds to bf16 at each operation")

_BY_DTYPE = {
    np.dtype(np.float32): F32,
    np.dtype(np.float64): F64,
    np.dtype(np.complex64): F32,
    np.dtype(np.complex128): F64,
    np.dtype(np.float16): F16,
    np.dtype(ml_dtypes.bfloat16): BF16,
}


def default_tolerance(dtype: np.dtype) -> Tolerance:
    """The tolerance of a result of this type where its program names none."""
    return _BY_DTYPE.get(dtype, EXACT)
