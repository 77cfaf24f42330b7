# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The reader kernel: elements of every load, in bursts of tiles, to its circular buffer."""

from __future__ import annotations

from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Elementwise import share
from iree.tenstorrent.compiler.Conversion.Elementwise.streams import (
    TABLES,
    WINDOW,
    Stream,
    pairs,
)
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import PushConstants
from iree.tenstorrent.compiler.Conversion.Frame.row_index import RowIndex
from iree.tenstorrent.compiler.Conversion.Frame.tables import table_words
from iree.tenstorrent.compiler.Conversion.Frame.window import MANY_UNITS, open_window
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel


@dataclass(frozen=True)
class Source:
    """A load's stream, and where it begins: an arena offset, an L1 address of a table, or a number."""

    stream: Stream
    start: index.Scalar
    dims: list[ir.Value]
    # Of a load with rows: where they begin, and their length.
    row_index: RowIndex | None = None
    row_size: index.Scalar = 1


def build_reader(
    name: str, loads: tuple[Stream, ...], output: Stream, burst: int, binding_count: int
) -> KernelOp:
    """Builds the kernel at the insertion point; the share is that of `output`."""
    buffers = {stream.name: stream.cb for stream in loads}
    if any(stream.access.table for stream in loads):
        buffers["cb_tables"] = TABLES
    with kernel(name, "reader", {**buffers, "cb_window": WINDOW}) as op:
        constants = PushConstants(binding_count)
        own = share.Share.of(output, constants)
        arena = frame.open_arena()
        window = open_window(WINDOW, MANY_UNITS)
        sources = sources_of(loads, constants, arena, window)
        with own.bursts(burst) as elements:
            for load in sources:
                tt.cb_reserve_back(load.stream.cb, index.value(elements.pages))
                read(arena, window, load, elements)
            tt.noc_async_read_barrier()
            for load in sources:
                tt.cb_push_back(load.stream.cb, index.value(elements.pages))
    return op


def sources_of(
    loads: tuple[Stream, ...], constants: PushConstants, arena: ir.Value, window: ir.Value
) -> list[Source]:
    """Where each load begins; builds their tables in L1."""
    sources = []
    table: index.Scalar = 0
    if any(stream.access.table for stream in loads):
        table = tt.get_write_ptr(TABLES, name="tables")
    for stream in loads:
        dims = [index.value(number) for number in pairs(stream, constants)]
        start: index.Scalar
        if stream.access.table:
            element = stream.element
            start = index.add(table, constants.i32(stream.access.offset * element.buffer_size))
            for word in table_words(stream.access, element):
                tt.l1_store(index.value(table), index.value(word))
                table = index.add(table, 4)
        elif stream.access.binding < 0:
            start = constants.i32(stream.access.offset)
        else:
            start = share.place(stream, constants)
        if stream.rows is None:
            sources.append(Source(stream, start, dims))
            continue
        rows, indirect = stream.rows, stream.access.indirect
        row_index = RowIndex(rows.graph, rows.loops, indirect, constants, arena, window)
        size: index.Scalar = 1
        for extent, _ in stream.dims:
            size = index.mul(size, constants.i32(extent))
        size = index.maximum(size, 1, "row_size")
        sources.append(Source(stream, start, dims, row_index, size))
    return sources


def read(arena: ir.Value, window: ir.Value, load: Source, elements: share.Burst) -> None:
    """Starts to fill the next pages of a load's circular buffer."""
    stream, element = load.stream, load.stream.element
    l1 = tt.get_write_ptr(stream.cb, name=f"{stream.name}_l1")
    first, count = index.value(elements.first), index.value(elements.count)
    if load.row_index is not None:
        _read_rows(arena, window, load, load.row_index, elements, l1)
    elif stream.access.table:
        offset = index.value(load.start)
        tt.table_elements(element.buffer_type, offset, first, count, l1, load.dims)
    elif stream.access.binding < 0:
        tt.count_elements(index.value(load.start), first, count, l1, load.dims)
    else:
        offset = index.value(load.start, "i64")
        tt.read_elements(
            element.memory_type,
            element.buffer_type,
            arena,
            window,
            offset,
            first,
            count,
            l1,
            load.dims,
        )


def _read_rows(
    arena: ir.Value,
    window: ir.Value,
    load: Source,
    row_index: RowIndex,
    elements: share.Burst,
    l1: ir.Value,
) -> None:
    """Row by row: where each begins is looked up by the dispatch's own arithmetic."""
    element, size = load.stream.element, load.row_size
    stop = index.add(elements.first, elements.count)
    begin = index.div(elements.first, size, "first_row")
    end = index.div(index.sub(index.add(stop, size), 1), size, "last_row")
    with index.loop(begin, end, 1, "row") as row:
        row_begin = index.mul(row, size)
        first = index.maximum(elements.first, row_begin)
        last = index.minimum(stop, index.add(row_begin, size))
        place = row_index.first_element(row)
        within = index.value(index.sub(first, row_begin))
        count = index.value(index.sub(last, first))
        target = index.mul(index.sub(first, elements.first), element.buffer_size)
        to = index.value(index.add(l1, target))
        if load.stream.access.table:
            offset = index.mul(index.truncate(place), element.buffer_size)
            source = index.value(index.add(load.start, offset))
            tt.table_elements(element.buffer_type, source, within, count, to, load.dims)
        else:
            source = index.value(index.add(load.start, index.mul(place, element.size)), "i64")
            types = (element.memory_type, element.buffer_type)
            tt.read_elements(*types, arena, window, source, within, count, to, load.dims)
