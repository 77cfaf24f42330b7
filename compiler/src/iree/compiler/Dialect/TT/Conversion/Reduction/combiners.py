# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Operations that combine the elements of a reduction, and what they are made of on the SFPU.

Largest and smallest floats are found in the SFPU's order of sign and magnitude, in which NaN is beyond
the infinity of its sign: one operation a tile, where arith.maximumf would take five. What the order
does otherwise with NaN is set right once, at the end.
"""

from __future__ import annotations

from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Expression.graph import Graph, Node, Reject
from iree.tenstorrent.compiler.Conversion.Sfpu import integer_table
from iree.tenstorrent.compiler.Conversion.Sfpu.lowering import Lowering, Row
from iree.tenstorrent.compiler.Conversion.Sfpu.tile_program import Reg

_FLOATS = ("f32", "bf16", "f16")
_INFINITY, _SIGN = 0x7F800000, 0x80000000
# arith.CmpFPredicate: unordered.
_UNO = 14
_TOTAL_MAX, _TOTAL_MIN = "tt.total_max", "tt.total_min"


def _tile(name: str) -> Row:
    def row(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
        return lowering.tile(name, *args)

    return row


# The SFPU's rows, and those of the operations that stand only in this module.
ROWS: dict[str, Row] = {
    **integer_table.ROWS,
    _TOTAL_MAX: _tile("binary_max_tile"),
    _TOTAL_MIN: _tile("binary_min_tile"),
}


@dataclass(frozen=True)
class Combiner:
    """`op` combines values of `type`, "f32" or "i32" as they are in a tile; `identity` is the bits of
    the value that leaves the other one as it is. `pool` is the PoolType that combines the elements
    of a tile's columns the same way; empty if there is none."""

    op: str
    type: str
    identity: int
    pool: str = ""

    @property
    def is_float(self) -> bool:
        return self.type == "f32"

    @property
    def data_format(self) -> str:
        return "DataFormat::Float32" if self.is_float else "DataFormat::Int32"


_LARGEST = Combiner(_TOTAL_MAX, "f32", _INFINITY | _SIGN, "PoolType::MAX")
_SMALLEST = Combiner(_TOTAL_MIN, "f32", _INFINITY, "PoolType::MIN")
_MAX = Combiner("arith.maxsi", "i32", 0x80000000, "PoolType::MAX")
_MIN = Combiner("arith.minsi", "i32", 0x7FFFFFFF, "PoolType::MIN")
_PLAIN = {
    "arith.addf": Combiner("arith.addf", "f32", 0, "PoolType::SUM"),
    "arith.mulf": Combiner("arith.mulf", "f32", 0x3F800000),
    "arith.addi": Combiner("arith.addi", "i32", 0, "PoolType::SUM"),
    "arith.muli": Combiner("arith.muli", "i32", 1),
    "arith.andi": Combiner("arith.andi", "i32", 0xFFFFFFFF),
    "arith.ori": Combiner("arith.ori", "i32", 0),
    "arith.xori": Combiner("arith.xori", "i32", 0),
    "arith.maxsi": _MAX,
    "arith.minsi": _MIN,
}
# On an i1, which a tile holds as 0 or 1.
_LOGICAL = {"arith.ori": _MAX, "arith.maxui": _MAX, "arith.andi": _MIN, "arith.minui": _MIN}


