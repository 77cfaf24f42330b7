# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What is left of the complex dialect once its arithmetic is split into parts: pairs."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.Cpp.printer import Handler, Printer, PrintError, TypeHandler
from iree.tenstorrent.compiler.Target.Cpp.scalars import float_literal


def complex_type(printer: Printer, type_: ir.Type) -> str | None:
    """Type handler of complex types."""
    if not isinstance(type_, ir.ComplexType):
        return None
    printer.require("complex")
    return f"Complex<{printer.type(type_.element_type)}>"


def _create(printer: Printer, op: ir.Operation) -> None:
    re, im = (printer.expr(value) for value in op.operands)
    printer.define(op.results[0], f"{printer.type(op.results[0].type)}{{{re}, {im}}}")


def _constant(printer: Printer, op: ir.Operation) -> None:
    type_ = ir.ComplexType(op.results[0].type)
    parts = ", ".join(
        float_literal(ir.FloatAttr(part).value, str(type_.element_type))
        for part in ir.ArrayAttr(op.attributes["value"])
    )
    printer.define(op.results[0], f"{printer.type(type_)}{{{parts}}}")


def _part(name: str) -> Handler:
    def handler(printer: Printer, op: ir.Operation) -> None:
        printer.define(op.results[0], f"{printer.expr(op.operands[0])}.{name}")

    return handler


def _compare(operator: str, join: str) -> Handler:
    def handler(printer: Printer, op: ir.Operation) -> None:
        type_ = ir.ComplexType(op.operands[0].type)
        if printer.type(type_.element_type) not in ("float", "double"):
            raise PrintError(f"'{op.name}' on {type_} has no C++ form", op)
        a, b = (printer.expr(value) for value in op.operands)
        terms = (f"{a}.{part} {operator} {b}.{part}" for part in ("re", "im"))
        printer.define(op.results[0], join.join(terms))

    return handler


OPS: dict[str, Handler] = {
    "complex.create": _create,
    "complex.constant": _constant,
    "complex.re": _part("re"),
    "complex.im": _part("im"),
    "complex.eq": _compare("==", " && "),
    "complex.neq": _compare("!=", " || "),
}
TYPES: tuple[TypeHandler, ...] = (complex_type,)
