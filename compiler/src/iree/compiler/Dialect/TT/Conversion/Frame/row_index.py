# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Where the rows of a gather begin: data-dependent indices as integer arithmetic of a kernel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from iree.compiler import ir
from iree.compiler.dialects import arith

from iree.tenstorrent.compiler.Conversion.Expression.amount import ZERO, Amount, Linear, Reject
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Graph, Node
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import PushConstants
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import constant

_BITS = {"i8": 8, "i16": 16, "i32": 32, "i64": 64, "index": 64}
# Operations whose operands and result are 64-bit, sign-extended integers.
_ARITHMETIC: dict[str, Callable[..., ir.OpView]] = {
    "arith.addi": arith.AddIOp,
    "arith.subi": arith.SubIOp,
    "arith.muli": arith.MulIOp,
    "arith.maxsi": arith.MaxSIOp,
    "arith.minsi": arith.MinSIOp,
    "arith.maxui": arith.MaxUIOp,
    "arith.minui": arith.MinUIOp,
}
_SAME = frozenset(("arith.index_cast", "arith.extsi"))
_ZEROS_ABOVE = frozenset(("arith.index_castui", "arith.extui"))


@dataclass(frozen=True)
class RowLoop:
    """A loop that numbers rows: its number in the graph, its size, and what it adds to the place of a
    row's first element."""

    number: int
    size: Amount
    step: Amount


def row_loops(graph: Graph, access: Access) -> int:
    """How many loops number an access's rows: those up to the innermost one that an index which is
    data varies with."""
    deepest = 0
    nodes = [number for number, _ in access.indirect]
    while nodes:
        node = graph.nodes[nodes.pop()]
        nodes += node.args
        used: list[int] = []
        if node.op == "load":
            inner = graph.loads[node.attribute]
            used = [loop for loop, stride in enumerate(inner.strides) if stride != ZERO]
            nodes += [number for number, _ in inner.indirect]
        elif node.linear is not None:
            used = [loop for loop, _ in node.linear.terms]
        deepest = max([deepest, *(loop + 1 for loop in used)])
    return deepest


def check(graph: Graph, number: int) -> None:
    """Rejects an index that RowIndex has no code for."""
    node = graph.nodes[number]
    known = node.op in ("load", "const", "index", "arith.cmpi", "arith.select", "arith.trunci")
    if not known and node.op not in {*_ARITHMETIC, *_SAME, *_ZEROS_ABOVE}:
        raise Reject(f"'{node.op}' in an index")
    if node.type not in (*_BITS, "i1") or (node.op == "load" and node.type not in _BITS):
        raise Reject(f"an index of type {node.type}")
    if node.op == "load":
        if graph.loads[node.attribute].binding < 0:
            raise Reject("an index from a constant tensor")
        for inner, _ in graph.loads[node.attribute].indirect:
            check(graph, inner)
    for arg in node.args:
        check(graph, arg)


