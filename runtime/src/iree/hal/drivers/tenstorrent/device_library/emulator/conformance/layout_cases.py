# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The conformance suite's changes of layout: tilize, untilize, transposition; and matrix products on one core."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from elementwise_cases import BF16_STEPS, values
from harness import Array, ComputeCase, Pages, Result, Tiled
from tiles import DTYPES, FLOAT16_B, tile_size

_UNTILIZE = "data_movement/untilize/device/kernels/compute/"
_TILIZE = "data_movement/tilize/device/kernels/compute/"
_TRANSPOSE = "data_movement/transpose/device/kernels/compute/"
_X = values(64, 128)


def rows(matrix: Array) -> Pages:
    """A matrix row by row, in pages of a tile's size."""
    return Pages(matrix.astype(DTYPES[FLOAT16_B]).tobytes(), tile_size(FLOAT16_B))


def _tilize(kernel: str, compile_time_args: Sequence[int], out: int = 16) -> ComputeCase:
    return ComputeCase(
        f"{_TILIZE}{kernel}.cpp",
        {0: rows(_X)},
        {out: Result(_X)},
        compile_time_args=compile_time_args,
    )


def _untilize(
    kernel: str,
    compile_time_args: Sequence[int],
    arguments: Sequence[int] = (),
    expected: Array = _X,
) -> ComputeCase:
    result = Result(expected.astype(DTYPES[FLOAT16_B]), tiled=False)
    return ComputeCase(
        f"{_UNTILIZE}{kernel}.cpp", {0: Tiled(_X)}, {16: result}, arguments, compile_time_args
    )


def _tiles(matrix: Array) -> list[Array]:
    return [
        matrix[r : r + 32, c : c + 32]
        for r in range(0, matrix.shape[0], 32)
        for c in range(0, matrix.shape[1], 32)
    ]


_EACH_TRANSPOSED = np.concatenate([tile.T for tile in _tiles(_X)])
_EACH = np.concatenate(_tiles(_X))

_A = values(64, 96, seed=21)
_B = values(96, 64, seed=22)


def _products_in_turn() -> tuple[Array, Array]:
    """Operand tiles in the order in which bmm.cpp takes them."""
    left, right = [], []
    for m in range(2):
        for n in range(2):
            for k in range(3):
                left.append(_A[32 * m : 32 * m + 32, 32 * k : 32 * k + 32])
                right.append(_B[32 * k : 32 * k + 32, 32 * n : 32 * n + 32])
    return np.concatenate(left), np.concatenate(right)


def _blocks() -> tuple[Array, Array]:
    """Inner blocks one tile wide: columns of tiles of the first operand, rows of tiles of the second."""
    left = np.concatenate([_A[:, 32 * k : 32 * k + 32] for k in range(3)])
    return left, _B


def _matmul(
    path: str,
    operands: tuple[Array, Array],
    compile_time_args: Sequence[int],
    scratch: Mapping[int, tuple[int, int]],
) -> ComputeCase:
    left, right = operands
    return ComputeCase(
        path,
        {0: Tiled(left), 1: Tiled(right)},
        {16: Result(_A @ _B, tolerance=BF16_STEPS)},
        compile_time_args=compile_time_args,
        scratch=scratch,
    )


_LARGE_BLOCK = (1, 1, 2, 2, 1, 2, 2, 3, 2, 2, 4, 1)

CASES = (
    _tilize("tilize", (0, 16, 2, 4)),
    _tilize("tilize_wh", (2, 4, 1)),
    _untilize("untilize", (2, 4, 0, 16)),
    _untilize("untilize_variable_num_blocks", (4, 0, 16), (2,)),
    _untilize("untilize_wh", (2, 4, 1)),
    _untilize("untilize_w", (2, 4, 1), expected=_EACH),
    _untilize("pack_untilize", (2, 4, 0, 16)),
    _untilize("pack_untilize_variable_num_blocks", (4, 0, 16), (2,)),
    _untilize("pack_untilize_wh", (2, 4, 1)),
    ComputeCase(
        _TRANSPOSE + "transpose_wh.cpp", {0: Tiled(_X)}, {16: Result(_EACH_TRANSPOSED)}, (8,)
    ),
    ComputeCase(
        _TRANSPOSE + "transpose_wh_sharded.cpp",
        {0: Tiled(_X)},
        {16: Result(np.ascontiguousarray(_X.T))},
        (8, 8, 1, 2, 4),
        (0, 16),
    ),
    _matmul("matmul/device/kernels/compute/bmm.cpp", _products_in_turn(), (1, 2, 3, 2), {}),
    _matmul(
        "matmul/device/kernels/compute/bmm_large_block_zm.cpp",
        _blocks(),
        _LARGE_BLOCK,
        {24: (FLOAT16_B, 4)},
    ),
)
