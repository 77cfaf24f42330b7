# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reads a dispatch whose root sums products of two operands into one form: rows x inner times
inner x columns, for each batch.

Rows, columns, inner and batch are lists of the root's loops. Every address is linear in the loops,
so that convolutions (rows oh, ow; inner kh, kw, c) need no form of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression.amount import ONE, ZERO, Amount
from iree.tenstorrent.compiler.Conversion.Expression.analysis import (
    Structured,
    indexing_maps,
    read_dispatch,
    read_structured,
)
from iree.tenstorrent.compiler.Conversion.Expression.graph import (
    Access,
    Graph,
    Node,
    Reject,
    Store,
)
from iree.tenstorrent.compiler.Conversion.Expression.scalars import segments

_ADDS = ("arith.addf", "arith.addi")
_PRODUCTS = ("arith.mulf", "arith.muli")
# Conversions that leave a float operand's value as it is.
_WIDENINGS = ("arith.extf",)


@dataclass(frozen=True)
class Operand:
    """A factor: what is loaded, and the graph that makes the factor of it.

    `expression` stores the factor; it is the load itself where `is_plain`."""

    expression: Graph
    is_plain: bool

    @property
    def access(self) -> Access:
        return self.expression.loads[0]

    def uses(self, loop: int) -> bool:
        return any(access.strides[loop] != ZERO for access in self.expression.loads)


