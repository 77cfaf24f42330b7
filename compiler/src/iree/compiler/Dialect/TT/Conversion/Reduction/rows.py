# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reads a dispatch of reductions over the same loops, and of what is fused with them, into one graph.

The graph is over the kept loops, outermost first, and then the reduced ones. Each reduction's result
is a leaf node of it, whose value is the same for all iterations of the reduced loops.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from iree.compiler import ir
from iree.compiler.passmanager import PassManager

from iree.tenstorrent.compiler.Conversion.Expression.amount import (
    ONE,
    ZERO,
    Amount,
    Linear,
    Reject,
)
from iree.tenstorrent.compiler.Conversion.Expression.analysis import (
    Structured,
    read_dispatch,
    read_structured,
)
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Graph, Node, Store
from iree.tenstorrent.compiler.Conversion.Reduction.combiners import Combiner, combiner

_NARROW_FLOATS = ("bf16", "f16")
# Leaves of earlier reductions are numbered from here on while one operation is read.
_EARLIER = 1000


@dataclass(frozen=True)
class Reduction:
    """One accumulator: `element` is the node that is combined, over all loops; `depth` is the number of
    reductions that follow one from another before it."""

    combiner: Combiner
    element: int
    depth: int


@dataclass
class RowGraph:
    """`graph.stores` are over all loops where `is_full`, else over the kept ones only."""

    graph: Graph
    kept_rank: int
    reductions: list[Reduction] = field(default_factory=list)
    is_full: bool = False

    @property
    def kept_sizes(self) -> tuple[Amount, ...]:
        return self.graph.sizes[: self.kept_rank]

    @property
    def reduced_sizes(self) -> tuple[Amount, ...]:
        return self.graph.sizes[self.kept_rank :]

    @property
    def phases(self) -> int:
        """How often the reduced loops run, but for the stores."""
        return max(reduction.depth for reduction in self.reductions) + 1


def read_rows(function: ir.Operation) -> RowGraph:
    """The graph of a dispatch's func.func, which this changes. Raises Reject."""
    if not any(True for _ in _reducing(function)):
        raise Reject("no reduction")
    PassManager.parse(
        "any(iree-codegen-decompose-softmax,linalg-generalize-named-ops)", function.context
    ).run(function)
    rows: RowGraph | None = None
    results: dict[ir.Value, int] = {}  # node of each reduction's result
    for op in _reducing(function):
        structured = read_structured(op, {v: _EARLIER + i for i, v in enumerate(results)})
        loops = _kept_loops(structured) + _reduced_loops(structured)
        sizes = tuple(structured.graph.sizes[loop] for loop in loops)
        kept = len(loops) - sum(structured.is_reduction)
        if rows is None:
            rows = RowGraph(Graph(sizes=sizes, workload=structured.graph.workload), kept)
        if sizes != rows.graph.sizes or kept != rows.kept_rank:
            raise Reject("reductions over different loops")
        _add_reductions(rows, op, structured, loops, results)
    assert rows is not None
    _add_stores(rows, function, results)
    return rows


def _reducing(function: ir.Operation) -> list[ir.Operation]:
    """The operations with reduction loops, in order."""
    found = []
    for view in function.regions[0].blocks[0].operations:
        op = view.operation
        if op.name == "linalg.softmax" or (
            op.name.startswith("linalg.")
            and op.name not in ("linalg.fill", "linalg.yield", "linalg.index")
            and any("reduction" in str(kind) for kind in _iterators(op))
        ):
            found.append(op)
    return found


def _iterators(op: ir.Operation) -> list[ir.Attribute]:
    if "iterator_types" in op.attributes:
        return list(ir.ArrayAttr(op.attributes["iterator_types"]))
    return []


def _kept_loops(structured: Structured) -> list[int]:
    positions = structured.outputs[0]
    loops = [position.only_loop for position in positions]
    known = [loop for loop in loops if loop is not None]
    if len(known) != len(positions) or any(p != positions for p in structured.outputs):
        raise Reject("a result that is not written at the loops' own indices")
    return known


def _reduced_loops(structured: Structured) -> list[int]:
    return [loop for loop, reduced in enumerate(structured.is_reduction) if reduced]


def _add_reductions(
    rows: RowGraph,
    op: ir.Operation,
    structured: Structured,
    loops: list[int],
    results: dict[ir.Value, int],
) -> None:
    earlier = list(results.values())
    kept = [Linear.loop(loop) for loop in loops[: rows.kept_rank]]
    for number, position in structured.graph.leaves.items():
        if number >= _EARLIER and list(position) != kept:
            raise Reject("a reduction's result that another one reads at another place")
    translation = Translation(rows.graph, structured.graph, loops)
    nodes = structured.graph.nodes
    for number, result in enumerate(op.results):
        element_type = str(ir.RankedTensorType(result.type).element_type)
        node = nodes[structured.results[number]]
        own = [i for i in node.args if nodes[i].op == "leaf" and nodes[i].attribute == number]
        if len(node.args) != 2 or len(own) != 1:
            raise Reject(f"a reduction that is not one operation ('{node.op}' yields its result)")
        how = combiner(node.op, element_type)
        element = translation.node(next(i for i in node.args if i != own[0]), earlier)
        element = _widened(rows.graph, element, how)
        depth = leaf_depth(rows, element)
        leaf = len(rows.reductions)
        rows.reductions.append(Reduction(how, element, depth))
        value = rows.graph.add(Node("leaf", how.type, (), leaf))
        init = structured.inits[number]
        if init is None:
            raise Reject("a reduction whose initial value is not defined")
        start = nodes[init]
        if start.op != "const" or not _is_identity(how, start.attribute, element_type):
            args = (value, _widened(rows.graph, translation.node(init, earlier), how))
            value = rows.graph.add(Node(how.op, how.type, args, 0, (how.type, how.type)))
        if element_type in _NARROW_FLOATS:
            value = rows.graph.add(Node("arith.truncf", element_type, (value,), 0, ("f32",)))
        elif element_type != how.type:
            value = rows.graph.add(Node("arith.trunci", element_type, (value,), 0, ("i32",)))
        results[result] = value


