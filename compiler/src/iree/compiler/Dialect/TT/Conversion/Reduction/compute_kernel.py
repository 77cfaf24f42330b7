# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The compute kernel: phases over the tiles of a block, accumulators in DST."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from iree.tenstorrent.compiler.Conversion.Expression.amount import Reject
from iree.tenstorrent.compiler.Conversion.Expression.graph import Graph, Node
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Reduction.gather import combining_core
from iree.tenstorrent.compiler.Conversion.Reduction.geometry import SIDE
from iree.tenstorrent.compiler.Conversion.Reduction.pieces import (
    Piece,
    Place,
    is_constant,
    tile_port,
)
from iree.tenstorrent.compiler.Conversion.Reduction.plan import Buffer, ReductionPlan
from iree.tenstorrent.compiler.Conversion.Reduction.schedule import Phase
from iree.tenstorrent.compiler.Conversion.Reduction.sizes import Sizes
from iree.tenstorrent.compiler.Conversion.Sfpu.dst_allocation import Segment
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel

# Tiles of a run that are computed together, at most: more code does not make it faster.
_MOST_PACKED, _MOST_COMBINED = 6, 4
# What acquiring, committing and releasing DST once costs, in tile operations.
_TURN = 4

# An expression and its place in DST.
_Built = tuple[Piece, Segment]
# Code for tiles at these places of a run, with the mask of the elements that exist.
_Body = Callable[[Sequence[Place], Buffer | None], None]


