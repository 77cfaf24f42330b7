# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Programs in TOSA form, as TensorFlow Lite models arrive."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module
from tests.e2e.program import Input, Program, Random
from tests.e2e.references import Array, Reference, convolution, logistic
from tests.e2e.tolerances import EXACT, F32_FUNCTION, F32_PRODUCT, F32_SUM, Tolerance


def _op(
    name: str,
    operands: Sequence[str],
    result: str,
    op: str,
    reference: Reference,
    tolerance: Tolerance | None = None,
    attributes: str = "",
    prefix: str = "",
    inputs: Sequence[Input] | None = None,
) -> Program:
    """One TOSA operation in generic form; `prefix` makes further operands, listed in `op`."""
    arguments = ", ".join(f"%a{i}: tensor<{type}>" for i, type in enumerate(operands))
    text = f"{prefix}\n  %0 = {op} {attributes} : ({_types(operands, op)}) -> tensor<{result}>\n"
    text += f"  return %0 : tensor<{result}>"
    mlir = module(arguments, f"tensor<{result}>", text)
    return Program(name, mlir, inputs or operands, reference, tolerance)


def _types(operands: Sequence[str], op: str) -> str:
    """Operand types of `"tosa.x"(%a0, %a1, %s : !extra)`: those of the arguments, then extras."""
    return ", ".join([*(f"tensor<{type}>" for type in operands), *_EXTRA.get(op.split('"')[1], [])])


# Types of operands that are constants of the program.
_EXTRA = {
    "tosa.mul": ["tensor<1xi8>"],
    "tosa.negate": ["tensor<1xf32>", "tensor<1xf32>"],
    "tosa.reshape": ["!tosa.shape<2>"],
    "tosa.slice": ["!tosa.shape<2>", "!tosa.shape<2>"],
    "tosa.tile": ["!tosa.shape<2>"],
    "tosa.pad": ["!tosa.shape<4>", "tensor<1xf32>"],
    "tosa.matmul": ["tensor<1xf32>", "tensor<1xf32>"],
    "tosa.avg_pool2d": ["tensor<1xf32>", "tensor<1xf32>"],
    "tosa.conv2d": ["tensor<1xf32>", "tensor<1xf32>"],
    "tosa.depthwise_conv2d": ["tensor<1xf32>", "tensor<1xf32>"],
}

_ZEROS = '  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>'
_SHIFT = '  %s = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>'


def _shape(name: str, values: Sequence[int]) -> str:
    n = len(values)
    return (
        f'  %{name} = "tosa.const_shape"() <{{values = dense<{list(values)}> : tensor<{n}xindex>}}>'
        f" : () -> !tosa.shape<{n}>"
    )


def _unary(
    op: str,
    reference: Reference,
    tolerance: Tolerance | None = F32_FUNCTION,
    low: float = -3.0,
    high: float = 3.0,
) -> Program:
    operand = f'"tosa.{op}"(%a0)'
    return _op(
        op,
        ["6x35xf32"],
        "6x35xf32",
        operand,
        reference,
        tolerance,
        inputs=[Random("6x35xf32", low, high)],
    )


def _binary(
    op: str,
    reference: Reference,
    operands: Sequence[str] = ("6x35xf32", "6x35xf32"),
    result: str = "6x35xf32",
    name: str | None = None,
) -> Program:
    return _op(name or op, list(operands), result, f'"tosa.{op}"(%a0, %a1)', reference, EXACT)


def _average_pool(x: Array) -> Any:
    return x.reshape(1, 4, 2, 4, 2, 3).mean(axis=(2, 4))


