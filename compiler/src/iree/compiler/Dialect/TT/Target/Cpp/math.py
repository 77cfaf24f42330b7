# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The math dialect in C++: calls of the kernel library's functions."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.Cpp.arith import as_float, from_float
from iree.tenstorrent.compiler.Target.Cpp.printer import Handler, Printer, PrintError, TypeHandler
from iree.tenstorrent.compiler.Target.Cpp.scalars import as_signed, bit_width, wrap


def suffix(printer: Printer, type_: ir.Type) -> str:
    """Of the library's functions for a float type: narrow ones are computed in f32."""
    return "f64" if printer.type(type_) == "double" else "f32"


def _call(name: str, prelude: str) -> Handler:
    """`name_f32` or `name_f64` of a prelude."""

    def handler(printer: Printer, op: ir.Operation) -> None:
        printer.require(prelude)
        type_ = op.results[0].type
        arguments = ", ".join(as_float(printer, value) for value in op.operands)
        text = f"{name}_{suffix(printer, type_)}({arguments})"
        printer.define(op.results[0], from_float(printer, text, type_))

    return handler


def _classify(template: str) -> Handler:
    """A predicate over {x} and its magnitude {m}."""

    def handler(printer: Printer, op: ir.Operation) -> None:
        printer.require("float_bits")
        kind = suffix(printer, op.operands[0].type)
        x = as_float(printer, op.operands[0])
        least = "0x1p-1022" if kind == "f64" else "0x1p-126f"
        text = template.format(x=x, m=f"abs_{kind}({x})", least=least)
        printer.define(op.results[0], text)

    return handler


def _width(printer: Printer, op: ir.Operation) -> int:
    width = bit_width(printer, op.results[0].type)
    if width is None:
        raise PrintError(f"'{op.name}' on {op.results[0].type} has no C++ form", op)
    return width


def _bits(template: str) -> Handler:
    """A count over the zero-extended bits {x} of {w} bits."""

    def handler(printer: Printer, op: ir.Operation) -> None:
        width = _width(printer, op)
        printer.require("bit_counts")
        text = template.format(x=printer.expr(op.operands[0]), w=width)
        printer.define(op.results[0], wrap(text, width))

    return handler


def _absolute_integer(printer: Printer, op: ir.Operation) -> None:
    width = _width(printer, op)
    x = printer.expr(op.operands[0])
    printer.define(op.results[0], wrap(f"{as_signed(x, width)} < 0 ? 0 - {x} : {x}", width))


def _integer_power(printer: Printer, op: ir.Operation) -> None:
    width = _width(printer, op)
    printer.require("power")
    a, b = (as_signed(printer.expr(value), width) for value in op.operands)
    printer.define(op.results[0], wrap(f"integer_power({a}, {b})", width))


def _float_integer_power(printer: Printer, op: ir.Operation) -> None:
    """math.fpowi: pow with an integer exponent."""
    base, power = op.operands
    width = bit_width(printer, power.type)
    if width is None:
        raise PrintError(f"'{op.name}' with exponents {power.type} has no C++ form", op)
    printer.require("power")
    kind = suffix(printer, base.type)
    exponent = as_signed(printer.expr(power), width)
    text = f"pow_{kind}({as_float(printer, base)}, {exponent})"
    printer.define(op.results[0], from_float(printer, text, base.type))


def _sine_and_cosine(printer: Printer, op: ir.Operation) -> None:
    printer.require("trigonometry")
    x = op.operands[0]
    for result, name in zip(op.results, ("sin", "cos"), strict=True):
        text = f"{name}_{suffix(printer, x.type)}({as_float(printer, x)})"
        printer.define(result, from_float(printer, text, x.type))


# Functions by prelude; `op:function` where the names differ.
_FUNCTIONS = {
    "exponential": ("exp", "exp2", "expm1"),
    "logarithm": ("log", "log2", "log10", "log1p"),
    "power": ("powf:pow",),
    "roots": ("sqrt", "rsqrt", "cbrt"),
    "trigonometry": ("sin", "cos", "tan"),
    "inverse_trigonometry": ("asin", "acos", "atan", "atan2"),
    "hyperbolic": ("sinh", "cosh", "tanh", "asinh", "acosh", "atanh"),
    "error_function": ("erf", "erfc"),
    "rounding": ("floor", "ceil", "round", "roundeven", "trunc"),
    "fused_multiply_add": ("fma",),
    "float_bits": ("absf:abs", "copysign"),
}

OPS: dict[str, Handler] = {
    **{
        f"math.{name.partition(':')[0]}": _call(name.rpartition(":")[2], prelude)
        for prelude, names in _FUNCTIONS.items()
        for name in names
    },
    "math.absi": _absolute_integer,
    "math.ipowi": _integer_power,
    "math.fpowi": _float_integer_power,
    "math.sincos": _sine_and_cosine,
    "math.ctlz": _bits("count_leading_zeros({x}, {w})"),
    "math.cttz": _bits("count_trailing_zeros({x}, {w})"),
    "math.ctpop": _bits("count_ones({x})"),
    "math.isnan": _classify("{x} != {x}"),
    "math.isinf": _classify("{m} == f64_infinity()"),
    "math.isfinite": _classify("{m} < f64_infinity()"),
    "math.isnormal": _classify("{m} < f64_infinity() && {m} >= {least}"),
}
TYPES: tuple[TypeHandler, ...] = ()
