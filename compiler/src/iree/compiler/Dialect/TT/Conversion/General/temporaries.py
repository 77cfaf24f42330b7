# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Where temporaries (memref.alloc) live: small static ones in L1, the rest in DRAM scratch."""

from __future__ import annotations

import math
from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.General.host_expression import (
    Expression,
    binary,
    bound_of,
    const,
    rounded_up,
)
from iree.tenstorrent.compiler.Conversion.General.walk import inner_ops
from iree.tenstorrent.compiler.Target.Cpp import buffers
from iree.tenstorrent.compiler.Target.Cpp.buffers import Buffer, Space
from iree.tenstorrent.compiler.Target.Cpp.elements import Element, element_of
from iree.tenstorrent.compiler.Target.Cpp.interface import Arguments
from iree.tenstorrent.compiler.Target.Cpp.loop_printer import LoopPrinter
from iree.tenstorrent.compiler.Target.Cpp.printer import Printer, PrintError

ALIGNMENT = 64
_NOTHING = const(0)


@dataclass(frozen=True)
class Placement:
    """One temporary's home: bytes from the start of the L1 region, or of the core's scratch."""

    space: Space
    l1_offset: int = 0
    scratch_offset: Expression = _NOTHING


@dataclass(frozen=True)
class Temporaries:
    placements: dict[ir.Value, Placement]
    l1_bytes: int
    scratch_bytes: Expression


def plan(printer: Printer, function: ir.Operation, l1_budget: int) -> Temporaries:
    """Smallest first into L1 while they fit; IREE has hoisted what it could out of loops."""
    placements: dict[ir.Value, Placement] = {}
    static: list[tuple[int, ir.Value]] = []
    elsewhere: list[tuple[Expression, ir.Value]] = []
    for op in _allocations(function):
        value = op.results[0]
        type_ = ir.MemRefType(value.type)
        element = element_of(printer, type_.element_type)
        if type_.has_static_shape:
            bytes_ = math.prod(type_.shape) * _element_bytes(element)
            static.append((_round_up(max(1, bytes_)), value))
        else:
            elsewhere.append((_dynamic_bytes(op, type_, element), value))
    used = 0
    for bytes_, value in sorted(static, key=lambda item: item[0]):
        if used + bytes_ <= l1_budget:
            placements[value] = Placement(Space.L1, l1_offset=used)
            used += bytes_
        else:
            elsewhere.insert(0, (const(bytes_), value))
    scratch = const(0)
    for size, value in elsewhere:
        placements[value] = Placement(Space.DRAM, scratch_offset=scratch)
        scratch = binary("add", scratch, rounded_up(size, ALIGNMENT))
    return Temporaries(placements, used, scratch)


def allocate(
    printer: LoopPrinter, op: ir.Operation, temporaries: Temporaries, arguments: Arguments
) -> None:
    """memref.alloc: the placement's base is declared at the kernel's top."""
    value = op.results[0]
    placement = temporaries.placements[value]
    element = element_of(printer, ir.MemRefType(value.type).element_type)
    sizes = buffers.shaped(printer, value.type, list(op.operands))
    strides = buffers.row_major(sizes)
    name = printer.fresh("temporary")
    if placement.space is Space.L1:
        pointer = f"tt_l1_ptr {element.cpp}*"
        address = f"temporaries + {placement.l1_offset}"
        printer.at_top(
            f"{pointer} const {name} = reinterpret_cast<{pointer}>(uintptr_t({address}));"
        )
    else:
        offset = placement.scratch_offset.cpp(arguments)
        printer.at_top(f"const uint64_t {name} = scratch + {offset};")
    printer.buffers[value] = Buffer(placement.space, name, name, element, 0, sizes, strides)


def _allocations(function: ir.Operation) -> list[ir.Operation]:
    return [op for op in inner_ops(function) if op.name in ("memref.alloc", "memref.alloca")]


def _element_bytes(element: Element) -> int:
    """In L1 nothing is packed; in DRAM, where i4 is, this is an upper bound."""
    return max(8, element.bits) // 8


def _dynamic_bytes(op: ir.Operation, type_: ir.MemRefType, element: Element) -> Expression:
    operands = iter(op.operands)
    count = const(1)
    for size in type_.shape:
        if size == ir.ShapedType.get_dynamic_size():
            bound = bound_of(next(operands))
            if bound is None:
                raise PrintError("the size of a temporary depends on data", op)
            count = binary("mul", count, bound)
        else:
            count = binary("mul", count, const(size))
    return binary("mul", count, const(_element_bytes(element)))


def _round_up(bytes_: int) -> int:
    return -(-bytes_ // ALIGNMENT) * ALIGNMENT