def build_compute(plan: ReductionPlan) -> KernelOp:
    """Builds the kernel at the insertion point. Raises Reject."""
    memory = (plan.tables, plan.window, plan.read_staging, plan.write_staging)
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
        self._tilize()
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

    def _tilize(self) -> None:
        """Makes tiles of the block's rows."""
        loads = [load for load in self.plan.loads.values() if load.raw is not None]
        if not loads:
            return
        size = self.sizes.chunk
        with index.loop(0, self.sizes.chunks, 1, "chunk"):
            for load in loads:
                assert load.raw is not None
                raw, tiles = load.raw.index, load.buffer.index
                tt.cb_wait_front(raw, size)
                tt.cb_reserve_back(tiles, size)
                tt.reconfig_data_format_srca(raw)
                tt.pack_reconfig_data_format(tiles)
                tt.tilize_init(raw, size, tiles)
                tt.tilize_block(raw, size, tiles)
                tt.tilize_uninit(raw, tiles)
                tt.cb_push_back(tiles, size)
                tt.cb_pop_front(raw, size)
        tt.reconfig_data_format_srca(self.first_input)
        tt.pack_reconfig_data_format(self.first_output)

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
            self._pack([([slot], self.plan.sent[i]) for i, slot in _slots(phase).items()])

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
            self._combine_tiles(phase, gathered, Place(tile, tile))
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
            self._pack([([slot], self.plan.partial[i]) for i, slot in _slots(phase).items()])
            self._fold(phase, parts)
        else:
            self._pool(phase)

    def _save(self, phase: Phase, known: Mapping[int, Buffer]) -> None:
        """A run that computes nodes and keeps them."""
        targets = [self.plan.saved[node] for node in phase.saved]
        self._compute_run(phase, known, phase.saved, targets, (), pop=False)

    def _compute_run(
        self,
        phase: Phase,
        known: Mapping[int, Buffer],
        nodes: Sequence[int],
        targets: Sequence[Buffer],
        types: Sequence[str],
        pop: bool,
    ) -> None:
        """A run that computes nodes and packs them; see Piece.allocate for `types`."""

        def build(places: Sequence[Place]) -> _Built:
            piece = Piece(self.plan, known, {})
            values = piece.values(self.graph, nodes, places)
            outputs = [own[i] for i in range(len(nodes)) for own in values]
            return piece, piece.allocate(outputs, [name for name in types for _ in places])

        def body(places: Sequence[Place], mask: Buffer | None) -> None:
            tt.tile_regs_acquire()
            slots = self._emit(build(places))
            count = len(places)
            self._pack([(slots[count * i :][:count], target) for i, target in enumerate(targets)])

        self._run(phase, body, True, pop, self._together(build, _MOST_PACKED, _TURN))

    def _accumulate(self, phase: Phase, known: Mapping[int, Buffer]) -> None:
        """The run that combines elements into accumulators, which are in the first tiles of DST."""

        def build(places: Sequence[Place], mask: Buffer | None, pinned: dict[int, int]) -> _Built:
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
            return self._combination(graph, phase, elements, given, places, pinned)

        pinned = self._constants(phase, known)
        masks = [mask for mask in (self.plan.mask, self.plan.rest_mask) if mask is not None]
        try:
            build([Place(0, 0)], masks[0] if masks else None, pinned)
        except Reject:
            pinned = {}
        tt.tile_regs_acquire()
        self._fill_identities(phase)
        for number, slot in pinned.items():
            port = tile_port(self.plan, known.get(number), self.graph.nodes[number], Place(0, 0))
            if self.changes_unpack:
                tt.reconfig_data_format_srca(port.cb)
            tt.copy_tile_init(port.cb)
            tt.copy_tile(port.cb, 0, slot)

        def body(places: Sequence[Place], mask: Buffer | None) -> None:
            self._combine(build(places, mask, pinned))

        together = self._together(lambda places: build(places, None, pinned), _MOST_COMBINED, 0)
        self._run(phase, body, not phase.saved, True, together)

    def _constants(self, phase: Phase, known: Mapping[int, Buffer]) -> dict[int, int]:
        """Nodes in buffers that are the same for the whole run, and DST tiles for them to stay in."""
        slots = _slots(phase)
        elements = [self.plan.rows.reductions[i].element for i in phase.reductions]
        nodes = self.graph.nodes
        constants = [
            number
            for number in Piece(self.plan, known, slots).needed(self.graph, elements)
            if (number in known or nodes[number].op == "load")
            and is_constant(self.plan, known.get(number), nodes[number])
        ]
        return {number: len(slots) + i for i, number in enumerate(constants)}

    def _fill_identities(self, phase: Phase) -> None:
        tt.fill_tile_init()
        for slot, number in enumerate(phase.reductions):
            how = self.plan.rows.reductions[number].combiner
            fill = tt.fill_tile_bitcast if how.is_float else tt.fill_tile_int
            fill(slot, how.identity)

    def _combination(
        self,
        graph: Graph,
        phase: Phase,
        elements: Mapping[int, int],
        known: Mapping[int, Buffer],
        places: Sequence[Place],
        pinned: Mapping[int, int],
    ) -> _Built:
        """Combines elements (nodes, by reduction) of tiles into the accumulators, one after the other."""
        piece = Piece(self.plan, known, _slots(phase), pinned)
        values = piece.values(graph, [elements[number] for number in phase.reductions], places)
        outputs = []
        for slot, number in enumerate(phase.reductions):
            how = self.plan.rows.reductions[number].combiner
            total = piece.graph.add(Node("leaf", how.type, (), number))
            types = (how.type, how.type)
            for own in values:
                total = piece.graph.add(Node(how.op, how.type, (total, own[slot]), 0, types))
            outputs.append(total)
        return piece, piece.allocate(outputs)

    def _combine(self, built: _Built) -> None:
        """A combination's code; the accumulators stay where they are."""
        slots = self._emit(built)[: len(built[0].slots)]
        moved = [(slot, target) for target, slot in enumerate(slots) if slot != target]
        if moved:
            tt.copy_dest_values_init()
        for slot, target in moved:
            tt.copy_dest_values(target, slot)

    def _emit(self, built: _Built) -> list[int]:
        piece, segment = built
        return piece.emit(segment, self.changes_unpack)

    def _together(self, build: Callable[[Sequence[Place]], _Built], most: int, turn: int) -> int:
        """How many tiles of a run, at most `most`, are best computed together; `turn` is what each such group
        costs besides."""
        size = self.sizes.chunk
        costs: list[int] = []
        totals: list[int] = []
        for count in range(1, min(size, most) + 1):
            try:
                instructions = build([Place(i, i) for i in range(count)])[1].instructions
            except Reject:
                if count == 1:
                    raise
                break
            ops = [instruction.op for instruction in instructions if instruction.op != "load"]
            inits = sum(op != before for op, before in zip(ops, ["", *ops], strict=False))
            costs.append(len(instructions) + inits + turn)
            rest = costs[size % count - 1] if size % count else 0
            totals.append(size // count * costs[-1] + rest)
        return totals.index(min(totals)) + 1

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
            self._combine_tiles(phase, self.plan.folded, Place(0, 0))
            for number in phase.reductions:
                tt.cb_pop_front(self.plan.folded[number].index, 1)

    def _combine_tiles(self, phase: Phase, buffers: Mapping[int, Buffer], place: Place) -> None:
        """Combines tiles of accumulators, which are in buffers."""
        graph = _copy(self.graph)
        elements, given = {}, {}
        for number in phase.reductions:
            how = self.plan.rows.reductions[number].combiner
            elements[number] = graph.add(Node("load", how.type, (), len(graph.loads) + number))
            given[elements[number]] = buffers[number]
        self._combine(self._combination(graph, phase, elements, given, [place], {}))

    def _finish(self, phase: Phase, known: Mapping[int, Buffer]) -> None:
        """Computes what follows from the accumulators."""
        stores = [self.graph.stores[i] for i in phase.stores]
        nodes = [*phase.broadcast, *(store.value for store in stores)]
        types = [*("" for _ in phase.broadcast), *(s.access.element_type for s in stores)]
        piece = Piece(self.plan, known, _slots(phase))
        values = piece.values(self.graph, nodes, [Place(0, 0)])[0]
        slots = self._emit((piece, piece.allocate(values, types)))
        targets = [self.plan.results[i] for i in phase.broadcast]
        targets += [self.plan.outputs[i] for i in phase.stores]
        self._pack([([slot], target) for slot, target in zip(slots, targets, strict=True)])
        for node in phase.broadcast:
            tt.cb_wait_front(self.plan.broadcast[node].index, 1)

    def _results(self, phase: Phase, known: Mapping[int, Buffer]) -> None:
        """The run that computes full results."""
        plan = self.plan
        stores = self.graph.stores

        types = [store.access.element_type for store in stores]
        nodes = [store.value for store in stores]
        self._compute_run(phase, known, nodes, plan.outputs, types, pop=True)
        # The writer takes whole chunks.
        rest = index.sub(self._padded_tiles(), self.sizes.tiles)
        if rest != 0:
            with index.loop(0, rest, 1, "missing"):
                for output in plan.outputs:
                    tt.cb_reserve_back(output.index, 1)
                    tt.cb_push_back(output.index, 1)

    def _padded_tiles(self) -> index.Scalar:
        return index.mul(self.sizes.chunks, self.sizes.chunk)

    def _run(self, phase: Phase, body: _Body, wait: bool, pop: bool, together: int) -> None:
        """`body` for all tiles along the reduced loops, `together` of them at once, with a mask for one that
        does not have all elements."""
        plan, size = self.plan, self.sizes.chunk
        last = index.sub(self.sizes.chunks, 1)
        streamed = [plan.loads[i].buffer.index for i in phase.loads if plan.loads[i].is_streamed]

        def place(chunk: index.Scalar, tile: index.Scalar) -> Place:
            number = index.add(index.mul(chunk, size), tile)
            return Place(number, number if plan.is_resident else tile)

        def chunk_of(chunk: index.Scalar, tiles: index.Scalar, is_ragged: bool) -> None:
            pages = index.mul(index.add(chunk, 1), size) if plan.is_resident else size
            for cb in streamed if wait else ():
                tt.cb_wait_front(cb, index.value(pages))
            whole = index.sub(tiles, 1) if is_ragged else tiles
            for first, end, count in _groups(whole, together):
                if isinstance(end, int) and isinstance(first, int) and end - first == count:
                    body([place(chunk, first + i) for i in range(count)], None)
                    continue
                with index.loop(first, end, count, "tile") as tile:
                    body([place(chunk, index.add(tile, i)) for i in range(count)], None)
            if is_ragged:
                body([place(chunk, whole)], plan.mask)
            for cb in streamed if pop and not plan.is_resident else ():
                tt.cb_pop_front(cb, size)

        if last == 1:
            chunk_of(0, size, False)
        elif last != 0:
            with index.loop(0, last, 1, "chunk") as chunk:
                chunk_of(chunk, size, False)
        rest = index.sub(self.sizes.tiles, index.mul(last, size))
        chunk_of(last, rest, plan.geometry.is_ragged)
        if plan.rest_mask is not None:
            tt.cb_wait_front(plan.rest_mask.index, 1)
            for cb in streamed:
                tt.cb_wait_front(cb, size)
            body([Place(0, 0)], plan.rest_mask)
            for cb in streamed:
                tt.cb_pop_front(cb, size)
            tt.cb_pop_front(plan.rest_mask.index, 1)

    def _pack(self, targets: list[tuple[list[int], Buffer]]) -> None:
        """Commits DST and packs tiles of it to their buffers, a page each."""
        tt.tile_regs_commit()
        for slots, buffer in targets:
            tt.cb_reserve_back(buffer.index, len(slots))
        tt.tile_regs_wait()
        for slots, buffer in targets:
            if self.changes_pack:
                tt.pack_reconfig_data_format(buffer.index)
            for slot in slots:
                tt.pack_tile(slot, buffer.index)
        tt.tile_regs_release()
        for slots, buffer in targets:
            tt.cb_push_back(buffer.index, len(slots))


def _groups(count: index.Scalar, together: int) -> list[tuple[index.Scalar, index.Scalar, int]]:
    """Loops over `count` tiles: first, end and step, which is the number of tiles at once."""
    whole = index.mul(index.div(count, together), together)
    rest = index.sub(count, whole) if isinstance(count, int) else 1
    groups: list[tuple[index.Scalar, index.Scalar, int]] = []
    if whole != 0:
        groups.append((0, whole, together))
    if together > 1 and rest != 0 and isinstance(rest, int):
        groups.append((whole, count, rest))
    return groups


def _slots(phase: Phase) -> dict[int, int]:
    """The DST tile of each reduction's accumulator."""
    return {number: slot for slot, number in enumerate(phase.reductions)}


def _copy(graph: Graph) -> Graph:
    """A graph with the same nodes, to add to."""
    copy = Graph(loads=list(graph.loads))
    for node in graph.nodes:
        copy.add(node)
    return copy
