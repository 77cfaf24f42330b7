# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""StableHLO elementwise operations, one a program, on f32, i32 and i1."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import stablehlo_op
from tests.e2e.program import Program, Random
from tests.e2e.references import Array, Reference, in_f64, logistic, vectorized
from tests.e2e.tolerances import EXACT, F32_FUNCTION, Tolerance

_SHAPE = "17x33"

# (reference, lowest input, highest input)
_Row = tuple[Reference, float, float]


def _round_half_away(x: Array) -> Any:
    return np.trunc(x + np.copysign(np.float32(0.5), x))


_EXACT_UNARY: dict[str, _Row] = {
    "abs": (np.abs, -4, 4),
    "ceil": (np.ceil, -40, 40),
    "floor": (np.floor, -40, 40),
    "negate": (np.negative, -4, 4),
    "sign": (np.sign, -4, 4),
    "round_nearest_even": (np.round, -40, 40),
    "round_nearest_afz": (_round_half_away, -40, 40),
}
_UNARY_FUNCTIONS: dict[str, _Row] = {
    "cbrt": (in_f64(np.cbrt), 0.01, 50),
    "cosine": (in_f64(np.cos), -6, 6),
    "exponential": (in_f64(np.exp), -8, 8),
    "exponential_minus_one": (in_f64(np.expm1), -3, 3),
    "log": (in_f64(np.log), 0.01, 50),
    "log_plus_one": (in_f64(np.log1p), -0.5, 20),
    "logistic": (in_f64(logistic), -8, 8),
    "rsqrt": (in_f64(lambda x: 1 / np.sqrt(x)), 0.01, 50),
    "sine": (in_f64(np.sin), -6, 6),
    "sqrt": (in_f64(np.sqrt), 0, 50),
    "tan": (in_f64(np.tan), -1.2, 1.2),
    "tanh": (in_f64(np.tanh), -5, 5),
}
_CHLO: dict[str, _Row] = {
    "acos": (in_f64(np.arccos), -0.9, 0.9),
    "asin": (in_f64(np.arcsin), -0.9, 0.9),
    "atan": (in_f64(np.arctan), -4, 4),
    "sinh": (in_f64(np.sinh), -3, 3),
    "cosh": (in_f64(np.cosh), -3, 3),
    "asinh": (in_f64(np.arcsinh), 0.1, 9),
    "acosh": (in_f64(np.arccosh), 1.1, 9),
    "atanh": (in_f64(np.arctanh), -0.9, 0.9),
    "erf": (vectorized(math.erf), -3, 3),
    "erfc": (vectorized(math.erfc), -2, 2),
    "square": (np.square, -3, 3),
}
_BINARY: dict[str, tuple[Reference, float, float, Tolerance]] = {
    "add": (np.add, -9, 9, EXACT),
    "subtract": (np.subtract, -9, 9, EXACT),
    "multiply": (np.multiply, -9, 9, EXACT),
    "divide": (np.divide, 0.1, 9, EXACT),
    "maximum": (np.maximum, -9, 9, EXACT),
    "minimum": (np.minimum, -9, 9, EXACT),
    "remainder": (np.fmod, 1, 9, F32_FUNCTION),
    "power": (in_f64(np.power), 0.1, 3, F32_FUNCTION),
    "atan2": (in_f64(np.arctan2), 0.1, 4, F32_FUNCTION),
}


def _truncating_divide(a: Array, b: Array) -> Array:
    return np.trunc(a.astype(np.float64) / b).astype(a.dtype)


def _popcount(x: Array) -> Any:
    return np.vectorize(lambda v: bin(int(v) & 0xFFFFFFFF).count("1"), otypes=[np.int32])(x)


def _leading_zeros(x: Array) -> Any:
    return np.vectorize(lambda v: 32 - int(v & 0xFFFFFFFF).bit_length(), otypes=[np.int32])(x)


