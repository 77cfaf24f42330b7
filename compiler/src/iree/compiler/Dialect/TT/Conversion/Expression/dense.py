# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Constant tensors of element types that MLIR's Python bindings can't read."""

from __future__ import annotations

from iree.compiler import ir
from iree.compiler.dialects import arith, func
from iree.compiler.passmanager import PassManager

_WIDER_FLOATS = ("bf16",)
_WIDER_INTEGERS = ("i2", "i4")


def widened(attribute: ir.DenseElementsAttr) -> ir.DenseElementsAttr:
    """bf16 as f32 and integers of less than a byte as i32, by MLIR's own folding; others as they are."""
    tensor = ir.RankedTensorType(attribute.type)
    name = str(tensor.element_type)
    if name in _WIDER_FLOATS:
        extend, element = arith.ExtFOp, ir.F32Type.get(attribute.context)
    elif name in _WIDER_INTEGERS:
        extend, element = arith.ExtSIOp, ir.IntegerType.get_signless(32, attribute.context)
    else:
        return attribute
    with attribute.context, ir.Location.unknown():
        wide = ir.RankedTensorType.get(tensor.shape, element)
        module = ir.Module.create()
        with ir.InsertionPoint(module.body):
            function = func.FuncOp("widened", ([], [wide]))
        with ir.InsertionPoint(function.add_entry_block()):
            constant = arith.ConstantOp(tensor, attribute)
            func.ReturnOp([extend(wide, constant.result).result])
        PassManager.parse("builtin.module(canonicalize)").run(module.operation)
        end = list(function.entry_block.operations)[-1]
        folded = end.operands[0].owner.attributes["value"]
        return ir.DenseElementsAttr(folded)
