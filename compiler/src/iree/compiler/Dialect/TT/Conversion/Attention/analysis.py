# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reads an attention dispatch: which loops are what, and where the operands and the result lie.

Loops of the operation: those of the result but its last are batch loops and, the last of them, the rows
of Q (M); then the columns of V (N), what Q and K are multiplied over (D) and the rows of K and V (J).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression import scalars
from iree.tenstorrent.compiler.Conversion.Expression.amount import (
    ONE,
    ZERO,
    Amount,
    Linear,
    Reject,
    Symbol,
)
from iree.tenstorrent.compiler.Conversion.Expression.analysis import (
    Reader,
    indexing_maps,
    read_dispatch,
    tensor_sizes,
)
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Graph
from iree.tenstorrent.compiler.Conversion.Layout.tiles import tiled_matrix
from iree.tenstorrent.compiler.Target.strategy import Dispatch

_ATTENTION = "iree_linalg_ext.attention"
# Element types that have tiles, or become f32 tiles on the way in.
_TYPES = ("f32", "bf16", "f16")
# Rows and columns of a tile, and so of a block.
SIDE = 32


@dataclass(frozen=True)
class Matrix:
    """An operand or the result: a matrix for each batch. Steps and offset from the binding's start
    in units: elements, or where the binding has tiles, tiles."""

    access: Access
    offset: Amount
    batch_steps: tuple[Amount, ...]
    row_step: Amount
    column_step: Amount

    @property
    def element_type(self) -> str:
        return self.access.element_type

    @property
    def is_tiled(self) -> bool:
        return self.access.tiles is not None


@dataclass(frozen=True)
class AttentionShape:
    """result = softmax(scale * Q K^T + mask) V for each batch: Q is rows x depth, K keys x depth,
    V keys x columns, the mask rows x keys. A mask of i1 says which scores count."""

    batches: tuple[Amount, ...]
    rows: Amount
    columns: int
    depth: int
    keys: Amount
    scale: float
    q: Matrix
    k: Matrix
    v: Matrix
    mask: Matrix | None
    result: Matrix
    # Workload arguments of the export, by what they are in the dispatch.
    workload: dict[Symbol, int]

    @property
    def has_edge(self) -> bool:
        """Whether the last block of keys may have less than 32."""
        return self.keys.static is None or self.keys.static % SIDE != 0


@dataclass(frozen=True)
class _Loops:
    """Numbers of loops; None is a dimension of size 1 that has none."""

    batches: tuple[int, ...]
    rows: int | None
    columns: int | None
    depth: int | None
    keys: int | None


def read_attention(dispatch: Dispatch) -> AttentionShape:
    """Raises Reject."""
    op = _attention_op(dispatch.function)
    _require_plain_scores(op)
    query, key, value, scale, *masks, _ = op.operands
    maps = indexing_maps(op)
    used = [frozenset(_loop(expression) for expression in m.results) for m in maps]
    loops = _classify(used[0], used[1], used[2], [_loop(e) for e in maps[-1].results])
    operands = [query, key, value, *masks]
    operand_maps = [*maps[:3], *maps[4 : 4 + len(masks)]]
    sizes = _sizes(operand_maps, operands, maps[0].n_dims)
    reader = Reader(Graph(sizes=sizes), {})

    def size(loop: int | None) -> Amount:
        return ONE if loop is None else sizes[loop]

    def operand(index: int, row: int | None, column: int | None) -> Matrix:
        position = tuple(Linear.loop(_loop(e)) for e in operand_maps[index].results)
        node = reader.graph.nodes[reader.tensor(operands[index], position)]
        if index == 3 and node.op == "arith.trunci" and node.type == "i1":
            # A boolean is a byte in memory.
            loaded = reader.graph.nodes[node.args[0]]
            if loaded.op == "load" and loaded.type == "i8":
                access = replace(reader.graph.loads[loaded.attribute], element_type="i1")
                return _matrix(access, sizes, loops.batches, row, column, (*_TYPES, "i1"))
        if node.op != "load":
            raise Reject("an operand that is computed in the dispatch")
        return _matrix(reader.graph.loads[node.attribute], sizes, loops.batches, row, column)

    return AttentionShape(
        batches=tuple(sizes[loop] for loop in loops.batches),
        rows=size(loops.rows),
        columns=size(loops.columns).number("a head of dynamic size"),
        depth=size(loops.depth).number("a head of dynamic size"),
        keys=size(loops.keys),
        scale=_scale(reader, scale),
        q=operand(0, loops.rows, loops.depth),
        k=operand(1, loops.keys, loops.depth),
        v=operand(2, loops.keys, loops.columns),
        mask=operand(3, loops.rows, loops.keys) if masks else None,
        result=_result(dispatch.function, op, [_loop(e) for e in maps[-1].results], loops),
        workload=scalars.workload(dispatch.function),
    )