class RowIndex:
    """Where rows of `loops` begin, which the nodes of `indirect` say. Of one kernel."""

    def __init__(
        self,
        graph: Graph,
        loops: Sequence[RowLoop],
        indirect: Sequence[tuple[int, Amount]],
        constants: PushConstants,
        arena: ir.Value,
        window: ir.Value,
    ) -> None:
        self.graph = graph
        self.row_loops = loops
        self.indirect = indirect
        self.constants = constants
        self.arena = arena
        self.window = window
        self.places: dict[int, index.Scalar] = {}
        self.loops: dict[int, index.Scalar] = {}
        self.values: dict[int, index.Scalar] = {}
        for number in _loads(graph, [node for node, _ in indirect]):
            access = graph.loads[number]
            offset = access.byte_offset + access.offset * (_BITS[access.element_type] // 8)
            self.places[number] = frame.binding_offset(
                access.binding, constants.i64(offset), f"index{number}_offset"
            )
            for stride in access.strides:
                constants.i64(stride)
        for node in graph.nodes:
            for _, coefficient in node.linear.terms if node.linear else ():
                constants.i64(coefficient)
        for loop in loops:
            constants.i32(loop.size)
            constants.i64(loop.step)
        for _, stride in indirect:
            constants.i64(stride)

    def first_element(self, row: index.Scalar) -> index.Scalar:
        """The element at which a row begins, from the source's first one, i64."""
        self.loops, self.values = {}, {}
        total: index.Scalar = 0
        rest = row
        for loop in reversed(self.row_loops):
            size = self.constants.i32(loop.size)
            number = index.extend(index.rem(rest, size))
            rest = index.div(rest, size)
            self.loops[loop.number] = number
            total = index.add(total, index.mul(self.constants.i64(loop.step), number))
        for node, stride in self.indirect:
            step = index.mul(self.constants.i64(stride), self._value(node))
            total = index.add(total, step)
        return total

    def _value(self, number: int) -> index.Scalar:
        if number not in self.values:
            self.values[number] = self._node(self.graph.nodes[number])
        return self.values[number]

    def _node(self, node: Node) -> index.Scalar:
        if node.op == "const":
            bits = 64 if node.type in ("i64", "index") else 32
            return node.attribute - (1 << bits) if node.attribute >> (bits - 1) else node.attribute
        if node.op == "index":
            assert node.linear is not None
            return self._linear(node.linear)
        if node.op == "load":
            return self._load(node.attribute)
        values = [index.value(self._value(arg), "i64") for arg in node.args]
        if node.op in _SAME:
            return values[0]
        if node.op in _ZEROS_ABOVE:
            bits = _BITS.get(node.arg_types[0], 1)
            return values[0] if bits == 64 else index.bit_and(values[0], (1 << bits) - 1)
        if node.op == "arith.trunci":
            return _wrapped(values[0], _BITS[node.type])
        if node.op == "arith.cmpi":
            compared: ir.Value = arith.CmpIOp(node.attribute, values[0], values[1]).result
            return index.extend(compared)
        if node.op == "arith.select":
            zero = constant(0, "i64")
            condition = arith.CmpIOp(arith.CmpIPredicate.ne, values[0], zero).result
            chosen: ir.Value = arith.SelectOp(condition, values[1], values[2]).result
            return chosen
        result: ir.Value = _ARITHMETIC[node.op](values[0], values[1]).result
        return _wrapped(result, _BITS[node.type])

    def _load(self, number: int) -> index.Scalar:
        access = self.graph.loads[number]
        element = self._elements(access)
        size = _BITS[access.element_type] // 8
        address = index.add(self.places[number], index.mul(element, size))
        return tt.read_integer(
            f"int{8 * size}_t", self.arena, self.window, index.value(address, "i64")
        )

    def _elements(self, access: Access) -> index.Scalar:
        terms = tuple(enumerate(access.strides))
        moved = Linear(terms, Amount.of(0), access.indirect)
        return self._linear(moved)

    def _linear(self, linear: Linear) -> index.Scalar:
        total = self.constants.i64(linear.constant)
        for loop, coefficient in linear.terms:
            if loop in self.loops:
                step = index.mul(self.constants.i64(coefficient), self.loops[loop])
                total = index.add(total, step)
        for number, coefficient in linear.indirect:
            step = index.mul(self.constants.i64(coefficient), self._value(number))
            total = index.add(total, step)
        return total


def _loads(graph: Graph, nodes: list[int]) -> list[int]:
    """The loads that some nodes depend on."""
    found: set[int] = set()
    while nodes:
        node = graph.nodes[nodes.pop()]
        nodes = [*nodes, *node.args]
        if node.op == "load":
            found.add(node.attribute)
            nodes += [number for number, _ in graph.loads[node.attribute].indirect]
    return sorted(found)


def _wrapped(value: ir.Value, bits: int) -> ir.Value:
    """The low bits, sign-extended."""
    if bits == 64:
        return value
    shift = constant(64 - bits, "i64")
    result: ir.Value = arith.ShRSIOp(arith.ShLIOp(value, shift).result, shift).result
    return result
