# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Numbers worked out by hand: TF32 in SrcA and SrcB, the passes of LoFi to HiFi4, rounding when packing to bf16."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from harness import Array, ComputeCase, Result, Tiled
from tiles import FLOAT16_B, FLOAT32

_KERNEL = "eltwise/binary/device/kernels/compute/eltwise_binary_kernel.cpp"


def _tile(numbers: Sequence[float]) -> Array:
    """A tile with the numbers first and zeroes after them."""
    tile = np.zeros((32, 32), np.float32)
    tile[0, : len(numbers)] = numbers
    return tile


def _case(
    name: str,
    op: str,
    a: Sequence[float],
    b: Sequence[float],
    expected: Sequence[float],
    out: int = FLOAT32,
    fidelity: int = 4,
) -> ComputeCase:
    """The exact results of one operation on f32 tiles in a 32-bit DST; the first operand is in SrcA."""
    return ComputeCase(
        _KERNEL,
        {0: Tiled(_tile(a), FLOAT32), 1: Tiled(_tile(b), FLOAT32)},
        {2: Result(_tile(expected), out)},
        (1, 1),
        defines={
            "ELTWISE_OP": f"{op}_tiles",
            "ELTWISE_OP_TYPE": f"EltwiseBinaryType::ELW{op.upper()}",
        },
        name=name,
        fp32_dest_acc_en=True,
        math_fidelity=fidelity,
    )


# SrcA's first pass has the implied bit and 4 more, SrcB's the implied bit and 6 more.
_A, _A_LOW = 1 + 2**-5 + 2**-9, 2**-5 + 2**-9
_B, _B_LOW = 1 + 2**-7, 2**-7

CASES = (
    # 10 bits of mantissa stay; the rest is cut off, towards zero.
    _case(
        "tf32_truncation",
        "add",
        (1 + 2**-10 + 2**-11, -1 - 2**-11, 1 + 2**-10, 2**-20 * (2 - 2**-23)),
        (0, 0, 0, 0),
        (1 + 2**-10, -1, 1 + 2**-10, 2**-20 * (2 - 2**-10)),
    ),
    _case("lofi", "mul", (_A,), (_B,), (1,), fidelity=0),
    _case("hifi2", "mul", (_A,), (_B,), (_A,), fidelity=2),
    _case("hifi3", "mul", (_A,), (_B,), (_A + _B_LOW,), fidelity=3),
    _case("hifi4", "mul", (_A,), (_B,), (_A + _B_LOW + _A_LOW * _B_LOW,), fidelity=4),
    # The last bit of a TF32 operand in SrcA enters no pass; in SrcB it does.
    _case(
        "last_bit_of_srca",
        "mul",
        (1 + 2**-9 + 2**-10, 1, -1 - 2**-10),
        (1, 1 + 2**-10, 1),
        (1 + 2**-9, 1 + 2**-10, -1),
    ),
    # Ties go to the even neighbour.
    _case(
        "pack_rounding",
        "add",
        (1 + 2**-8, 1 + 3 * 2**-8, 1 + 2**-8 + 2**-10, -1 - 3 * 2**-8, 1 + 2**-9),
        (0, 0, 0, 0, 0),
        (1, 1 + 2**-6, 1 + 2**-7, -1 - 2**-6, 1),
        out=FLOAT16_B,
    ),
)
