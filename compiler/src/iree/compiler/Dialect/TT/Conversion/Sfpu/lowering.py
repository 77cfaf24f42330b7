# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Turns an expression graph into a tile program, one row of the SFPU tables a node.

What the rows share is here: constants, the canonical form of narrow integers, rounding to bf16 and f16.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from iree.tenstorrent.compiler.Conversion.Expression.graph import Graph, Node, Reject
from iree.tenstorrent.compiler.Conversion.Sfpu.tile_program import Reg, TileProgram

FLOATS = ("f32", "bf16", "f16")
INTEGER_BITS = {"i1": 1, "i4": 4, "i8": 8, "i16": 16, "i32": 32}


class Lowering:
    """What a row works with: the program it appends to, and helpers for operands."""

    def __init__(self, program: TileProgram) -> None:
        self.program = program
        # Registers whose upper bits may be wrong for their narrow integer type.
        self._unclean: dict[Reg, str] = {}

    def constant(self, register: Reg) -> int | None:
        return self.program.constant(register)

    def tile(
        self, name: str, *args: Reg, bits: int | None = None, is_float: bool | None = None
    ) -> Reg:
        """The TT op `name` on tiles, with `bits` as its scalar."""
        immediates = () if bits is None else (bits & 0xFFFFFFFF,)
        return self.program.tile(name, *args, immediates=immediates, is_float=is_float)

    def fill(self, bits: int, is_float: bool) -> Reg:
        return self.program.fill(bits, is_float)

    def typecast(self, register: Reg, source: str, target: str) -> Reg:
        """Converts between formats of tt::DataFormat."""
        return self.program.tile(
            "typecast_tile",
            register,
            immediates=(source, target),
            is_float=target in ("Float32", "Float16_b"),
        )

    def mark_unclean(self, register: Reg, element_type: str) -> Reg:
        """Says that only the low bits of a narrow integer are right so far."""
        if element_type in ("i4", "i8", "i16"):
            self._unclean[register] = element_type
        return register

    def clean(self, register: Reg) -> Reg:
        """The register with a narrow integer sign-extended."""
        element_type = self._unclean.get(register)
        if element_type is None:
            return register
        shift = 32 - INTEGER_BITS[element_type]
        register = self.tile("left_shift_tile", register, bits=shift)
        return self.tile("right_shift_tile", register, bits=shift)


# Appends the tile ops for a node whose operands are in registers; raises Reject.
Row = Callable[[Lowering, Node, list[Reg]], Reg]


def lower(
    graph: Graph, rows: dict[str, Row], rounding: frozenset[str]
) -> tuple[TileProgram, list[Reg]]:
    """The program of a graph and the registers of its stores. `rounding` names the ops whose bf16
    and f16 results need rounding to the type."""
    program = TileProgram()
    lowering = Lowering(program)
    only_stored = _only_stored(graph)
    registers: list[Reg] = []
    for number, node in enumerate(graph.nodes):
        if node.type not in FLOATS and node.type not in INTEGER_BITS:
            raise Reject(f"{node.op} on {node.type}")
        if node.op == "load":
            registers.append(program.load(node.attribute, node.type in FLOATS))
            continue
        if node.op == "const":
            registers.append(program.fill(node.attribute, node.type in FLOATS))
            continue
        if node.op == "leaf":
            registers.append(program.leaf(node.attribute, node.type in FLOATS))
            continue
        row = rows.get(node.op)
        if row is None:
            raise Reject(f"{node.op} has no SFPU lowering")
        register = row(lowering, node, [registers[arg] for arg in node.args])
        if node.op in rounding and number not in only_stored:
            register = _round(lowering, node, register)
        registers.append(register)
    return program, [registers[store.value] for store in graph.stores]


def _only_stored(graph: Graph) -> set[int]:
    """Nodes that nothing but stores to a buffer of their type uses: those round by themselves."""
    used = {arg for node in graph.nodes for arg in node.args}
    return {
        store.value
        for store in graph.stores
        if store.value not in used and store.access.element_type == graph.nodes[store.value].type
    }


def _round(lowering: Lowering, node: Node, register: Reg) -> Reg:
    if node.type == "bf16":
        return lowering.typecast(register, "Float32", "Float16_b")
    if node.type == "f16":
        return _round_to_f16(lowering, register)
    return register


def _round_to_f16(lowering: Lowering, value: Reg) -> Reg:
    """An f32 rounded to the f16 nearest to it, ties to even.

    Added to 1.5 * 2^13 times its power of two, a number keeps 10 bits of its fraction, in f16's
    subnormal range as many as those have. What lies beyond the range overflows where f16's highest
    power of two becomes f32's."""

    def number(name: str, register: Reg, operand: float) -> Reg:
        return lowering.tile(name, register, bits=_float_bits(operand), is_float=True)

    power = lowering.tile("bitwise_and_tile", value, bits=0x7F800000, is_float=True)
    power = number("unary_max_tile", power, 2.0**-14)
    power = number("unary_min_tile", power, 2.0**16)
    coarse = number("mul_unary_tile", power, 1.5 * 2**13)
    total = lowering.tile("add_binary_tile", value, coarse, is_float=True)
    rounded = lowering.tile("sub_binary_tile", total, coarse, is_float=True)
    rounded = number("mul_unary_tile", rounded, 2.0**112)
    rounded = number("mul_unary_tile", rounded, 2.0**-112)
    # Zeros keep their sign.
    sign = lowering.tile("bitwise_and_tile", value, bits=0x80000000, is_float=True)
    return lowering.tile("bitwise_or_binary_tile", rounded, sign, is_float=True)


def _float_bits(value: float) -> int:
    return int(struct.unpack("<I", struct.pack("<f", value))[0])