@dataclass(frozen=True)
class Contraction:
    """result[batch, rows, columns] = epilogue(sum over inner of left * right).

    `left` does not depend on columns nor `right` on rows. The epilogue's accesses are over the
    root's loops, its leaf 0 is the sum. Loops of each list stand outermost first."""

    root: ir.Operation
    sizes: tuple[Amount, ...]
    batch: tuple[int, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    inner: tuple[int, ...]
    left: Operand
    right: Operand
    epilogue: Graph
    # The element type that products are summed in.
    sum_type: str


def read_contraction(function: ir.Operation) -> Contraction:
    """Raises Reject."""
    root = _root(function)
    structured = read_structured(root)
    graph = structured.graph
    left, right, scales = _without_scales(structured, *_factors(structured))
    rank = len(graph.sizes)
    used_left, used_right = _loops_of(graph, left), _loops_of(graph, right)
    parallel = [loop for loop in range(rank) if not structured.is_reduction[loop]]
    inner = [loop for loop in range(rank) if structured.is_reduction[loop]]
    batch = [loop for loop in parallel if loop in used_left and loop in used_right]
    columns = [loop for loop in parallel if loop in used_right and loop not in used_left]
    rows = [loop for loop in parallel if loop not in batch and loop not in columns]
    epilogue = _epilogue(function, root, structured, scales)
    contraction = Contraction(
        root=root,
        sizes=graph.sizes,
        batch=tuple(batch),
        rows=tuple(rows),
        columns=tuple(columns),
        inner=tuple(inner),
        left=_operand(graph, left),
        right=_operand(graph, right),
        epilogue=epilogue,
        sum_type=graph.nodes[structured.results[0]].type,
    )
    return _ordered(contraction)


def _root(function: ir.Operation) -> ir.Operation:
    """The one operation with reduction loops."""
    roots = []
    for view in function.regions[0].blocks[0].operations:
        op = view.operation
        if not op.name.startswith("linalg.") or op.name in ("linalg.fill", "linalg.index"):
            continue
        if any(_is_reduction(op)):
            roots.append(op)
    if len(roots) != 1:
        raise Reject("no sum of products" if not roots else "more than one reduction")
    if len(roots[0].results) != 1:
        raise Reject("a reduction with more than one result")
    return roots[0]


def _is_reduction(op: ir.Operation) -> tuple[bool, ...]:
    """Whether each loop of a linalg operation is a reduction, by its result's map."""
    maps = indexing_maps(op)
    inputs, _ = segments(op)
    written = {
        int(expression.position)
        for access_map in maps[len(inputs) :]
        for expression in access_map.results
        if isinstance(expression, ir.AffineDimExpr)
    }
    return tuple(loop not in written for loop in range(maps[0].n_dims))


def _factors(structured: Structured) -> tuple[int, int]:
    """The nodes of the two factors that the body adds the product of."""
    nodes = structured.graph.nodes
    total = nodes[structured.results[0]]
    if total.op not in _ADDS:
        raise Reject("a reduction that is not a sum")
    for leaf, term in (total.args, total.args[::-1]):
        if nodes[leaf].op == "leaf" and nodes[term].op in _PRODUCTS:
            left, right = nodes[term].args
            return left, right
    raise Reject("a sum of something else than products")


def _loops_of(graph: Graph, number: int) -> set[int]:
    """Loops that a node depends on."""
    node = graph.nodes[number]
    loops = {loop for arg in node.args for loop in _loops_of(graph, arg)}
    if node.op == "load":
        strides = graph.loads[node.attribute].strides
        loops |= {loop for loop, stride in enumerate(strides) if stride != ZERO}
    if node.op in ("leaf", "index"):
        raise Reject(f"a factor with '{node.op}'")
    return loops


def _operand(graph: Graph, number: int) -> Operand:
    plain = number
    while graph.nodes[plain].op in _WIDENINGS:
        plain = graph.nodes[plain].args[0]
    is_plain = graph.nodes[plain].op == "load"
    expression = Graph(sizes=graph.sizes)
    rank = len(graph.sizes)
    value = transplant(graph, expression, plain if is_plain else number, list(range(rank)))
    if not expression.loads:
        raise Reject("a factor that is a constant")
    if any(access.indirect for access in expression.loads):
        raise Reject("an index that depends on data")
    access = replace(expression.loads[0], element_type=expression.nodes[value].type)
    expression.stores.append(Store(access, value))
    return Operand(expression, is_plain)


def _without_scales(structured: Structured, left: int, right: int) -> tuple[int, int, list[int]]:
    """The factors without what is the same for the whole sum, which is multiplied by afterwards: the
    scale of each column that weights of few bits come with."""
    graph, scales = structured.graph, []
    factors = []
    for factor in (left, right):
        while len(_loads_of(graph, factor)) > 1:
            node = graph.nodes[factor]
            if node.op in _WIDENINGS:
                node = graph.nodes[node.args[0]]
            outer = [arg for arg in node.args if not _is_summed(structured, arg)]
            if node.op != "arith.mulf" or len(outer) != 1:
                break
            scales += outer
            factor = next(arg for arg in node.args if arg not in outer)
        factors.append(factor)
    return factors[0], factors[1], scales


def _loads_of(graph: Graph, number: int) -> set[int]:
    node = graph.nodes[number]
    found = {load for arg in node.args for load in _loads_of(graph, arg)}
    return found | {node.attribute} if node.op == "load" else found


def _is_summed(structured: Structured, number: int) -> bool:
    """Whether a node varies along the sum's loops."""
    return any(structured.is_reduction[loop] for loop in _loops_of(structured.graph, number))


def _epilogue(
    function: ir.Operation, root: ir.Operation, structured: Structured, scales: Sequence[int]
) -> Graph:
    """What is stored, over the root's loops, with the sum scaled and the initial value added."""
    rank = len(structured.graph.sizes)
    sources: list[int | None] = [None] * rank
    graph = read_dispatch(function, {root.results[0]: 0}, tables=True)
    graph.count_positions()
    if 0 not in graph.leaves:
        raise Reject("a result that does not depend on the sum")
    for place, where in zip(graph.leaves[0], structured.outputs[0], strict=True):
        source, loop = place.only_loop, where.only_loop
        if source is None and place.amount == ZERO and loop is not None:
            continue  # A dimension of size 1.
        if source is None or loop is None or source in sources:
            raise Reject("a result that is stored in another order")
        sources[loop] = source
    for loop, size in enumerate(graph.sizes):
        if loop not in sources and size != ONE:
            raise Reject("a result that is broadcast")
    result = Graph(sizes=structured.graph.sizes, workload=graph.workload)
    total = result.add(Node("leaf", _sum_type(structured), (), 0))
    for scale in scales:
        value = transplant(structured.graph, result, scale, list(range(rank)))
        total = _scaled(result, total, value)
    initial = structured.inits[0]
    if initial is None:
        raise Reject("an initial value that is not understood")
    node = structured.graph.nodes[initial]
    if node.op != "const" or node.attribute != 0:
        value = transplant(structured.graph, result, initial, list(range(rank)))
        add = "arith.addf" if node.type in ("f32", "bf16", "f16") else "arith.addi"
        total = result.add(Node(add, node.type, (value, total), 0, (node.type, node.type)))
    for store in graph.stores:
        value = transplant(graph, result, store.value, sources, {0: total})
        result.stores.append(Store(_relabelled(store.access, sources), value))
    return result


def _scaled(graph: Graph, total: int, scale: int) -> int:
    """The product with a scale, in the type of the sum."""
    wide, narrow = graph.nodes[total].type, graph.nodes[scale].type
    if narrow != wide:
        if wide != "f32":
            raise Reject(f"a scale of {narrow} for a sum of {wide}")
        scale = graph.add(Node("arith.extf", wide, (scale,), 0, (narrow,)))
    return graph.add(Node("arith.mulf", wide, (total, scale), 0, (wide, wide)))


def _sum_type(structured: Structured) -> str:
    return structured.graph.nodes[structured.results[0]].type


def _relabelled(access: Access, sources: Sequence[int | None]) -> Access:
    """An access over other loops: loop k is the old loop sources[k], or none."""
    if access.indirect:
        raise Reject("an index that depends on data")
    strides = tuple(ZERO if source is None else access.strides[source] for source in sources)
    return replace(access, strides=strides)


def transplant(
    source: Graph,
    target: Graph,
    number: int,
    sources: Sequence[int | None],
    leaves: dict[int, int] | None = None,
) -> int:
    """Copies a node and what it depends on to a graph over other loops (see _relabelled); leaf k
    becomes the target's node leaves[k]."""
    node = source.nodes[number]
    if node.op == "load":
        return target.load(_relabelled(source.loads[node.attribute], sources))
    if node.op == "leaf" and leaves is not None:
        return leaves[node.attribute]
    if node.op == "index":
        raise Reject("a value that depends on the position")
    args = tuple(transplant(source, target, arg, sources, leaves) for arg in node.args)
    return target.add(replace(node, args=args))


def _ordered(contraction: Contraction) -> Contraction:
    """Loops of size 1 left out, the others by their strides, and the result's contiguous dimension
    among the columns: the operands change places if it is not."""
    stored = contraction.epilogue.stores[0].access

    def magnitude(access: Access, loop: int) -> int:
        stride = access.strides[loop].static
        # Unknown strides belong to outer dimensions.
        return 1 << 62 if stride is None else abs(stride)

    def order(loops: tuple[int, ...], access: Access) -> tuple[int, ...]:
        kept = [loop for loop in loops if contraction.sizes[loop] != ONE]
        return tuple(sorted(kept, key=lambda loop: -magnitude(access, loop)))

    def contiguous(access: Access, loops: tuple[int, ...]) -> bool:
        return any(access.strides[loop] == ONE for loop in loops)

    rows, columns = order(contraction.rows, stored), order(contraction.columns, stored)
    left, right = contraction.left, contraction.right
    if contiguous(stored, rows):
        rows, columns, left, right = columns, rows, right, left
    inner = tuple(loop for loop in contraction.inner if contraction.sizes[loop] != ONE)
    walked = left if contiguous(left.access, inner) else right
    return replace(
        contraction,
        batch=order(contraction.batch, stored),
        rows=rows,
        columns=columns,
        inner=order(inner, walked.access),
        left=left,
        right=right,
    )
