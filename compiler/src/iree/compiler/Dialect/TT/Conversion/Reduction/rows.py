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

from iree.tenstorrent.compiler.Conversion.Expression import scalars
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
from iree.tenstorrent.compiler.Conversion.Reduction.arg_compare import generalize_arg_compare
from iree.tenstorrent.compiler.Conversion.Reduction.combiners import (
    Accumulation,
    Combiner,
    accumulation,
)
from iree.tenstorrent.compiler.Conversion.Reduction.indexed_extreme import (
    IndexedExtreme,
    indexed_extreme,
)

# Leaves of earlier reductions are numbered from here on while one operation is read.
_EARLIER = 1000
# An access to no binding: the value is the position itself, or the table's element at it.
POSITION = -1
# Predicates of arith.cmpf and arith.cmpi.
_OEQ, _UNO, _EQ = 1, 14, 0
# The finite f32 numbers next to the infinities: no element but an infinity is beyond them.
_LOWEST = (0xFF7FFFFF, 0x7F7FFFFF)
# What subtracts elements from the accumulator adds their negatives, to the bit. IREE makes it of gradients.
_SUMS_OF_NEGATIVES = {"arith.subf": "arith.addf", "arith.subi": "arith.addi"}


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
    generalize_arg_compare(function)
    reducing = _reducing(function)
    if not reducing:
        raise Reject("no reduction")
    # Where an element is NaN all of its softmax is, whatever is taken for the largest one.
    is_softmax = all(op.name == "linalg.softmax" for op in reducing)
    PassManager.parse(
        "any(iree-codegen-decompose-softmax,linalg-generalize-named-ops)", function.context
    ).run(function)
    rows: RowGraph | None = None
    results: dict[ir.Value, int] = {}  # node of each reduction's result
    for op in _reducing(function):
        earlier = {v: _EARLIER + i for i, v in enumerate(results)}
        structured = read_structured(op, earlier, tables=True)
        loops = _kept_loops(structured) + _reduced_loops(structured)
        sizes = tuple(structured.graph.sizes[loop] for loop in loops)
        kept = len(loops) - sum(structured.is_reduction)
        if rows is None:
            rows = RowGraph(Graph(sizes=sizes, workload=scalars.workload(function)), kept)
        if sizes != rows.graph.sizes or kept != rows.kept_rank:
            raise Reject("reductions over different loops")
        _add_reductions(rows, op, structured, loops, results, is_softmax)
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
    is_softmax: bool,
) -> None:
    earlier = list(results.values())
    kept = [Linear.loop(loop) for loop in loops[: rows.kept_rank]]
    for number, position in structured.graph.leaves.items():
        if number >= _EARLIER and list(position) != kept:
            raise Reject("a reduction's result that another one reads at another place")
    translation = Translation(rows.graph, structured.graph, loops)
    extreme = indexed_extreme(structured)
    if extreme is not None:
        values = _add_indexed_extreme(rows, op, structured, extreme, translation, earlier)
        results.update(zip(op.results, values, strict=True))
        return
    nodes = structured.graph.nodes
    for number, result in enumerate(op.results):
        node = nodes[structured.results[number]]
        own = [i for i in node.args if nodes[i].op == "leaf" and nodes[i].attribute == number]
        if len(node.args) != 2 or len(own) != 1:
            raise Reject(f"a reduction that is not one operation ('{node.op}' yields its result)")
        other = next(i for i in node.args if i != own[0])
        element = translation.node(other, earlier)
        operation = node.op
        if operation in _SUMS_OF_NEGATIVES and own[0] == node.args[0]:
            operation = _SUMS_OF_NEGATIVES[operation]
            element = _negative(rows.graph, element)
        how = accumulation(operation, _element_type(result), is_softmax)
        start = _start(structured, number, how, translation, earlier)
        results[result] = _accumulate(rows, how, element, start)


def _negative(graph: Graph, number: int) -> int:
    kind = graph.nodes[number].type
    if kind in ("f32", "bf16", "f16"):
        return graph.add(Node("arith.negf", kind, (number,), 0, (kind,)))
    zero = graph.add(Node("const", kind, (), 0))
    return graph.add(Node("arith.subi", kind, (zero, number), 0, (kind, kind)))


def _element_type(tensor: ir.Value) -> str:
    return str(ir.RankedTensorType(tensor.type).element_type)


def _start(
    structured: Structured,
    number: int,
    how: Accumulation,
    translation: Translation,
    earlier: list[int],
) -> int | None:
    """The node of a result's initial value; None where it makes no difference."""
    init = structured.inits[number]
    if init is None:
        raise Reject("a reduction whose initial value is not defined")
    node = structured.graph.nodes[init]
    if node.op == "const" and how.is_identity(node.attribute):
        return None
    return translation.node(init, earlier)


def _accumulate(rows: RowGraph, how: Accumulation, element: int, start: int | None) -> int:
    """Adds a reduction; the node of its result."""
    element = how.prepare(rows.graph, element)
    depth = leaf_depth(rows, element)
    leaves = []
    for accumulator in how.accumulators:
        leaf = Node("leaf", accumulator.type, (), len(rows.reductions))
        leaves.append(rows.graph.add(leaf))
        rows.reductions.append(Reduction(accumulator, element, depth))
    return how.result(rows.graph, leaves, start)


def _add_indexed_extreme(
    rows: RowGraph,
    op: ir.Operation,
    structured: Structured,
    extreme: IndexedExtreme,
    translation: Translation,
    earlier: list[int],
) -> list[int]:
    """First the extreme, then the least index at which an element equals it."""
    graph = rows.graph
    how = accumulation(extreme.op, _element_type(op.results[extreme.value]))
    start = _start(structured, extreme.value, how, translation, earlier)
    if start is not None and graph.nodes[start].attribute not in _LOWEST:
        raise Reject("an initial value that may be the largest one")
    element = translation.node(extreme.element, earlier)
    value = _accumulate(rows, how, element, None)
    element_type = graph.nodes[element].type
    types = (element_type, element_type)
    if how.accumulators[0].is_float:
        found = graph.add(Node("arith.cmpf", "i1", (element, value), _OEQ, types))
        if len(how.accumulators) == 2:  # One NaN makes the value NaN.
            nan = graph.add(Node("arith.cmpf", "i1", (element, element), _UNO, types))
            found = graph.add(Node("arith.ori", "i1", (found, nan), 0, ("i1", "i1")))
    else:
        found = graph.add(Node("arith.cmpi", "i1", (element, value), _EQ, types))
    position = translation.node(extreme.position, earlier)
    beyond = graph.add(Node("const", "i32", (), 0x7FFFFFFF))
    chosen = graph.add(
        Node("arith.select", "i32", (found, position, beyond), 0, ("i1", "i32", "i32"))
    )
    index = _accumulate(rows, accumulation("arith.minsi", "i32"), chosen, None)
    if start is not None:
        value = graph.add(Node(extreme.op, element_type, (value, start), 0, types))
    return [value, index] if extreme.value == 0 else [index, value]


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
    graph = read_dispatch(function, {value: i for i, value in enumerate(results)}, tables=True)
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
            table=access.table,
            tiles=access.tiles,
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
            assert node.linear is not None
            strides = tuple(node.linear.coefficient(i) for i in range(len(self.source.sizes)))
            position = Access(POSITION, node.type, ZERO, node.linear.constant, strides)
            return self.target.load(self.access(position))
        args = tuple(self.memo[arg] for arg in node.args)
        return self.target.add(Node(node.op, node.type, args, node.attribute, node.arg_types))