def _widened(graph: Graph, node: int, how: Combiner) -> int:
    """The node as the accumulator has it; registers hold narrow floats as f32 already."""
    element_type = graph.nodes[node].type
    if how.is_float or element_type == how.type:
        return node
    extension = "arith.extui" if element_type == "i1" else "arith.extsi"
    return graph.add(Node(extension, how.type, (node,), 0, (element_type,)))


def _is_identity(how: Combiner, bits: int, element_type: str) -> bool:
    if element_type in ("i8", "i16", "i1"):
        mask = (1 << int(element_type[1:])) - 1
        return (bits ^ how.identity) & mask == 0 and how.op not in ("arith.maxsi", "arith.minsi")
    if how.op == "arith.addf":
        return bits & 0x7FFFFFFF == 0
    if how.op in ("arith.maxnumf", "arith.minnumf") and bits & 0x7FFFFFFF > 0x7F800000:
        return True
    return bits == how.identity


def leaf_depth(rows: RowGraph, node: int) -> int:
    """How many reductions a node follows from."""
    deepest = 0
    seen = set()
    pending = [node]
    while pending:
        number = pending.pop()
        if number in seen:
            continue
        seen.add(number)
        current = rows.graph.nodes[number]
        if current.op == "leaf":
            deepest = max(deepest, rows.reductions[current.attribute].depth + 1)
        pending.extend(current.args)
    return deepest


def _add_stores(rows: RowGraph, function: ir.Operation, results: dict[ir.Value, int]) -> None:
    graph = read_dispatch(function, {value: i for i, value in enumerate(results)})
    graph.reject_data_dependent()
    kept: list[int | None] | None = None
    for position in graph.leaves.values():
        loops = [where.only_loop for where in position]
        for loop, where, size in zip(loops, position, rows.kept_sizes, strict=True):
            if loop is None and not (where == Linear() and size == ONE):
                raise Reject("a reduction's result that is not read at the loops' own indices")
        if kept not in (None, loops):
            raise Reject("reductions' results that are read at different places")
        kept = loops
    if kept is None:
        raise Reject("no result depends on a reduction")
    others = [loop for loop in range(len(graph.sizes)) if loop not in kept]
    sizes = tuple(graph.sizes[loop] for loop in others)
    if any(
        loop is not None and graph.sizes[loop] != size
        for loop, size in zip(kept, rows.kept_sizes, strict=True)
    ):
        raise Reject("a slice of a reduction's result")
    rows.is_full = bool(others) and sizes == rows.reduced_sizes
    if not rows.is_full and others:
        raise Reject("a result over other loops than the reduction's")
    translation = Translation(rows.graph, graph, [*kept, *(others if rows.is_full else [])])
    for store in graph.stores:
        value = translation.node(store.value, list(results.values()), 0)
        rows.graph.stores.append(Store(translation.access(store.access), value))


class Translation:
    """Adds nodes of another graph; `loops` are the other one's numbers of this one's loops, from the
    outermost on (None: a loop of size 1 that the other does not have; missing: not used there)."""

    def __init__(self, target: Graph, source: Graph, loops: list[int] | list[int | None]) -> None:
        self.target = target
        self.source = source
        self.loops: list[int | None] = [*loops]
        self.memo: dict[int, int] = {}

    def access(self, access: Access) -> Access:
        strides = [ZERO if loop is None else access.strides[loop] for loop in self.loops]
        strides += [ZERO] * (len(self.target.sizes) - len(strides))
        if access.indirect:
            raise Reject("an index that depends on data")
        return Access(
            access.binding,
            access.element_type,
            access.byte_offset,
            access.offset,
            tuple(strides),
        )

    def node(self, number: int, leaves: list[int], first: int = _EARLIER) -> int:
        """The number here of a node there; its leaves are these nodes, numbered from `first` on."""
        needed = {number}
        for i in range(number, -1, -1):
            if i in needed:
                needed.update(self.source.nodes[i].args)
        for i in sorted(needed):
            if i not in self.memo:
                self.memo[i] = self._one(self.source.nodes[i], leaves, first)
        return self.memo[number]

    def _one(self, node: Node, leaves: list[int], first: int) -> int:
        if node.op == "leaf":
            if node.attribute < first:
                raise Reject("an element that depends on the result so far")
            return leaves[node.attribute - first]
        if node.op == "load":
            return self.target.load(self.access(self.source.loads[node.attribute]))
        if node.op == "index":
            raise Reject("a value that depends on an index")
        args = tuple(self.memo[arg] for arg in node.args)
        return self.target.add(Node(node.op, node.type, args, node.attribute, node.arg_types))
