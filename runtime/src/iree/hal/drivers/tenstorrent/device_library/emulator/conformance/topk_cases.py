# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The conformance suite's top-k: reader, bitonic sort and writer of the wheel, on one core."""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np
from device import COMPUTE, READER, WRITER, CircularBuffer, Program
from harness import ProgramCase, wheel_kernel
from tiles import FLOAT16_B, UINT16, Allocator, from_tiles, tile_size, to_tiles

_FOLDER = "reduction/topk/device/kernels/"
_READER = _FOLDER + "dataflow/reader_create_index_tensor.cpp"
_COMPUTE = _FOLDER + "compute/topk.cpp"
_WRITER = _FOLDER + "dataflow/writer_binary_interleaved.cpp"
_DRAM = 2
_TILES = 6  # of a row


def _topk(allocator: Allocator, k: int, largest: bool) -> tuple[Program, Callable[[], None]]:
    """The k largest or smallest of each of 32 rows, in order, with their places."""
    # Different numbers, which bf16 holds.
    generator = np.random.default_rng(61)
    numbers = np.concatenate([np.arange(96), -1 - np.arange(96)]).astype(np.float32)
    x = np.stack([generator.permutation(numbers) for _ in range(32)])
    tiles = k // 32
    source = allocator.take(_TILES, tile_size(FLOAT16_B))
    values = allocator.take(tiles, tile_size(FLOAT16_B))
    places = allocator.take(tiles, tile_size(UINT16))
    source.write(to_tiles(x))
    kernels = [
        wheel_kernel(_READER, READER, (0, 1, 1, _TILES, 1, _DRAM), [(source.address,)]),
        wheel_kernel(
            _COMPUTE, COMPUTE, (0, 1, 24, 25, 26, 27, 16, 17, 1, _TILES, tiles, int(largest))
        ),
        wheel_kernel(
            _WRITER,
            WRITER,
            (16, 17, 1, tiles, _DRAM, _DRAM),
            [(values.address, places.address)],
        ),
    ]
    buffers = [
        CircularBuffer(index + i, (FLOAT16_B, UINT16)[i], tile_size(FLOAT16_B), pages)
        for index, pages in ((0, 4), (24, 4), (26, 2 * tiles), (16, 2))
        for i in range(2)
    ]

    def check() -> None:
        order = np.argsort(-x if largest else x, axis=1)[:, :k]
        np.testing.assert_array_equal(from_tiles(places.read(), order.shape, UINT16), order)
        expected = np.take_along_axis(x, order, axis=1)
        np.testing.assert_array_equal(from_tiles(values.read(), expected.shape), expected)

    return Program(kernels, buffers), check


# Not k = 32: topk.cpp then packs to a page that it did not reserve, which is refused here.
CASES = tuple(
    ProgramCase(
        f"topk_64_{'largest' if largest else 'smallest'}",
        (_READER, _COMPUTE, _WRITER),
        functools.partial(_topk, k=64, largest=largest),
    )
    for largest in (True, False)
)
