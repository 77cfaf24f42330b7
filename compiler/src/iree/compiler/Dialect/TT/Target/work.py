# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How much a dispatch computes, for the report: floating-point operations, and how often the program calls it.

An addition, a multiplication, a comparison or a function counts as one operation each, so a product of matrices has
2 * m * n * k. Conversions between types and integer arithmetic count nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import prod

from iree.compiler import ir
from iree.compiler._mlir_libs import _mlirDialectsLinalg as linalg

_CONVERSIONS = ("arith.constant", "arith.extf", "arith.truncf", "arith.sitofp", "arith.uitofp")
_ATTENTION = "iree_linalg_ext.attention"
# Of an element of linalg.softmax: maximum, difference, exponential, sum, quotient.
_SOFTMAX_OPERATIONS = 5


def operations(function: ir.Operation) -> int | None:
    """Floating-point operations in one call of a dispatch, or None where a size is dynamic."""
    counts: list[int | None] = []

    def visit(op: ir.Operation) -> ir.WalkResult:
        if op.name == "linalg.softmax":
            counts.append(_times(_SOFTMAX_OPERATIONS, _shape(op.operands[0])))
        elif op.name == _ATTENTION:
            counts.append(_attention_operations(op))
        elif op.name.startswith("linalg.") and op.regions and op.results:
            counts.append(_structured_operations(op))
        return ir.WalkResult.ADVANCE

    function.walk(visit)
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def calls(module: ir.Operation) -> Counter[str]:
    """How many places of a module at phase executable-sources call each export; a loop's body counts once."""
    found: Counter[str] = Counter()

    def visit(op: ir.Operation) -> ir.WalkResult:
        if op.name == "stream.cmd.dispatch":
            for entry_point in ir.ArrayAttr(op.attributes["entry_points"]):
                found[ir.SymbolRefAttr(entry_point).value[-1]] += 1
        return ir.WalkResult.ADVANCE

    module.walk(visit)
    return found


def _structured_operations(op: ir.Operation) -> int | None:
    body = [inner.operation for inner in op.regions[0].blocks[0].operations]
    count = sum(map(_is_operation, body))
    if not count:
        return 0
    maps = linalg.get_indexing_maps(op)
    if maps is None:
        return None
    sizes = _loop_sizes((ir.AffineMapAttr(map_).value for map_ in maps), op.operands)
    return _times(count, sizes.values())


def _is_operation(op: ir.Operation) -> bool:
    if op.name in _CONVERSIONS or not op.name.startswith(("arith.", "math.", "complex.")):
        return False
    if op.name == "arith.select":
        return False
    return any(not isinstance(value.type, ir.IntegerType | ir.IndexType) for value in op.operands)


def _attention_operations(op: ir.Operation) -> int | None:
    """Of query * key, of the softmax, and of its product with the values."""
    maps = [ir.AffineMapAttr(map_).value for map_ in ir.ArrayAttr(op.attributes["indexing_maps"])]
    sizes = _loop_sizes(maps, op.operands)
    query, key, value = (_dimensions(map_) for map_ in maps[:3])
    result = _dimensions(maps[-1])
    scores = (query & result) | (key & value)
    parts = (
        _times(2, (sizes[d] for d in query | key)),
        _times(_SOFTMAX_OPERATIONS, (sizes[d] for d in scores)),
        _times(2, (sizes[d] for d in scores | result)),
    )
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _loop_sizes(maps: Iterable[ir.AffineMap], operands: Iterable[ir.Value]) -> dict[int, int]:
    """The trip count of each loop that an operand is indexed with directly; dynamic ones are negative."""
    sizes: dict[int, int] = {}
    for map_, operand in zip(maps, operands, strict=False):
        for expression, size in zip(map_.results, _shape(operand), strict=False):
            if isinstance(expression, ir.AffineDimExpr):
                sizes[expression.position] = size
    return sizes


def _dimensions(map_: ir.AffineMap) -> set[int]:
    return {
        expression.position
        for expression in map_.results
        if isinstance(expression, ir.AffineDimExpr)
    }


def _shape(value: ir.Value) -> list[int]:
    if not isinstance(value.type, ir.RankedTensorType):
        return []
    return [-1 if value.type.is_dynamic_dim(i) else size for i, size in enumerate(value.type.shape)]


def _times(count: int, sizes: Iterable[int]) -> int | None:
    listed = list(sizes)
    return None if any(size < 0 for size in listed) else count * prod(listed)
