# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Programs in the torch dialect, as torch-mlir and IREE Turbine export PyTorch models."""

import math
from collections.abc import Sequence

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module, vtensor
from tests.e2e.program import Input, Program, Random
from tests.e2e.references import (
    Reference,
    attention,
    convolution,
    erf,
    layer_norm,
    logistic,
    nchw,
    softmax,
)
from tests.e2e.tolerances import EXACT, F32_FUNCTION, F32_PRODUCT, F32_SUM, Tolerance


def _program(
    name: str,
    operands: Sequence[str],
    results: Sequence[str],
    body: str,
    reference: Reference,
    tolerance: Tolerance | None = None,
    inputs: Sequence[Input] | None = None,
) -> Program:
    """A function of vtensors %a0, ...; the body ends by defining %r (or %r0, %r1, ...)."""
    arguments = ", ".join(f"%a{i}: {vtensor(type)}" for i, type in enumerate(operands))
    types = ", ".join(vtensor(type) for type in results)
    names = "%r" if len(results) == 1 else ", ".join(f"%r{i}" for i in range(len(results)))
    mlir = module(arguments, types, f"{body}\n  return {names} : {types}")
    return Program(name, mlir, inputs or operands, reference, tolerance)


def _aten(
    op: str,
    operands: Sequence[str],
    result: str,
    reference: Reference,
    tolerance: Tolerance | None = None,
    extra: Sequence[tuple[str, str]] = (),
    inputs: Sequence[Input] | None = None,
    name: str | None = None,
) -> Program:
    """One aten operation; `extra` are its (constant, type) operands after the tensors."""
    constants = "".join(f"  %c{i} = {text}\n" for i, (text, _) in enumerate(extra))
    names = [f"%a{i}" for i in range(len(operands))] + [f"%c{i}" for i in range(len(extra))]
    types = [vtensor(type) for type in operands] + [type for _, type in extra]
    body = (
        f"{constants}  %r = torch.aten.{op} {', '.join(names)} : {', '.join(types)}"
        f" -> {vtensor(result)}"
    )
    return _program(
        name or op.replace(".", "_"), operands, [result], body, reference, tolerance, inputs
    )


def _int(value: int) -> tuple[str, str]:
    return (f"torch.constant.int {value}", "!torch.int")


def _float(value: float) -> tuple[str, str]:
    return (f"torch.constant.float {value:e}", "!torch.float")


def _bool(value: bool) -> tuple[str, str]:
    return (f"torch.constant.bool {str(value).lower()}", "!torch.bool")


_NONE = ("torch.constant.none", "!torch.none")

_LINEAR = """
  %r0 = torch.aten.linear %a0, %a1, %a2 : {x}, {w}, {b} -> {y}
  %r = torch.aten.relu %r0 : {y} -> {y}""".format(
    x=vtensor("5x32xf32"), w=vtensor("16x32xf32"), b=vtensor("16xf32"), y=vtensor("5x16xf32")
)

_LIST = "torch.prim.ListConstruct"

_CONV = """
  %one = torch.constant.int 1
  %zero = torch.constant.int 0
  %false = torch.constant.bool false
  %none = torch.constant.none
  %ones = {list} %one, %one : (!torch.int, !torch.int) -> !torch.list<int>
  %empty = {list} : () -> !torch.list<int>
  %r = torch.aten.convolution %a0, %a1, %none, %ones, %ones, %ones, %false, %empty, %one
      : {x}, {w}, !torch.none, !torch.list<int>, !torch.list<int>, !torch.list<int>, !torch.bool,
        !torch.list<int>, !torch.int -> {y}""".format(
    list=_LIST, x=vtensor("1x3x8x8xf32"), w=vtensor("4x3x3x3xf32"), y=vtensor("1x4x8x8xf32")
)

_ATTENTION = """
  %none = torch.constant.none
  %zero = torch.constant.float 0.0
  %false = torch.constant.bool false
  %r = torch.aten.scaled_dot_product_attention %a0, %a1, %a2, %none, %zero, %false, %none, %false
      : {t}, {t}, {t}, !torch.none, !torch.float, !torch.bool, !torch.none, !torch.bool -> {t}""".format(
    t=vtensor("1x2x8x16xf32")
)

_LAYER_NORM = """
  %n = torch.constant.int 32
  %shape = {list} %n : (!torch.int) -> !torch.list<int>
  %eps = torch.constant.float 1.000000e-05
  %false = torch.constant.bool false
  %r = torch.aten.layer_norm %a0, %shape, %a1, %a2, %eps, %false
      : {x}, !torch.list<int>, {w}, {w}, !torch.float, !torch.bool -> {x}""".format(
    list=_LIST, x=vtensor("6x32xf32"), w=vtensor("32xf32")
)

_MEAN = """
  %d = torch.constant.int 1
  %dims = {list} %d : (!torch.int) -> !torch.list<int>
  %true = torch.constant.bool true
  %none = torch.constant.none
  %r = torch.aten.mean.dim %a0, %dims, %true, %none
      : {x}, !torch.list<int>, !torch.bool, !torch.none -> {y}""".format(
    list=_LIST, x=vtensor("6x20xf32"), y=vtensor("6x1xf32")
)