def _attention_op(function: ir.Operation) -> ir.Operation:
    operations = [op.operation for op in function.regions[0].blocks[0].operations]
    found = [op for op in operations if op.name == _ATTENTION]
    if len(found) != 1:
        raise Reject("no attention")
    return found[0]


def _require_plain_scores(op: ir.Operation) -> None:
    """The region may change the scores (soft caps and the like)."""
    block = op.regions[0].blocks[0]
    end = list(block.operations)[-1].operation
    if end.operands[0] != block.arguments[0]:
        raise Reject("attention that changes its scores")


def _loop(expression: ir.AffineExpr) -> int:
    if not isinstance(expression, ir.AffineDimExpr):
        raise Reject(f"attention over index {expression}")
    return int(expression.position)


def _classify(
    query: frozenset[int], key: frozenset[int], value: frozenset[int], result: list[int]
) -> _Loops:
    columns = [loop for loop in result if loop in value and loop not in query]
    depth = [loop for loop in query if loop in key and loop not in result]
    keys = [loop for loop in key if loop in value and loop not in result]
    rows = [loop for loop in result if loop in query and loop not in key | value]
    if any(len(found) > 1 for found in (columns, depth, keys)):
        raise Reject("attention over loops of another kind")
    batches = tuple(loop for loop in result if loop not in (*columns, *rows[-1:]))
    if any(loop not in query for loop in batches):
        raise Reject("attention over loops of another kind")
    return _Loops(batches, *(next(reversed(found), None) for found in (rows, columns, depth, keys)))


def _sizes(maps: list[ir.AffineMap], operands: list[ir.Value], count: int) -> tuple[Amount, ...]:
    """Of each loop; where operands give it in several ways, a number or else the first one."""
    sizes = [ZERO] * count
    for access_map, operand in zip(maps, operands, strict=True):
        for expression, size in zip(access_map.results, tensor_sizes(operand), strict=True):
            loop = _loop(expression)
            if sizes[loop] == ZERO or size.static is not None:
                sizes[loop] = size
    return tuple(sizes)


def _matrix(
    access: Access,
    sizes: tuple[Amount, ...],
    batches: tuple[int, ...],
    row: int | None,
    column: int | None,
    types: tuple[str, ...] = _TYPES,
) -> Matrix:
    def dim(loop: int | None) -> tuple[Amount, Amount]:
        return (ONE, ZERO) if loop is None else (sizes[loop], access.strides[loop])

    if access.element_type not in types:
        raise Reject(f"attention on {access.element_type}")
    if access.indirect:
        raise Reject("an index that depends on data")
    rows, columns = dim(row), dim(column)
    steps = [dim(loop) for loop in batches]
    offset = access.offset
    if access.tiles is not None:
        if access.element_type == "f16" or access.byte_offset != ZERO:
            raise Reject("a tensor that can't lie in tiles")
        tiled = tiled_matrix(access.tiles, (rows,), (columns,), tuple(steps), offset)
        ((rows,), (columns,), steps) = (tiled.rows, tiled.columns, list(tiled.batch))
        offset = tiled.first
    return Matrix(access, offset, tuple(step for _, step in steps), rows[1], columns[1])


def _scale(reader: Reader, value: ir.Value) -> float:
    node = reader.graph.nodes[reader.scalar(value)]
    if node.op != "const" or node.type not in _TYPES:
        raise Reject("a scale that is not a constant")
    return float(struct.unpack("<f", struct.pack("<I", node.attribute))[0])


def _result(function: ir.Operation, op: ir.Operation, dims: list[int], loops: _Loops) -> Matrix:
    """Where the result goes; its dimensions may be permuted on the way."""
    graph = read_dispatch(function, {op.results[0]: 0})
    if len(graph.stores) != 1 or graph.nodes[graph.stores[0].value].op != "leaf":
        raise Reject("attention whose result is computed with")
    access = graph.stores[0].access
    stored = dict(zip(dims, (where.only_loop for where in graph.leaves[0]), strict=True))
    if None in stored.values() or len(graph.sizes) != len(dims):
        raise Reject("attention of which only a part is stored")
    numbers: dict[int | None, int] = {
        loop: number for loop, number in stored.items() if number is not None
    }
    return _matrix(
        access,
        graph.sizes,
        tuple(numbers[loop] for loop in loops.batches),
        numbers.get(loops.rows),
        numbers.get(loops.columns),
    )
