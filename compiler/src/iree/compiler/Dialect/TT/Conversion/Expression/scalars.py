# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Scalars that a dispatch computes outside of its loops, as amounts."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression.amount import (
    ZERO,
    Amount,
    Linear,
    Reject,
    Symbol,
)
from iree.tenstorrent.compiler.IR.dialect import defining_op

_DYNAMIC = -(1 << 63)
# In an #util.int.assumption, which has no Python class.
_DIVISOR = re.compile(r"udiv = (\d+)")
_CASTS = frozenset(
    (
        "arith.index_cast",
        "arith.index_castui",
        "arith.extui",
        "arith.extsi",
        "util.assume.int",
        "iree_tensor_ext.dispatch.workload.ordinal",
        "iree_codegen.index_hint",
    )
)
_SYMBOLIC = {
    "arith.divui": "div",
    "arith.divsi": "div",
    "arith.remui": "rem",
    "arith.remsi": "rem",
    "arith.minui": "min",
    "arith.minsi": "min",
    "arith.maxui": "max",
    "arith.maxsi": "max",
}


def amount_of(value: ir.Value) -> Amount:
    """A scalar of the dispatch; rejects what is not arithmetic on push constants."""
    op = defining_op(value)
    if op is None:
        raise Reject("a scalar that no operation of the dispatch defines")
    operands = list(op.operands)
    match op.name:
        case "arith.constant":
            return Amount.of(int(ir.IntegerAttr(op.attributes["value"]).value))
        case "hal.interface.constant.load":
            return _constant(int(ir.IntegerAttr(op.attributes["ordinal"]).value))
        case name if name in _CASTS:
            number = next(i for i, result in enumerate(op.results) if result == value)
            return amount_of(operands[number])
        case "arith.addi":
            return amount_of(operands[0]) + amount_of(operands[1])
        case "arith.subi":
            return amount_of(operands[0]) - amount_of(operands[1])
        case "arith.muli":
            return amount_of(operands[0]) * amount_of(operands[1])
        case "arith.ori":
            return _joined(operands)
        case "affine.apply":
            return _applied(op, operands)
        case "affine.linearize_index":
            return _linearized(op)
        case name if name in _SYMBOLIC:
            return symbolic(_SYMBOLIC[name], amount_of(operands[0]), amount_of(operands[1]))
    raise Reject(f"a scalar of '{op.name}'")


def _constant(low: int, high: int = -1) -> Amount:
    return Amount.of(Symbol("constant", (low, high)))


def _ordinal(amount: Amount) -> int | None:
    """The push constant that an amount is."""
    symbol = single_symbol(amount)
    if symbol is not None and symbol.op == "constant" and symbol.args[1] == -1:
        ordinal = symbol.args[0]
        assert isinstance(ordinal, int)
        return ordinal
    return None


def _joined(operands: Sequence[ir.Value]) -> Amount:
    """low | high << 32: a 64-bit push constant."""
    for low, shifted in (operands, reversed(operands)):
        shift = defining_op(shifted)
        if shift is None or shift.name != "arith.shli":
            continue
        words = [_ordinal(amount_of(low)), _ordinal(amount_of(shift.operands[0]))]
        if amount_of(shift.operands[1]).static == 32 and None not in words:
            return Amount.of(Symbol("constant", tuple(word for word in words if word is not None)))
    raise Reject("a scalar of 'arith.ori'")


def _applied(op: ir.Operation, operands: list[ir.Value]) -> Amount:
    affine_map = ir.AffineMap(ir.AffineMapAttr(op.attributes["map"]).value)
    inputs = [Linear.at(amount_of(operand)) for operand in operands]
    dims, symbols = inputs[: affine_map.n_dims], inputs[affine_map.n_dims :]
    result = affine(affine_map.results[0], dims, symbols).amount
    assert result is not None
    return result


def _linearized(op: ir.Operation) -> Amount:
    indices, dynamic = segments(op)
    basis = mixed(op, "basis", dynamic)
    total = ZERO
    for index, size in zip(indices, basis[len(basis) - len(indices) :], strict=True):
        total = total * size + amount_of(index)
    return total


