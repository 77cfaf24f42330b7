# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Rows for the SFPU with one tile: `tt.NAME_tile` changes a DST tile in place.

Each row of the lists below gives the op and, the first time, its init.
"""

from dataclasses import replace

from iree.tenstorrent.compiler.IR.op_spec import OpSpec, Param, Roles, Unit

_API = "compute_kernel_api/"
_ALL = "compute_kernel_api.h"
_DST = Param("dst", "i32")
_BITS = Param("bits", "i32")


# Functions whose headers only the math thread can include (compute_headers.py).
_MATH_THREAD_ONLY = ("cbrt",)


def _init(name: str, header: str, *params: Param) -> OpSpec:
    return OpSpec(
        name,
        f"Readies the SFPU for the ops that name `{name}`.",
        Roles.COMPUTE,
        params,
        None,
        header,
        sets=Unit.SFPU,
    )


def _op(name: str, init: str, header: str, doc: str, *params: Param) -> OpSpec:
    return OpSpec(name, doc, Roles.COMPUTE, (_DST, *params), None, header, init=init)


def _functions() -> tuple[OpSpec, ...]:
    """Functions of one float: tile[i] = f(tile[i])."""
    trigonometry = "eltwise_unary/trigonometry.h"
    nan = "eltwise_unary/isinf_isnan.h"
    rows = (
        ("exp", "eltwise_unary/exp.h", "e to the x."),
        ("exp2", None, "2 to the x."),
        ("expm1", None, "e to the x, minus 1."),
        ("log", None, "Natural logarithm."),
        ("log1p", "eltwise_unary/log1p.h", "Natural logarithm of 1 + x."),
        ("tanh", None, "Hyperbolic tangent."),
        ("sigmoid", None, "1 / (1 + e to the -x)."),
        ("sqrt", "eltwise_unary/sqrt.h", "Square root."),
        ("rsqrt", "eltwise_unary/rsqrt.h", "1 / square root."),
        ("cbrt", "eltwise_unary/cbrt.h", "Cube root."),
        ("recip", "eltwise_unary/recip.h", "1 / x."),
        ("erf", "eltwise_unary/erf_erfc.h", "Error function."),
        ("erfc", "eltwise_unary/erf_erfc.h", "1 - erf."),
        ("sin", trigonometry, "Sine."),
        ("cos", trigonometry, "Cosine."),
        ("tan", trigonometry, "Tangent."),
        ("asin", trigonometry, "Arc sine."),
        ("acos", trigonometry, "Arc cosine."),
        ("atan", trigonometry, "Arc tangent."),
        ("sinh", trigonometry, "Hyperbolic sine."),
        ("cosh", trigonometry, "Hyperbolic cosine."),
        ("asinh", trigonometry, "Inverse hyperbolic sine."),
        ("acosh", trigonometry, "Inverse hyperbolic cosine."),
        ("atanh", trigonometry, "Inverse hyperbolic tangent."),
        ("abs", None, "Absolute value (clears the sign bit)."),
        ("negative", "eltwise_unary/negative.h", "Negation (flips the sign bit)."),
        ("square", None, "x * x."),
        ("sign", None, "-1, 0 or 1."),
        ("relu", "eltwise_unary/relu.h", "x where x > 0, else 0."),
        ("isnan", nan, "1.0 where x is NaN, else 0.0."),
        ("isinf", nan, "1.0 where x is infinite, else 0.0."),
        ("isfinite", nan, "1.0 where x is neither NaN nor infinite, else 0.0."),
        ("eqz", "eltwise_unary/comp.h", "1.0 where x == 0, else 0.0."),
        ("nez", "eltwise_unary/comp.h", "1.0 where x != 0, else 0.0."),
        ("ltz", "eltwise_unary/comp.h", "1.0 where x < 0, else 0.0."),
        ("gtz", "eltwise_unary/comp.h", "1.0 where x > 0, else 0.0."),
        ("lez", "eltwise_unary/comp.h", "1.0 where x <= 0, else 0.0."),
        ("gez", "eltwise_unary/comp.h", "1.0 where x >= 0, else 0.0."),
        ("bitwise_not", "eltwise_unary/bitwise_not.h", "Flips every bit of a 32-bit integer."),
    )
    specs: list[OpSpec] = []
    for name, file, doc in rows:
        header = _ALL if file is None else _API + file
        init = _init(f"{name}_tile_init", header)
        op = _op(f"{name}_tile", f"{name}_tile_init", header, doc)
        if name in _MATH_THREAD_ONLY:
            init, op = (replace(spec, text=f"MATH(({spec.call}))") for spec in (init, op))
        specs += (init, op)
    return tuple(specs)


_ROUNDING = _API + "eltwise_unary/rounding.h"
_FILL = _API + "eltwise_unary/fill.h"
_SCALAR = _API + "eltwise_unary/binop_with_scalar.h"
_COMP = _API + "eltwise_unary/comp.h"
_TYPECAST = _API + "eltwise_unary/typecast.h"
_FLOAT_BITS = "`bits` holds an f32"
_COMP_DOC = "32-bit integer: 1 where x {} 0, else 0."

OPS = (
    *_functions(),
    # Ops on 32-bit integers that share the init of the float op.
    _op("abs_tile_int32", "abs_tile_init", _ALL, "Absolute value of an i32."),
    _op(
        "negative_tile_int32",
        "negative_tile_init",
        _API + "eltwise_unary/negative.h",
        "Negation of an i32.",
    ),
    _op("eqz_tile_int32", "eqz_tile_init", _COMP, _COMP_DOC.format("==")),
    _op("nez_tile_int32", "nez_tile_init", _COMP, _COMP_DOC.format("!=")),
    _op("ltz_tile_int32", "ltz_tile_init", _COMP, _COMP_DOC.format("<")),
    _op("gtz_tile_int32", "gtz_tile_init", _COMP, _COMP_DOC.format(">")),
    _op("lez_tile_int32", "lez_tile_init", _COMP, _COMP_DOC.format("<=")),
    _op("gez_tile_int32", "gez_tile_init", _COMP, _COMP_DOC.format(">=")),
    # Rounding to integral values.
    _init("rounding_op_tile_init", _ROUNDING),
    _op("floor_tile_float32", "rounding_op_tile_init", _ROUNDING, "Rounds down."),
    _op("ceil_tile_float32", "rounding_op_tile_init", _ROUNDING, "Rounds up."),
    _op("trunc_tile_float32", "rounding_op_tile_init", _ROUNDING, "Rounds towards zero."),
    _op(
        "round_tile",
        "rounding_op_tile_init",
        _ROUNDING,
        "Rounds to `decimals` decimals, ties to even.",
        Param("decimals", "i32"),
    ),
    # Constants.
    _init("fill_tile_init", _FILL),
    _op(
        "fill_tile",
        "fill_tile_init",
        _FILL,
        "Sets every element to a float.",
        Param("value", "f32"),
    ),
    _op(
        "fill_tile_int",
        "fill_tile_init",
        _FILL,
        "Sets every element to a 32-bit integer.",
        Param("value", "i32"),
    ),
    _op("fill_tile_bitcast", "fill_tile_init", _FILL, f"Sets every element; {_FLOAT_BITS}.", _BITS),
    # One operand a constant.
    _init("binop_with_scalar_tile_init", _SCALAR),
    _op(
        "add_unary_tile",
        "binop_with_scalar_tile_init",
        _SCALAR,
        f"x + scalar; {_FLOAT_BITS}.",
        _BITS,
    ),
    _op(
        "sub_unary_tile",
        "binop_with_scalar_tile_init",
        _SCALAR,
        f"x - scalar; {_FLOAT_BITS}.",
        _BITS,
    ),
    _op(
        "mul_unary_tile",
        "binop_with_scalar_tile_init",
        _SCALAR,
        f"x * scalar; {_FLOAT_BITS}.",
        _BITS,
    ),
    _op(
        "rsub_unary_tile",
        "binop_with_scalar_tile_init",
        _SCALAR,
        f"scalar - x; {_FLOAT_BITS}.",
        _BITS,
    ),
    _op("add_unary_tile_int32", "binop_with_scalar_tile_init", _SCALAR, "i32 x + scalar.", _BITS),
    _op("sub_unary_tile_int32", "binop_with_scalar_tile_init", _SCALAR, "i32 x - scalar.", _BITS),
    _init("bitwise_and_tile_init", _API + "eltwise_unary/bitwise_and.h"),
    _op(
        "bitwise_and_tile",
        "bitwise_and_tile_init",
        _API + "eltwise_unary/bitwise_and.h",
        "x & scalar.",
        _BITS,
    ),
    _init("bitwise_or_tile_init", _API + "eltwise_unary/bitwise_or.h"),
    _op(
        "bitwise_or_tile",
        "bitwise_or_tile_init",
        _API + "eltwise_unary/bitwise_or.h",
        "x | scalar.",
        _BITS,
    ),
    _init("bitwise_xor_tile_init", _API + "eltwise_unary/bitwise_xor.h"),
    _op(
        "bitwise_xor_tile",
        "bitwise_xor_tile_init",
        _API + "eltwise_unary/bitwise_xor.h",
        "x ^ scalar.",
        _BITS,
    ),
    _init("left_shift_tile_init", _API + "eltwise_unary/left_shift.h"),
    _op(
        "left_shift_tile",
        "left_shift_tile_init",
        _API + "eltwise_unary/left_shift.h",
        "x << scalar.",
        _BITS,
    ),
    _init("right_shift_tile_init", _API + "eltwise_unary/right_shift.h"),
    _op(
        "right_shift_tile",
        "right_shift_tile_init",
        _API + "eltwise_unary/right_shift.h",
        "x >> scalar, keeping the sign.",
        _BITS,
    ),
    # Maximum and minimum with a constant, in the order of sign and magnitude.
    _init("unary_max_tile_init", _ALL),
    _op(
        "unary_max_tile",
        "unary_max_tile_init",
        _ALL,
        f"The larger of x and scalar; {_FLOAT_BITS}.",
        _BITS,
    ),
    _init("unary_min_tile_init", _ALL),
    _op(
        "unary_min_tile",
        "unary_min_tile_init",
        _ALL,
        f"The smaller of x and scalar; {_FLOAT_BITS}.",
        _BITS,
    ),
    # Between number formats.
    _init("typecast_tile_init", _TYPECAST),
    _op(
        "typecast_tile",
        "typecast_tile_init",
        _TYPECAST,
        "Converts every element from `source` to `target` format; DST keeps 32-bit elements.",
        Param("source", "data_format", template=True),
        Param("target", "data_format", template=True),
    ),
)
