# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Programs as iree-import-onnx writes them: torch.operator "onnx.*" on value tensors."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import vtensor
from tests.e2e.program import Input, Program, Random
from tests.e2e.references import Array, Reference, convolution, erf, in_f64, logistic, nchw, softmax
from tests.e2e.tolerances import EXACT, F32_FUNCTION, F32_PRODUCT, F32_SUM, Tolerance

_FUNCTION = """
func.func @main({arguments}) -> {result} attributes {{
    torch.onnx_meta.ir_version = 8 : si64, torch.onnx_meta.opset_version = 17 : si64,
    torch.onnx_meta.producer_name = "", torch.onnx_meta.producer_version = ""}} {{
{body}
  return %r : {result}
}}"""


def _model(
    name: str,
    operands: Sequence[str],
    result: str,
    body: str,
    reference: Reference,
    tolerance: Tolerance | None = None,
    inputs: Sequence[Input] | None = None,
) -> Program:
    """A model with inputs %a0, ...; the body defines %r."""
    arguments = ", ".join(f"%a{i}: {vtensor(type)}" for i, type in enumerate(operands))
    mlir = _FUNCTION.format(arguments=arguments, result=vtensor(result), body=body)
    return Program(name, mlir, inputs or operands, reference, tolerance)


def _node(
    result: str,
    op: str,
    operands: Sequence[str],
    types: Sequence[str],
    result_type: str,
    attributes: str = "",
) -> str:
    names = ", ".join(operands)
    signature = ", ".join(vtensor(type) for type in types)
    dictionary = f" {{{attributes}}}" if attributes else ""
    return (
        f'  {result} = torch.operator "onnx.{op}"({names}){dictionary}'
        f" : ({signature}) -> {vtensor(result_type)}"
    )


def _one(
    op: str,
    operands: Sequence[str],
    result: str,
    reference: Reference,
    tolerance: Tolerance | None = None,
    attributes: str = "",
    inputs: Sequence[Input] | None = None,
) -> Program:
    names = [f"%a{i}" for i in range(len(operands))]
    body = _node("%r", op, names, operands, result, attributes)
    return _model(op.lower(), operands, result, body, reference, tolerance, inputs)


def _int(name: str, value: int) -> str:
    return f"torch.onnx.{name} = {value} : si64"


def _ints(name: str, *values: int) -> str:
    return f"torch.onnx.{name} = [{', '.join(f'{value} : si64' for value in values)}]"


_X = "6x20xf32"

_MLP = "\n".join(
    [
        _node(
            "%0",
            "Gemm",
            ["%a0", "%a1", "%a2"],
            ["4x16xf32", "24x16xf32", "24xf32"],
            "4x24xf32",
            _int("transB", 1),
        ),
        _node("%1", "Relu", ["%0"], ["4x24xf32"], "4x24xf32"),
        _node("%2", "MatMul", ["%1", "%a3"], ["4x24xf32", "24x10xf32"], "4x10xf32"),
        _node("%r", "Softmax", ["%2"], ["4x10xf32"], "4x10xf32", _int("axis", 1)),
    ]
)

_CNN = "\n".join(
    [
        _node(
            "%0",
            "Conv",
            ["%a0", "%a1", "%a2"],
            ["1x3x8x8xf32", "4x3x3x3xf32", "4xf32"],
            "1x4x4x4xf32",
            _ints("pads", 1, 1, 1, 1)
            + ", "
            + _ints("strides", 2, 2)
            + ", "
            + _ints("kernel_shape", 3, 3)
            + ", "
            + _ints("dilations", 1, 1)
            + ", "
            + _int("group", 1),
        ),
        _node("%1", "Relu", ["%0"], ["1x4x4x4xf32"], "1x4x4x4xf32"),
        _node("%r", "GlobalAveragePool", ["%1"], ["1x4x4x4xf32"], "1x4x1x1xf32"),
    ]
)


def _cnn(x: Array, w: Array, b: Array) -> Any:
    return np.maximum(nchw(convolution((2, 2), 1))(x, w) + b[:, None, None], 0).mean(
        axis=(2, 3), keepdims=True
    )


