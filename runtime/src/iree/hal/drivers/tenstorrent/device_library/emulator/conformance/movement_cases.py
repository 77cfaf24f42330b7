# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The conformance suite's data movement: readers and writers of interleaved and sharded tensors, slices, permutes."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np
from elementwise_cases import bits, values
from harness import Array, Pages, ReaderCase, Result, Sharded, Tiled, WriterCase
from tiles import FLOAT16_B, FLOAT32, tile_size, to_tiles

# An accessor's kind: interleaved in DRAM.
_DRAM = 2
_TILE = tile_size(FLOAT16_B)
_X = values(64, 128, seed=31)
_Y = values(64, 128, seed=32)
_MOVE = "data_movement/"
_UNARY = "eltwise/unary/device/kernels/dataflow/"


def _tile(matrix: Array, row: int, column: int) -> Array:
    return matrix[32 * row : 32 * row + 32, 32 * column : 32 * column + 32]


def _stacked(matrix: Array, order: list[tuple[int, int]]) -> Array:
    return np.concatenate([_tile(matrix, row, column) for row, column in order])


_ORDER = [(row, column) for row in range(2) for column in range(4)]
_BY_COLUMN = [(row, column) for column in range(4) for row in range(2)]


def _sticks(matrix: Array, dtype: Any = ml_dtypes.bfloat16) -> Pages:
    """A page for each row."""
    data = matrix.astype(dtype)
    return Pages(data.tobytes(), data.shape[-1] * data.itemsize)


def _rows(matrix: Array) -> Result:
    return Result(matrix.astype(ml_dtypes.bfloat16), tiled=False)


def _named(**arguments: int) -> dict[str, str]:
    pairs = ", ".join(f'{{"{name}", {value}}}' for name, value in arguments.items())
    return {"KERNEL_COMPILE_TIME_ARG_MAP": pairs}


def _scaler_tile(value: float) -> Array:
    tile = np.zeros((32, 32), np.float32)
    tile[0::16] = value
    return tile


def _scaler_bits(value: float) -> int:
    half = bits(value) >> 16
    return half << 16 | half


_SHARDED = Sharded(_X, (1, 2), 3)
_TABLE = values(20, 64, seed=33)
_TOKENS = np.random.default_rng(34).integers(0, 20, 32).astype(np.uint32)
# Three dimensions of sticks of 64 elements.
_CUBE = values(3, 4, 64, seed=35)

