# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The reader kernel: slabs of operands to L1, and from them a tile for every tap."""

from __future__ import annotations

from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Elementwise import reader_kernel, share
from iree.tenstorrent.compiler.Conversion.Elementwise.streams import TABLES, WINDOW, pairs
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import PushConstants
from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import TILE_ELEMENTS
from iree.tenstorrent.compiler.Conversion.Frame.window import MANY_UNITS, open_window
from iree.tenstorrent.compiler.Conversion.Stencil.plan import StencilPlan, Tapped, whole_reach
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel


@dataclass(frozen=True)
class _Operand:
    """A tapped operand in the kernel: the arena offset of its first element, L1 for its slab."""

    plan: Tapped
    place: ir.Value
    slab: ir.Value
    dims: list[ir.Value]

    def read_slab(
        self, arena: ir.Value, first: index.Scalar, count: index.Scalar, reach: int
    ) -> ir.Value:
        """Starts to read it; the L1 address of the operand's first element."""
        stream = self.plan.stream
        return tt.read_slab(
            stream.element.memory_type,
            arena,
            self.place,
            index.value(first),
            index.value(count),
            reach,
            self.slab,
            self.dims,
            name=f"{stream.name}_first",
        )


def build_reader(plan: StencilPlan) -> KernelOp:
    """Builds the kernel at the insertion point."""
    names = {item.stream.name: item.stream.cb for item in plan.tapped}
    names |= {item.slab_name: item.slab.index for item in plan.tapped}
    names |= {stream.name: stream.cb for stream in plan.others}
    if plan.others:
        names["cb_window"] = WINDOW
    if plan.has_tables:
        names["cb_tables"] = TABLES
    with kernel(f"{plan.dispatch.name}_reader", "reader", names) as op:
        _Reader(plan).build()
    return op


class _Reader:
    def __init__(self, plan: StencilPlan) -> None:
        self.plan = plan
        self.constants = PushConstants(plan.binding_count)
        self.own = share.Share.of(plan.outputs[0], self.constants)
        self.arena = frame.open_arena()
        self.operands = [
            _Operand(
                item,
                share.place(item.stream, self.constants),
                tt.get_write_ptr(item.slab.index, name=f"{item.slab_name}_l1"),
                [index.value(number) for number in pairs(item.stream, self.constants)],
            )
            for item in plan.tapped
        ]
        self.firsts: dict[int, ir.Value] = {}  # the first element's L1 address, by circular buffer

    def build(self) -> None:
        plan = self.plan
        others = []
        if plan.others:
            window = open_window(WINDOW, MANY_UNITS)
            others = reader_kernel.sources_of(plan.others, self.constants, self.arena, window)
        for operand in self.operands:
            if operand.plan.is_whole:
                reach = whole_reach(operand.plan.stream) + operand.plan.reach
                self._slab(operand, 0, 1, reach)
        tt.noc_async_read_barrier()
        with index.loop(self.own.begin, self.own.end, plan.group, "group") as group:
            size = index.minimum(index.sub(self.own.end, group), plan.group, "size")
            for operand in self.operands:
                if not operand.plan.is_whole:
                    self._slab(operand, group, size, operand.plan.reach)
            tt.noc_async_read_barrier()
            stop = index.add(group, size, "stop")
            with index.loop(group, stop, TILE_ELEMENTS, "first") as first:
                count = index.minimum(index.sub(stop, first), TILE_ELEMENTS, "count")
                for source in others:
                    tt.cb_reserve_back(source.stream.cb, 1)
                    reader_kernel.read(self.arena, window, source, share.Burst(first, count, 1))
                    tt.noc_async_read_barrier()
                    tt.cb_push_back(source.stream.cb, 1)
                self._tiles(first, count)

    def _slab(
        self, operand: _Operand, first: index.Scalar, count: index.Scalar, reach: int
    ) -> None:
        cb = operand.plan.stream.cb
        self.firsts[cb] = operand.read_slab(self.arena, first, count, reach)

    def _tiles(self, first: ir.Value, count: index.Scalar) -> None:
        """A tile for each tap; those that repeat are made once."""
        repeated: dict[int, list[_Operand]] = {}
        moving = []
        for operand in self.operands:
            if operand.plan.period is None:
                moving.append(operand)
            else:
                repeated.setdefault(operand.plan.period, []).append(operand)
        number = index.div(index.sub(first, self.own.begin), TILE_ELEMENTS, "number")
        for period, operands in repeated.items():
            with index.when(index.less(number, period)):
                self._taps(operands, first, count)
        if moving:
            self._taps(moving, first, count)

    def _taps(self, operands: list[_Operand], first: ir.Value, count: index.Scalar) -> None:
        taps = self.plan.taps
        with index.loop(0, taps.count, 1, "tap") as tap:
            for operand in operands:
                stream = operand.plan.stream
                tt.cb_reserve_back(stream.cb, 1)
                shift = index.mul(taps.offset(tap, operand.plan.tap_strides), stream.element.size)
                tt.slab_elements(
                    stream.element.memory_type,
                    stream.element.buffer_type,
                    index.value(index.add(self.firsts[stream.cb], shift)),
                    first,
                    index.value(count),
                    tt.get_write_ptr(stream.cb, name=f"{stream.name}_l1"),
                    operand.dims,
                )
            tt.noc_async_read_barrier()
            for operand in operands:
                tt.cb_push_back(operand.plan.stream.cb, 1)
