# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The conformance suite's reductions, softmax, normalisation and sums, products and means over outer dimensions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from elementwise_cases import BF16_STEPS, values
from harness import Array, ComputeCase, Result, Tiled
from tiles import FLOAT16_B

_GENERIC = "reduction/generic/device/kernels/compute/"
_X = values(64, 96)


def scaler(value: float = 1.0) -> Tiled:
    """The tile that reductions multiply by: its first row of each face."""
    tile = np.zeros((32, 32), np.float32)
    tile[0::16] = value
    return Tiled(tile)


def _first_row(rows: Array) -> tuple[Array, Array]:
    """Each row of the argument as the first of its 32, and where that is."""
    full = np.zeros((32 * rows.shape[0], rows.shape[1]), np.float32)
    full[::32] = rows
    where = np.zeros(full.shape, bool)
    where[::32] = True
    return full, where


def _first_column(columns: Array) -> tuple[Array, Array]:
    full, where = _first_row(columns.T)
    return full.T, where.T


def _reduce(kernel: str, pool: str, expected: Array, where: Array) -> ComputeCase:
    dim = {"h": "COL", "w": "ROW", "hw": "SCALAR"}[kernel]
    x = _X
    if kernel == "h":
        # Columns of tiles, one after the other.
        x = np.concatenate([_X[:, i : i + 32] for i in range(0, 96, 32)])
    return ComputeCase(
        f"{_GENERIC}reduce_{kernel}.cpp",
        {0: Tiled(x), 2: scaler()},
        {3: Result(expected, tolerance=BF16_STEPS, where=where)},
        compile_time_args=(2, 3, 1, 1),
        defines={"REDUCE_OP": f"PoolType::{pool}", "REDUCE_DIM": f"ReduceDim::REDUCE_{dim}"},
        name=f"reduce_{kernel}_{pool.lower()}",
    )


def _scalar(value: float) -> tuple[Array, Array]:
    full = np.zeros((32, 32), np.float32)
    full[0, 0] = value
    return full, full != 0


_SUM = {"REDUCE_OP": "PoolType::SUM"}
_COLUMNS_FIRST = np.concatenate([_X[:, i : i + 32] for i in range(0, 96, 32)])


def _over_height(path: str, expected: Array, scale: float) -> ComputeCase:
    full, where = _first_row(expected[None])
    return ComputeCase(
        path,
        {0: Tiled(_COLUMNS_FIRST), 2: scaler(scale)},
        {16: Result(full, tolerance=BF16_STEPS, where=where)},
        compile_time_args=(2, 3, 1, 64),
        defines={**_SUM, "REDUCE_DIM": "ReduceDim::REDUCE_COL"},
        scratch={24: (FLOAT16_B, 1), 25: (FLOAT16_B, 1)},
    )


def _over_width(path: str, expected: Array, scale: float) -> ComputeCase:
    full, where = _first_column(expected[:, None])
    # A row's sum as a matrix product: the scaler tile's first column.
    tile = np.zeros((32, 32), np.float32)
    tile[:, 0] = scale
    return ComputeCase(
        path,
        {0: Tiled(_X), 2: Tiled(tile)},
        {16: Result(full, tolerance=BF16_STEPS, where=where)},
        compile_time_args=(2, 3, 1, 96),
        defines={**_SUM, "REDUCE_DIM": "ReduceDim::REDUCE_ROW"},
        scratch={24: (FLOAT16_B, 1), 25: (FLOAT16_B, 1)},
    )


# Four matrices of one tile, and what combines them one after the other.
_STACK = values(4, 32, 32, seed=9)
_ZERO = Tiled(np.zeros((32, 32), np.float32))
_ONE = Tiled(np.ones((32, 32), np.float32))


def _outer(
    path: str,
    expected: Array,
    other: Tiled,
    *,
    out: int = 16,
    arguments: tuple[int, ...] = (),
    compile_time_args: tuple[int, ...] = (),
    scratch: Mapping[int, tuple[int, int]] | None = None,
    more: Mapping[int, Tiled] | None = None,
) -> ComputeCase:
    return ComputeCase(
        path,
        {0: Tiled(_STACK.reshape(128, 32)), 1: other, **(more or {})},
        {out: Result(expected, tolerance=BF16_STEPS)},
        arguments,
        compile_time_args,
        scratch=scratch or {},
    )