PROGRAMS = [
    _unary("abs", np.abs, EXACT),
    _unary("ceil", np.ceil, EXACT),
    _unary("floor", np.floor, EXACT),
    _unary("exp", np.exp),
    _unary("log", np.log, low=0.1, high=9),
    _unary("reciprocal", np.reciprocal, low=0.5, high=4),
    _unary("rsqrt", lambda x: 1 / np.sqrt(x), low=0.1, high=9),
    _unary("sigmoid", logistic),
    _unary("tanh", np.tanh),
    _binary("add", np.add),
    _binary("sub", np.subtract),
    _binary("maximum", np.maximum),
    _binary("minimum", np.minimum),
    _binary("add", np.add, ("6x35xf32", "1x35xf32"), name="add_broadcast"),
    _op(
        "pow",
        ["6x35xf32", "6x35xf32"],
        "6x35xf32",
        '"tosa.pow"(%a0, %a1)',
        np.power,
        F32_FUNCTION,
        inputs=[Random("6x35xf32", 0.1, 3), "6x35xf32"],
    ),
    _op(
        "mul",
        ["6x35xf32", "6x35xf32"],
        "6x35xf32",
        '"tosa.mul"(%a0, %a1, %s)',
        np.multiply,
        EXACT,
        prefix=_SHIFT,
    ),
    _op(
        "clamp",
        ["50xf32"],
        "50xf32",
        '"tosa.clamp"(%a0)',
        lambda x: np.clip(x, -1, 1.5),
        EXACT,
        "<{min_val = -1.0 : f32, max_val = 1.5 : f32}>",
    ),
    _op("greater", ["6x35xi32", "6x35xi32"], "6x35xi1", '"tosa.greater"(%a0, %a1)', np.greater),
    _op(
        "select",
        ["6x35xi1", "6x35xf32", "6x35xf32"],
        "6x35xf32",
        '"tosa.select"(%a0, %a1, %a2)',
        np.where,
        EXACT,
    ),
    _op(
        "reduce_sum",
        ["6x35xf32"],
        "6x1xf32",
        '"tosa.reduce_sum"(%a0)',
        lambda x: x.sum(1, keepdims=True),
        F32_SUM,
        "<{axis = 1 : i32}>",
    ),
    _op(
        "reduce_max",
        ["6x35xf32"],
        "1x35xf32",
        '"tosa.reduce_max"(%a0)',
        lambda x: x.max(0, keepdims=True),
        EXACT,
        "<{axis = 0 : i32}>",
    ),
    _op(
        "argmax",
        ["6x35xf32"],
        "6xi32",
        '"tosa.argmax"(%a0)',
        lambda x: x.argmax(1).astype(np.int32),
        EXACT,
        "<{axis = 1 : i32}>",
    ),
    _op(
        "transpose",
        ["4x5x6xf32"],
        "6x4x5xf32",
        '"tosa.transpose"(%a0)',
        lambda x: np.transpose(x, (2, 0, 1)),
        EXACT,
        "<{perms = array<i32: 2, 0, 1>}>",
    ),
    _op(
        "concat",
        ["4x5xf32", "4x3xf32"],
        "4x8xf32",
        '"tosa.concat"(%a0, %a1)',
        lambda *x: np.concatenate(x, 1),
        EXACT,
        "<{axis = 1 : i32}>",
    ),
    _op(
        "reshape",
        ["4x5x6xf32"],
        "8x15xf32",
        '"tosa.reshape"(%a0, %s)',
        lambda x: x.reshape(8, 15),
        EXACT,
        prefix=_shape("s", (8, 15)),
    ),
    _op(
        "slice",
        ["9x8xf32"],
        "4x5xf32",
        '"tosa.slice"(%a0, %s, %n)',
        lambda x: x[3:7, 2:7],
        EXACT,
        prefix=_shape("s", (3, 2)) + "\n" + _shape("n", (4, 5)),
    ),
    _op(
        "tile",
        ["3x4xf32"],
        "6x12xf32",
        '"tosa.tile"(%a0, %s)',
        lambda x: np.tile(x, (2, 3)),
        EXACT,
        prefix=_shape("s", (2, 3)),
    ),
    _op(
        "pad",
        ["3x4xf32"],
        "6x6xf32",
        '"tosa.pad"(%a0, %s, %z)',
        lambda x: np.pad(x, ((1, 2), (0, 2))),
        EXACT,
        prefix=_shape("s", (1, 2, 0, 2)) + "\n" + _ZEROS,
    ),
    _op(
        "reverse",
        ["6x5xf32"],
        "6x5xf32",
        '"tosa.reverse"(%a0)',
        lambda x: x[:, ::-1],
        EXACT,
        "<{axis = 1 : i32}>",
    ),
    _op(
        "gather",
        ["2x9x4xf32", "2x5xi32"],
        "2x5x4xf32",
        '"tosa.gather"(%a0, %a1)',
        lambda x, i: np.stack([x[n, i[n]] for n in range(2)]),
        EXACT,
        inputs=["2x9x4xf32", Random("2x5xi32", 0, 8)],
    ),
    _op(
        "cast",
        ["40xf32"],
        "40xi32",
        '"tosa.cast"(%a0)',
        lambda x: np.round(x).astype(np.int32),
        inputs=[Random("40xf32", -50, 50)],
    ),
    _op(
        "matmul",
        ["2x10x24xf32", "2x24x14xf32"],
        "2x10x14xf32",
        '"tosa.matmul"(%a0, %a1, %z, %z)',
        lambda a, b: (a.astype(np.float64) @ b).astype(np.float32),
        F32_PRODUCT,
        prefix=_ZEROS,
    ),
    _op(
        "conv2d",
        ["1x8x8x3xf32", "5x3x3x3xf32", "5xf32"],
        "1x8x8x5xf32",
        '"tosa.conv2d"(%a0, %a1, %a2, %z, %z)',
        lambda x, w, b: convolution(padding=1)(x, np.transpose(w, (1, 2, 3, 0))) + b,
        F32_PRODUCT,
        "<{pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, "
        "acc_type = f32}>",
        _ZEROS,
    ),
    _op(
        "avg_pool2d",
        ["1x8x8x3xf32"],
        "1x4x4x3xf32",
        '"tosa.avg_pool2d"(%a0, %z, %z)',
        _average_pool,
        F32_SUM,
        "<{kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, "
        "acc_type = f32}>",
        _ZEROS,
    ),
    _op(
        "max_pool2d",
        ["1x8x8x3xf32"],
        "1x4x4x3xf32",
        '"tosa.max_pool2d"(%a0)',
        lambda x: x.reshape(1, 4, 2, 4, 2, 3).max(axis=(2, 4)),
        EXACT,
        "<{kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>}>",
    ),
]

test_program = program_test(PROGRAMS)