READERS = (
    ReaderCase(
        _UNARY + "reader_unary_interleaved_start_id.cpp",
        [Tiled(_X)],
        {0: Result(_stacked(_X, _ORDER[2:7]))},
        lambda a: (a[0], 5, 2),
        compile_time_args=(_DRAM,),
    ),
    ReaderCase(
        _UNARY + "reader_unary_interleaved_start_id.cpp",
        [_SHARDED],
        {0: Result(_stacked(_X, _ORDER))},
        lambda a: (a[0], 8, 0),
        compile_time_args=_SHARDED.compile_time_args(),
        name="reader_unary_sharded_accessor",
    ),
    ReaderCase(
        "eltwise/binary/device/kernels/dataflow/reader_binary_interleaved_start_id.cpp",
        [Tiled(_X), Tiled(_Y)],
        {0: Result(_stacked(_X, _ORDER)), 1: Result(_stacked(_Y, _ORDER))},
        lambda a: (a[0], a[1], 8, 0, 0, 0, 0),
        compile_time_args=(0, _DRAM, _DRAM),
    ),
    ReaderCase(
        "tt_metal/kernels/dataflow/reader_unary.cpp",
        [Pages(to_tiles(_X), 8 * _TILE)],
        {0: Result(_X)},
        lambda a: (a[0], 0, 8),
    ),
    ReaderCase(
        "tt_metal/kernels/dataflow/reader_binary_diff_lengths.cpp",
        [Pages(to_tiles(_X), 8 * _TILE), Pages(to_tiles(_Y[:32]), 4 * _TILE)],
        {0: Result(_X), 1: Result(_Y[:32])},
        lambda a: (a[0], 0, 8, a[1], 0, 4),
    ),
    ReaderCase(
        "reduction/generic/device/kernels/dataflow/reader_unary_reduce_universal_start_id.cpp",
        [Tiled(_X)],
        {0: Result(_stacked(_X, _ORDER)), 2: Result(_scaler_tile(0.5))},
        lambda a: (a[0], 8, 0),
        compile_time_args=(_scaler_bits(0.5), _DRAM),
    ),
    ReaderCase(
        "reduction/generic/device/kernels/dataflow/"
        "reader_unary_transpose_wh_universal_input_cols_partitioned.cpp",
        [Tiled(_X)],
        {0: Result(_stacked(_X, _BY_COLUMN)), 2: Result(_scaler_tile(1))},
        lambda a: (a[0], 0, 0, 4),
        compile_time_args=(2, 4, 8, 1, _scaler_bits(1), _DRAM),
    ),
    ReaderCase(
        _MOVE
        + "transpose/device/kernels/dataflow/reader_unary_transpose_wh_interleaved_start_id.cpp",
        [Tiled(_X)],
        {0: Result(_stacked(_X, _BY_COLUMN))},
        lambda a: (a[0], 8, 0, 0, 0, 2, 4, 8),
        compile_time_args=(_DRAM,),
    ),
    ReaderCase(
        _MOVE + "concat/device/kernels/dataflow/reader_concat_interleaved_start_id.cpp",
        [Tiled(_X), Tiled(_Y)],
        # Rows of tiles side by side.
        {0: Result(np.concatenate([_X[:32], _Y[:32], _X[32:], _Y[32:]]))},
        lambda a: (16, 0, 0, a[0], a[1], 4, 4, 0, 0),
        compile_time_args=(0, 2, _TILE, _TILE, _DRAM, _DRAM),
    ),
    ReaderCase(
        "embedding/device/kernels/dataflow/embeddings.cpp",
        [Pages(_TOKENS.tobytes(), 128), _sticks(_TABLE)],
        {0: _rows(_TABLE[_TOKENS])},
        lambda a: (a[0], a[1], 0, 0, 32, 0),
        page_sizes={0: 128},
        compile_time_args=(0, 1, 2, 128, 128, 32, 128, _DRAM, _DRAM),
        scratch={1: (128, 1)},
    ),
    ReaderCase(
        _MOVE + "slice/device/kernels/dataflow/reader_unary_unpad_dims_interleaved_start_id.cpp",
        [Tiled(_X)],
        {0: Result(_stacked(_X, [(0, 1), (0, 2), (1, 1), (1, 2)]))},
        lambda _: (1, 4, 0, 0),
        # Tiles taken and left out, the last dimension first.
        lambda a: (a[0], 2, 2, 2, 0),
        compile_time_args=(0, 2, _DRAM),
    ),
    ReaderCase(
        _MOVE
        + "slice/device/kernels/dataflow/slice_reader_unary_unpad_dims_rm_interleaved_start_id.cpp",
        [_sticks(_CUBE)],
        {0: _rows(_CUBE[:, 1:3].reshape(6, 64))},
        lambda a: (a[0], 128, 128, 128, 2, 0, 1, 6, 6, 1, 2, 3, 2, 0, 0, 0),
        page_sizes={0: 128},
        compile_time_args=(_DRAM,),
    ),
    ReaderCase(
        _MOVE + "slice/device/kernels/dataflow/strided_slice_reader_rm_interleaved_nd.cpp",
        [_sticks(_CUBE)],
        {24: _rows(_CUBE[0:3:2, 1:4, 0:64:2].reshape(6, 32))},
        lambda a: (a[0], 3, 4, 64, 0, 1, 0, 3, 4, 64, 2, 1, 2),
        page_sizes={24: 64},
        compile_time_args=(128, 3, 2, _DRAM),
        scratch={0: (128, 1)},
    ),
    ReaderCase(
        _MOVE + "permute/device/kernels/dataflow/reader_permute_interleaved_rm_row_invariant.cpp",
        [_sticks(_CUBE)],
        {0: _rows(_CUBE.reshape(12, 64)[2:9])},
        lambda a: (a[0], 2, 9),
        page_sizes={0: 128},
        compile_time_args=(_DRAM,),
        defines=_named(N=3, page_size=128, num_rows=12),
    ),
    ReaderCase(
        _MOVE + "clone/device/kernels/read_kernel.cpp",
        [Tiled(_X)],
        {3: Result(_X)},
        lambda a: (a[0], 8, 0),
        compile_time_args=(3, _DRAM),
        name="clone_read_kernel",
    ),
    ReaderCase(
        _MOVE + "copy/device/kernels/reader_unary_start_id.cpp",
        [Tiled(_X)],
        {0: Result(_X)},
        lambda a: (a[0], 8, 0),
        compile_time_args=(_DRAM,),
    ),
)