def _mlp(x: Array, w0: Array, b0: Array, w1: Array) -> Array:
    hidden = np.maximum(x.astype(np.float64) @ w0.T + b0, 0)
    return softmax((hidden @ w1).astype(np.float32), 1)


PROGRAMS = [
    _one("Add", [_X, _X], _X, np.add, EXACT),
    _one("Sub", [_X, _X], _X, np.subtract, EXACT),
    _one("Mul", [_X, "20xf32"], _X, np.multiply, EXACT),
    _one("Div", [_X, _X], _X, np.divide, EXACT, inputs=[_X, Random(_X, 0.5, 3)]),
    _one("Relu", [_X], _X, lambda x: np.maximum(x, 0), EXACT),
    _one("Sigmoid", [_X], _X, logistic, F32_FUNCTION),
    _one("Tanh", [_X], _X, np.tanh, F32_FUNCTION),
    _one("Erf", [_X], _X, in_f64(erf), F32_FUNCTION),
    _one("Exp", [_X], _X, np.exp, F32_FUNCTION),
    _one("Sqrt", [_X], _X, np.sqrt, F32_FUNCTION, inputs=[Random(_X, 0, 9)]),
    _one("Where", ["6x20xi1", _X, _X], _X, np.where, EXACT),
    _one("Less", [_X, _X], "6x20xi1", np.less),
    _one("MatMul", ["12x30xf32", "30x8xf32"], "12x8xf32", np.matmul, F32_PRODUCT),
    _one("Softmax", [_X], _X, softmax, F32_SUM, _int("axis", -1)),
    _one(
        "Transpose",
        ["4x5x6xf32"],
        "6x4x5xf32",
        lambda x: np.transpose(x, (2, 0, 1)),
        EXACT,
        _ints("perm", 2, 0, 1),
    ),
    _one(
        "Concat",
        ["4x5xf32", "4x3xf32"],
        "4x8xf32",
        lambda *x: np.concatenate(x, 1),
        EXACT,
        _int("axis", 1),
    ),
    _one(
        "Gather",
        ["30x8xf32", "7xi64"],
        "7x8xf32",
        lambda table, ids: table[ids],
        EXACT,
        _int("axis", 0),
        ["30x8xf32", Random("7xi64", 0, 29)],
    ),
    _one(
        "ReduceMax",
        [_X],
        "6x1xf32",
        lambda x: x.max(1, keepdims=True),
        EXACT,
        _ints("axes", 1) + ", " + _int("keepdims", 1),
    ),
    _one(
        "ArgMax",
        [_X],
        "6x1xi64",
        lambda x: x.argmax(1)[:, None],
        None,
        _int("axis", 1) + ", " + _int("keepdims", 1),
    ),
    _one(
        "Flatten", ["2x3x4x5xf32"], "2x60xf32", lambda x: x.reshape(2, 60), EXACT, _int("axis", 1)
    ),
    _one(
        "MaxPool",
        ["1x3x8x8xf32"],
        "1x3x4x4xf32",
        lambda x: x.reshape(1, 3, 4, 2, 4, 2).max(axis=(3, 5)),
        EXACT,
        _ints("kernel_shape", 2, 2) + ", " + _ints("strides", 2, 2),
    ),
    _one(
        "Gemm",
        ["12x30xf32", "30x8xf32", "8xf32"],
        "12x8xf32",
        lambda a, b, c: (a.astype(np.float64) @ b + c).astype(np.float32),
        F32_PRODUCT,
    ),
    _model(
        "mlp", ["4x16xf32", "24x16xf32", "24xf32", "24x10xf32"], "4x10xf32", _MLP, _mlp, F32_PRODUCT
    ),
    _model("cnn", ["1x3x8x8xf32", "4x3x3x3xf32", "4xf32"], "1x4x1x1xf32", _CNN, _cnn, F32_PRODUCT),
]

test_program = program_test(PROGRAMS)
