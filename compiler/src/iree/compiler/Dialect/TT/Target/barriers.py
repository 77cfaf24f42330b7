# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Barriers that keep what no strategy takes out of dispatches, while IREE forms them."""

from __future__ import annotations

import math

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Contraction import grouped_weights
from iree.tenstorrent.compiler.Conversion.Expression.analysis import MAX_TABLE
from iree.tenstorrent.compiler.Conversion.General.walk import inner_ops

_BARRIER = "util.optimization_barrier"
_MARK = "iree_tenstorrent.barrier"


def insert(module: ir.Operation) -> None:
    """Between grouped weights and their products, and behind constants that are no tables of kernels."""
    with module.context:
        mark = {_MARK: ir.UnitAttr.get()}
        for value in (*grouped_weights.made_floats(module), *_long_constants(module)):
            maker = value.owner
            with ir.InsertionPoint.after(maker), maker.location:
                barrier = ir.Operation.create(_BARRIER, [value.type], [value], mark)
            value.replace_all_uses_except(barrier.results[0], barrier)


def remove(module: ir.Operation) -> None:
    """Once dispatches are formed."""
    for op in [op for op in inner_ops(module) if op.name == _BARRIER and _MARK in op.attributes]:
        op.results[0].replace_all_uses_with(op.operands[0])
        op.erase()


def _long_constants(module: ir.Operation) -> list[ir.Value]:
    """IREE puts constants of up to 256 bytes into dispatches, and counts bits: of i1, 2048 elements. Longer
    ones than MAX_TABLE are to be operands, as larger constants are."""
    constants = [op for op in inner_ops(module) if op.name == "arith.constant"]
    return [op.results[0] for op in constants if _is_long(op)]


def _is_long(constant: ir.Operation) -> bool:
    tensor, value = constant.results[0].type, constant.attributes["value"]
    if not isinstance(tensor, ir.RankedTensorType):
        return False
    if isinstance(value, ir.DenseElementsAttr) and value.is_splat:
        return False
    element = tensor.element_type
    has_few_bits = isinstance(element, ir.IntegerType) and element.width < 8
    return has_few_bits and math.prod(tensor.shape) > MAX_TABLE