def _softmax(x: Array, axis: int) -> Array:
    e = np.exp(x - x.max(axis, keepdims=True))
    return np.asarray(e / e.sum(axis, keepdims=True))


def _moreh_softmax(dim: str) -> ComputeCase:
    # One tile: with more, the kernels pack to a page that they did not reserve, which is refused here.
    x = values(32, 32, seed=4)
    return ComputeCase(
        f"moreh/moreh_softmax/device/kernels/moreh_softmax_{dim}.cpp",
        {0: Tiled(x), 1: _ONE, 2: scaler()},
        {16: Result(_softmax(x, 1 if dim == "w" else 0), tolerance=BF16_STEPS)},
        compile_time_args=(1, 1),
        defines={"SOFTMAX": "1"},
        scratch={index: (FLOAT16_B, 4) for index in (24, 25, 26, 27, 28)},
    )


def _layer_norm(x: Array) -> Array:
    centered = x - x.mean(1, keepdims=True)
    return np.asarray(centered / np.sqrt((centered**2).mean(1, keepdims=True) + 1e-2))


def _first_element(value: float) -> Tiled:
    tile = np.zeros((32, 32), np.float32)
    tile[0, 0] = value
    return Tiled(tile)


_ROW = values(32, 128, seed=11)

CASES = (
    _reduce("h", "SUM", *_first_row(_X.sum(0)[None])),
    _reduce("h", "MAX", *_first_row(_X.max(0)[None])),
    _reduce("w", "SUM", *_first_column(_X.sum(1)[:, None])),
    _reduce("w", "MAX", *_first_column(_X.max(1)[:, None])),
    _reduce("hw", "SUM", *_scalar(_X.sum())),
    _reduce("hw", "MAX", *_scalar(_X.max())),
    _over_height("moreh/moreh_sum/device/moreh_sum_h_impl_kernels/moreh_sum_h.cpp", _X.sum(0), 1),
    _over_height("moreh/moreh_mean/device/kernels/moreh_mean_h.cpp", _X.mean(0), 1 / 64),
    _over_width("moreh/moreh_sum/device/moreh_sum_w_impl_kernels/moreh_sum_w.cpp", _X.sum(1), 1),
    _over_width("moreh/moreh_mean/device/kernels/moreh_mean_w.cpp", _X.sum(1) / 128, 1 / 128),
    _outer(
        "moreh/moreh_sum/device/moreh_sum_nc_impl_kernels/moreh_sum_nc.cpp",
        _STACK.sum(0),
        _ZERO,
        compile_time_args=(1, 4),
    ),
    _outer(
        "experimental/reduction/fast_reduce_nc/device/kernels/reduce_nc.cpp",
        _STACK.sum(0),
        _ZERO,
        compile_time_args=(1, 4, 2),
    ),
    _outer(
        "reduction/prod/device/kernels/compute/prod_nc.cpp",
        _STACK.prod(0),
        _ONE,
        out=3,
        arguments=(4, 1),
        scratch={2: (FLOAT16_B, 1)},
    ),
    _outer(
        "moreh/moreh_mean/device/kernels/moreh_mean_nc.cpp",
        _STACK.mean(0),
        _ZERO,
        arguments=(4, 1),
        scratch={24: (FLOAT16_B, 1)},
        more={2: _first_element(0.25)},
    ),
    _moreh_softmax("w"),
    _moreh_softmax("h"),
    ComputeCase(
        "normalization/layernorm/device/kernels/compute/layernorm.cpp",
        {0: Tiled(_ROW), 2: scaler(1 / 128), 3: _first_element(1e-2)},
        {16: Result(_layer_norm(_ROW), tolerance=BF16_STEPS)},
        (1,),
        (4, 2, 0, 0, 0, 0, 0),
        scratch={index: (FLOAT16_B, 4) for index in (18, 19, 20, 21, 22, 24)},
    ),
)
