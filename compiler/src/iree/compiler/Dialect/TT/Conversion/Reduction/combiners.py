# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Operations that combine two partial results of a reduction."""

from __future__ import annotations

from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Expression.graph import Reject

_FLOATS = ("f32", "bf16", "f16")
_INFINITY, _NEGATIVE = 0x7F800000, 0x80000000


@dataclass(frozen=True)
class Combiner:
    """`op` combines values of `type`, "f32" or "i32" as they are in a tile; `identity` is the bits of
    the value that leaves the other one as it is. `pool` is the PoolType that combines the elements
    of a tile's columns the same way; empty if there is none."""

    op: str
    type: str
    identity: int
    pool: str = ""

    @property
    def is_float(self) -> bool:
        return self.type == "f32"


_FLOAT = {
    "arith.addf": (0, "SUM"),
    "arith.mulf": (0x3F800000, ""),
    "arith.maximumf": (_INFINITY | _NEGATIVE, ""),
    "arith.minimumf": (_INFINITY, ""),
    "arith.maxnumf": (_INFINITY | _NEGATIVE, ""),
    "arith.minnumf": (_INFINITY, ""),
}
_INTEGER = {
    "arith.addi": (0, "SUM"),
    "arith.muli": (1, ""),
    "arith.andi": (0xFFFFFFFF, ""),
    "arith.ori": (0, ""),
    "arith.xori": (0, ""),
    "arith.maxsi": (0x80000000, "MAX"),
    "arith.minsi": (0x7FFFFFFF, "MIN"),
    "arith.maxui": (0, ""),
    "arith.minui": (0xFFFFFFFF, ""),
}
# Tiles hold an i1 as 0 or 1, narrow integers with their sign: the order of both is kept.
_SIGNED = ("arith.maxsi", "arith.minsi")


def combiner(op: str, element_type: str) -> Combiner:
    """The combiner of an operation on values of an MLIR type. Raises Reject."""
    if element_type in _FLOATS and op in _FLOAT:
        return Combiner(op, "f32", *_FLOAT[op])
    if element_type in ("i1", "i8", "i16", "i32") and op in _INTEGER:
        if element_type != "i1":
            return Combiner(op, "i32", *_INTEGER[op])
        if op not in _SIGNED:
            identity, pool = _INTEGER[op]
            return Combiner(op, "i32", identity & 1, pool)
    raise Reject(f"a reduction by '{op}' on {element_type}")
