# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""iree_linalg_ext.arg_compare (torch's and ONNX's argmax) as the linalg.generic that it stands for."""

from __future__ import annotations

from iree.compiler import ir
from iree.compiler.dialects import arith, linalg

_ARG_COMPARE = "iree_linalg_ext.arg_compare"


def generalize_arg_compare(function: ir.Operation) -> None:
    """Replaces those operations of a dispatch whose indices are positions of i32."""
    for view in list(function.regions[0].blocks[0].operations):
        op = view.operation
        if op.name == _ARG_COMPARE and len(op.operands) == 3:
            value, best, index = op.operands
            if str(ir.RankedTensorType(index.type).element_type) == "i32":
                _replace(op, value, best, index)


def _replace(op: ir.Operation, value: ir.Value, best: ir.Value, index: ir.Value) -> None:
    rank = ir.RankedTensorType(value.type).rank
    dim = int(ir.IntegerAttr(op.attributes["dimension"]).value)
    with op.context, op.location, ir.InsertionPoint(op):
        every = ir.AffineMap.get_identity(rank)
        kept = ir.AffineMap.get(rank, 0, [ir.AffineDimExpr.get(d) for d in range(rank) if d != dim])
        maps = ir.ArrayAttr.get([ir.AffineMapAttr.get(m) for m in (every, kept, kept)])
        kinds = ir.ArrayAttr.get(
            [
                ir.Attribute.parse(
                    f"#linalg.iterator_type<{'reduction' if d == dim else 'parallel'}>"
                )
                for d in range(rank)
            ]
        )
        generic = linalg.GenericOp([best.type, index.type], [value], [best, index], maps, kinds)
        types = [ir.RankedTensorType(operand.type).element_type for operand in op.operands]
        block = generic.regions[0].blocks.append(*types)
        with ir.InsertionPoint(block):
            element, best_so_far, index_so_far = block.arguments
            position = arith.IndexCastOp(types[2], linalg.IndexOp(dim).result).result
            is_better = _inlined(op, [element, best_so_far])
            linalg.YieldOp(
                [
                    arith.SelectOp(is_better, element, best_so_far).result,
                    arith.SelectOp(is_better, position, index_so_far).result,
                ]
            )
        for old, new in zip(op.results, generic.results, strict=True):
            old.replace_all_uses_with(new)
    op.erase()


def _inlined(op: ir.Operation, arguments: list[ir.Value]) -> ir.Value:
    """The comparison's code at the insertion point; its result."""
    body = op.regions[0].blocks[0]
    known: dict[ir.Value, ir.Value] = dict(zip(body.arguments, arguments, strict=True))
    for view in body.operations:
        inner = view.operation
        if inner.name.endswith(".yield"):
            return known.get(inner.operands[0], inner.operands[0])
        copy = inner.clone().operation
        for number, operand in enumerate(inner.operands):
            copy.operands[number] = known.get(operand, operand)
        known.update(zip(inner.results, copy.results, strict=True))
    raise AssertionError("a region without an end")
