# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The table from float operations of arith and math to SFPU tile operations: one row an op.

Numerics: + - * are those of IEEE f32; what else there is stands in docs/emulator-numerics.md. Where a tile
op treats NaN or the signed zeros otherwise than the MLIR op, the row composes what the MLIR op says.
"""

from __future__ import annotations

import struct

from iree.tenstorrent.compiler.Conversion.Expression.graph import Node, Reject
from iree.tenstorrent.compiler.Conversion.Sfpu.lowering import Lowering, Row
from iree.tenstorrent.compiler.Conversion.Sfpu.tile_program import Reg

_SIGN = 0x80000000
_MAGNITUDE = 0x7FFFFFFF
_INFINITY = 0x7F800000


def f32_bits(value: float) -> int:
    return int(struct.unpack("<I", struct.pack("<f", value))[0])


def unary(name: str) -> Row:
    """The tile op of one operand that is the MLIR op."""
    return lambda lowering, node, args: lowering.tile(name, args[0])


def _is_nan(bits: int) -> bool:
    return bits & _MAGNITUDE > _INFINITY


def _binary(name: str, scalar: str, reversed_scalar: str = "") -> Row:
    """A tile op of two tiles, and those with one operand a constant: `scalar` where it is the
    second, `reversed_scalar` where it is the first (the same as `scalar` if the op commutes)."""

    def row(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
        left, right = args
        right_bits = lowering.constant(right)
        if right_bits is not None and scalar:
            return lowering.tile(scalar, left, bits=right_bits)
        left_bits = lowering.constant(left)
        if left_bits is not None and reversed_scalar:
            return lowering.tile(reversed_scalar, right, bits=left_bits)
        return lowering.tile(name, left, right)

    return row


def _divide(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    bits = lowering.constant(args[1])
    # A power of two has an exact reciprocal.
    if bits is not None and bits & 0x7FFFFF == 0 and 1 < (bits >> 23) & 0xFF < 253:
        exponent = 254 - ((bits >> 23) & 0xFF)
        return lowering.tile("mul_unary_tile", args[0], bits=(bits & _SIGN) | exponent << 23)
    return lowering.tile("div_binary_tile", *args)


def _nan_mask(lowering: Lowering, register: Reg) -> Reg | None:
    """A tile that is not 0 where the register is NaN; None where it can't be."""
    bits = lowering.constant(register)
    if bits is None:
        return lowering.tile("isnan_tile", register)
    return lowering.fill(f32_bits(1.0), True) if _is_nan(bits) else None