@dataclass(frozen=True)
class Accumulation:
    """How an MLIR operation becomes accumulators: a combiner each, of the same prepared element.
    `ignores_nan`: the result does not matter where an element is NaN."""

    op: str
    element_type: str
    accumulators: tuple[Combiner, ...]
    ignores_nan: bool = False

    def prepare(self, graph: Graph, element: int) -> int:
        """The node that is combined for an element."""
        element_type = graph.nodes[element].type
        if self.op in ("arith.maxnumf", "arith.minnumf") and not self.ignores_nan:
            identity = graph.add(Node("const", "f32", (), self.accumulators[0].identity))
            return _choose(graph, _is_nan(graph, element), identity, element)
        if self.accumulators[0].type == "i32" and element_type != "i32":
            extension = "arith.extui" if element_type == "i1" else "arith.extsi"
            element = graph.add(Node(extension, "i32", (element,), 0, (element_type,)))
        if self._is_flipped:
            return _flip(graph, element)
        return element

    @property
    def _is_flipped(self) -> bool:
        """Unsigned numbers in the order of signed ones."""
        return self.op in ("arith.maxui", "arith.minui") and self.element_type != "i1"

    def result(self, graph: Graph, leaves: list[int], start: int | None) -> int:
        """The node of the reduction's result: from the accumulators' nodes, and from that of the
        initial value unless it makes no difference (None)."""
        value = leaves[0]
        if len(leaves) == 2:
            value = _choose(graph, _is_nan(graph, leaves[1]), leaves[1], value)
        if self._is_flipped:
            value = _flip(graph, value)
        narrow = self.element_type
        if narrow in ("bf16", "f16"):
            value = graph.add(Node("arith.truncf", narrow, (value,), 0, ("f32",)))
        elif narrow in ("i1", "i8", "i16"):
            value = graph.add(Node("arith.trunci", narrow, (value,), 0, ("i32",)))
        if start is None:
            return value
        return graph.add(Node(self.op, narrow, (value, start), 0, (narrow, narrow)))

    def is_identity(self, bits: int) -> bool:
        """Whether a constant of the element type makes no difference as the initial value."""
        if self.op == "arith.addf":
            return bits & ~_SIGN == 0
        if self.op in ("arith.maxnumf", "arith.minnumf") and bits & ~_SIGN > _INFINITY:
            return True
        if self.accumulators[0].is_float:
            return bits == self.accumulators[0].identity
        width = int(self.element_type[1:])
        ones, highest = (1 << width) - 1, 1 << (width - 1)
        identities = {
            "arith.muli": 1,
            "arith.andi": ones,
            "arith.minui": ones,
            "arith.maxsi": highest,
            "arith.minsi": ones ^ highest,
        }
        return bits & ones == identities.get(self.op, 0)


def accumulation(op: str, element_type: str, ignores_nan: bool = False) -> Accumulation:
    """How to reduce by an operation on an MLIR type. Raises Reject."""
    if element_type in _FLOATS:
        if op in ("arith.maxnumf", "arith.minnumf", "arith.maximumf", "arith.minimumf"):
            both = (_LARGEST, _SMALLEST) if "max" in op else (_SMALLEST, _LARGEST)
            if ignores_nan or op in ("arith.maxnumf", "arith.minnumf"):
                return Accumulation(op, element_type, both[:1], ignores_nan)
            return Accumulation(op, element_type, both)
        if op in ("arith.addf", "arith.mulf"):
            return Accumulation(op, element_type, (_PLAIN[op],))
    if element_type in ("i8", "i16", "i32"):
        if op in ("arith.maxui", "arith.minui"):
            return Accumulation(op, element_type, (_MAX if "max" in op else _MIN,))
        if op in _PLAIN:
            return Accumulation(op, element_type, (_PLAIN[op],))
    if element_type == "i1":
        if op in _LOGICAL:
            return Accumulation(op, element_type, (_LOGICAL[op],))
        if op in ("arith.addi", "arith.xori"):
            return Accumulation("arith.xori", element_type, (_PLAIN["arith.addi"],))
    raise Reject(f"a reduction by '{op}' on {element_type}")


def _is_nan(graph: Graph, value: int) -> int:
    return graph.add(Node("arith.cmpf", "i1", (value, value), _UNO, ("f32", "f32")))


def _choose(graph: Graph, condition: int, one: int, other: int) -> int:
    return graph.add(Node("arith.select", "f32", (condition, one, other), 0, ("i1",)))


def _flip(graph: Graph, value: int) -> int:
    sign = graph.add(Node("const", "i32", (), _SIGN))
    return graph.add(Node("arith.xori", "i32", (value, sign), 0, ("i32", "i32")))
