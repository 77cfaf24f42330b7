# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How many workgroups a dispatch has: expressions over the workload, put into the export's IR."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from iree.compiler import ir


@dataclass(frozen=True)
class Arg:
    """Workload argument `index` of the dispatch (an index value)."""

    index: int


@dataclass(frozen=True)
class Binary:
    """`op` is one of add, mul, ceildiv, min, max, over non-negative values."""

    op: str
    lhs: Count
    rhs: Count


Count: TypeAlias = int | Arg | Binary

# x, y and z.
WorkgroupCount: TypeAlias = tuple[Count, Count, Count]

_ARITH = {
    "add": "arith.addi",
    "mul": "arith.muli",
    "ceildiv": "arith.ceildivui",
    "min": "arith.minui",
    "max": "arith.maxui",
}


def evaluate(count: Count, workload: tuple[int, ...]) -> int:
    """The value for known workload arguments."""
    if isinstance(count, int):
        return count
    if isinstance(count, Arg):
        return workload[count.index]
    lhs, rhs = evaluate(count.lhs, workload), evaluate(count.rhs, workload)
    match count.op:
        case "add":
            return lhs + rhs
        case "mul":
            return lhs * rhs
        case "ceildiv":
            return -(-lhs // rhs)
        case "min":
            return min(lhs, rhs)
        case "max":
            return max(lhs, rhs)
    raise ValueError(f"unknown operation '{count.op}' in a workgroup count")


def materialize(count: Count, workload: list[ir.Value]) -> ir.Value:
    """Builds the value at the current insertion point. `workload` are index values."""
    index = ir.IndexType.get()
    if isinstance(count, int):
        value = ir.IntegerAttr.get(index, count)
        attributes = {"value": value}
        return ir.Operation.create(
            "arith.constant", results=[index], attributes=attributes
        ).results[0]
    if isinstance(count, Arg):
        return workload[count.index]
    operands = [materialize(side, workload) for side in (count.lhs, count.rhs)]
    return ir.Operation.create(_ARITH[count.op], results=[index], operands=operands).results[0]
