# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Printer table of the arith dialect: one row an op.

Integer results wrap; division by zero and of the least integer by -1 give what RISC-V gives (all
ones, the least integer), as do conversions from floats out of range (they saturate), so that no
kernel traps. f16 and bf16 are computed in f32 and rounded after every op.
"""

from __future__ import annotations

from collections.abc import Callable

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.Cpp.printer import Handler, Printer, PrintError, TypeHandler
from iree.tenstorrent.compiler.Target.Cpp.scalars import (
    SMALL_FLOATS,
    as_signed,
    bit_width,
    float_literal,
    integer_literal,
    scalar_type,
    wrap,
)


def signed(printer: Printer, text: str, mlir_type: ir.Type) -> str:
    """An integer expression read as signed."""
    width = bit_width(printer, mlir_type)
    if width is None:
        raise PrintError(f"{mlir_type} is not an integer type")
    return as_signed(text, width)


def _width(printer: Printer, op: ir.Operation, mlir_type: ir.Type) -> int:
    width = bit_width(printer, mlir_type)
    if width is None:
        raise PrintError(f"'{op.name}' on {mlir_type} has no C++ form", op)
    return width


def _typed(printer: Printer, value: ir.Value) -> str:
    """An operand whose C++ type is that of the value also where it is a literal."""
    text = printer.expr(value)
    return f"{printer.type(value.type)}({text})" if printer.is_constant(value) else text


def as_float(printer: Printer, value: ir.Value) -> str:
    """A float operand as float or double."""
    kind = str(value.type)
    if kind in SMALL_FLOATS:
        printer.require(SMALL_FLOATS[kind].prelude)
        return f"{SMALL_FLOATS[kind].widen}({printer.expr(value)})"
    return printer.expr(value)


def from_float(printer: Printer, text: str, mlir_type: ir.Type) -> str:
    """A float or double expression as the C++ type of a float type."""
    kind = str(mlir_type)
    if kind in SMALL_FLOATS:
        printer.require(SMALL_FLOATS[kind].prelude)
        return f"{SMALL_FLOATS[kind].narrow}({text})"
    return text


# Integers.


def _modular(operator: str) -> Handler:
    """Ops whose low bits do not depend on signedness."""

    def handler(printer: Printer, op: ir.Operation) -> None:
        width = _width(printer, op, op.results[0].type)
        left, right = _typed(printer, op.operands[0]), printer.expr(op.operands[1])
        if width in (8, 16) and operator == "*":
            left = f"uint32_t({left})"  # int would overflow
        bitwise = operator in "&|^"
        text = f"{left} {operator} {right}"
        printer.define(op.results[0], text if bitwise and width != 1 else wrap(text, width))

    return handler


def _shift(operator: str, is_signed: bool) -> Handler:
    def handler(printer: Printer, op: ir.Operation) -> None:
        width = _width(printer, op, op.results[0].type)
        left = _typed(printer, op.operands[0])
        if is_signed:
            left = as_signed(left, width)
        printer.define(
            op.results[0],
            wrap_signed(f"{left} {operator} {printer.expr(op.operands[1])}", width, is_signed),
        )

    return handler


def wrap_signed(text: str, width: int, is_signed: bool) -> str:
    """`wrap`, with a cast to unsigned where the expression is signed."""
    if is_signed and width in (32, 64):
        return f"uint{width}_t({text})"
    return wrap(text, width)


def _divide(function: str, is_signed: bool) -> Handler:
    """Calls of prelude integer_division."""

    def handler(printer: Printer, op: ir.Operation) -> None:
        width = _width(printer, op, op.results[0].type)
        printer.require("integer_division")
        operands = [_typed(printer, value) for value in op.operands]
        if is_signed:
            operands = [as_signed(text, width) for text in operands]
        container = max(32, width) if width <= 32 else 64
        template = f"{'' if is_signed else 'u'}int{container}_t"
        text = f"{function}<{template}>({', '.join(operands)})"
        printer.define(op.results[0], wrap_signed(text, width, is_signed))

    return handler


def _choose(operator: str, is_signed: bool) -> Handler:
    """Integer minimum and maximum."""

    def handler(printer: Printer, op: ir.Operation) -> None:
        width = _width(printer, op, op.results[0].type)
        left, right = (_typed(printer, value) for value in op.operands)
        test = (as_signed(left, width), as_signed(right, width)) if is_signed else (left, right)
        printer.define(op.results[0], f"{test[0]} {operator} {test[1]} ? {left} : {right}")

    return handler


_INTEGER_PREDICATES = (
    ("==", False),
    ("!=", False),
    ("<", True),
    ("<=", True),
    (">", True),
    (">=", True),
    ("<", False),
    ("<=", False),
    (">", False),
    (">=", False),
)


def _cmpi(printer: Printer, op: ir.Operation) -> None:
    operator, is_signed = _INTEGER_PREDICATES[ir.IntegerAttr(op.attributes["predicate"]).value]
    width = _width(printer, op, op.operands[0].type)
    left, right = (_typed(printer, op.operands[0]), printer.expr(op.operands[1]))
    if is_signed:
        left, right = as_signed(left, width), as_signed(right, width)
    printer.define(op.results[0], f"{left} {operator} {right}")


def _extended(is_signed: bool) -> Handler:
    """mulsi_extended and mului_extended: the low and the high half of the product."""

    def handler(printer: Printer, op: ir.Operation) -> None:
        width = _width(printer, op, op.results[0].type)
        if width > 32:
            wide = f"{'' if is_signed else 'unsigned '}__int128"
        else:
            wide = f"{'' if is_signed else 'u'}int64_t"
        operands = [printer.expr(value) for value in op.operands]
        if is_signed:
            operands = [as_signed(text, width) for text in operands]
        product = printer.fresh("product")
        printer.statement(
            f"const {wide} {product} = {wide}({operands[0]}) * {operands[1]};".replace(
                "unsigned __int128(", "(unsigned __int128)("
            )
        )
        container = printer.type(op.results[0].type)
        low, high = f"{container}({product})", f"{container}({product} >> {width})"
        printer.define(op.results[0], wrap(low, width))
        printer.define(op.results[1], wrap(high, width))

    return handler


def _addui_extended(printer: Printer, op: ir.Operation) -> None:
    width = _width(printer, op, op.results[0].type)
    left, right = _typed(printer, op.operands[0]), printer.expr(op.operands[1])
    total = printer.define(op.results[0], wrap(f"{left} + {right}", width))
    printer.define(op.results[1], f"{total} < {left}")


# Conversions.


def _cast(convert: Callable[[str, int, int], str]) -> Handler:
    """Integer to integer: convert(text, width from, width to)."""

    def handler(printer: Printer, op: ir.Operation) -> None:
        value, result = op.operands[0], op.results[0]
        source = _width(printer, op, value.type)
        target = _width(printer, op, result.type)
        text = printer.expr(value)
        if source == target:
            printer.alias(result, text, printer.is_constant(value))
            return
        printer.define(result, convert(_typed(printer, value), source, target))

    return handler


def _sign_extend(text: str, source: int, target: int) -> str:
    if target < source:
        return _truncate(text, source, target)
    return wrap_signed(as_signed(text, source), target, True)


def _zero_extend(text: str, source: int, target: int) -> str:
    if target < source:
        return _truncate(text, source, target)
    return text


def _truncate(text: str, source: int, target: int) -> str:
    del source
    return f"uint{target}_t({text})" if target in (32, 64) else wrap(text, target)


def _int_to_float(is_signed: bool) -> Handler:
    def handler(printer: Printer, op: ir.Operation) -> None:
        value, result = op.operands[0], op.results[0]
        text = _typed(printer, value)
        if is_signed:
            text = as_signed(text, _width(printer, op, value.type))
        wide = "double" if str(result.type) == "f64" else "float"
        printer.define(result, from_float(printer, f"{wide}({text})", result.type))

    return handler


def _float_to_int(is_signed: bool) -> Handler:
    def handler(printer: Printer, op: ir.Operation) -> None:
        value, result = op.operands[0], op.results[0]
        width = _width(printer, op, result.type)
        printer.require("float_conversion")
        text = f"{'signed' if is_signed else 'unsigned'}_from_float<{width}>({as_float(printer, value)})"
        printer.define(result, wrap_signed(text, width, is_signed))

    return handler


def _float_to_float(printer: Printer, op: ir.Operation) -> None:
    value, result = op.operands[0], op.results[0]
    text = as_float(printer, value)
    kind = str(result.type)
    if kind in SMALL_FLOATS and str(value.type) == "f64":
        # f64 to f32 to odd, so that the second rounding is the only one.
        printer.require("float_conversion")
        text = f"f64_to_f32_odd({text})"
    elif kind in ("f32", "f64"):
        text = f"{printer.type(result.type)}({text})"
    printer.define(result, from_float(printer, text, result.type))


def _bitcast(printer: Printer, op: ir.Operation) -> None:
    value, result = op.operands[0], op.results[0]
    source, target = printer.type(value.type), printer.type(result.type)
    if source == target:
        printer.define(result, printer.expr(value))
    else:
        printer.define(result, f"__builtin_bit_cast({target}, {_typed(printer, value)})")


# Floats.


def _float(operator: str) -> Handler:
    def handler(printer: Printer, op: ir.Operation) -> None:
        left, right = (as_float(printer, value) for value in op.operands)
        printer.define(
            op.results[0], from_float(printer, f"{left} {operator} {right}", op.results[0].type)
        )

    return handler


def _float_call(function: str, prelude: str) -> Handler:
    def handler(printer: Printer, op: ir.Operation) -> None:
        printer.require(prelude)
        operands = ", ".join(as_float(printer, value) for value in op.operands)
        printer.define(
            op.results[0], from_float(printer, f"{function}({operands})", op.results[0].type)
        )

    return handler


def _negf(printer: Printer, op: ir.Operation) -> None:
    value = op.operands[0]
    if str(value.type) in ("f16", "bf16"):
        printer.define(op.results[0], f"uint16_t({printer.expr(value)} ^ 0x8000)")
    elif str(value.type) in SMALL_FLOATS:
        text = from_float(printer, f"-{as_float(printer, value)}", value.type)
        printer.define(op.results[0], text)
    else:
        printer.define(op.results[0], f"-{printer.expr(value)}")


# By the value of arith.CmpFPredicate.
_FLOAT_PREDICATES = (
    "false",
    "{a} == {b}",
    "{a} > {b}",
    "{a} >= {b}",
    "{a} < {b}",
    "{a} <= {b}",
    "{a} < {b} || {a} > {b}",
    "{a} == {a} && {b} == {b}",
    "!({a} < {b} || {a} > {b})",
    "!({a} <= {b})",
    "!({a} < {b})",
    "!({a} >= {b})",
    "!({a} > {b})",
    "{a} != {b}",
    "{a} != {a} || {b} != {b}",
    "true",
)


def _cmpf(printer: Printer, op: ir.Operation) -> None:
    predicate = _FLOAT_PREDICATES[ir.IntegerAttr(op.attributes["predicate"]).value]
    left, right = (as_float(printer, value) for value in op.operands)
    printer.define(op.results[0], predicate.format(a=left, b=right))


# Any type.


def _constant(printer: Printer, op: ir.Operation) -> None:
    attribute, result = op.attributes["value"], op.results[0]
    width = bit_width(printer, result.type)
    if width is not None:
        value = ir.BoolAttr(attribute).value if width == 1 else ir.IntegerAttr(attribute).value
        printer.alias(result, integer_literal(int(value), width), constant=True)
    elif isinstance(result.type, ir.FloatType):
        if str(result.type) in SMALL_FLOATS:
            printer.require(SMALL_FLOATS[str(result.type)].prelude)
        text = float_literal(ir.FloatAttr(attribute).value, str(result.type))
        printer.alias(result, f"({text})" if text.startswith("-") else text, constant=True)
    else:
        raise PrintError(f"a constant of type {result.type} has no C++ form", op)


def _select(printer: Printer, op: ir.Operation) -> None:
    condition, left, right = (printer.expr(value) for value in op.operands)
    printer.define(op.results[0], f"{condition} ? {left} : {right}")


OPS: dict[str, Handler] = {
    "arith.constant": _constant,
    "arith.select": _select,
    "arith.addi": _modular("+"),
    "arith.subi": _modular("-"),
    "arith.muli": _modular("*"),
    "arith.andi": _modular("&"),
    "arith.ori": _modular("|"),
    "arith.xori": _modular("^"),
    "arith.shli": _shift("<<", False),
    "arith.shrui": _shift(">>", False),
    "arith.shrsi": _shift(">>", True),
    "arith.divui": _divide("divide", False),
    "arith.divsi": _divide("divide", True),
    "arith.remui": _divide("remainder", False),
    "arith.remsi": _divide("remainder", True),
    "arith.ceildivui": _divide("ceil_divide", False),
    "arith.ceildivsi": _divide("ceil_divide", True),
    "arith.floordivsi": _divide("floor_divide", True),
    "arith.maxsi": _choose(">", True),
    "arith.minsi": _choose("<", True),
    "arith.maxui": _choose(">", False),
    "arith.minui": _choose("<", False),
    "arith.cmpi": _cmpi,
    "arith.mulsi_extended": _extended(True),
    "arith.mului_extended": _extended(False),
    "arith.addui_extended": _addui_extended,
    "arith.extsi": _cast(_sign_extend),
    "arith.extui": _cast(_zero_extend),
    "arith.trunci": _cast(_truncate),
    "arith.index_cast": _cast(_sign_extend),
    "arith.index_castui": _cast(_zero_extend),
    "arith.sitofp": _int_to_float(True),
    "arith.uitofp": _int_to_float(False),
    "arith.fptosi": _float_to_int(True),
    "arith.fptoui": _float_to_int(False),
    "arith.extf": _float_to_float,
    "arith.truncf": _float_to_float,
    "arith.bitcast": _bitcast,
    "arith.addf": _float("+"),
    "arith.subf": _float("-"),
    "arith.mulf": _float("*"),
    "arith.divf": _float("/"),
    "arith.remf": _float_call("float_remainder", "float_remainder"),
    "arith.negf": _negf,
    "arith.maximumf": _float_call("float_maximum", "float_min_max"),
    "arith.minimumf": _float_call("float_minimum", "float_min_max"),
    "arith.maxnumf": _float_call("float_max_number", "float_min_max"),
    "arith.minnumf": _float_call("float_min_number", "float_min_max"),
    "arith.cmpf": _cmpf,
}
TYPES: tuple[TypeHandler, ...] = (scalar_type,)
