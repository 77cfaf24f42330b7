# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The conformance suite's programs on several cores: matrix products by output tiles, and with a multicast operand."""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np
from device import COMPUTE, READER, WRITER, CircularBuffer, Kernel, Program
from elementwise_cases import BF16_STEPS, values
from harness import ProgramCase, wheel_kernel
from tiles import BFP8_B, FLOAT16_B, Allocator, Array, Interleaved, from_tiles, tile_size, to_tiles

_DATAFLOW = "matmul/device/kernels/dataflow/"
_COMPUTE = "matmul/device/kernels/compute/"
_DRAM = 2
_TILE = tile_size(FLOAT16_B)
_A = values(64, 96, seed=41)
_B = values(96, 256, seed=42)

# Reads a core's columns of the second operand, then writes its columns of the result. Runtime arguments: address of
# the operand, of the result, first column of tiles.
_IN1_WRITER = """#include "dataflow_api.h"
void kernel_main() {
  constexpr uint32_t kColumns = 8, kInner = 3, kOwn = 2, kRows = 2;
  const uint32_t size = get_tile_size(1);
  const InterleavedAddrGen<true> in1 = {
      .bank_base_address = get_arg_val<uint32_t>(0), .page_size = size};
  const InterleavedAddrGen<true> out = {
      .bank_base_address = get_arg_val<uint32_t>(1), .page_size = size};
  const uint32_t first = get_arg_val<uint32_t>(2);
  for (uint32_t k = 0; k < kInner; ++k) {
    cb_reserve_back(1, kOwn);
    for (uint32_t c = 0; c < kOwn; ++c) {
      noc_async_read(get_noc_addr(k * kColumns + first + c, in1), get_write_ptr(1) + c * size, size);
    }
    noc_async_read_barrier();
    cb_push_back(1, kOwn);
  }
  cb_wait_front(16, kRows * kOwn);
  for (uint32_t i = 0; i < kRows * kOwn; ++i) {
    const uint32_t page = i / kOwn * kColumns + first + i % kOwn;
    noc_async_write(get_read_ptr(16) + i * size, get_noc_addr(page, out), size);
  }
  noc_async_write_barrier();
  cb_pop_front(16, kRows * kOwn);
}
"""


# Formats of the operands and the result.
_Formats = tuple[int, int, int]
_BF16: _Formats = (FLOAT16_B, FLOAT16_B, FLOAT16_B)


def _placed(
    allocator: Allocator, formats: _Formats = _BF16
) -> tuple[Interleaved, Interleaved, Interleaved]:
    """The operands and the result."""
    sizes = (tile_size(data_format) for data_format in formats)
    a, b, out = (
        allocator.take(pages, size) for pages, size in zip((6, 24, 16), sizes, strict=True)
    )
    a.write(to_tiles(_A, formats[0]))
    b.write(to_tiles(_B, formats[1]))
    return a, b, out


def _check(out: Interleaved, formats: _Formats = _BF16) -> Callable[[], None]:
    def kept(matrix: Array, data_format: int) -> Array:
        return from_tiles(to_tiles(matrix, data_format), matrix.shape, data_format)

    def check() -> None:
        expected = kept(_A, formats[0]) @ kept(_B, formats[1])
        actual = from_tiles(out.read(), expected.shape, formats[2])
        # The block format has 7 bits under the exponent of a block's largest element, bf16 has 8.
        steps = 2 * BF16_STEPS if formats[2] == BFP8_B else BF16_STEPS
        bound = steps * float(np.abs(expected).max())
        np.testing.assert_allclose(actual, expected, rtol=0, atol=bound)

    return check


