# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The writer kernel: tiles of every output's circular buffer to its binding."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Elementwise.streams import (
    STAGING,
    STAGING_BYTES,
    Stream,
)
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel


def build_writer(
    name: str, outputs: tuple[Stream, ...], total: int, write_alignment: int
) -> KernelOp:
    """Builds the kernel at the insertion point; `total` is the number of elements."""
    buffers = {stream.name: stream.cb for stream in outputs}
    with kernel(name, "writer", {**buffers, "cb_staging": STAGING}) as op:
        arena = frame.open_arena()
        staging = tt.get_write_ptr(STAGING, name="staging")
        offsets = [
            frame.binding_offset(stream.binding, stream.base, f"{stream.name}_offset")
            for stream in outputs
        ]
        with frame.tile_loop() as tile:
            elements = frame.elements_of(tile, total)
            for number, (stream, offset) in enumerate(zip(outputs, offsets, strict=True)):
                tt.cb_wait_front(stream.cb, 1)
                own_staging = index.value(index.add(staging, number * STAGING_BYTES))
                _write(arena, own_staging, stream, offset, elements, write_alignment)
            tt.noc_async_write_barrier()
            for stream in outputs:
                tt.cb_pop_front(stream.cb, 1)
    return op


def _write(
    arena: ir.Value,
    staging: ir.Value,
    stream: Stream,
    offset: index.Scalar,
    elements: frame.Tile,
    alignment: int,
) -> None:
    element = stream.element
    l1 = tt.get_read_ptr(stream.cb, name=f"{stream.name}_l1")
    start = index.value(
        index.add(offset, index.mul(index.extend(elements.first), element.size)), "i64"
    )

    def element_by_element() -> None:
        count = index.value(elements.count)
        tt.write_elements(
            element.buffer_type, element.memory_type, arena, staging, start, count, l1
        )

    if element.is_converted:
        element_by_element()
        return
    # The NoC needs both ends to agree modulo the DRAM write alignment.
    difference = index.bit_and(index.bit_xor(index.truncate(start), l1), alignment - 1)
    with index.when(index.equal(difference, 0)) as branch:
        tt.arena_write(arena, l1, start, index.value(index.mul(elements.count, element.size)))
    with index.otherwise(branch):
        element_by_element()
