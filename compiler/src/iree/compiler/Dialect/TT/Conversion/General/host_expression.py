# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Sizes of temporaries as expressions over push constants, which the driver and the kernel evaluate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.Cpp.interface import Arguments

# Opcodes of ExportDef.scratch_size, with the C++ form of each binary one.
CONST, PUSH_I32, PUSH_I64 = 0, 1, 2
_BINARY = {
    "add": (3, "({a} + {b})"),
    "mul": (4, "({a} * {b})"),
    "ceildiv": (5, "(({a} + {b} - 1) / {b})"),
    "max": (6, "({a} > {b} ? {a} : {b})"),
    "sub": (7, "({a} - {b})"),
    "min": (8, "({a} < {b} ? {a} : {b})"),
}


@dataclass(frozen=True)
class Expression:
    """A leaf (`const`, `i32`, `i64` with a number) or a binary operation of two expressions."""

    op: str
    number: int = 0
    operands: tuple[Expression, ...] = ()

    def postfix(self) -> Iterator[int]:
        """The program of ExportDef.scratch_size."""
        if not self.operands:
            yield {"const": CONST, "i32": PUSH_I32, "i64": PUSH_I64}[self.op]
            yield self.number
            return
        for operand in self.operands:
            yield from operand.postfix()
        yield _BINARY[self.op][0]
        yield 0

    def cpp(self, arguments: Arguments) -> str:
        if self.op == "const":
            return f"{self.number}ull"
        if self.op == "i32":
            return f"uint64_t({arguments.constant(self.number)})"
        if self.op == "i64":
            low, high = (arguments.constant(self.number + i) for i in (0, 1))
            return f"(uint64_t({high}) << 32 | {low})"
        a, b = (operand.cpp(arguments) for operand in self.operands)
        return _BINARY[self.op][1].format(a=a, b=b)


def const(number: int) -> Expression:
    return Expression("const", number)


def binary(op: str, a: Expression, b: Expression) -> Expression:
    if a.op == "const" and b.op == "const":
        x, y = a.number, b.number
        values = {"add": x + y, "mul": x * y, "max": max(x, y), "sub": x - y, "min": min(x, y)}
        return const(-(-x // y) if op == "ceildiv" and y else values.get(op, 0))
    return Expression(op, 0, (a, b))


def rounded_up(a: Expression, multiple: int) -> Expression:
    return binary("mul", binary("ceildiv", a, const(multiple)), const(multiple))


_TRANSPARENT = (
    "arith.index_cast", "arith.index_castui", "arith.extui", "arith.extsi", "arith.trunci",
    "util.assume.int", "iree_tensor_ext.dispatch.workload.ordinal", "util.optimization_barrier",
)  # fmt: skip
_ARITHMETIC = {
    "arith.addi": "add",
    "arith.muli": "mul",
    "arith.ceildivui": "ceildiv",
    "arith.ceildivsi": "ceildiv",
    "arith.divui": "ceildiv",  # an upper bound is all that is needed
    "arith.divsi": "ceildiv",
    "arith.maxui": "max",
    "arith.maxsi": "max",
    "arith.minui": "min",
    "arith.minsi": "min",
}


def bound_of(value: ir.Value) -> Expression | None:
    """An upper bound of a non-negative index value; None where the host can't know one."""
    owner = value.owner
    if isinstance(owner, ir.Block):
        return _bound_of_argument(value, owner)
    op = owner.operation
    if op.name == "arith.constant":
        return const(max(0, ir.IntegerAttr(op.attributes["value"]).value))
    if op.name == "hal.interface.constant.load":
        return Expression("i32", ir.IntegerAttr(op.attributes["ordinal"]).value)
    if op.name in _TRANSPARENT:
        position = list(op.results).index(value)
        return bound_of(op.operands[position if position < len(op.operands) else 0])
    if op.name == "arith.ori":
        return _pair_of_words(op)
    if op.name == "arith.subi":
        return _difference(op)
    if op.name == "arith.select":
        a, b = bound_of(op.operands[1]), bound_of(op.operands[2])
        return binary("max", a, b) if a and b else None
    kind = _ARITHMETIC.get(op.name)
    if kind is None:
        return None
    a, b = (bound_of(operand) for operand in op.operands)
    if kind == "min" and (a is None or b is None):
        return a or b
    if a is None or b is None:
        return None
    if kind == "ceildiv" and b.op != "const":
        return a  # the divisor is at least 1
    return binary(kind, a, b)


def _bound_of_argument(value: ir.Value, block: ir.Block) -> Expression | None:
    """A loop's counter stays below its upper bound."""
    owner = block.owner.operation
    if owner.name == "scf.for" and block.arguments[0] == value:
        return bound_of(owner.operands[1])
    return None


def _difference(op: ir.Operation) -> Expression | None:
    """a - b is at most a; exact where both are known, since the driver checks for underflow."""
    return bound_of(op.operands[0])


def _pair_of_words(op: ir.Operation) -> Expression | None:
    """extui(load lo) | extui(load hi) << 32: the 64-bit push constant at lo."""
    ordinals = []
    for operand, shifted in zip(op.operands, (False, True), strict=True):
        owner = operand.owner
        if isinstance(owner, ir.Block):
            return None
        inner = owner.operation
        if shifted:
            if inner.name != "arith.shli":
                return None
            inner = inner.operands[0].owner.operation
        if inner.name != "arith.extui":
            return None
        load = inner.operands[0].owner.operation
        if load.name != "hal.interface.constant.load":
            return None
        ordinals.append(ir.IntegerAttr(load.attributes["ordinal"]).value)
    low, high = ordinals
    return Expression("i64", low) if high == low + 1 else None
