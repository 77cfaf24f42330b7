# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The reader kernel: elements of every load, tile by tile, to its circular buffer."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Elementwise.streams import (
    WINDOW,
    Stream,
)
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.window import open_window
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel


def build_reader(name: str, loads: tuple[Stream, ...], total: int, read_alignment: int) -> KernelOp:
    """Builds the kernel at the insertion point; `total` is the number of elements."""
    buffers = {stream.name: stream.cb for stream in loads}
    with kernel(name, "reader", {**buffers, "cb_window": WINDOW}) as op:
        arena = frame.open_arena()
        window = open_window(WINDOW)
        offsets = [
            frame.binding_offset(stream.binding, stream.base, f"{stream.name}_offset")
            for stream in loads
        ]
        with frame.tile_loop() as tile:
            elements = frame.elements_of(tile, total)
            for stream, offset in zip(loads, offsets, strict=True):
                tt.cb_reserve_back(stream.cb, 1)
                _read(arena, window, stream, offset, elements, read_alignment)
            tt.noc_async_read_barrier()
            for stream in loads:
                tt.cb_push_back(stream.cb, 1)
    return op


def _read(
    arena: ir.Value,
    window: ir.Value,
    stream: Stream,
    offset: index.Scalar,
    elements: frame.Tile,
    alignment: int,
) -> None:
    l1 = tt.get_write_ptr(stream.cb, name=f"{stream.name}_l1")

    def element_by_element() -> None:
        element = stream.element
        dims = [number for dim in stream.dims for number in dim]
        tt.read_elements(
            element.memory_type,
            element.buffer_type,
            arena,
            window,
            index.value(offset, "i64"),
            index.value(elements.first),
            index.value(elements.count),
            l1,
            dims,
        )

    if stream.element.is_converted or not stream.is_contiguous:
        element_by_element()
        return
    size = stream.element.size
    start = index.add(offset, index.mul(index.extend(elements.first), size))
    # The NoC needs both ends to agree modulo the DRAM read alignment.
    difference = index.bit_and(index.bit_xor(index.truncate(start), l1), alignment - 1)
    with index.when(index.equal(difference, 0)) as branch:
        count = index.value(index.mul(elements.count, size))
        tt.arena_read(arena, index.value(start, "i64"), l1, count)
    with index.otherwise(branch):
        element_by_element()
