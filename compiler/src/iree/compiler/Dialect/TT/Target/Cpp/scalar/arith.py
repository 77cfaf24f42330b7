# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The arith dialect in C++, with MLIR's semantics on every width and float format."""

from __future__ import annotations

from collections.abc import Callable

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.Cpp.scalar.constants import dense_literals, literal
from iree.tenstorrent.compiler.Target.Cpp.scalar.kinds import FloatKind, IntegerKind
from iree.tenstorrent.compiler.Target.Cpp.scalar.printer import Printer, Rule, UnprintableError


def constant(printer: Printer, op: ir.Operation) -> None:
    value = op.results[0]
    if isinstance(value.type, ir.ShapedType) or ir.ShapedType.isinstance(value.type):
        printer.buffers[value] = constant_table(printer, op, value)
        return
    kind = printer.kind(value, op)
    if not isinstance(kind, IntegerKind):
        printer.headers.add("bits.h")
        printer.define(op, literal(op.attributes["value"], kind))
    else:
        printer.alias(value, literal(op.attributes["value"], kind))


def constant_table(printer: Printer, op: ir.Operation, value: ir.Value) -> str:
    """A dense constant as a table at the top of the kernel; its name."""
    element = ir.ShapedType(value.type).element_type
    from iree.tenstorrent.compiler.Target.Cpp.scalar.kinds import kind_of

    kind = kind_of(element)
    if kind is None:
        raise UnprintableError(f"constant of {value.type}", op)
    printer.headers.add("bits.h")
    if isinstance(kind, FloatKind) and kind.header:
        printer.headers.add(kind.header)
    name = printer.fresh("table")
    elements = ", ".join(dense_literals(op, value.type)) or "0"
    printer.top.append(f"static const {kind.cpp} {name}[] = {{{elements}}};")
    return name
