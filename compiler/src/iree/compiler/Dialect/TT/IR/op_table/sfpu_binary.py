# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Rows for the SFPU with two or three DST tiles; `out` may be one of the inputs."""

from iree.tenstorrent.compiler.IR.op_spec import OpSpec, Param, Roles, Unit

_API = "compute_kernel_api/"
_FLOAT = _API + "eltwise_binary_sfpu.h"
_MAX_MIN = _API + "binary_max_min.h"
_BITWISE = _API + "binary_bitwise_sfpu.h"
_SHIFT = _API + "binary_shift.h"
_COMP = _API + "binary_comp.h"
_WHERE = _API + "eltwise_unary/where.h"
_COPY = _API + "copy_dest_values.h"
_A = Param("dst_a", "i32")
_B = Param("dst_b", "i32")
_OUT = Param("dst_out", "i32")


def _init(name: str, header: str) -> OpSpec:
    return OpSpec(
        name,
        f"Readies the SFPU for the ops that name `{name}`.",
        Roles.COMPUTE,
        (),
        None,
        header,
        sets=Unit.SFPU,
    )


def _op(
    name: str, init: str, header: str, doc: str, params: tuple[Param, ...] = (_A, _B, _OUT)
) -> OpSpec:
    return OpSpec(name, doc, Roles.COMPUTE, params, None, header, init=init)


def _with_init(name: str, header: str, doc: str) -> tuple[OpSpec, OpSpec]:
    return _init(f"{name}_init", header), _op(name, f"{name}_init", header, doc)


OPS = (
    # f32, in the SFPU's full precision.
    *_with_init("add_binary_tile", _FLOAT, "a + b."),
    *_with_init("sub_binary_tile", _FLOAT, "a - b."),
    *_with_init("mul_binary_tile", _FLOAT, "a * b."),
    *_with_init("div_binary_tile", _FLOAT, "a / b."),
    *_with_init("rsub_binary_tile", _FLOAT, "b - a."),
    *_with_init("power_binary_tile", _FLOAT, "a to the b."),
    *_with_init("binary_max_tile", _MAX_MIN, "The larger in the order of sign and magnitude."),
    *_with_init("binary_min_tile", _MAX_MIN, "The smaller in the order of sign and magnitude."),
    # i32.
    _op("binary_max_int32_tile", "binary_max_tile_init", _MAX_MIN, "The larger i32."),
    _op("binary_min_int32_tile", "binary_min_tile_init", _MAX_MIN, "The smaller i32."),
    _init("add_int_tile_init", _API + "add_int_sfpu.h"),
    _op("add_int32_tile", "add_int_tile_init", _API + "add_int_sfpu.h", "a + b, wrapping."),
    _init("sub_int_tile_init", _API + "sub_int_sfpu.h"),
    _op("sub_int32_tile", "sub_int_tile_init", _API + "sub_int_sfpu.h", "a - b, wrapping."),
    *_with_init("mul_int32_tile", _API + "mul_int32_sfpu.h", "a * b, wrapping."),
    *_with_init("div_int32_trunc_tile", _API + "div_int32_floor.h", "a / b rounded towards zero."),
    *_with_init("div_int32_floor_tile", _API + "div_int32_floor.h", "a / b rounded down."),
    *_with_init("lt_int32_tile", _COMP, "1 where a < b, else 0."),
    *_with_init("gt_int32_tile", _COMP, "1 where a > b, else 0."),
    *_with_init("le_int32_tile", _COMP, "1 where a <= b, else 0."),
    *_with_init("ge_int32_tile", _COMP, "1 where a >= b, else 0."),
    _init("binary_bitwise_tile_init", _BITWISE),
    _op("bitwise_and_binary_tile", "binary_bitwise_tile_init", _BITWISE, "a & b."),
    _op("bitwise_or_binary_tile", "binary_bitwise_tile_init", _BITWISE, "a | b."),
    _op("bitwise_xor_binary_tile", "binary_bitwise_tile_init", _BITWISE, "a ^ b."),
    _init("binary_shift_tile_init", _SHIFT),
    _op("binary_left_shift_int32_tile", "binary_shift_tile_init", _SHIFT, "a << b."),
    _op(
        "binary_right_shift_int32_tile",
        "binary_shift_tile_init",
        _SHIFT,
        "a >> b, keeping the sign.",
    ),
    _op(
        "binary_logical_right_shift_int32_tile",
        "binary_shift_tile_init",
        _SHIFT,
        "a >> b, filling with 0.",
    ),
    # Choice and copies.
    _init("where_tile_init", _WHERE),
    _op(
        "where_fp32_tile",
        "where_tile_init",
        _WHERE,
        "a where the 32 bits of the condition are not all 0, else b.",
        (Param("dst_condition", "i32"), _A, _B, _OUT),
    ),
    _op(
        "where_int32_tile",
        "where_tile_init",
        _WHERE,
        "a where the condition is not 0, else b.",
        (Param("dst_condition", "i32"), _A, _B, _OUT),
    ),
    _init("copy_dest_values_init", _COPY),
    _op(
        "copy_dest_values",
        "copy_dest_values_init",
        _COPY,
        "Copies DST tile `dst_from` over `dst_to`.",
        (Param("dst_to", "i32"), Param("dst_from", "i32")),
    ),
)
