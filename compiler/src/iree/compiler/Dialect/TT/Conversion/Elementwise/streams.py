# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How an elementwise program uses buffers: circular buffers, what goes through them, and from where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from iree.tenstorrent.compiler.Conversion.Expression.amount import (
    ONE,
    ZERO,
    Amount,
    Reject,
    Symbol,
)
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Graph, Store
from iree.tenstorrent.compiler.Conversion.Expression.merged_loops import MergedLoops
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import PushConstants, count_of
from iree.tenstorrent.compiler.Conversion.Frame.row_index import RowLoop, check, row_loops
from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import (
    ELEMENTS,
    PACKED_I4,
    TILE_ELEMENTS,
    WIDE_INTEGER,
    Element,
    tile_buffer,
)
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.Target.program import CircularBuffer, DataFormat
from iree.tenstorrent.compiler.Target.strategy import Dispatch
from iree.tenstorrent.compiler.Target.workgroup_count import Binary, WorkgroupCount

# Indices of circular buffers.
FIRST_LOAD, MAX_LOADS = 0, 14
FIRST_OUTPUT, MAX_OUTPUTS = 14, 8
FIRST_INTERMEDIATE = 22
TABLES, WINDOW, STAGING = 29, 30, 31

# Tiles that reader and writer move at once, in a burst; the buffers have room for two bursts.
MAX_BURST_TILES = 4
# i64 that the reader makes an f32 of.
AS_F32 = "i64 as f32"
_OTHERS = {
    "i4": PACKED_I4,
    "i64": WIDE_INTEGER,
    AS_F32: Element(8, "integer_bits", "uint32_t", DataFormat.FLOAT32),
}
# For each output: room for runs that have to be moved before they are written.
STAGING_BYTES = 8192


@dataclass(frozen=True)
class Rows:
    """Rows of a load that begin where data says: the loops that number them, and the graph whose
    nodes the access's indices are."""

    loops: tuple[RowLoop, ...]
    graph: Graph


@dataclass(frozen=True)
class Stream:
    """A load or a store of the whole iteration space through one circular buffer."""

    cb: int
    name: str
    element: Element
    access: Access
    # (size, step in elements) of each loop, outermost first; those within a row where there are rows.
    dims: tuple[tuple[Amount, Amount], ...]
    rows: Rows | None = None

    @property
    def base(self) -> Amount:
        """Bytes (half bytes for packed elements) to the first element from the binding's start."""
        offset = self.access.byte_offset * self.element.places_in_a_byte
        return offset + self.access.offset * self.element.size

    @property
    def run(self) -> Amount:
        """How many positions are consecutive in the binding."""
        run = ONE
        for size, step in reversed(self.dims):
            if step != run:
                break
            run = run * size
        return run

    @property
    def is_single(self) -> bool:
        """Whether all positions have the same element."""
        return all(step == ZERO for _, step in self.dims)

    def circular_buffer(self, pages: int) -> CircularBuffer:
        return tile_buffer(self.cb, self.element.format, self.element.page_size, pages)


def stream(cb: int, name: str, access: Access, loops: MergedLoops) -> Stream:
    """The stream of an access over merged loops. Raises Reject."""
    return Stream(cb, name, _element(access.element_type), access, tuple(loops.dims(access)))


def gather(cb: int, name: str, access: Access, graph: Graph) -> Stream:
    """The stream of an access of `graph` whose indices are data. Raises Reject."""
    for number, _ in access.indirect:
        check(graph, number)
    outer = row_loops(graph, access)
    loops = tuple(
        RowLoop(number, graph.sizes[number], access.strides[number])
        for number in range(outer)
        if graph.sizes[number] != ONE
    )
    within = replace(access, strides=access.strides[outer:], indirect=())
    inner = stream(cb, name, within, MergedLoops.of(graph.sizes[outer:], [within]))
    return replace(inner, access=access, rows=Rows(loops, graph))


def streams(
    first_cb: int, prefix: str, accesses: Sequence[Access], loops: MergedLoops
) -> tuple[Stream, ...]:
    """A stream of each access, numbered from 0. Raises Reject."""
    return tuple(
        stream(first_cb + number, f"{prefix}{number}", access, loops)
        for number, access in enumerate(accesses)
    )


def narrowest_first(stores: Sequence[Store]) -> list[Store]:
    """Cores meet where the first result's addresses are aligned; then those of wider elements are too."""
    return sorted(stores, key=lambda store: _element(store.access.element_type).size)


def _element(element_type: str) -> Element:
    element = ELEMENTS.get(element_type) or _OTHERS.get(element_type)
    if element is None:
        raise Reject(f"elements of type {element_type} in memory")
    return element


def pairs(stream: Stream, constants: PushConstants) -> list[index.Scalar]:
    """Size and step of each loop."""
    return [constants.i32(amount) for dim in stream.dims for amount in dim]


def triples(stream: Stream, constants: PushConstants) -> list[index.Scalar]:
    """Size, no source step, and target step of each loop."""
    numbers: list[index.Scalar] = []
    for size, step in stream.dims:
        # A size of 1 has no step; one of 1 keeps steps nested.
        numbers += [constants.i32(size), 0, constants.i32(step if step != ZERO else ONE)]
    return numbers


def tile_workgroups(
    dispatch: Dispatch, positions: Amount, workload: dict[Symbol, int]
) -> WorkgroupCount:
    """One workgroup a tile, or one a core where that is not known beforehand."""
    if positions.static is not None:
        return (-(-positions.static // TILE_ELEMENTS), 1, 1)
    count = count_of(positions, workload)
    if count is None:
        return (dispatch.target.worker_count, 1, 1)
    return (Binary("ceildiv", count, TILE_ELEMENTS), 1, 1)