_INTEGER_UNARY: dict[str, Reference] = {
    "abs": np.abs,
    "negate": np.negative,
    "not": np.invert,
    "sign": np.sign,
    "popcnt": _popcount,
    "count_leading_zeros": _leading_zeros,
}
_INTEGER_BINARY: dict[str, _Row] = {
    "add": (np.add, -1000, 1000),
    "subtract": (np.subtract, -1000, 1000),
    "multiply": (np.multiply, -30000, 30000),
    "divide": (_truncating_divide, 1, 1000),
    "remainder": (np.fmod, 1, 1000),
    "maximum": (np.maximum, -1000, 1000),
    "minimum": (np.minimum, -1000, 1000),
    "and": (np.bitwise_and, -1000, 1000),
    "or": (np.bitwise_or, -1000, 1000),
    "xor": (np.bitwise_xor, -1000, 1000),
    "shift_left": (np.left_shift, 0, 20),
    "shift_right_arithmetic": (np.right_shift, 0, 20),
    "shift_right_logical": (np.right_shift, 0, 20),
}
_COMPARISONS = {
    "EQ": np.equal,
    "NE": np.not_equal,
    "LT": np.less,
    "LE": np.less_equal,
    "GT": np.greater,
    "GE": np.greater_equal,
}


def _operation(
    name: str,
    op: str,
    types: Sequence[str],
    result: str,
    reference: Reference,
    low: float,
    high: float,
    tolerance: Tolerance | None = EXACT,
    attributes: str = "",
) -> Program:
    return Program(
        name,
        stablehlo_op(op, [f"{_SHAPE}x{type}" for type in types], f"{_SHAPE}x{result}", attributes),
        [Random(f"{_SHAPE}x{type}", low, high) for type in types],
        reference,
        tolerance,
    )


def _compare(direction: str, element: str, kind: str) -> Program:
    return _operation(
        f"compare_{direction.lower()}_{element}",
        "stablehlo.compare",
        [element, element],
        "i1",
        _COMPARISONS[direction],
        -3,
        3,
        attributes=f"comparison_direction = #stablehlo<comparison_direction {direction}>, "
        f"compare_type = #stablehlo<comparison_type {kind}>",
    )


PROGRAMS = [
    *(
        _operation(f"{op}_f32", f"stablehlo.{op}", ["f32"], "f32", *row)
        for op, row in _EXACT_UNARY.items()
    ),
    *(
        _operation(f"{op}_f32", f"stablehlo.{op}", ["f32"], "f32", *row, F32_FUNCTION)
        for op, row in _UNARY_FUNCTIONS.items()
    ),
    *(
        _operation(f"chlo_{op}_f32", f"chlo.{op}", ["f32"], "f32", *row, F32_FUNCTION)
        for op, row in _CHLO.items()
    ),
    *(
        _operation(f"{op}_f32", f"stablehlo.{op}", ["f32", "f32"], "f32", *row)
        for op, row in _BINARY.items()
    ),
    *(
        _operation(f"{op}_i32", f"stablehlo.{op}", ["i32"], "i32", reference, -1000, 1000)
        for op, reference in _INTEGER_UNARY.items()
    ),
    *(
        _operation(f"{op}_i32", f"stablehlo.{op}", ["i32", "i32"], "i32", *row)
        for op, row in _INTEGER_BINARY.items()
    ),
    *(_compare(direction, "f32", "FLOAT") for direction in _COMPARISONS),
    *(_compare(direction, "i32", "SIGNED") for direction in ("EQ", "LT", "GE")),
    *(
        _operation(f"{op}_i1", f"stablehlo.{op}", ["i1", "i1"], "i1", reference, 0, 1)
        for op, reference in {
            "and": np.logical_and,
            "or": np.logical_or,
            "xor": np.logical_xor,
        }.items()
    ),
    _operation("not_i1", "stablehlo.not", ["i1"], "i1", np.logical_not, 0, 1),
    _operation("select", "stablehlo.select", ["i1", "f32", "f32"], "f32", np.where, -3, 3),
    _operation(
        "clamp",
        "stablehlo.clamp",
        ["f32", "f32", "f32"],
        "f32",
        lambda low, x, high: np.minimum(np.maximum(x, low), high),
        -3,
        3,
    ),
    _operation(
        "is_finite",
        "stablehlo.is_finite",
        ["f32"],
        "i1",
        np.isfinite,
        -3,
        3,
    ),
]

test_program = program_test(PROGRAMS)
