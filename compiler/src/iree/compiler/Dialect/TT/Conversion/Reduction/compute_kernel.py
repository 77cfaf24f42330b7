# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The compute kernel: phases over the tiles of a block, accumulators in DST."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Expression.amount import ZERO, Reject
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Graph, Node, Store
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Reduction.combiners import ROWS
from iree.tenstorrent.compiler.Conversion.Reduction.gather import combining_core
from iree.tenstorrent.compiler.Conversion.Reduction.geometry import SIDE
from iree.tenstorrent.compiler.Conversion.Reduction.plan import Buffer, ReductionPlan
from iree.tenstorrent.compiler.Conversion.Reduction.schedule import Phase
from iree.tenstorrent.compiler.Conversion.Reduction.sizes import Sizes
from iree.tenstorrent.compiler.Conversion.Sfpu.dst_allocation import Segment, allocate_one
from iree.tenstorrent.compiler.Conversion.Sfpu.integer_table import ROUNDING
from iree.tenstorrent.compiler.Conversion.Sfpu.lowering import lower
from iree.tenstorrent.compiler.Conversion.Sfpu.segment_writer import SegmentWriter, TilePort
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel

# With DST as a whole: tiles of 32-bit elements.
_DST = 8


@dataclass(frozen=True)
class _Place:
    """A tile of the run over the reduced loops: its number, and that within what is in L1 of a streamed
    load."""

    tile: index.Scalar
    streamed: index.Scalar


def build_compute(plan: ReductionPlan) -> KernelOp:
    """Builds the kernel at the insertion point. Raises Reject."""
    memory = (plan.window, plan.read_staging, plan.write_staging)
    names = {b.name: b.index for b in plan.buffers.all if b not in memory}
    with kernel(f"{plan.dispatch.name}_compute", "compute", names) as op:
        compute = _Compute(plan)
        held = [load for load in plan.loads.values() if load.is_held]
        tt.init_sfpu(compute.first_input, compute.first_output)
        if plan.mask is not None:
            tt.cb_wait_front(plan.mask.index, 1)
        for load in held:
            tt.cb_wait_front(load.buffer.index, load.buffer.cb.page_count)
        with frame.tile_loop():
            compute.block()
        if plan.split is not None:
            with combining_core(plan.split):
                compute.combine()
        for load in held:
            tt.cb_pop_front(load.buffer.index, load.buffer.cb.page_count)
        if plan.mask is not None:
            tt.cb_pop_front(plan.mask.index, 1)
    return op


