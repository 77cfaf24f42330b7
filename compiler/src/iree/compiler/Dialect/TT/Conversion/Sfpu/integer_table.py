# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The table from integer operations of arith and math to SFPU tile operations: one row an op.

i8 and i16 are sign-extended in a register; a row whose result has only its low bits right marks it
unclean, and a row that looks at the whole register cleans its operands first.
"""

from __future__ import annotations

from iree.tenstorrent.compiler.Conversion.Expression.graph import Node, Reject
from iree.tenstorrent.compiler.Conversion.Sfpu.float_table import FLOAT_ROWS, f32_bits
from iree.tenstorrent.compiler.Conversion.Sfpu.float_table import (
    ROUNDING as FLOAT_ROUNDING,
)
from iree.tenstorrent.compiler.Conversion.Sfpu.lowering import (
    FLOATS,
    INTEGER_BITS,
    Lowering,
    Row,
)
from iree.tenstorrent.compiler.Conversion.Sfpu.tile_program import Reg

_SIGN = 0x80000000


def _modular(tile: str, scalar: str = "", reversed_scalar: str = "", i1: str = "") -> Row:
    """Ops whose low bits depend on the operands' low bits only; `i1` is what they are on i1."""

    def row(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
        left, right = args
        if node.type == "i1":
            return lowering.tile(i1, left, right)
        right_bits, left_bits = lowering.constant(right), lowering.constant(left)
        if scalar and right_bits is not None:
            result = lowering.tile(scalar, left, bits=right_bits)
        elif reversed_scalar and left_bits is not None:
            result = lowering.tile(reversed_scalar, right, bits=left_bits)
        else:
            result = lowering.tile(tile, left, right)
        return lowering.mark_unclean(result, node.type)

    return row


def _bitwise(operator: str) -> Row:
    binary, scalar = f"bitwise_{operator}_binary_tile", f"bitwise_{operator}_tile"
    return _modular(binary, scalar, scalar, i1=binary)


def _shift_left(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    bits = lowering.constant(args[1])
    if bits is not None:
        if bits >= INTEGER_BITS[node.type]:
            raise Reject("a shift by the width or more")
        result = lowering.tile("left_shift_tile", args[0], bits=bits)
    else:
        result = lowering.tile("binary_left_shift_int32_tile", args[0], lowering.clean(args[1]))
    return lowering.mark_unclean(result, node.type)


def _shift_right_signed(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    value, amount = lowering.clean(args[0]), lowering.clean(args[1])
    bits = lowering.constant(amount)
    if bits is not None:
        if bits >= INTEGER_BITS[node.type]:
            raise Reject("a shift by the width or more")
        return lowering.tile("right_shift_tile", value, bits=bits)
    return lowering.tile("binary_right_shift_int32_tile", value, amount)


def _zero_extended(lowering: Lowering, register: Reg, element_type: str) -> Reg:
    """A narrow integer with zeros above it."""
    bits = INTEGER_BITS[element_type]
    if bits in (1, 32):
        return register
    return lowering.tile("bitwise_and_tile", register, bits=(1 << bits) - 1)


def _shift_right_unsigned(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    value = _zero_extended(lowering, args[0], node.type)
    result = lowering.tile("binary_logical_right_shift_int32_tile", value, lowering.clean(args[1]))
    return lowering.mark_unclean(result, node.type)


def _signed_order(lowering: Lowering, register: Reg, element_type: str) -> Reg:
    """A register whose signed order is the unsigned order of an operand's: for narrow types the
    sign-extended bits with zeros above, for i32 the bits with the first one flipped."""
    if element_type == "i32":
        bits = lowering.constant(register)
        if bits is not None:
            return lowering.fill(bits ^ _SIGN, False)
        return lowering.tile("bitwise_xor_tile", register, bits=_SIGN)
    return _zero_extended(lowering, register, element_type)


def _extreme(tile: str) -> Row:
    def row(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
        if node.type == "i1":  # true is -1
            other = "bitwise_and_binary_tile" if "max" in tile else "bitwise_or_binary_tile"
            return lowering.tile(other, *args)
        return lowering.tile(tile, *(lowering.clean(arg) for arg in args))

    return row


def _unsigned_extreme(tile: str) -> Row:
    def row(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
        ordered = [_signed_order(lowering, arg, node.type) for arg in args]
        result = lowering.tile(tile, *ordered)
        if node.type == "i32":
            return lowering.tile("bitwise_xor_tile", result, bits=_SIGN)
        return lowering.mark_unclean(result, node.type)

    return row


def _divide(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    if node.type == "i1":
        raise Reject("a division of i1")
    quotient = lowering.tile("div_int32_trunc_tile", *(lowering.clean(arg) for arg in args))
    return lowering.mark_unclean(quotient, node.type)


def _remainder(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    if node.type == "i1":
        raise Reject("a division of i1")
    dividend, divisor = (lowering.clean(arg) for arg in args)
    quotient = lowering.tile("div_int32_trunc_tile", dividend, divisor)
    product = lowering.tile("mul_int32_tile", quotient, divisor)
    return lowering.tile("sub_int32_tile", dividend, product)


def _floor_divide(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    if node.type == "i1":
        raise Reject("a division of i1")
    quotient = lowering.tile("div_int32_floor_tile", *(lowering.clean(arg) for arg in args))
    return lowering.mark_unclean(quotient, node.type)


# By arith.CmpIPredicate: eq ne slt sle sgt sge ult ule ugt uge.
_COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge", "lt", "le", "gt", "ge")
_ZERO_TESTS = {
    "eq": "eqz_tile_int32",
    "ne": "nez_tile_int32",
    "lt": "ltz_tile_int32",
    "le": "lez_tile_int32",
    "gt": "gtz_tile_int32",
    "ge": "gez_tile_int32",
}


def _cmpi(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    comparison = _COMPARISONS[node.attribute]
    element_type = node.arg_types[0]
    left, right = (lowering.clean(arg) for arg in args)
    if node.attribute >= 6:
        left, right = (_signed_order(lowering, arg, element_type) for arg in (left, right))
    elif node.attribute >= 2 and element_type == "i1":  # signed: true is -1
        left, right = right, left
    if lowering.constant(right) == 0:
        return lowering.tile(_ZERO_TESTS[comparison], left)
    if comparison in ("eq", "ne"):
        return lowering.tile(
            _ZERO_TESTS[comparison], lowering.tile("bitwise_xor_binary_tile", left, right)
        )
    return lowering.tile(f"{comparison}_int32_tile", left, right)


def _select(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    condition, left, right = args
    bits = lowering.constant(condition)
    if bits is not None:
        return left if bits else right
    is_float = node.type in FLOATS
    if not is_float:
        left, right = lowering.clean(left), lowering.clean(right)
    tile = "where_fp32_tile" if is_float else "where_int32_tile"
    return lowering.tile(tile, condition, left, right, is_float=is_float)


def _sign_extend(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    if node.arg_types[0] == "i1":
        return lowering.tile("negative_tile_int32", args[0])
    return lowering.clean(args[0])


def _zero_extend(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    return _zero_extended(lowering, args[0], node.arg_types[0])


def _truncate(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    if node.type == "i1":
        return lowering.tile("bitwise_and_tile", args[0], bits=1)
    # The same bits are clean as the wider type and not as this one: a register of its own.
    shift = 32 - INTEGER_BITS[node.type]
    register = lowering.tile("left_shift_tile", args[0], bits=shift)
    return lowering.tile("right_shift_tile", register, bits=shift)


def _signed_to_float(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    return lowering.typecast(_sign_extend(lowering, node, args), "Int32", "Float32")


def _unsigned_to_float(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    """The typecast from UInt32 rounds twice; both halves and their scaling are exact, their sum
    rounds once."""
    value = _zero_extended(lowering, args[0], node.arg_types[0])
    if node.arg_types[0] != "i32":
        return lowering.typecast(value, "Int32", "Float32")
    low = lowering.tile("bitwise_and_tile", value, bits=0xFFFF)
    high = lowering.tile("right_shift_tile", value, bits=16)
    high = lowering.tile("bitwise_and_tile", high, bits=0xFFFF)
    scaled = lowering.tile(
        "mul_unary_tile", lowering.typecast(high, "Int32", "Float32"), bits=f32_bits(65536.0)
    )
    return lowering.tile("add_binary_tile", scaled, lowering.typecast(low, "Int32", "Float32"))


def _bitcast(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    if {node.type, node.arg_types[0]} != {"f32", "i32"}:
        raise Reject(f"arith.bitcast from {node.arg_types[0]} to {node.type}")
    # A shift by nothing gives the same bits a register of the other kind.
    return lowering.tile("bitwise_or_tile", args[0], bits=0, is_float=node.type == "f32")


def _absolute(lowering: Lowering, node: Node, args: list[Reg]) -> Reg:
    return lowering.mark_unclean(
        lowering.tile("abs_tile_int32", lowering.clean(args[0])), node.type
    )


INTEGER_ROWS: dict[str, Row] = {
    "arith.addi": _modular(
        "add_int32_tile",
        "add_unary_tile_int32",
        "add_unary_tile_int32",
        i1="bitwise_xor_binary_tile",
    ),
    "arith.subi": _modular("sub_int32_tile", "sub_unary_tile_int32", i1="bitwise_xor_binary_tile"),
    "arith.muli": _modular("mul_int32_tile", i1="bitwise_and_binary_tile"),
    "arith.andi": _bitwise("and"),
    "arith.ori": _bitwise("or"),
    "arith.xori": _bitwise("xor"),
    "arith.shli": _shift_left,
    "arith.shrsi": _shift_right_signed,
    "arith.shrui": _shift_right_unsigned,
    "arith.divsi": _divide,
    "arith.remsi": _remainder,
    "arith.floordivsi": _floor_divide,
    "arith.maxsi": _extreme("binary_max_int32_tile"),
    "arith.minsi": _extreme("binary_min_int32_tile"),
    "arith.maxui": _unsigned_extreme("binary_max_int32_tile"),
    "arith.minui": _unsigned_extreme("binary_min_int32_tile"),
    "arith.cmpi": _cmpi,
    "arith.select": _select,
    "arith.extsi": _sign_extend,
    "arith.extui": _zero_extend,
    "arith.trunci": _truncate,
    "arith.sitofp": _signed_to_float,
    "arith.uitofp": _unsigned_to_float,
    "arith.bitcast": _bitcast,
    "math.absi": _absolute,
}

ROWS: dict[str, Row] = {**FLOAT_ROWS, **INTEGER_ROWS}
ROUNDING: frozenset[str] = FLOAT_ROUNDING | {"arith.sitofp", "arith.uitofp"}
