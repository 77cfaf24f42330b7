# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""MLIR's scalar types as C++ holds them: in registers, in memory, and on the way between.

Integers are signed C++ integers of the next power-of-two width, always sign-extended; i1 is bool.
f16, bf16 and the formats of 8 bits and fewer are their bits; arithmetic widens them to float.
"""

from __future__ import annotations

from dataclasses import dataclass

from iree.compiler import ir


@dataclass(frozen=True)
class IntegerKind:
    """An integer of `width` bits (index is 64)."""

    width: int

    @property
    def storage(self) -> int:
        """Bits of the C++ type."""
        return next(bits for bits in (8, 16, 32, 64) if self.width <= bits)

    @property
    def cpp(self) -> str:
        return "bool" if self.width == 1 else f"int{self.storage}_t"

    @property
    def unsigned_cpp(self) -> str:
        return f"uint{self.storage}_t"

    def wrapped(self, expression: str) -> str:
        """The expression's low bits as a value of this kind."""
        if self.width == 1:
            return f"(({expression}) & 1) != 0"
        if self.width == self.storage:
            return f"static_cast<{self.cpp}>({expression})"
        shift = self.storage - self.width
        shifted = f"static_cast<{self.unsigned_cpp}>(({expression}) << {shift})"
        return f"static_cast<{self.cpp}>(static_cast<{self.cpp}>({shifted}) >> {shift})"

    def signed(self, value: str) -> str:
        """The value for signed arithmetic: for i1, true is -1."""
        return f"(-static_cast<int32_t>({value}))" if self.width == 1 else value

    def unsigned(self, value: str) -> str:
        """The value, zero-extended, for unsigned arithmetic."""
        if self.width == 1:
            return f"static_cast<uint32_t>({value})"
        view = f"static_cast<{self.unsigned_cpp}>({value})"
        if self.width == self.storage:
            return view
        return f"static_cast<{self.unsigned_cpp}>({view} & {(1 << self.width) - 1})"


@dataclass(frozen=True)
class FloatKind:
    """A floating-point type. `widen`/`narrow` are the conversions of one held as bits."""

    name: str
    bits: int
    cpp: str  # in registers and in memory
    math: str  # what it is computed in: float or double
    widen: str = ""
    narrow: str = ""
    header: str = ""  # the prelude that has the conversions

    @property
    def is_native(self) -> bool:
        return not self.widen

    @property
    def suffix(self) -> str:
        """Of the prelude's functions that compute in this type."""
        return "f64" if self.math == "double" else "f32"

    def widened(self, value: str) -> str:
        return value if self.is_native else f"{self.widen}({value})"

    def narrowed(self, expression: str) -> str:
        return expression if self.is_native else f"{self.narrow}({expression})"


@dataclass(frozen=True)
class ComplexKind:
    part: FloatKind

    @property
    def cpp(self) -> str:
        return f"Complex<{self.part.cpp}>"


Kind = IntegerKind | FloatKind | ComplexKind


def _minifloat(
    name: str, bits: int, exponent: int, mantissa: int, bias: int, specials: str
) -> FloatKind:
    arguments = f"<{exponent}, {mantissa}, {bias}, Specials::{specials}>"
    return FloatKind(
        name,
        bits,
        "uint8_t",
        "float",
        f"minifloat_to_f32{arguments}",
        f"f32_to_minifloat{arguments}",
        "minifloat.h",
    )


_FLOATS = {
    kind.name: kind
    for kind in (
        FloatKind("f64", 64, "double", "double"),
        FloatKind("f32", 32, "float", "float"),
        FloatKind("tf32", 32, "float", "float"),
        FloatKind("f16", 16, "uint16_t", "float", "f16_to_f32", "f32_to_f16", "f16.h"),
        FloatKind("bf16", 16, "uint16_t", "float", "bf16_to_f32", "f32_to_bf16", "bf16.h"),
        _minifloat("f8E5M2", 8, 5, 2, 15, "kIeee"),
        _minifloat("f8E4M3", 8, 4, 3, 7, "kIeee"),
        _minifloat("f8E3M4", 8, 3, 4, 3, "kIeee"),
        _minifloat("f8E4M3FN", 8, 4, 3, 7, "kNanOnly"),
        _minifloat("f8E5M2FNUZ", 8, 5, 2, 16, "kNegZero"),
        _minifloat("f8E4M3FNUZ", 8, 4, 3, 8, "kNegZero"),
        _minifloat("f8E4M3B11FNUZ", 8, 4, 3, 11, "kNegZero"),
        FloatKind("f8E8M0FNU", 8, "uint8_t", "float", "e8m0_to_f32", "f32_to_e8m0", "minifloat.h"),
        _minifloat("f6E3M2FN", 6, 3, 2, 3, "kNone"),
        _minifloat("f6E2M3FN", 6, 2, 3, 1, "kNone"),
        _minifloat("f4E2M1FN", 4, 2, 1, 1, "kNone"),
    )
}


def kind_of(type_: ir.Type) -> Kind | None:
    """The kind of a scalar type; None for every other type and for those C++ has no home for."""
    if isinstance(type_, ir.IndexType):
        return IntegerKind(64)
    if isinstance(type_, ir.IntegerType):
        return IntegerKind(type_.width) if 1 <= type_.width <= 64 else None
    if isinstance(type_, ir.ComplexType):
        part = kind_of(type_.element_type)
        return ComplexKind(part) if isinstance(part, FloatKind) else None
    return _FLOATS.get(str(type_))


def memory_bits(kind: Kind) -> int:
    """Bits an element takes in a buffer: IREE packs i2 and i4 (and f4), i1 is a byte."""
    if isinstance(kind, ComplexKind):
        return 2 * kind.part.bits
    if isinstance(kind, FloatKind):
        return kind.bits if kind.bits in (4, 64) else max(8, 1 << (kind.bits - 1).bit_length())
    if kind.width in (2, 4):
        return kind.width
    return kind.storage
