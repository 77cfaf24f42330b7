# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The compute kernel: for each tile of results all taps into accumulators in DST, then the epilogue."""

from __future__ import annotations

from collections.abc import Mapping

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Elementwise.share import Share
from iree.tenstorrent.compiler.Conversion.Expression.amount import ZERO
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Graph, Node, Store
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import PushConstants
from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import TILE_ELEMENTS
from iree.tenstorrent.compiler.Conversion.Reduction.combiners import ROWS
from iree.tenstorrent.compiler.Conversion.Sfpu.dst_allocation import (
    Segment,
    allocate_one,
    settled,
)
from iree.tenstorrent.compiler.Conversion.Sfpu.integer_table import ROUNDING
from iree.tenstorrent.compiler.Conversion.Sfpu.lowering import lower
from iree.tenstorrent.compiler.Conversion.Sfpu.segment_writer import SegmentWriter, TilePort
from iree.tenstorrent.compiler.Conversion.Stencil.plan import StencilPlan
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel

# DST tiles with 32-bit elements: half of DST, where math and packer overlap, and all of it.
HALF_DST, FULL_DST = 4, 8


def tap_segment(plan: StencilPlan, dst_tiles: int) -> Segment:
    """From the accumulators, in the first DST tiles, and a tap's tiles to the accumulators.
    Raises Reject."""
    graph = Graph(loads=list(plan.stencil.rows.graph.loads))
    for node in plan.stencil.rows.graph.nodes:
        graph.add(node)
    outputs = []
    for number, reduction in enumerate(plan.stencil.rows.reductions):
        how = reduction.combiner
        leaf = graph.add(Node("leaf", how.type, (), number))
        types = (how.type, how.type)
        outputs.append(graph.add(Node(how.op, how.type, (leaf, reduction.element), 0, types)))
    segment = _segment(plan, graph, [(node, "f32") for node in outputs], dst_tiles)
    return Segment(settled(segment, range(dst_tiles)).instructions)


def epilogue_segment(plan: StencilPlan, dst_tiles: int) -> Segment:
    """From the accumulators to the results. Raises Reject."""
    graph = plan.stencil.rows.graph
    outputs = [(store.value, store.access.element_type) for store in graph.stores]
    return _segment(plan, graph, outputs, dst_tiles)


def _segment(
    plan: StencilPlan, graph: Graph, outputs: list[tuple[int, str]], dst_tiles: int
) -> Segment:
    """The code of nodes, each with the element type that it is stored as. Loads are numbered as
    `_ports` has them."""
    stencil = plan.stencil
    ports = {load: i for i, load in enumerate((*stencil.tapped, *stencil.others))}
    piece = Graph()
    numbers: dict[int, int] = {}

    def add(number: int) -> int:
        if number not in numbers:
            node = graph.nodes[number]
            if node.op == "load":
                node = Node("load", node.type, (), ports[node.attribute])
            args = tuple(add(arg) for arg in node.args)
            numbers[number] = piece.add(
                Node(node.op, node.type, args, node.attribute, node.arg_types)
            )
        return numbers[number]

    for value, element_type in outputs:
        access = Access(0, element_type, ZERO, ZERO, ())
        piece.stores.append(Store(access, add(value)))
    program, registers = lower(piece, ROWS, ROUNDING)
    accumulators = {i: i for i in range(len(stencil.rows.reductions))}
    return allocate_one(program, registers, range(dst_tiles), accumulators)


def build_compute(plan: StencilPlan, tap_code: Segment, epilogue: Segment) -> KernelOp:
    """Builds the kernel at the insertion point."""
    names = {item.stream.name: item.stream.cb for item in plan.tapped}
    names |= {stream.name: stream.cb for stream in (*plan.others, *plan.outputs)}
    with kernel(f"{plan.dispatch.name}_compute", "compute", names) as op:
        own = Share.of(plan.outputs[0], PushConstants(plan.binding_count))
        tt.init_sfpu(plan.tapped[0].stream.cb, plan.outputs[0].cb)
        with own.tiles() as first:
            number = index.div(index.sub(first, own.begin), TILE_ELEMENTS, "number")
            for stream in plan.others:
                tt.cb_wait_front(stream.cb, 1)
            _wait_for_repeated(plan, number)
            tt.tile_regs_acquire()
            _fill_identities(plan)
            with index.loop(0, plan.taps.count, 1, "tap") as tap:
                _tap(plan, tap_code, number, tap)
            writer = SegmentWriter(_ports(plan, {}), _output_ports(plan), (), True)
            writer.compute(epilogue)
            _finish(plan, writer, epilogue)
    return op


def _wait_for_repeated(plan: StencilPlan, number: index.Scalar) -> None:
    """Tiles that repeat stay in their buffers: the first ones come with the first tiles."""
    for item in plan.tapped:
        if item.period is not None:
            tiles = index.minimum(index.add(number, 1), item.period)
            tt.cb_wait_front(item.stream.cb, index.value(index.mul(tiles, plan.taps.count)))


def _fill_identities(plan: StencilPlan) -> None:
    tt.fill_tile_init()
    for number, reduction in enumerate(plan.stencil.rows.reductions):
        fill = tt.fill_tile_bitcast if reduction.combiner.is_float else tt.fill_tile_int
        fill(number, reduction.combiner.identity)


def _tap(plan: StencilPlan, code: Segment, number: index.Scalar, tap: ir.Value) -> None:
    pages: dict[int, index.Scalar] = {}
    moving = [item.stream.cb for item in plan.tapped if item.period is None]
    for item in plan.tapped:
        if item.period is not None:
            tile = index.mul(index.rem(number, item.period), plan.taps.count)
            pages[item.stream.cb] = index.add(tile, tap)
    for cb in moving:
        tt.cb_wait_front(cb, 1)
    SegmentWriter(_ports(plan, pages), (), (), _has_formats(plan)).compute(code)
    for cb in moving:
        tt.cb_pop_front(cb, 1)


def _has_formats(plan: StencilPlan) -> bool:
    """Whether the unpacker changes its format between the taps' tiles and the others."""
    streams = [*(item.stream for item in plan.tapped), *plan.others]
    return len({stream.element.format for stream in streams}) > 1


def _ports(plan: StencilPlan, pages: Mapping[int, index.Scalar]) -> list[TilePort]:
    streams = [*(item.stream for item in plan.tapped), *plan.others]
    return [TilePort(s.cb, s.element.format, pages.get(s.cb, 0)) for s in streams]


def _output_ports(plan: StencilPlan) -> list[TilePort]:
    return [TilePort(stream.cb, stream.element.format) for stream in plan.outputs]


def _finish(plan: StencilPlan, writer: SegmentWriter, epilogue: Segment) -> None:
    tt.tile_regs_commit()
    for stream in plan.others:
        tt.cb_pop_front(stream.cb, 1)
    for stream in plan.outputs:
        tt.cb_reserve_back(stream.cb, 1)
    tt.tile_regs_wait()
    for number, slot in sorted(epilogue.outputs):
        writer.pack(slot, plan.outputs[number].cb)
    tt.tile_regs_release()
    for stream in plan.outputs:
        tt.cb_push_back(stream.cb, 1)
