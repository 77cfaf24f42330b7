# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Code for expressions on one or several tiles of a run while DST is acquired.

Nodes come tile after tile for each operation, so that operations are set up once for all tiles, and what
is the same for all of them is unpacked once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Expression.amount import ZERO, Reject
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Graph, Node, Store
from iree.tenstorrent.compiler.Conversion.Reduction.combiners import ROWS
from iree.tenstorrent.compiler.Conversion.Reduction.plan import Buffer, ReductionPlan
from iree.tenstorrent.compiler.Conversion.Sfpu.dst_allocation import Segment, allocate_one
from iree.tenstorrent.compiler.Conversion.Sfpu.integer_table import ROUNDING
from iree.tenstorrent.compiler.Conversion.Sfpu.lowering import lower
from iree.tenstorrent.compiler.Conversion.Sfpu.segment_writer import SegmentWriter, TilePort
from iree.tenstorrent.compiler.IR import index_arith as index

# With DST as a whole: tiles of 32-bit elements.
DST_TILES = 8
# Leaves from here on are tiles that stay in DST: the node of that number.
_PINNED = 100000


@dataclass(frozen=True)
class Place:
    """A tile of the run over the reduced loops: its number, and that within what is in L1 of a streamed
    load."""

    tile: index.Scalar
    streamed: index.Scalar


class Piece:
    """An expression being put together. `known` nodes are in buffers; `slots` says in which DST tiles the
    leaves are, `pinned` the same of nodes that are to stay there."""

    def __init__(
        self,
        plan: ReductionPlan,
        known: Mapping[int, Buffer],
        slots: Mapping[int, int],
        pinned: Mapping[int, int] | None = None,
    ) -> None:
        self.plan = plan
        self.known = known
        self.slots = slots
        self.pinned = pinned or {}
        self.graph = Graph()
        self.ports: list[TilePort] = []

    def values(
        self, graph: Graph, outputs: Sequence[int], places: Sequence[Place]
    ) -> list[list[int]]:
        """Adds nodes of a graph; for each place the numbers here of its outputs."""
        numbers: list[dict[int, int]] = [{} for _ in places]
        for number in self.needed(graph, outputs):
            node = graph.nodes[number]
            for place, own in zip(places, numbers, strict=True):
                own[number] = self._value(number, node, place, own)
        return [[own[output] for output in outputs] for own in numbers]

    def _value(self, number: int, node: Node, place: Place, own: Mapping[int, int]) -> int:
        if number in self.pinned:
            return self.graph.add(Node("leaf", node.type, (), _PINNED + number))
        if number in self.known or node.op == "load":
            port = tile_port(self.plan, self.known.get(number), node, place)
            if port not in self.ports:
                self.ports.append(port)
            return self.graph.add(Node("load", node.type, (), self.ports.index(port)))
        if node.op == "leaf" and node.attribute not in self.slots:
            raise Reject("a reduction's result that is not there yet")
        args = tuple(own[arg] for arg in node.args)
        return self.graph.add(Node(node.op, node.type, args, node.attribute, node.arg_types))

    def needed(self, graph: Graph, outputs: Sequence[int]) -> list[int]:
        """Nodes that outputs are computed from, in order."""
        found: set[int] = set()
        pending = list(outputs)
        while pending:
            number = pending.pop()
            if number not in found:
                found.add(number)
                if number not in self.known and number not in self.pinned:
                    pending.extend(graph.nodes[number].args)
        return sorted(found)

    def allocate(self, outputs: Sequence[int], types: Sequence[str] = ()) -> Segment:
        """Nodes here to DST; the segment's outputs are these and then the pinned ones. `types` are those of
        memory where a node goes there ("": not). Raises Reject."""
        leaves = dict(self.slots)
        kept = []
        for number, node in enumerate(self.graph.nodes):
            if node.op == "leaf" and node.attribute >= _PINNED:
                leaves[node.attribute] = self.pinned[node.attribute - _PINNED]
                kept.append(number)
        for i, output in enumerate((*outputs, *kept)):
            memory_type = (types[i] if i < len(types) else "") or "f32"
            self.graph.stores.append(Store(Access(0, memory_type, ZERO, ZERO, ()), output))
        program, registers = lower(self.graph, ROWS, ROUNDING)
        taken = {*self.slots.values(), *self.pinned.values()}
        tiles = [tile for tile in range(DST_TILES) if tile not in taken]
        return allocate_one(program, registers, tiles, leaves)

    def emit(self, segment: Segment, changes_unpack: bool) -> list[int]:
        """The code; the DST tiles of the outputs."""
        SegmentWriter(self.ports, [], (), changes_unpack).compute(segment)
        slots = dict(segment.outputs)
        return [slots[i] for i in range(len(slots))]


def is_constant(plan: ReductionPlan, buffer: Buffer | None, node: Node) -> bool:
    """Whether a node in a buffer is the same tile for a whole run."""
    if buffer is None:
        return node.op == "load" and not plan.loads[node.attribute].lines.on_reduced
    by_tile = (*plan.saved.values(), *plan.gathered.values())
    return not any(buffer is other for other in by_tile)


def tile_port(plan: ReductionPlan, buffer: Buffer | None, node: Node, place: Place) -> TilePort:
    """Where the tile of a known node (or of a load) is."""
    constant = is_constant(plan, buffer, node)
    if buffer is None:
        load = plan.loads[node.attribute]
        tile = place.streamed if load.is_streamed else place.tile
        return TilePort(load.buffer.index, load.buffer.cb.format, 0 if constant else tile)
    return TilePort(buffer.index, buffer.cb.format, 0 if constant else place.tile)
