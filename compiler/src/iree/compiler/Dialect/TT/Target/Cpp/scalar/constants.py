# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Attributes of constants as C++ literals."""

from __future__ import annotations

import math
import re
import struct

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.Cpp.scalar.kinds import (
    ComplexKind,
    FloatKind,
    IntegerKind,
    Kind,
    kind_of,
)


def integer_literal(value: int, kind: IntegerKind) -> str:
    """`value`, read as signed or unsigned, as a literal of the kind's C++ type."""
    if kind.width == 1:
        return "true" if value & 1 else "false"
    value &= (1 << kind.width) - 1
    if value >> (kind.width - 1):
        value -= 1 << kind.width
    if kind.storage < 32:
        return f"{kind.cpp}({value})"
    if kind.storage == 32:
        return "(-2147483647 - 1)" if value == -(1 << 31) else str(value)
    if value == -(1 << 63):
        return "(-9223372036854775807ll - 1)"
    return f"{kind.cpp}({value}ll)"


def float_literal(value: float, kind: FloatKind) -> str:
    """`value`, exact in the kind, as an expression of the kind's C++ type."""
    if not kind.is_native:
        single = float_literal(value, FloatKind("f32", 32, "float", "float"))
        return f"{kind.narrow}({single})"
    if math.isfinite(value):
        return value.hex() + ("" if kind.math == "double" else "f")
    if kind.math == "double":
        (bits,) = struct.unpack("<Q", struct.pack("<d", value))
        return f"f64_from_bits({bits:#x}ull)"
    (bits,) = struct.unpack("<I", struct.pack("<f", value))
    return f"f32_from_bits({bits:#x}u)"


def literal(attribute: ir.Attribute, kind: Kind) -> str:
    """An integer, float or complex attribute as a literal."""
    if isinstance(kind, ComplexKind):
        parts = ir.ArrayAttr(attribute)
        re, im = (float_literal(ir.FloatAttr(part).value, kind.part) for part in parts)
        return f"{kind.cpp}{{{re}, {im}}}"
    if isinstance(kind, FloatKind):
        return float_literal(ir.FloatAttr(attribute).value, kind)
    if isinstance(attribute, ir.BoolAttr):
        return "true" if attribute.value else "false"
    return integer_literal(ir.IntegerAttr(attribute).value, kind)


_DENSE = re.compile(r"dense<(.*)>\s*:", re.DOTALL)
_NUMBER = re.compile(r"true|false|0x[0-9A-Fa-f]+|[-+0-9.eE]+")


def dense_literals(constant: ir.Operation, type_: ir.Type) -> list[str]:
    """The elements of a constant's dense attribute, row-major, as literals of the element's kind.

    Read from the printed form: the bindings give no access to bf16, f8, i4 or complex elements.
    """
    shaped = ir.ShapedType(type_)
    kind = kind_of(shaped.element_type)
    match = _DENSE.search(constant.get_asm(large_elements_limit=1 << 30))
    if kind is None or match is None:
        raise ValueError(f"constant of {type_}")
    parts = 2 if isinstance(kind, ComplexKind) else 1
    scalar = kind.part if isinstance(kind, ComplexKind) else kind
    body = match.group(1)
    if body.startswith('"0x'):
        values = _from_hex_blob(bytes.fromhex(body[3:-1]), scalar)
    else:
        values = [_from_text(text, scalar) for text in _NUMBER.findall(body)]
    if parts == 2:
        pairs = zip(values[0::2], values[1::2], strict=True)
        values = [f"{kind.cpp}{{{re_}, {im}}}" for re_, im in pairs]
    count = math.prod(shaped.shape)
    return values * count if len(values) == 1 else values


def _from_text(text: str, kind: IntegerKind | FloatKind) -> str:
    if text in ("true", "false"):
        return text
    if isinstance(kind, IntegerKind):
        return integer_literal(int(text, 0), kind)
    if text.startswith("0x"):
        return _float_from_bits(int(text, 16), kind)
    return float_literal(float(text), kind)


def _from_hex_blob(data: bytes, kind: IntegerKind | FloatKind) -> list[str]:
    if isinstance(kind, IntegerKind) and kind.width == 1:
        return ["true" if byte >> bit & 1 else "false" for byte in data for bit in range(8)]
    size = (kind.storage if isinstance(kind, IntegerKind) else max(8, kind.bits)) // 8
    bits = [int.from_bytes(data[i : i + size], "little") for i in range(0, len(data), size)]
    if isinstance(kind, IntegerKind):
        return [integer_literal(value, kind) for value in bits]
    return [_float_from_bits(value, kind) for value in bits]


def _float_from_bits(bits: int, kind: FloatKind) -> str:
    if not kind.is_native:
        return f"{kind.cpp}({bits})"
    if kind.math == "double":
        return f"f64_from_bits({bits:#x}ull)"
    return f"f32_from_bits({bits:#x}u)"
