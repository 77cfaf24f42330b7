# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""C++ types and literals of MLIR's integers and floats (see printer.py on how values live)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.Cpp.printer import Printer


@dataclass(frozen=True)
class SmallFloat:
    """A float that lives as bits: the functions of a prelude that widen it to f32 and narrow f32."""

    cpp: str
    widen: str
    narrow: str
    prelude: str


def _minifloat(exponent: int, mantissa: int, bias: int, specials: str) -> SmallFloat:
    format_ = f"<{exponent}, {mantissa}, {bias}, Specials::{specials}>"
    widen, narrow = f"minifloat_to_f32{format_}", f"f32_to_minifloat{format_}"
    return SmallFloat("uint8_t", widen, narrow, "minifloat")


SMALL_FLOATS = {
    "f16": SmallFloat("uint16_t", "f16_to_f32", "f32_to_f16", "float_conversion"),
    "bf16": SmallFloat("uint16_t", "bf16_to_f32", "f32_to_bf16", "float_conversion"),
    "f8E5M2": _minifloat(5, 2, 15, "kIeee"),
    "f8E4M3": _minifloat(4, 3, 7, "kIeee"),
    "f8E3M4": _minifloat(3, 4, 3, "kIeee"),
    "f8E4M3FN": _minifloat(4, 3, 7, "kNanOnly"),
    "f8E5M2FNUZ": _minifloat(5, 2, 16, "kNegativeZero"),
    "f8E4M3FNUZ": _minifloat(4, 3, 8, "kNegativeZero"),
    "f8E4M3B11FNUZ": _minifloat(4, 3, 11, "kNegativeZero"),
    "f8E8M0FNU": SmallFloat("uint8_t", "e8m0_to_f32", "f32_to_e8m0", "minifloat"),
    "f6E3M2FN": _minifloat(3, 2, 3, "kNone"),
    "f6E2M3FN": _minifloat(2, 3, 1, "kNone"),
    "f4E2M1FN": _minifloat(2, 1, 1, "kNone"),
}
_FLOATS = {
    "f32": "float",
    "tf32": "float",
    "f64": "double",
    **{name: small.cpp for name, small in SMALL_FLOATS.items()},
}


def bit_width(printer: Printer, mlir_type: ir.Type) -> int | None:
    """The width of an integer or index type, None for other types."""
    if isinstance(mlir_type, ir.IntegerType):
        return int(mlir_type.width)
    if isinstance(mlir_type, ir.IndexType):
        return printer.index_bitwidth
    return None


def container_width(width: int) -> int:
    """The width of the C++ type that holds an integer of `width` bits."""
    return next(w for w in (8, 16, 32, 64) if width <= w)


def scalar_type(printer: Printer, mlir_type: ir.Type) -> str | None:
    """Type handler of integers, index and floats."""
    width = bit_width(printer, mlir_type)
    if width == 1:
        return "bool"
    if width is not None:
        return f"uint{container_width(width)}_t" if width <= 64 else None
    return _FLOATS.get(str(mlir_type))


def wrap(text: str, width: int) -> str:
    """An arithmetic expression cut to `width` bits, as the C++ type of that width."""
    if width == 1:
        return f"bool(({text}) & 1)"
    container = container_width(width)
    if width == container:
        return text if width in (32, 64) else f"uint{width}_t({text})"
    return f"uint{container}_t(({text}) & {hex((1 << width) - 1)})"


def as_signed(text: str, width: int) -> str:
    """The value of an integer expression read as two's complement."""
    if width == 1:
        return f"({text} ? -1 : 0)"
    container = container_width(width)
    if width == container:
        return f"int{width}_t({text})"
    shift = container - width
    return f"int{container}_t(int{container}_t({text} << {shift}) >> {shift})"


def integer_literal(value: int, width: int) -> str:
    """A literal for the low `width` bits of a value."""
    bits = value & ((1 << width) - 1)
    if width == 1:
        return "true" if bits else "false"
    if bits < 1 << 31:
        return str(bits)
    return f"0x{bits:x}" + ("ull" if bits >= 1 << 32 else "u")


def float_bits(value: float, kind: str) -> int:
    """The bits of a value that the float type holds exactly."""
    if kind == "f64":
        return int(struct.unpack("<Q", struct.pack("<d", value))[0])
    if kind == "f16":
        return int(struct.unpack("<H", struct.pack("<e", value))[0])
    bits = int(struct.unpack("<I", struct.pack("<f", value))[0])
    return bits >> 16 if kind == "bf16" else bits


def float_literal(value: float, kind: str) -> str:
    if kind in ("f16", "bf16"):
        return f"0x{float_bits(value, kind):04x}"
    if kind in SMALL_FLOATS:
        return f"{SMALL_FLOATS[kind].narrow}({float_literal(value, 'f32')})"
    if value != value or value in (float("inf"), float("-inf")):
        suffix = "ull" if kind == "f64" else "u"
        return f"__builtin_bit_cast({_FLOATS[kind]}, 0x{float_bits(value, kind):x}{suffix})"
    if kind == "f64":
        return repr(value)
    # The shortest decimal that reads back as the same f32.
    for digits in range(1, 18):
        text = f"{value:.{digits}g}"
        if _reads_back(text, value):
            break
    return text + ("f" if "." in text or "e" in text else ".0f")


def _reads_back(text: str, value: float) -> bool:
    """Whether a decimal is the f32 `value`; one that rounds beyond the largest is not."""
    try:
        return float_bits(float(text), "f32") == float_bits(value, "f32")
    except OverflowError:
        return False
