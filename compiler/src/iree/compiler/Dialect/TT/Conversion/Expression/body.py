# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The scalar code of a linalg operation: the nodes of what it yields, and indices as positions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression import scalars
from iree.tenstorrent.compiler.Conversion.Expression.amount import (
    ONE,
    ZERO,
    Linear,
    Reject,
    extremes,
)
from iree.tenstorrent.compiler.Conversion.Expression.delinearize import divide
from iree.tenstorrent.compiler.Conversion.Expression.graph import Graph, Node
from iree.tenstorrent.compiler.IR.dialect import defining_op

_INDEX_CASTS = frozenset(
    f"arith.{name}" for name in ("index_cast", "index_castui", "extui", "extsi")
)
_DIVISIONS = {
    "arith.divui": 0,
    "arith.divsi": 0,
    "arith.floordivsi": 0,
    "arith.remui": 1,
    "arith.remsi": 1,
}


class Surroundings(Protocol):
    """What the code can reach outside of its operation (analysis.Reader)."""

    graph: Graph

    def tensor(self, value: ir.Value, position: tuple[Linear, ...]) -> int: ...

    def scalar(self, value: ir.Value) -> int: ...

    def index_node(self, linear: Linear, integer: ir.Type) -> int: ...

    def apply(self, op: ir.Operation, args: list[int], result_type: ir.Type) -> int: ...