def _extreme(tile: str, scalar: str, propagate: bool) -> Row:
    """maximumf, minimumf (a NaN operand is the result) and maxnumf, minnumf (it is ignored)."""

    def row(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
        left, right = args
        if lowering.constant(left) is not None:
            left, right = right, left
        bits = lowering.constant(right)
        if bits is not None and not _is_nan(bits):
            result = lowering.tile(scalar, left, bits=bits)
        else:
            result = lowering.tile(tile, left, right)
        for operand, other in ((left, right), (right, left)):
            mask = _nan_mask(lowering, operand)
            if mask is not None:
                chosen = operand if propagate else other
                result = lowering.tile("where_fp32_tile", mask, chosen, result)
        return result

    return row


def _without_negative_zero(lowering: Lowering, register: Reg) -> Reg:
    bits = lowering.constant(register)
    if bits is not None:
        return lowering.fill(0, True) if bits == _SIGN else register
    return lowering.tile("add_unary_tile", register, bits=0)


def _compare(node: Node, lowering: Lowering, args: list[Reg]) -> Reg:
    """The comparison as if no operand were NaN: 1 or 0. -0 equals +0, so that zeros lose their
    sign where they could meet; then equal numbers have equal bits, and a < b is max(a, b) != a."""
    kind = (node.attribute - 1) % 7
    left, right = args
    if kind in (1, 2):  # > and >= are < and <= the other way round.
        left, right = right, left
    bits = [lowering.constant(operand) for operand in (left, right)]
    if all(b is None or b & _MAGNITUDE == 0 for b in bits):
        left = _without_negative_zero(lowering, left)
        right = _without_negative_zero(lowering, right)
    if kind in (0, 5):
        different = lowering.tile("bitwise_xor_binary_tile", left, right, is_float=False)
    else:
        larger = lowering.tile("binary_max_tile", left, right)
        other = right if kind in (2, 4) else left
        different = lowering.tile("bitwise_xor_binary_tile", larger, other, is_float=False)
    # == and <= hold where the bits are equal.
    test = "eqz_tile_int32" if kind in (0, 2, 4) else "nez_tile_int32"
    return lowering.tile(test, different)


# arith.CmpFPredicate: 0 false, 1 to 7 oeq ogt oge olt ole one ord, 8 to 14 ueq ugt uge ult ule une
# uno, 15 true.
def _cmpf(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    predicate = node.attribute
    if predicate in (0, 15):
        return lowering.fill(int(predicate == 15), False)
    unordered = int(predicate > 7)
    if predicate in (7, 14):
        result = lowering.fill(1 - unordered, False)
    else:
        result = _compare(node, lowering, args)
    for operand in dict.fromkeys(args):
        mask = _nan_mask(lowering, operand)
        if mask is not None:
            known = lowering.fill(unordered, False)
            result = lowering.tile("where_int32_tile", mask, known, result, is_float=False)
    return result


def _copysign(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    magnitude = lowering.tile("bitwise_and_tile", args[0], bits=_MAGNITUDE)
    sign = lowering.tile("bitwise_and_tile", args[1], bits=_SIGN)
    return lowering.tile("bitwise_or_binary_tile", magnitude, sign, is_float=True)


def _scaled_log(scale: float) -> Row:
    def row(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
        return lowering.tile(
            "mul_unary_tile", lowering.tile("log_tile", args[0]), bits=f32_bits(scale)
        )

    return row


def _round_even(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    # Adding and taking away 2^23 rounds a magnitude below 2^23 to an integer, ties to even;
    # larger ones, infinities and NaN are integers already or stay.
    magnitude = lowering.tile("bitwise_and_tile", args[0], bits=_MAGNITUDE)
    shifted = lowering.tile("add_unary_tile", magnitude, bits=f32_bits(2.0**23))
    rounded = lowering.tile("sub_unary_tile", shifted, bits=f32_bits(2.0**23))
    limit = lowering.fill(f32_bits(2.0**23), False)
    small = lowering.tile("lt_int32_tile", magnitude, limit, is_float=False)
    result = lowering.tile("where_fp32_tile", small, rounded, magnitude)
    sign = lowering.tile("bitwise_and_tile", args[0], bits=_SIGN)
    return lowering.tile("bitwise_or_binary_tile", result, sign, is_float=True)


def _round_away(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    # Of the truncated magnitude and the rest, both exact.
    magnitude = lowering.tile("bitwise_and_tile", args[0], bits=_MAGNITUDE)
    whole = lowering.tile("trunc_tile_float32", magnitude)
    rest = lowering.tile("sub_binary_tile", magnitude, whole)
    half = lowering.fill(f32_bits(0.5), False)
    up = lowering.tile("ge_int32_tile", rest, half, is_float=False)
    above = lowering.tile("add_unary_tile", whole, bits=f32_bits(1.0))
    rounded = lowering.tile("where_fp32_tile", up, above, whole)
    limit = lowering.fill(f32_bits(2.0**23), False)
    small = lowering.tile("lt_int32_tile", magnitude, limit, is_float=False)
    result = lowering.tile("where_fp32_tile", small, rounded, magnitude)
    sign = lowering.tile("bitwise_and_tile", args[0], bits=_SIGN)
    return lowering.tile("bitwise_or_binary_tile", result, sign, is_float=True)


def _to_integer(is_signed: bool) -> Row:
    def row(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
        if node.type == "i1":
            raise Reject("a conversion from float to i1")
        target = "Int32" if is_signed or node.type != "i32" else "UInt32"
        return lowering.mark_unclean(lowering.typecast(args[0], "Float32", target), node.type)

    return row


def _same(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    return args[0]


FLOAT_ROWS: dict[str, Row] = {
    "arith.addf": _binary("add_binary_tile", "add_unary_tile", "add_unary_tile"),
    "arith.subf": _binary("sub_binary_tile", "sub_unary_tile", "rsub_unary_tile"),
    "arith.mulf": _binary("mul_binary_tile", "mul_unary_tile", "mul_unary_tile"),
    "arith.divf": _divide,
    "arith.negf": unary("negative_tile"),
    "arith.maximumf": _extreme("binary_max_tile", "unary_max_tile", propagate=True),
    "arith.minimumf": _extreme("binary_min_tile", "unary_min_tile", propagate=True),
    "arith.maxnumf": _extreme("binary_max_tile", "unary_max_tile", propagate=False),
    "arith.minnumf": _extreme("binary_min_tile", "unary_min_tile", propagate=False),
    "arith.cmpf": _cmpf,
    "arith.fptosi": _to_integer(is_signed=True),
    "arith.fptoui": _to_integer(is_signed=False),
    # Registers hold f16 and bf16 as f32 already; what rounds is listed below.
    "arith.extf": _same,
    "arith.truncf": _same,
    "math.absf": unary("abs_tile"),
    "math.acos": unary("acos_tile"),
    "math.acosh": unary("acosh_tile"),
    "math.asin": unary("asin_tile"),
    "math.asinh": unary("asinh_tile"),
    "math.atan": unary("atan_tile"),
    "math.atanh": unary("atanh_tile"),
    "math.cbrt": unary("cbrt_tile"),
    "math.ceil": unary("ceil_tile_float32"),
    "math.copysign": _copysign,
    "math.cos": unary("cos_tile"),
    "math.cosh": unary("cosh_tile"),
    "math.erf": unary("erf_tile"),
    "math.erfc": unary("erfc_tile"),
    "math.exp": unary("exp_tile"),
    "math.exp2": unary("exp2_tile"),
    "math.expm1": unary("expm1_tile"),
    "math.floor": unary("floor_tile_float32"),
    "math.log": unary("log_tile"),
    "math.log1p": unary("log1p_tile"),
    "math.log2": _scaled_log(1.4426950408889634),
    "math.log10": _scaled_log(0.4342944819032518),
    "math.powf": _binary("power_binary_tile", ""),
    "math.round": _round_away,
    "math.roundeven": _round_even,
    "math.rsqrt": unary("rsqrt_tile"),
    "math.sin": unary("sin_tile"),
    "math.sinh": unary("sinh_tile"),
    "math.sqrt": unary("sqrt_tile"),
    "math.tan": unary("tan_tile"),
    "math.tanh": unary("tanh_tile"),
    "math.trunc": unary("trunc_tile_float32"),
}

# Ops whose f32 result is not always a bf16 or f16 number when the operands are.
_EXACT = frozenset(
    "arith.negf arith.maximumf arith.minimumf arith.maxnumf arith.minnumf arith.extf math.absf"
    " math.ceil math.copysign math.floor math.round math.roundeven math.trunc arith.cmpf"
    " arith.fptosi arith.fptoui".split()
)
ROUNDING: frozenset[str] = frozenset(name for name in FLOAT_ROWS if name not in _EXACT)