def symbolic(op: str, left: Amount, right: Amount) -> Amount:
    """div, rem, min or max of non-negative amounts, folded where both are numbers."""
    a, b = left.static, right.static
    if op == "div" and b == 1:
        return left
    if a is None or b is None:
        return Amount.of(Symbol(op, (left, right)))
    match op:
        case "div":
            return Amount.of(a // b)
        case "rem":
            return Amount.of(a % b)
        case "min":
            return Amount.of(min(a, b))
    return Amount.of(max(a, b))


def affine(
    expression: ir.AffineExpr, dims: Sequence[Linear], symbols: Sequence[Linear] = ()
) -> Linear:
    """An affine expression over positions; rejects divisions of what varies."""
    if isinstance(expression, ir.AffineDimExpr):
        return dims[int(expression.position)]
    if isinstance(expression, ir.AffineSymbolExpr):
        return symbols[int(expression.position)]
    if isinstance(expression, ir.AffineConstantExpr):
        return Linear.at(expression.value)
    if not isinstance(expression, ir.AffineBinaryExpr):
        raise Reject(f"index {expression}")
    left = affine(expression.lhs, dims, symbols)
    right = affine(expression.rhs, dims, symbols)
    if isinstance(expression, ir.AffineAddExpr):
        return left + right
    if isinstance(expression, ir.AffineMulExpr):
        if right.amount is not None:
            return left.scaled(right.amount)
        if left.amount is not None:
            return right.scaled(left.amount)
    a, b = left.amount, right.amount
    if a is not None and b is not None:
        if isinstance(expression, ir.AffineFloorDivExpr):
            return Linear.at(symbolic("div", a, b))
        if isinstance(expression, ir.AffineCeilDivExpr):
            return Linear.at(symbolic("div", a + b - 1, b))
        if isinstance(expression, ir.AffineModExpr):
            return Linear.at(symbolic("rem", a, b))
    raise Reject(f"index {expression}")


def mixed(op: ir.Operation, name: str, dynamic: Sequence[ir.Value]) -> list[Amount]:
    """A list of static and dynamic numbers (attribute static_NAME and operands)."""
    rest = iter(dynamic)
    return [
        amount_of(next(rest)) if number == _DYNAMIC else Amount.of(int(number))
        for number in ir.DenseI64ArrayAttr(op.attributes[f"static_{name}"])
    ]


def segments(op: ir.Operation, attribute: str = "operandSegmentSizes") -> list[list[ir.Value]]:
    """An operation's operands by group."""
    operands = list(op.operands)
    groups = []
    for count in ir.DenseI32ArrayAttr(op.attributes[attribute]):
        groups.append(operands[:count])
        operands = operands[count:]
    return groups


def multiples(function: ir.Operation) -> dict[Symbol, int]:
    """Numbers that symbols are multiples of, where the dispatch says so (util.assume.int)."""
    found: dict[Symbol, int] = {}
    for inner in function.regions[0].blocks[0].operations:
        op = inner.operation
        if op.name != "util.assume.int":
            continue
        assumptions = ir.ArrayAttr(op.attributes["assumptions"])
        for operand, assumption in zip(op.operands, assumptions, strict=True):
            divisors = [_DIVISOR.search(str(case)) for case in ir.ArrayAttr(assumption)]
            symbol = single_symbol(amount_of(operand))
            if symbol is not None and divisors and None not in divisors:
                found[symbol] = math.gcd(*(int(match[1]) for match in divisors if match))
    return found


def single_symbol(amount: Amount) -> Symbol | None:
    """The symbol that an amount is."""
    if len(amount.terms) == 1 and amount.terms[0][1] == 1 and len(amount.terms[0][0]) == 1:
        return amount.terms[0][0][0]
    return None


def workload(function: ir.Operation) -> dict[Symbol, int]:
    """Which workload argument of the export each symbol is, where the dispatch says so."""
    found: dict[Symbol, int] = {}
    for inner in function.regions[0].blocks[0].operations:
        op = inner.operation
        if op.name != "iree_tensor_ext.dispatch.workload.ordinal":
            continue
        symbol = single_symbol(amount_of(op.operands[0]))
        if symbol is not None:
            found[symbol] = int(ir.IntegerAttr(op.attributes["ordinal"]).value)
    return found
