# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Elements of buffers: their C++ types, and how many bits they take in memory."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.Cpp.printer import Printer, PrintError
from iree.tenstorrent.compiler.Target.Cpp.scalars import (
    bit_width,
    float_literal,
    integer_literal,
)


@dataclass(frozen=True)
class Element:
    """`bits` in DRAM, where IREE packs i2, i4 and f4; `cpp` in registers and in L1.

    A complex element has `parts` 2: `cpp` is the pair's type, `part` that of one part.
    """

    cpp: str
    bits: int
    part: str
    parts: int = 1

    @property
    def part_bytes(self) -> int:
        return self.bits // self.parts // 8

    @property
    def is_packed(self) -> bool:
        return self.bits < 8

    @property
    def memory_cpp(self) -> str:
        """The C++ type in DRAM: a bool is a byte whose lowest bit counts."""
        return "uint8_t" if self.part == "bool" else self.part


_CONTAINERS = {"bool": 8, "uint8_t": 8, "uint16_t": 16, "uint32_t": 32, "uint64_t": 64,
               "float": 32, "double": 64}  # fmt: skip


def element_of(printer: Printer, type_: ir.Type) -> Element:
    """Raises PrintError for types that have no C++ form."""
    cpp = printer.type(type_)
    if isinstance(type_, ir.ComplexType):
        part = printer.type(type_.element_type)
        return Element(cpp, 2 * _CONTAINERS[part], part, 2)
    width = bit_width(printer, type_)
    bits = _CONTAINERS[cpp]
    if width in (2, 4) or str(type_) == "f4E2M1FN":
        bits = width or 4
    return Element(cpp, bits, cpp)


_DENSE = re.compile(r"dense<(.*)>\s*:", re.DOTALL)
_NUMBER = re.compile(r"true|false|0x[0-9A-Fa-f]+|[-+0-9.eE]+")


def table_text(printer: Printer, constant: ir.Operation, type_: ir.Type) -> str:
    """The elements of a constant's dense attribute, row-major, as an initialiser list.

    Read from the printed form: the bindings give no access to bf16, f8, i4 or complex elements.
    """
    shaped = ir.ShapedType(type_)
    element = shaped.element_type
    is_complex = isinstance(element, ir.ComplexType)
    scalar = element.element_type if is_complex else element
    name = "initial_value" if constant.name == "memref.global" else "value"
    match = _DENSE.search(str(constant.attributes[name]))
    if match is None:
        raise PrintError(f"a constant of type {type_} has no C++ form", constant)
    body = match.group(1)
    if body.startswith('"0x'):
        values = _from_blob(printer, bytes.fromhex(body[3:-1]), scalar)
    else:
        values = [_from_text(printer, text, scalar) for text in _NUMBER.findall(body)]
    if is_complex:
        values = [f"{{{a}, {b}}}" for a, b in zip(values[0::2], values[1::2], strict=True)]
    count = math.prod(shaped.shape)
    if len(values) == 1:
        values = values * count
    return ", ".join(values[:count])


def _from_text(printer: Printer, text: str, type_: ir.Type) -> str:
    width = bit_width(printer, type_)
    if width is not None:
        number = {"true": 1, "false": 0}.get(text)
        return integer_literal(int(text, 0) if number is None else number, width)
    if text.startswith("0x"):
        return _from_bits(printer, int(text, 16), type_)
    return float_literal(float(text), str(type_))


def _from_blob(printer: Printer, data: bytes, type_: ir.Type) -> list[str]:
    width = bit_width(printer, type_)
    if width == 1:
        return ["true" if byte else "false" for byte in data]
    size = _CONTAINERS[printer.type(type_)] // 8
    numbers = [int.from_bytes(data[i : i + size], "little") for i in range(0, len(data), size)]
    if width is not None:
        return [integer_literal(number, width) for number in numbers]
    return [_from_bits(printer, number, type_) for number in numbers]


def _from_bits(printer: Printer, bits: int, type_: ir.Type) -> str:
    cpp = printer.type(type_)
    if cpp in ("float", "double"):
        suffix = "ull" if cpp == "double" else "u"
        return f"__builtin_bit_cast({cpp}, {bits:#x}{suffix})"
    return str(bits)
