# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Unsigned arithmetic on numbers and i32 or i64 values while building kernels: numbers fold.

The functions create arith ops at the insertion point; `name` is the result's name in the C++.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TypeAlias

from iree.compiler import ir
from iree.compiler.dialects import arith, scf

from iree.tenstorrent.compiler.IR.dialect import constant, named

# A number, or a value of type i32 or i64.
Scalar: TypeAlias = int | ir.Value


def value(scalar: Scalar, kind: str = "i32") -> ir.Value:
    """The scalar as an MLIR value."""
    return constant(scalar, kind) if isinstance(scalar, int) else scalar


def _kind(*scalars: Scalar) -> str:
    return next((str(s.type) for s in scalars if isinstance(s, ir.Value)), "i32")


def _binary(
    fold: Callable[[int, int], int],
    create: Callable[..., ir.OpView],
    identity: int | None,
    a: Scalar,
    b: Scalar,
    name: str,
) -> Scalar:
    if isinstance(a, int) and isinstance(b, int):
        return fold(a, b)
    if identity is not None and isinstance(b, int) and b == identity:
        return a
    kind = _kind(a, b)
    location = named(name) if name else ir.Location.current
    op = create(value(a, kind), value(b, kind), loc=location)
    result: ir.Value = op.result
    return result


def add(a: Scalar, b: Scalar, name: str = "") -> Scalar:
    if isinstance(a, int) and a == 0:
        return b
    return _binary(lambda x, y: x + y, arith.AddIOp, 0, a, b, name)


def sub(a: Scalar, b: Scalar, name: str = "") -> Scalar:
    return _binary(lambda x, y: x - y, arith.SubIOp, 0, a, b, name)


def mul(a: Scalar, b: Scalar, name: str = "") -> Scalar:
    if isinstance(a, int) and a == 1:
        return b
    return _binary(lambda x, y: x * y, arith.MulIOp, 1, a, b, name)


def div(a: Scalar, b: Scalar, name: str = "") -> Scalar:
    return _binary(lambda x, y: x // y, arith.DivUIOp, 1, a, b, name)


def rem(a: Scalar, b: Scalar, name: str = "") -> Scalar:
    if isinstance(b, int) and b == 1:
        return 0
    return _binary(lambda x, y: x % y, arith.RemUIOp, None, a, b, name)


def minimum(a: Scalar, b: Scalar, name: str = "") -> Scalar:
    return _binary(min, arith.MinUIOp, None, a, b, name)


def maximum(a: Scalar, b: Scalar, name: str = "") -> Scalar:
    return _binary(max, arith.MaxUIOp, None, a, b, name)


def bit_and(a: Scalar, b: Scalar, name: str = "") -> Scalar:
    return _binary(lambda x, y: x & y, arith.AndIOp, None, a, b, name)


def bit_xor(a: Scalar, b: Scalar, name: str = "") -> Scalar:
    return _binary(lambda x, y: x ^ y, arith.XOrIOp, 0, a, b, name)


def ceil_div(a: Scalar, b: int, name: str = "") -> Scalar:
    return div(add(a, b - 1), b, name)


def extend(a: Scalar, name: str = "") -> Scalar:
    """An i32 as i64, with zeros above."""
    if isinstance(a, int):
        return a
    i64 = ir.IntegerType.get_signless(64)
    location = named(name) if name else ir.Location.current
    result: ir.Value = arith.ExtUIOp(i64, a, loc=location).result
    return result


def truncate(a: Scalar, name: str = "") -> Scalar:
    """The low 32 bits of an i64."""
    if isinstance(a, int):
        return a & 0xFFFFFFFF
    i32 = ir.IntegerType.get_signless(32)
    location = named(name) if name else ir.Location.current
    result: ir.Value = arith.TruncIOp(i32, a, loc=location).result
    return result


def join(low: Scalar, high: Scalar, name: str = "") -> ir.Value:
    """The i64 of two i32 halves."""
    shifted = arith.ShLIOp(value(extend(high), "i64"), constant(32, "i64")).result
    location = named(name) if name else ir.Location.current
    result: ir.Value = arith.OrIOp(value(extend(low), "i64"), shifted, loc=location).result
    return result


def equal(a: Scalar, b: Scalar, name: str = "") -> ir.Value:
    kind = _kind(a, b)
    location = named(name) if name else ir.Location.current
    return arith.CmpIOp(arith.CmpIPredicate.eq, value(a, kind), value(b, kind), loc=location).result


def less(a: Scalar, b: Scalar, name: str = "") -> ir.Value:
    kind = _kind(a, b)
    location = named(name) if name else ir.Location.current
    return arith.CmpIOp(
        arith.CmpIPredicate.ult, value(a, kind), value(b, kind), loc=location
    ).result


def select(condition: ir.Value, a: Scalar, b: Scalar, name: str = "") -> ir.Value:
    kind = _kind(a, b)
    location = named(name) if name else ir.Location.current
    result: ir.Value = arith.SelectOp(
        condition, value(a, kind), value(b, kind), loc=location
    ).result
    return result


@contextlib.contextmanager
def loop(start: Scalar, end: Scalar, step: Scalar, name: str) -> Iterator[ir.Value]:
    """A loop over i32 values, compared as unsigned; the insertion point is in its body."""
    op = scf.ForOp(value(start), value(end), value(step), loc=named(name))
    op.operation.attributes["unsignedCmp"] = ir.UnitAttr.get()
    with ir.InsertionPoint(op.body):
        yield op.induction_variable
        scf.YieldOp([])


@contextlib.contextmanager
def when(condition: ir.Value) -> Iterator[scf.IfOp]:
    """An scf.if with both branches; the insertion point is in the first. See `otherwise`."""
    op = scf.IfOp(condition, has_else=True)
    with ir.InsertionPoint(op.then_block):
        yield op
        scf.YieldOp([])
    if not len(op.else_block.operations):
        with ir.InsertionPoint(op.else_block):
            scf.YieldOp([])


@contextlib.contextmanager
def otherwise(op: scf.IfOp) -> Iterator[None]:
    """The second branch of a `when`, to be opened inside it or after it."""
    for old in list(op.else_block.operations):
        old.operation.erase()
    with ir.InsertionPoint(op.else_block):
        yield
        scf.YieldOp([])