class Body:
    """The scalar code of a linalg operation at one iteration."""

    def __init__(
        self,
        reader: Surroundings,
        op: ir.Operation,
        loops: Sequence[Linear],
        argument: Callable[[int], int],
    ) -> None:
        self.reader = reader
        self.op = op
        self.loops = loops
        self.argument = argument
        self.operations = [inner.operation for inner in op.regions[0].blocks[0].operations]
        self.nodes: dict[ir.Value, int] = {}

    def result(self, number: int) -> int:
        """The node of a yielded value."""
        wanted = self.operations[-1].operands[number]
        needed = _needed(wanted, self.operations)
        # In the order of the block, so that deep chains do not recurse deeply.
        for inner in self.operations[:-1]:
            for value in inner.results:
                if value in needed and not isinstance(value.type, ir.IndexType):
                    self.node(value)
        return self.node(wanted)

    def node(self, value: ir.Value) -> int:
        if value not in self.nodes:
            self.nodes[value] = self._compute(value)
        return self.nodes[value]

    def _compute(self, value: ir.Value) -> int:
        op = defining_op(value)
        if op is None:
            return self.argument(ir.BlockArgument(value).arg_number)
        if op.parent != self.op or op.name == "arith.constant":
            return self.reader.scalar(value)
        if isinstance(value.type, ir.IndexType) or op.name in _INDEX_CASTS:
            index = self.index(value)
            if not index.indirect:
                return self.reader.index_node(index, value.type)
        if op.name == "tensor.extract":
            where = tuple(self.index(operand) for operand in list(op.operands)[1:])
            return self.reader.tensor(op.operands[0], where)
        if not op.name.startswith(("arith.", "math.", "complex.")) or len(op.results) != 1:
            raise Reject(f"'{op.name}'")
        return self.reader.apply(op, [self.node(operand) for operand in op.operands], value.type)

    def index(self, value: ir.Value) -> Linear:
        """An index, as far as it is linear; what depends on data becomes a node."""
        op = defining_op(value)
        sizes = self.reader.graph.sizes
        if op is not None and op.parent != self.op:
            return self._outer(value)
        if op is not None:
            operands = list(op.operands)
            if op.name == "linalg.index":
                return self.loops[int(ir.IntegerAttr(op.attributes["dim"]).value)]
            if op.name == "arith.constant":
                return Linear.at(int(ir.IntegerAttr(op.attributes["value"]).value))
            if op.name in _INDEX_CASTS and isinstance(operands[0].type, ir.IndexType):
                return self.index(operands[0])
            if op.name == "arith.index_cast":
                return self._widened(operands[0])
            if op.name in ("arith.addi", "arith.subi", "arith.muli") and _is_index(value):
                left, right = self.index(operands[0]), self.index(operands[1])
                return self._arithmetic(op.name, left, right, value)
            if op.name in _DIVISIONS and _is_index(value):
                left, right = self.index(operands[0]), self.index(operands[1])
                if not left.indirect and right.amount is not None:
                    return divide(left, right.amount, sizes, self.reader.graph.multiples)[
                        _DIVISIONS[op.name]
                    ]
            if op.name in ("arith.maxsi", "arith.minsi", "arith.minui") and _is_index(value):
                clamped = self._clamp(op.name, self.index(operands[0]), self.index(operands[1]))
                if clamped is not None:
                    return clamped
            if op.name == "affine.apply":
                affine_map = ir.AffineMapAttr(op.attributes["map"]).value
                inputs = [self.index(operand) for operand in operands]
                dims, symbols = inputs[: affine_map.n_dims], inputs[affine_map.n_dims :]
                return scalars.affine(affine_map.results[0], dims, symbols)
        return Linear((), ZERO, ((self._data(value), ONE),))

    def _outer(self, value: ir.Value) -> Linear:
        try:
            return Linear.at(scalars.amount_of(value))
        except Reject:
            return Linear((), ZERO, ((self.reader.scalar(value), ONE),))

    def _data(self, value: ir.Value) -> int:
        """The node of an index that depends on data."""
        op = defining_op(value)
        if op is None or op.name == "tensor.extract":
            return self.node(value)
        if not op.name.startswith("arith.") or len(op.results) != 1:
            raise Reject(f"'{op.name}' in an index")
        args = []
        for operand in op.operands:
            index = self.index(operand) if _is_index(operand) else None
            if index is not None and not index.indirect:
                args.append(self.reader.index_node(index, operand.type))
            elif index is not None and index == Linear((), ZERO, ((index.indirect[0][0], ONE),)):
                args.append(index.indirect[0][0])
            elif index is None:
                args.append(self.node(operand))
            else:
                raise Reject("arithmetic on an index that depends on data")
        return self.reader.apply(op, args, value.type)

    def _widened(self, value: ir.Value) -> Linear:
        """A narrower integer as an index."""
        node = self.node(value)
        linear = self.reader.graph.nodes[node].linear
        if linear is not None:
            return linear
        widened = Node("arith.index_cast", "index", (node,), 0, (str(value.type),))
        return Linear((), ZERO, ((self.reader.graph.add(widened), ONE),))

    def _arithmetic(self, name: str, left: Linear, right: Linear, value: ir.Value) -> Linear:
        if name == "arith.addi":
            return left + right
        if name == "arith.subi":
            return left + right.scaled(-1)
        if right.amount is not None:
            return left.scaled(right.amount)
        if left.amount is not None:
            return right.scaled(left.amount)
        return Linear((), ZERO, ((self._data(value), ONE),))

    def _clamp(self, name: str, left: Linear, right: Linear) -> Linear | None:
        """The operand that a maximum or minimum always is; None if that is not known."""
        sizes = self.reader.graph.sizes
        a, b = extremes(left, sizes), extremes(right, sizes)
        if a is None or b is None or (min(a[0], b[0]) < 0 and name == "arith.minui"):
            return None
        if name == "arith.maxsi":
            return left if a[0] >= b[1] else right if b[0] >= a[1] else None
        return left if a[1] <= b[0] else right if b[1] <= a[0] else None


def _is_index(value: ir.Value) -> bool:
    return isinstance(value.type, ir.IndexType)


def _needed(wanted: ir.Value, operations: Sequence[ir.Operation]) -> set[ir.Value]:
    """The values of a block that one of its values depends on."""
    needed = {wanted}
    for op in reversed(operations[:-1]):
        if any(result in needed for result in op.results):
            needed.update(op.operands)
    return needed