_VIEW_PERMUTE = """
  %c2 = torch.constant.int 2
  %c3 = torch.constant.int 3
  %c4 = torch.constant.int 4
  %c0 = torch.constant.int 0
  %c1 = torch.constant.int 1
  %shape = {list} %c2, %c3, %c4 : (!torch.int, !torch.int, !torch.int) -> !torch.list<int>
  %0 = torch.aten.view %a0, %shape : {x}, !torch.list<int> -> {v}
  %order = {list} %c2, %c0, %c1 : (!torch.int, !torch.int, !torch.int) -> !torch.list<int>
  %r = torch.aten.permute %0, %order : {v}, !torch.list<int> -> {y}""".format(
    list=_LIST, x=vtensor("6x4xf32"), v=vtensor("2x3x4xf32"), y=vtensor("4x2x3xf32")
)


_X = "6x20xf32"

PROGRAMS = [
    _aten("relu", [_X], _X, lambda x: np.maximum(x, 0), EXACT),
    _aten("sigmoid", [_X], _X, logistic, F32_FUNCTION),
    _aten("tanh", [_X], _X, np.tanh, F32_FUNCTION),
    _aten("silu", [_X], _X, lambda x: x / (1 + np.exp(-x)), F32_FUNCTION),
    _aten(
        "gelu",
        [_X],
        _X,
        lambda x: (0.5 * x * (1 + erf(x / math.sqrt(2)))).astype(np.float32),
        F32_FUNCTION,
        [('torch.constant.str "none"', "!torch.str")],
    ),
    _aten("add.Tensor", [_X, _X], _X, lambda a, b: a + 2 * b, extra=[_int(2)]),
    _aten("mul.Tensor", [_X, "20xf32"], _X, np.multiply, EXACT),
    _aten("div.Tensor", [_X, _X], _X, np.divide, EXACT, inputs=[_X, Random(_X, 0.5, 3)]),
    _aten(
        "leaky_relu",
        [_X],
        _X,
        lambda x: np.where(x > 0, x, x * np.float32(0.1)),
        extra=[_float(0.1)],
    ),
    _aten("mm", ["12x30xf32", "30x8xf32"], "12x8xf32", np.matmul, F32_PRODUCT),
    _aten("bmm", ["3x8x12xf32", "3x12x10xf32"], "3x8x10xf32", np.matmul, F32_PRODUCT),
    _aten("matmul", ["2x3x8x12xf32", "12x10xf32"], "2x3x8x10xf32", np.matmul, F32_PRODUCT),
    _aten("t", ["12x30xf32"], "30x12xf32", np.transpose, EXACT),
    _aten("softmax.int", [_X], _X, softmax, F32_SUM, [_int(1), _NONE]),
    _aten(
        "log_softmax.int", [_X], _X, lambda x: np.log(softmax(x)), F32_FUNCTION, [_int(1), _NONE]
    ),
    _aten(
        "sum",
        [_X],
        "f32",
        lambda x: np.asarray(x.sum(dtype=np.float64), np.float32),
        F32_SUM,
        [_NONE],
    ),
    _aten("argmax", [_X], "6xi64", lambda x: x.argmax(1), extra=[_int(1), _bool(False)]),
    _aten("cumsum", [_X], _X, lambda x: np.cumsum(x, 1), F32_SUM, [_int(1), _NONE]),
    _aten("gt.Scalar", [_X], "6x20xi1", lambda x: x > 0.5, extra=[_float(0.5)]),
    _aten(
        "slice.Tensor",
        ["10x20xf32"],
        "3x20xf32",
        lambda x: x[2:8:2],
        EXACT,
        [_int(0), _int(2), _int(8), _int(2)],
    ),
    _aten("select.int", ["10x20xf32"], "20xf32", lambda x: x[4], EXACT, [_int(0), _int(4)]),
    _aten(
        "embedding",
        ["30x16xf32", "4x5xi64"],
        "4x5x16xf32",
        lambda table, ids: table[ids],
        EXACT,
        [_int(-1), _bool(False), _bool(False)],
        ["30x16xf32", Random("4x5xi64", 0, 29)],
    ),
    _program("mean_dim", [_X], ["6x1xf32"], _MEAN, lambda x: x.mean(1, keepdims=True), F32_SUM),
    _program(
        "view_permute",
        ["6x4xf32"],
        ["4x2x3xf32"],
        _VIEW_PERMUTE,
        lambda x: np.transpose(x.reshape(2, 3, 4), (2, 0, 1)),
        EXACT,
    ),
    _program(
        "linear_relu",
        ["5x32xf32", "16x32xf32", "16xf32"],
        ["5x16xf32"],
        _LINEAR,
        lambda x, w, b: np.maximum(x.astype(np.float64) @ w.T + b, 0).astype(np.float32),
        F32_PRODUCT,
    ),
    _program(
        "convolution",
        ["1x3x8x8xf32", "4x3x3x3xf32"],
        ["1x4x8x8xf32"],
        _CONV,
        nchw(convolution(padding=1)),
        F32_PRODUCT,
    ),
    _program(
        "layer_norm",
        ["6x32xf32", "32xf32", "32xf32"],
        ["6x32xf32"],
        _LAYER_NORM,
        layer_norm,
        F32_SUM,
    ),
    _program(
        "attention", ["1x2x8x16xf32"] * 3, ["1x2x8x16xf32"], _ATTENTION, attention, F32_PRODUCT
    ),
]

test_program = program_test(PROGRAMS)
