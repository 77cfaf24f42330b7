# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reads a scatter of whole elements: which rows of the updates go where in the result.

A row is what lies side by side in updates and result; the loops around it number rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.DataMovement.copy import WIDEST, element_bytes
from iree.tenstorrent.compiler.Conversion.Expression import scalars
from iree.tenstorrent.compiler.Conversion.Expression.amount import (
    ONE,
    ZERO,
    Amount,
    Linear,
    Reject,
    product,
)
from iree.tenstorrent.compiler.Conversion.Expression.analysis import (
    STORE,
    Position,
    Reader,
    store_access,
    tensor_sizes,
)
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Graph, Node
from iree.tenstorrent.compiler.Conversion.Frame.row_index import RowLoop, check

_SCATTER = "iree_linalg_ext.scatter"


@dataclass(frozen=True)
class Scatter:
    """Rows of `row` elements, one after the other in `updates`. Row r begins in `result` where the loops
    and the indices of `result` (nodes of `graph`) say. The result has `total` elements in a row."""

    graph: Graph
    updates: Access
    result: Access
    row_loops: tuple[RowLoop, ...]
    row: Amount
    total: Amount

    @property
    def rows(self) -> Amount:
        return product([loop.size for loop in self.row_loops])

    @property
    def element_bytes(self) -> int:
        return element_bytes(self.updates.element_type)


def read_scatter(function: ir.Operation) -> Scatter:
    """Raises Reject."""
    if len(function.regions[0].blocks) != 1:
        raise Reject("control flow")
    operations = [view.operation for view in function.regions[0].blocks[0].operations]
    scatters = [op for op in operations if op.name == _SCATTER]
    stores = [op for op in operations if op.name == STORE]
    if not scatters:
        raise Reject("no scatter")
    if len(scatters) > 1 or len(stores) != 1 or stores[0].operands[0] != scatters[0].results[0]:
        raise Reject("a scatter with other results")
    op = scatters[0]
    if len(op.operands) != 3:
        raise Reject("a scatter with a mask")
    updates, indices, original = op.operands
    if not _is_move(op):
        raise Reject("a scatter that computes")
    graph = Graph(sizes=tensor_sizes(updates), workload=scalars.workload(function))
    reader = Reader(graph, {})
    loops = [Linear.loop(number) for number in range(len(graph.sizes))]
    source = graph.nodes[reader.tensor(updates, tuple(loops))]
    if source.op != "load" or graph.loads[source.attribute].indirect:
        raise Reject("updates that are computed")
    where = _target(op, reader, loops, indices, len(tensor_sizes(original)))
    target = graph.nodes[reader.tensor(original, where)]
    if target.op != "load":
        raise Reject("a result that does not begin as a tensor")
    access = graph.loads[target.attribute]
    if access != store_access(stores[0], where, graph):
        raise Reject("a result that is stored elsewhere than it is read")
    if element_bytes(access.element_type) > WIDEST:
        raise Reject(f"elements of type {access.element_type}")
    for number, _ in access.indirect:
        check(graph, number)
    return _rows(graph, graph.loads[source.attribute], access, _total(original))


def _is_move(op: ir.Operation) -> bool:
    """Whether updates replace elements: the body yields its first argument."""
    body = op.regions[0].blocks[0]
    operations = list(body.operations)
    return len(operations) == 1 and operations[0].operands[0] == body.arguments[0]


def _target(
    op: ir.Operation,
    reader: Reader,
    loops: Sequence[Linear],
    indices: ir.Value,
    rank: int,
) -> Position:
    """Where an element of the updates goes: its place in the slice, and the indices in front."""
    index_rank = len(tensor_sizes(indices))
    index_map = [int(dim) for dim in ir.DenseI64ArrayAttr(op.attributes["dimension_map"])]
    # Indices of one number need no dimension for it.
    has_depth = len(index_map) > 1 or tensor_sizes(indices) != reader.graph.sizes[:index_rank]
    batch_rank = index_rank - 1 if has_depth else index_rank
    slice_rank = len(loops) - batch_rank
    if not 0 <= slice_rank <= rank:
        raise Reject("a scatter whose slices are not understood")
    where = [Linear()] * (rank - slice_rank) + list(loops[batch_rank:])
    for number, dim in enumerate(index_map):
        place = [*loops[:batch_rank], Linear.at(number)] if has_depth else list(loops[:batch_rank])
        node = reader.tensor(indices, tuple(place))
        element_type = reader.graph.nodes[node].type
        cast = Node("arith.index_cast", "index", (node,), 0, (element_type,))
        where[dim] = where[dim] + Linear((), ZERO, ((reader.graph.add(cast), ONE),))
    return tuple(where)


def _total(tensor: ir.Value) -> Amount:
    """Elements of the result, which is a binding from its first element to its last. Raises Reject."""
    sizes = tensor_sizes(tensor)
    graph = Graph(sizes=sizes)
    loops = tuple(Linear.loop(number) for number in range(len(sizes)))
    node = graph.nodes[Reader(graph, {}).tensor(tensor, loops)]
    strides = graph.loads[node.attribute].strides
    for number, size in enumerate(sizes):
        if size != ONE and strides[number] != product(sizes[number + 1 :]):
            raise Reject("a result that is part of a tensor")
    return product(sizes)


def _rows(graph: Graph, updates: Access, result: Access, total: Amount) -> Scatter:
    row = ONE
    outer = [number for number, size in enumerate(graph.sizes) if size != ONE]
    while outer and result.strides[outer[-1]] == row and updates.strides[outer[-1]] == row:
        row = row * graph.sizes[outer.pop()]
    rest = row
    for number in reversed(outer):
        if updates.strides[number] != rest:
            raise Reject("updates that do not lie in rows")
        rest = rest * graph.sizes[number]
    loops = tuple(RowLoop(number, graph.sizes[number], result.strides[number]) for number in outer)
    return Scatter(graph, updates, result, loops, row, total)