def _by_output_tiles(
    allocator: Allocator, formats: _Formats = _BF16
) -> tuple[Program, Callable[[], None]]:
    """Four cores with four tiles of the result each."""
    a, b, out = _placed(allocator, formats)
    reader = wheel_kernel(
        _DATAFLOW + "reader_bmm_8bank_output_tiles_partitioned.cpp",
        READER,
        (0, _DRAM, _DRAM),
        [(a.address, b.address, 2, 3, 8, 6, 24, 1, 1, 4 * core, 4, 16) for core in range(4)],
    )
    compute = wheel_kernel(_COMPUTE + "bmm.cpp", COMPUTE, (1, 1, 3, 4))
    writer = wheel_kernel(
        "eltwise/unary/device/kernels/dataflow/writer_unary_interleaved_start_id.cpp",
        WRITER,
        (16, _DRAM),
        [(out.address, 4, 4 * core) for core in range(4)],
    )
    buffers = [
        CircularBuffer(index, data_format, tile_size(data_format), 2)
        for index, data_format in zip((0, 1, 16), formats, strict=True)
    ]
    return Program([reader, compute, writer], buffers, cores=4), _check(out, formats)


def _multicast(allocator: Allocator) -> tuple[Program, Callable[[], None]]:
    """Four cores in a row: the first reads the first operand and sends it to all; each has two columns of tiles."""
    a, b, out = _placed(allocator)
    # NoC coordinates of a Blackhole's first workers: (1, 2) to (4, 2).
    sender = wheel_kernel(
        _DATAFLOW + "reader_bmm_tile_layout_in0_sender_padding.cpp",
        READER,
        (1, 3, 1, 0, 1, 2, 2, 0, 0, 0, 0, 3, 1, 1, 0, 1, 3, 3, 6, 1, 0, 0, 1, 0, 0, _DRAM, _DRAM),
        [(a.address, 0, 2, 2, 4, 2, 2, 0)],
        cores=[(0, 0)],
    )
    receiver = wheel_kernel(
        _DATAFLOW + "reader_bmm_tile_layout_in0_receiver.cpp",
        READER,
        (2, 3, 1, 1, 0, 1, 1, 0),
        [(1, 2)],
        cores=[(1, 3)],
    )
    compute = wheel_kernel(
        _COMPUTE + "bmm_large_block_zm.cpp", COMPUTE, (1, 1, 2, 2, 1, 2, 2, 3, 2, 2, 4, 1)
    )
    writer = Kernel(
        "in1_writer",
        WRITER,
        _IN1_WRITER,
        arguments=[(b.address, out.address, 2 * core) for core in range(4)],
    )
    buffers = [CircularBuffer(index, FLOAT16_B, _TILE, 4) for index in (0, 1, 16, 24)]
    program = Program([sender, receiver, compute, writer], buffers, semaphores=(0, 0), cores=4)
    return program, _check(out)


_BY_OUTPUT_TILES = (
    _DATAFLOW + "reader_bmm_8bank_output_tiles_partitioned.cpp",
    _COMPUTE + "bmm.cpp",
    "eltwise/unary/device/kernels/dataflow/writer_unary_interleaved_start_id.cpp",
)

CASES = (
    ProgramCase("matmul_by_output_tiles", _BY_OUTPUT_TILES, _by_output_tiles),
    # Weights as users of TTNN keep them; and results in the same format.
    ProgramCase(
        "matmul_bfp8_weights",
        _BY_OUTPUT_TILES,
        functools.partial(_by_output_tiles, formats=(FLOAT16_B, BFP8_B, FLOAT16_B)),
    ),
    ProgramCase(
        "matmul_bfp8",
        _BY_OUTPUT_TILES,
        functools.partial(_by_output_tiles, formats=(BFP8_B, BFP8_B, BFP8_B)),
    ),
    ProgramCase(
        "matmul_multicast",
        (
            _DATAFLOW + "reader_bmm_tile_layout_in0_sender_padding.cpp",
            _DATAFLOW + "reader_bmm_tile_layout_in0_receiver.cpp",
            _COMPUTE + "bmm_large_block_zm.cpp",
        ),
        _multicast,
    ),
)