_ARANGE = np.zeros((32, 128), np.float32)
_ARANGE[0] = 3 + 0.5 * np.arange(128)
_IN_FIRST_ROW = np.zeros((32, 128), bool)
_IN_FIRST_ROW[0] = True

WRITERS = (
    WriterCase(
        _UNARY + "writer_unary_interleaved_start_id.cpp",
        {16: Tiled(_X)},
        Result(_X),
        _TILE,
        lambda a: (a, 8, 0),
        (16, _DRAM),
    ),
    WriterCase(
        _MOVE + "clone/device/kernels/write_kernel.cpp",
        {3: Tiled(_X)},
        Result(_X),
        _TILE,
        lambda a: (a, 8, 0),
        (3, _DRAM),
        name="clone_write_kernel",
    ),
    WriterCase(
        _MOVE + "copy/device/kernels/writer_unary_start_id.cpp",
        {16: Tiled(_X)},
        Result(_X),
        _TILE,
        lambda a: (a, 8, 0),
        (16, _DRAM),
    ),
    WriterCase(
        "moreh/moreh_dot/device/kernels/writer_moreh_dot.cpp",
        {16: Tiled(_X)},
        Result(_X),
        _TILE,
        lambda a: (a, 8, 0),
        (16, _DRAM),
    ),
    WriterCase(
        "moreh/moreh_mean/device/kernels/writer_moreh_mean_nc.cpp",
        {16: Tiled(_X)},
        Result(_X),
        _TILE,
        lambda a: (a, 8, 0, 1),
        (_DRAM,),
    ),
    WriterCase(
        _MOVE + "permute/device/kernels/dataflow/writer_permute_interleaved_rm_row_invariant.cpp",
        {0: _sticks(_CUBE)},
        _rows(np.ascontiguousarray(_CUBE.transpose(1, 0, 2)).reshape(12, 64)),
        128,
        # Rows, then shape, permutation and strides of the result in rows.
        lambda a: (a, 0, 12, 3, 4, 64, 1, 0, 2, 3, 1, 1),
        (_DRAM,),
        _named(N=3, page_size=128, num_rows=12),
    ),
    WriterCase(
        _MOVE + "slice/device/kernels/dataflow/strided_slice_writer_rm_interleaved.cpp",
        {24: _sticks(_CUBE)},
        _rows(_CUBE.reshape(12, 64)),
        128,
        lambda a: (a, 12),
        (128, _DRAM),
    ),
    WriterCase(
        _MOVE
        + "slice/device/kernels/dataflow/slice_writer_unary_stick_layout_interleaved_start_id.cpp",
        {0: _sticks(_CUBE)},
        _rows(_CUBE.reshape(12, 64)),
        128,
        lambda a: (a, 128, 128, 12, 6, 2, 0),
        (0, _DRAM),
    ),
    WriterCase(
        _MOVE + "pad/device/kernels/dataflow/writer_pad_dims_rm_interleaved_v2.cpp",
        {0: _sticks(_CUBE)},
        _rows(_CUBE.reshape(12, 64)),
        128,
        lambda a: (a, 12, 3, 0),
        (0, 128, 128, _DRAM),
    ),
    WriterCase(
        "full/device/kernels/writer_full.cpp",
        {},
        Result(np.full((64, 128), 2.5, np.float32)),
        _TILE,
        lambda a: (a, bits(2.5), 8, 0),
        (0, 1024, _TILE, _DRAM),
        {"OUTPUT_DTYPE_BFLOAT16": "1"},
        {0: (_TILE, 1)},
    ),
    WriterCase(
        "moreh/moreh_arange/device/kernels/writer_moreh_arange.cpp",
        {},
        Result(_ARANGE, FLOAT32, where=_IN_FIRST_ROW),
        tile_size(FLOAT32),
        lambda a: (a, 0, 4, bits(3), bits(0.5)),
        (_DRAM,),
        {"OUTPUT_DTYPE_FLOAT32": "1"},
        {16: (tile_size(FLOAT32), 1)},
    ),
    WriterCase(
        _MOVE + "pad/device/kernels/dataflow/writer_unary_pad_dims_interleaved.cpp",
        {0: Tiled(_X)},
        Result(np.pad(_X, ((0, 32), (0, 64)), constant_values=1)),
        _TILE,
        lambda a: (a, 1, 0, 1, 0, 2, 6, 4, 2, _scaler_bits(1)),
        (0, 1, _DRAM),
        scratch={1: (_TILE, 1)},
    ),
)

CASES = (*READERS, *WRITERS)
