# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""StableHLO elementwise operations, one a program, on f32, i32 and i1."""

import math

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import stablehlo_op
from tests.e2e.program import Program, Random
from tests.e2e.tolerances import EXACT, F32_FUNCTION

_SHAPE = "17x33"


def _wide(function):
    """The function computed in f64 and rounded once to f32."""
    return lambda *x: np.asarray(function(*(v.astype(np.float64) for v in x)), np.float32)


def _vectorize(function):
    return _wide(np.vectorize(function, otypes=[np.float64]))


def _round_half_away(x):
    return np.trunc(x + np.copysign(np.float32(0.5), x))


# operation: (reference, lowest input, highest input)
_EXACT_UNARY = {
    "abs": (np.abs, -4, 4),
    "ceil": (np.ceil, -40, 40),
    "floor": (np.floor, -40, 40),
    "negate": (np.negative, -4, 4),
    "sign": (np.sign, -4, 4),
    "round_nearest_even": (np.round, -40, 40),
    "round_nearest_afz": (_round_half_away, -40, 40),
}
_UNARY_FUNCTIONS = {
    "cbrt": (_wide(np.cbrt), 0.01, 50),
    "cosine": (_wide(np.cos), -6, 6),
    "exponential": (_wide(np.exp), -8, 8),
    "exponential_minus_one": (_wide(np.expm1), -3, 3),
    "log": (_wide(np.log), 0.01, 50),
    "log_plus_one": (_wide(np.log1p), -0.5, 20),
    "logistic": (_wide(lambda x: 1 / (1 + np.exp(-x))), -8, 8),
    "rsqrt": (_wide(lambda x: 1 / np.sqrt(x)), 0.01, 50),
    "sine": (_wide(np.sin), -6, 6),
    "sqrt": (_wide(np.sqrt), 0, 50),
    "tan": (_wide(np.tan), -1.2, 1.2),
    "tanh": (_wide(np.tanh), -5, 5),
}
_CHLO = {
    "acos": (_wide(np.arccos), -0.9, 0.9),
    "asin": (_wide(np.arcsin), -0.9, 0.9),
    "atan": (_wide(np.arctan), -4, 4),
    "sinh": (_wide(np.sinh), -3, 3),
    "cosh": (_wide(np.cosh), -3, 3),
    "asinh": (_wide(np.arcsinh), 0.1, 9),
    "acosh": (_wide(np.arccosh), 1.1, 9),
    "atanh": (_wide(np.arctanh), -0.9, 0.9),
    "erf": (_vectorize(math.erf), -3, 3),
    "erfc": (_vectorize(math.erfc), -2, 2),
    "square": (np.square, -3, 3),
}
_BINARY = {
    "add": (np.add, -9, 9, EXACT),
    "subtract": (np.subtract, -9, 9, EXACT),
    "multiply": (np.multiply, -9, 9, EXACT),
    "divide": (np.divide, 0.1, 9, EXACT),
    "maximum": (np.maximum, -9, 9, EXACT),
    "minimum": (np.minimum, -9, 9, EXACT),
    "remainder": (np.fmod, 1, 9, F32_FUNCTION),
    "power": (_wide(np.power), 0.1, 3, F32_FUNCTION),
    "atan2": (_wide(np.arctan2), 0.1, 4, F32_FUNCTION),
}


def _truncating_divide(a, b):
    return np.trunc(a.astype(np.float64) / b).astype(a.dtype)


def _popcount(x):
    return np.vectorize(lambda v: bin(int(v) & 0xFFFFFFFF).count("1"), otypes=[np.int32])(x)


def _leading_zeros(x):
    return np.vectorize(lambda v: 32 - int(v & 0xFFFFFFFF).bit_length(), otypes=[np.int32])(x)


_INTEGER_UNARY = {
    "abs": np.abs,
    "negate": np.negative,
    "not": np.invert,
    "sign": np.sign,
    "popcnt": _popcount,
    "count_leading_zeros": _leading_zeros,
}
_INTEGER_BINARY = {
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


def _operation(name, op, types, result, reference, low, high, tolerance=EXACT, attributes=""):
    return Program(
        name,
        stablehlo_op(op, [f"{_SHAPE}x{type}" for type in types], f"{_SHAPE}x{result}", attributes),
        [Random(f"{_SHAPE}x{type}", low, high) for type in types],
        reference,
        tolerance,
    )


def _compare(direction, element, kind):
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
