# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tile operations on virtual registers, before DST tiles are given to them.

A register holds one tile: 1024 elements of 32 bits each, f32 or integers (i8 and i16 sign-extended,
i1 as 0 or 1). Every operation makes a new register; dst_allocation.py finds out which can share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from iree.tenstorrent.compiler.IR.op_table import OPS_BY_NAME

# Number of a virtual register.
Reg = int


@dataclass(frozen=True)
class TileOp:
    """`result = op(args, immediates)`. `op` is "load" (attribute: number of the load), "fill"
    (attribute: 32 bits), "leaf" (attribute: number of a tile that other code puts into DST), or the
    name of a TT op: one that works in place on its only tile, or one with a tile for the result at
    the end."""

    op: str
    args: tuple[Reg, ...]
    immediates: tuple[int | str, ...] = ()
    attribute: int = 0
    is_float: bool = True


@dataclass
class TileProgram:
    """Operations in order; register i is the result of operation i. Equal ones are one."""

    ops: list[TileOp] = field(default_factory=list)
    _numbers: dict[TileOp, Reg] = field(default_factory=dict)

    def add(self, op: TileOp) -> Reg:
        number = self._numbers.get(op)
        if number is None:
            number = len(self.ops)
            self.ops.append(op)
            self._numbers[op] = number
        return number

    def load(self, number: int, is_float: bool) -> Reg:
        return self.add(TileOp("load", (), (), number, is_float))

    def leaf(self, number: int, is_float: bool) -> Reg:
        return self.add(TileOp("leaf", (), (), number, is_float))

    def fill(self, bits: int, is_float: bool) -> Reg:
        return self.add(TileOp("fill", (), (), bits & 0xFFFFFFFF, is_float))

    def constant(self, register: Reg) -> int | None:
        """The bits of a register that holds one constant."""
        op = self.ops[register]
        return op.attribute if op.op == "fill" else None

    def tile(
        self,
        name: str,
        *args: Reg,
        immediates: Sequence[int | str] = (),
        is_float: bool | None = None,
    ) -> Reg:
        """A TT op; the result is of the last argument's kind unless `is_float` says otherwise."""
        if name not in OPS_BY_NAME:
            raise ValueError(f"no tt.{name}")
        if is_float is None:
            is_float = self.ops[args[-1]].is_float
        return self.add(TileOp(name, args, tuple(immediates), 0, is_float))