class _Compute:
    def __init__(self, plan: ReductionPlan) -> None:
        self.plan = plan
        self.graph = plan.rows.graph
        self.sizes = Sizes(plan)
        inputs = [load.buffer for load in plan.loads.values()]
        inputs += [*plan.saved.values(), *plan.folded.values(), *plan.broadcast.values()]
        inputs += [*plan.gathered.values()]
        inputs += [mask for mask in (plan.mask, plan.rest_mask) if mask is not None]
        outputs = [*plan.outputs, *plan.saved.values(), *plan.results.values()]
        outputs += [*plan.partial.values(), *plan.sent.values()]
        self.first_input = (inputs or outputs)[0].index
        self.first_output = outputs[0].index
        self.changes_unpack = len({buffer.cb.format for buffer in inputs}) > 1
        self.changes_pack = len({buffer.cb.format for buffer in outputs}) > 1

    def block(self) -> None:
        plan = self.plan
        kept = [load for load in plan.loads.values() if not load.is_held and not load.is_streamed]
        for load in kept:
            tt.cb_wait_front(load.buffer.index, 1)
        known: dict[int, Buffer] = {}
        for phase in plan.schedule.phases:
            if phase.reductions:
                self._phase(phase, known)
            else:
                self._results(phase, known)
            known.update({node: plan.broadcast[node] for node in phase.broadcast})
        for load in plan.loads.values():
            if load.is_streamed and plan.is_resident:
                tt.cb_pop_front(load.buffer.index, index.value(self._padded_tiles()))
        for load in kept:
            tt.cb_pop_front(load.buffer.index, 1)
        for buffer in (*plan.saved.values(), *plan.broadcast.values()):
            tt.cb_pop_front(buffer.index, buffer.cb.page_count)

    def _phase(self, phase: Phase, known: dict[int, Buffer]) -> None:
        if phase.saved:
            self._save(phase, known)
            for node in phase.saved:
                tt.cb_wait_front(self.plan.saved[node].index, index.value(self.sizes.tiles))
                known[node] = self.plan.saved[node]
        self._accumulate(phase, known)
        self._close(phase, self.plan.geometry.parts)
        if self.plan.split is None:
            self._finish(phase, known)
        else:
            self._pack([(slot, self.plan.sent[i]) for i, slot in _slots(phase).items()])

    def combine(self) -> None:
        """Combines the partial results of a split."""
        split = self.plan.split
        assert split is not None
        phase = self.plan.schedule.phases[0]
        gathered = self.plan.gathered
        for number in phase.reductions:
            tt.cb_wait_front(gathered[number].index, split.combined_tiles)
        tt.tile_regs_acquire()
        self._fill_identities(phase)
        with index.loop(0, split.combined_tiles, 1, "tile") as tile:
            self._combine_tiles(phase, gathered, _Place(tile, tile))
        for number in phase.reductions:
            tt.cb_pop_front(gathered[number].index, split.combined_tiles)
        self._close(phase, min(SIDE, split.parts))
        if split.is_square:
            for slot, number in enumerate(phase.reductions):
                self._pool_columns(slot, number)
        self._finish(phase, {})

    def _close(self, phase: Phase, parts: int) -> None:
        """Reduces the accumulators within their tiles; the result is in the first column (or row)."""
        if any(i in self.plan.partial for i in phase.reductions):
            self._pack([(slot, self.plan.partial[i]) for i, slot in _slots(phase).items()])
            self._fold(phase, parts)
        else:
            self._pool(phase)

    def _save(self, phase: Phase, known: Mapping[int, Buffer]) -> None:
        """A run that computes nodes and keeps them."""

        def body(place: _Place, mask: Buffer | None) -> None:
            tt.tile_regs_acquire()
            slots = self._piece(self.graph, list(phase.saved), known, place, {}, ())
            self._pack(list(zip(slots, (self.plan.saved[i] for i in phase.saved), strict=True)))

        self._run(phase, body, wait=True, pop=False)

    def _accumulate(self, phase: Phase, known: Mapping[int, Buffer]) -> None:
        """The run that combines elements into accumulators, which are in the first tiles of DST."""
        tt.tile_regs_acquire()
        self._fill_identities(phase)

        def body(place: _Place, mask: Buffer | None) -> None:
            graph = _copy(self.graph)
            elements = {i: self.plan.rows.reductions[i].element for i in phase.reductions}
            given: dict[int, Buffer] = dict(known)
            if mask is not None:
                exists = graph.add(Node("load", "i1", (), len(graph.loads)))
                given[exists] = mask
                for i, element in elements.items():
                    how = self.plan.rows.reductions[i].combiner
                    other = graph.add(Node("const", how.type, (), how.identity))
                    elements[i] = graph.add(
                        Node("arith.select", how.type, (exists, element, other), 0, ("i1",))
                    )
            self._combine(graph, phase, elements, given, place)

        self._run(phase, body, wait=not phase.saved, pop=True)

    def _fill_identities(self, phase: Phase) -> None:
        tt.fill_tile_init()
        for slot, number in enumerate(phase.reductions):
            how = self.plan.rows.reductions[number].combiner
            fill = tt.fill_tile_bitcast if how.is_float else tt.fill_tile_int
            fill(slot, how.identity)

    def _combine(
        self,
        graph: Graph,
        phase: Phase,
        elements: Mapping[int, int],
        known: Mapping[int, Buffer],
        place: _Place,
    ) -> None:
        """Combines elements (nodes, by reduction) into the accumulators."""
        outputs = []
        for number in phase.reductions:
            how = self.plan.rows.reductions[number].combiner
            leaf = graph.add(Node("leaf", how.type, (), number))
            types = (how.type, how.type)
            outputs.append(graph.add(Node(how.op, how.type, (leaf, elements[number]), 0, types)))
        slots = self._piece(graph, outputs, known, place, _slots(phase), ())
        moved = [(slot, target) for target, slot in enumerate(slots) if slot != target]
        if moved:
            tt.copy_dest_values_init()
        for slot, target in moved:
            tt.copy_dest_values(target, slot)

    def _pool(self, phase: Phase) -> None:
        """By the SFPU alone."""
        along = self.plan.geometry.along_reduced
        for slot, number in enumerate(phase.reductions):
            if along:
                tt.transpose_wh_dest_init_short(True)
                tt.transpose_wh_dest(True, slot)
            self._pool_columns(slot, number)
            if along:
                tt.transpose_wh_dest_init_short(True)
                tt.transpose_wh_dest(True, slot)

    def _pool_columns(self, slot: int, number: int) -> None:
        how = self.plan.rows.reductions[number].combiner
        tt.sfpu_reduce_init(how.pool, how.data_format)
        tt.sfpu_reduce(how.pool, how.data_format, slot)

    def _fold(self, phase: Phase, parts: int) -> None:
        """By the writer's help, which moves each column (or row) to the first one of a tile."""
        tt.tile_regs_acquire()
        self._fill_identities(phase)
        with index.loop(0, parts, 1, "part"):
            for number in phase.reductions:
                tt.cb_wait_front(self.plan.folded[number].index, 1)
            self._combine_tiles(phase, self.plan.folded, _Place(0, 0))
            for number in phase.reductions:
                tt.cb_pop_front(self.plan.folded[number].index, 1)

    def _combine_tiles(self, phase: Phase, buffers: Mapping[int, Buffer], place: _Place) -> None:
        """Combines tiles of accumulators, which are in buffers."""
        graph = _copy(self.graph)
        elements, given = {}, {}
        for number in phase.reductions:
            how = self.plan.rows.reductions[number].combiner
            elements[number] = graph.add(Node("load", how.type, (), len(graph.loads) + number))
            given[elements[number]] = buffers[number]
        self._combine(graph, phase, elements, given, place)

    def _finish(self, phase: Phase, known: Mapping[int, Buffer]) -> None:
        """Computes what follows from the accumulators."""
        stores = [self.graph.stores[i] for i in phase.stores]
        nodes = [*phase.broadcast, *(store.value for store in stores)]
        types = ["", *(store.access.element_type for store in stores)]
        types = [""] * len(phase.broadcast) + types[1:]
        slots = self._piece(self.graph, nodes, known, _Place(0, 0), _slots(phase), types)
        targets = [self.plan.results[i] for i in phase.broadcast]
        targets += [self.plan.outputs[i] for i in phase.stores]
        self._pack(list(zip(slots, targets, strict=True)))
        for node in phase.broadcast:
            tt.cb_wait_front(self.plan.broadcast[node].index, 1)

    def _results(self, phase: Phase, known: Mapping[int, Buffer]) -> None:
        """The run that computes full results."""
        plan = self.plan
        stores = self.graph.stores

        def body(place: _Place, mask: Buffer | None) -> None:
            tt.tile_regs_acquire()
            types = [store.access.element_type for store in stores]
            nodes = [store.value for store in stores]
            slots = self._piece(self.graph, nodes, known, place, {}, types)
            self._pack(list(zip(slots, plan.outputs, strict=True)))

        self._run(phase, body, wait=True, pop=True)
        # The writer takes whole chunks.
        rest = index.sub(self._padded_tiles(), self.sizes.tiles)
        if rest != 0:
            with index.loop(0, rest, 1, "missing"):
                for output in plan.outputs:
                    tt.cb_reserve_back(output.index, 1)
                    tt.cb_push_back(output.index, 1)

    def _padded_tiles(self) -> index.Scalar:
        return index.mul(self.sizes.chunks, self.sizes.chunk)

    def _run(
        self, phase: Phase, body: Callable[[_Place, Buffer | None], None], wait: bool, pop: bool
    ) -> None:
        """`body` for each tile along the reduced loops, with a mask where not all elements exist."""
        plan, size = self.plan, self.sizes.chunk
        last = index.sub(self.sizes.chunks, 1)
        streamed = [plan.loads[i].buffer.index for i in phase.loads if plan.loads[i].is_streamed]

        def place(chunk: index.Scalar, tile: index.Scalar) -> _Place:
            number = index.add(index.mul(chunk, size), tile)
            return _Place(number, number if plan.is_resident else tile)

        def chunk_of(chunk: index.Scalar, tiles: index.Scalar, is_ragged: bool) -> None:
            pages = index.mul(index.add(chunk, 1), size) if plan.is_resident else size
            for cb in streamed if wait else ():
                tt.cb_wait_front(cb, index.value(pages))
            whole = index.sub(tiles, 1) if is_ragged else tiles
            if whole != 0:
                with index.loop(0, whole, 1, "tile") as tile:
                    body(place(chunk, tile), None)
            if is_ragged:
                body(place(chunk, whole), plan.mask)
            for cb in streamed if pop and not plan.is_resident else ():
                tt.cb_pop_front(cb, size)

        if last != 0:
            with index.loop(0, last, 1, "chunk") as chunk:
                chunk_of(chunk, size, False)
        rest = index.sub(self.sizes.tiles, index.mul(last, size))
        chunk_of(last, rest, plan.geometry.is_ragged)
        if plan.rest_mask is not None:
            tt.cb_wait_front(plan.rest_mask.index, 1)
            for cb in streamed:
                tt.cb_wait_front(cb, size)
            body(_Place(0, 0), plan.rest_mask)
            for cb in streamed:
                tt.cb_pop_front(cb, size)
            tt.cb_pop_front(plan.rest_mask.index, 1)

    def _piece(
        self,
        graph: Graph,
        outputs: list[int],
        known: Mapping[int, Buffer],
        place: _Place,
        accumulators: Mapping[int, int],
        types: list[str] | tuple[()],
    ) -> list[int]:
        """Code for nodes within an acquired DST: the DST tile of each. `known` nodes are in buffers;
        `types` are those of memory where a node goes there ("": not)."""
        piece = Graph()
        ports: list[TilePort] = []
        numbers: dict[int, int] = {}
        for number in _needed(graph, outputs, known):
            node = graph.nodes[number]
            if number in known or node.op == "load":
                port = self._port(known.get(number), node, place)
                numbers[number] = piece.add(Node("load", node.type, (), len(ports)))
                ports.append(port)
                continue
            if node.op == "leaf" and node.attribute not in accumulators:
                raise Reject("a reduction's result that is not there yet")
            args = tuple(numbers[arg] for arg in node.args)
            numbers[number] = piece.add(
                Node(node.op, node.type, args, node.attribute, node.arg_types)
            )
        for i, output in enumerate(outputs):
            memory_type = (types[i] if types else "") or "f32"
            access = Access(0, memory_type, ZERO, ZERO, ())
            piece.stores.append(Store(access, numbers[output]))
        program, registers = lower(piece, ROWS, ROUNDING)
        tiles = range(len(accumulators), _DST)
        segment: Segment = allocate_one(program, registers, tiles, accumulators)
        writer = SegmentWriter(ports, [], (), self.changes_unpack)
        writer.compute(segment)
        slots = dict(segment.outputs)
        return [slots[i] for i in range(len(outputs))]

    def _port(self, buffer: Buffer | None, node: Node, place: _Place) -> TilePort:
        if buffer is None:
            load = self.plan.loads[node.attribute]
            tile: index.Scalar = 0
            if load.lines.on_reduced:
                tile = place.streamed if load.is_streamed else place.tile
            return TilePort(load.buffer.index, load.buffer.cb.format, tile)
        by_tile = (*self.plan.saved.values(), *self.plan.gathered.values())
        is_saved = any(buffer is saved for saved in by_tile)
        return TilePort(buffer.index, buffer.cb.format, place.tile if is_saved else 0)

    def _pack(self, slots: list[tuple[int, Buffer]]) -> None:
        """Commits DST and packs tiles of it, a page each."""
        tt.tile_regs_commit()
        for _, buffer in slots:
            tt.cb_reserve_back(buffer.index, 1)
        tt.tile_regs_wait()
        for slot, buffer in slots:
            if self.changes_pack:
                tt.pack_reconfig_data_format(buffer.index)
            tt.pack_tile(slot, buffer.index)
        tt.tile_regs_release()
        for _, buffer in slots:
            tt.cb_push_back(buffer.index, 1)


def _slots(phase: Phase) -> dict[int, int]:
    """The DST tile of each reduction's accumulator."""
    return {number: slot for slot, number in enumerate(phase.reductions)}


def _copy(graph: Graph) -> Graph:
    """A graph with the same nodes, to add to."""
    copy = Graph(loads=list(graph.loads))
    for node in graph.nodes:
        copy.add(node)
    return copy


def _needed(graph: Graph, outputs: list[int], known: Mapping[int, Buffer]) -> list[int]:
    """Nodes that outputs are computed from, in order."""
    found: set[int] = set()
    pending = list(outputs)
    while pending:
        number = pending.pop()
        if number not in found:
            found.add(number)
            if number not in known:
                pending.extend(graph.nodes[number].args)
    return sorted(found)
