# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Weights of few bits with a scale for each group of the sum (GPTQ, AWQ), which are to have a dispatch of their own.

IREE takes the operation that makes floats of them into the matrix product's dispatch, where one factor is then made of
several operands that vary along the sum, which no strategy but scalar loops takes. Apart, they are an elementwise
dispatch and a product of plain operands.
"""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression.analysis import indexing_maps
from iree.tenstorrent.compiler.Conversion.Expression.graph import Reject
from iree.tenstorrent.compiler.Conversion.Expression.scalars import segments
from iree.tenstorrent.compiler.Conversion.General.walk import inner_ops
from iree.tenstorrent.compiler.IR.dialect import defining_op

_RESHAPES = ("tensor.collapse_shape", "tensor.expand_shape", "tensor.cast")
_MOST_BITS = 8


def made_floats(module: ir.Operation) -> list[ir.Value]:
    """The floats that operations make of grouped weights and that sums of products take."""
    products = [op for op in inner_ops(module) if op.name.startswith("linalg.")]
    makers = {maker for op in products for maker in _makers(op)}
    return [maker.results[0] for maker in makers]


def _makers(op: ir.Operation) -> list[ir.Operation]:
    """The operations that make the factors of a sum of products of grouped weights."""
    try:
        maps, (inputs, _) = indexing_maps(op), segments(op)
    except Reject:
        return []
    written = {loop for map_ in maps[len(inputs) :] for loop in _loops(map_)}
    if len(inputs) != 2 or len(written) == maps[0].n_dims:
        return []
    makers = []
    for operand, map_ in zip(inputs, maps, strict=False):
        maker, is_reshaped = _maker_of(operand)
        if maker is None:
            continue
        # Which dimensions are summed over is not followed through a reshape: any may be.
        summed = {d for d, loop in enumerate(_loops(map_)) if loop not in written}
        if _operands_along(maker, None if is_reshaped else summed) > 1:
            makers.append(maker)
    return makers


def _maker_of(value: ir.Value) -> tuple[ir.Operation | None, bool]:
    """What makes floats of integers of few bits, and whether reshapes stand between."""
    op, is_reshaped = defining_op(value), False
    while op is not None and op.name in _RESHAPES:
        op, is_reshaped = defining_op(op.operands[0]), True
    if op is None or op.name != "linalg.generic" or len(op.results) != 1:
        return None, is_reshaped
    inputs, _ = segments(op)
    is_parallel = len(_loops(indexing_maps(op)[-1])) == indexing_maps(op)[0].n_dims
    has_few_bits = any(_is_of_few_bits(operand) for operand in inputs)
    return (op if is_parallel and has_few_bits else None), is_reshaped


def _is_of_few_bits(value: ir.Value) -> bool:
    if not isinstance(value.type, ir.RankedTensorType):
        return False
    element = value.type.element_type
    return isinstance(element, ir.IntegerType) and element.width <= _MOST_BITS


def _operands_along(maker: ir.Operation, dims: set[int] | None) -> int:
    """How many operands vary along some dimensions of the result (None: any)."""
    maps, (inputs, _) = indexing_maps(maker), segments(maker)
    loops = {loop for d, loop in enumerate(_loops(maps[-1])) if dims is None or d in dims}
    return sum(bool(loops & set(_loops(map_))) for map_ in maps[: len(inputs)])


def _loops(map_: ir.AffineMap) -> list[int]:
    """The loop of each dimension; -1 where it is not one loop."""
    return [
        int(result.position) if isinstance(result, ir.AffineDimExpr) else -1
        for result in map_.results
    ]
