# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The conformance suite's layer norm by Welford's algorithm, whose table of reciprocals nobody pushes."""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np
from device import COMPUTE, READER, WRITER, CircularBuffer, Kernel, Program
from elementwise_cases import BF16_STEPS, values
from harness import ProgramCase, wheel_kernel
from tiles import FLOAT16_B, FLOAT32, Allocator, from_tiles, tile_size, to_tiles

_COMPUTE = "normalization/layernorm/device/kernels/compute/layernorm_welford.cpp"
_WRITER = "eltwise/unary/device/kernels/dataflow/writer_unary_interleaved_start_id.cpp"
_DRAM = 2
_TILES = 4
_EPSILON = 1e-2

# The table lies in its buffer before epsilon is pushed, which the compute kernel waits for.
_READER = """#include "dataflow_api.h"
void kernel_main() {
  const InterleavedAddrGen<true> table = {
      .bank_base_address = get_arg_val<uint32_t>(0), .page_size = 512};
  noc_async_read(get_noc_addr(0, table), get_write_ptr(25), 512);
  noc_async_read_barrier();
  for (uint32_t i = 0; i < 2; ++i) {
    const uint32_t cb = i == 0 ? 3 : 0;
    const uint32_t pages = i == 0 ? 1 : get_arg_val<uint32_t>(3);
    const uint32_t size = get_tile_size(cb);
    const InterleavedAddrGen<true> from = {
        .bank_base_address = get_arg_val<uint32_t>(1 + i), .page_size = size};
    for (uint32_t page = 0; page < pages; ++page) {
      cb_reserve_back(cb, 1);
      noc_async_read(get_noc_addr(page, from), get_write_ptr(cb), size);
      noc_async_read_barrier();
      cb_push_back(cb, 1);
    }
  }
}
"""


def _layer_norm(allocator: Allocator, width: int) -> tuple[Program, Callable[[], None]]:
    """32 rows of `width` elements, padded to whole tiles."""
    x = values(32, 32 * _TILES, seed=51)
    size = tile_size(FLOAT16_B)
    table, epsilon, rows, out = (
        allocator.take(pages, page)
        for pages, page in ((1, 512), (1, size), (_TILES, size), (_TILES, size))
    )
    reciprocals = np.zeros(128, np.float32)
    reciprocals[:width] = 1 / np.arange(1, width + 1, dtype=np.float32)
    table.write(reciprocals.tobytes())
    epsilon.write(to_tiles(np.full((32, 32), _EPSILON, np.float32)))
    rows.write(to_tiles(x))
    arguments = (table.address, epsilon.address, rows.address, _TILES)
    kernels = [
        Kernel("reader", READER, _READER, arguments=[arguments]),
        wheel_kernel(_COMPUTE, COMPUTE, (_TILES, 2, 0, 0, 0, width, 32, 0, 0), [(1,)]),
        wheel_kernel(_WRITER, WRITER, (16, _DRAM), [(out.address, _TILES, 0)]),
    ]
    buffers = [CircularBuffer(25, FLOAT32, 512, 1)]
    for index, pages in {0: 4, 3: 1, 16: 2, 18: 1, 19: 1, 21: 1, 24: 4}.items():
        buffers.append(CircularBuffer(index, FLOAT16_B, size, pages))

    def check() -> None:
        kept = from_tiles(to_tiles(x), x.shape)[:, :width]
        centered = kept - kept.mean(1, keepdims=True)
        expected = centered / np.sqrt((centered**2).mean(1, keepdims=True) + _EPSILON)
        actual = from_tiles(out.read(), x.shape)[:, :width]
        # Mean, variance and the centered row are in bf16 between the steps.
        bound = 2 * BF16_STEPS * float(np.abs(expected).max())
        np.testing.assert_allclose(actual, expected, rtol=0, atol=bound)

    return Program(kernels, buffers), check


CASES = tuple(
    ProgramCase(
        f"layer_norm_welford_{width}",
        (_COMPUTE, _WRITER),
        functools.partial(_layer_norm, width=width),
    )
    for width in (128, 100)
)
