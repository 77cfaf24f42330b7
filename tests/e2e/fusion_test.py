# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Chains of elementwise operations that fuse to one dispatch, in linalg, StableHLO and TOSA form, and broadcasts."""

from collections.abc import Sequence

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module
from tests.e2e.program import Input, Program, Random
from tests.e2e.references import Reference, erf, in_f64
from tests.e2e.tolerances import EXACT, F32_FUNCTION, Tolerance


def _linalg_1d(
    size: int,
    body: str,
    reference: Reference,
    operands: int = 1,
    low: float = -2,
    high: float = 2,
    tolerance: Tolerance | None = None,
    name: str = "",
) -> Program:
    """A linalg.generic over `size` f32 elements; the body sees %x0, %x1, ... and yields %y."""
    ins = ", ".join(f"%a{i}" for i in range(operands))
    types = ", ".join(f"tensor<{size}xf32>" for _ in range(operands))
    maps = ", ".join("affine_map<(d0) -> (d0)>" for _ in range(operands + 1))
    block = ", ".join(f"%x{i}: f32" for i in range(operands))
    text = f"""
      %empty = tensor.empty() : tensor<{size}xf32>
      %0 = linalg.generic {{indexing_maps = [{maps}], iterator_types = ["parallel"]}}
          ins({ins} : {types}) outs(%empty : tensor<{size}xf32>) {{
      ^bb0({block}, %out: f32):
        {body}
        linalg.yield %y : f32
      }} -> tensor<{size}xf32>
      return %0 : tensor<{size}xf32>"""
    arguments = ", ".join(f"%a{i}: tensor<{size}xf32>" for i in range(operands))
    inputs = [Random(f"{size}xf32", low, high)] * operands
    return Program(
        name, module(arguments, f"tensor<{size}xf32>", text), inputs, reference, tolerance
    )


def _chain(
    name: str,
    element: str,
    shape: str,
    body: str,
    inputs: Sequence[Input],
    reference: Reference,
    tolerance: Tolerance | None = None,
) -> Program:
    """A StableHLO function of equally typed tensors T; the body sees %a0, ... and returns %y."""
    tensor = f"tensor<{shape}x{element}>"
    arguments = ", ".join(f"%a{i}: {tensor}" for i in range(len(inputs)))
    text = body.replace("TENSOR", tensor) + f"\n  return %y : {tensor}"
    return Program(name, module(arguments, tensor, text), inputs, reference, tolerance)


_BROADCAST = """
  %b = stablehlo.broadcast_in_dim %v, dims = [{dims}] : (tensor<{small}>) -> tensor<{large}>
  %y = stablehlo.{op} %x, %b : tensor<{large}>
  return %y : tensor<{large}>"""


def _broadcast(
    name: str, op: str, small: str, large: str, dims: str, reference: Reference
) -> Program:
    text = _BROADCAST.format(op=op, small=small, large=large, dims=dims)
    arguments = f"%x: tensor<{large}>, %v: tensor<{small}>"
    return Program(name, module(arguments, f"tensor<{large}>", text), [large, small], reference)


PROGRAMS = [
    *(
        _linalg_1d(
            size,
            "%y = arith.addf %x0, %x1 : f32",
            np.add,
            operands=2,
            tolerance=EXACT,
            name=f"linalg_add_{size}",
        )
        for size in (1, 7, 31, 1024, 1025, 100003)
    ),
    _linalg_1d(
        513,
        """%0 = arith.mulf %x0, %x0 : f32
        %1 = arith.mulf %x1, %x1 : f32
        %2 = arith.addf %0, %1 : f32
        %y = math.sqrt %2 : f32""",
        in_f64(np.hypot),
        operands=2,
        name="linalg_hypot",
    ),
    _linalg_1d(
        1000,
        """%zero = arith.constant 0.0 : f32
        %slope = arith.constant 0.01 : f32
        %0 = arith.mulf %x0, %slope : f32
        %1 = arith.cmpf ogt, %x0, %zero : f32
        %y = arith.select %1, %x0, %0 : f32""",
        lambda x: np.where(x > 0, x, x * np.float32(0.01)),
        tolerance=EXACT,
        name="linalg_leaky_relu",
    ),
    _linalg_1d(
        777,
        """%i = linalg.index 0 : index
        %j = arith.index_cast %i : index to i32
        %f = arith.sitofp %j : i32 to f32
        %y = arith.mulf %x0, %f : f32""",
        lambda x: x * np.arange(777, dtype=np.float32),
        tolerance=EXACT,
        name="linalg_index_times",
    ),
    _linalg_1d(
        300,
        "%y = math.fma %x0, %x1, %x2 : f32",
        in_f64(lambda a, b, c: a * b + c),
        operands=3,
        name="linalg_fma",
    ),
    _linalg_1d(
        300,
        """%0 = math.exp %x0 : f32
        %1 = math.log1p %0 : f32
        %2 = math.tanh %1 : f32
        %y = arith.mulf %x0, %2 : f32""",
        in_f64(lambda x: x * np.tanh(np.log1p(np.exp(x)))),
        tolerance=F32_FUNCTION,
        name="linalg_mish",
    ),
    Program(
        "linalg_named_chain",
        module(
            "%a: tensor<40x50xf32>, %b: tensor<40x50xf32>",
            "tensor<40x50xf32>",
            """
      %e = tensor.empty() : tensor<40x50xf32>
      %0 = linalg.elementwise <sub> ins(%a, %b : tensor<40x50xf32>, tensor<40x50xf32>)
             outs(%e : tensor<40x50xf32>) -> tensor<40x50xf32>
      %1 = linalg.elementwise <abs> ins(%0 : tensor<40x50xf32>) outs(%e : tensor<40x50xf32>) -> tensor<40x50xf32>
      %2 = linalg.elementwise <max_signed> ins(%1, %a : tensor<40x50xf32>, tensor<40x50xf32>)
             outs(%e : tensor<40x50xf32>) -> tensor<40x50xf32>
      return %2 : tensor<40x50xf32>""",
        ),
        ["40x50xf32", "40x50xf32"],
        lambda a, b: np.maximum(np.abs(a - b), a),
        EXACT,
    ),
    _chain(
        "gelu_erf",
        "f32",
        "8x65",
        """
  %half = stablehlo.constant dense<0.5> : TENSOR
  %one = stablehlo.constant dense<1.0> : TENSOR
  %root = stablehlo.constant dense<0.70710678> : TENSOR
  %0 = stablehlo.multiply %a0, %root : TENSOR
  %1 = chlo.erf %0 : TENSOR -> TENSOR
  %2 = stablehlo.add %1, %one : TENSOR
  %3 = stablehlo.multiply %a0, %half : TENSOR
  %y = stablehlo.multiply %3, %2 : TENSOR""",
        ["8x65xf32"],
        in_f64(lambda x: 0.5 * x * (1 + erf(x * 0.70710678))),
        F32_FUNCTION,
    ),
    _chain(
        "gelu_tanh",
        "f32",
        "33x31",
        """
  %half = stablehlo.constant dense<0.5> : TENSOR
  %one = stablehlo.constant dense<1.0> : TENSOR
  %c = stablehlo.constant dense<0.044715> : TENSOR
  %r = stablehlo.constant dense<0.7978845608> : TENSOR
  %0 = stablehlo.multiply %a0, %a0 : TENSOR
  %1 = stablehlo.multiply %0, %a0 : TENSOR
  %2 = stablehlo.multiply %1, %c : TENSOR
  %3 = stablehlo.add %a0, %2 : TENSOR
  %4 = stablehlo.multiply %3, %r : TENSOR
  %5 = stablehlo.tanh %4 : TENSOR
  %6 = stablehlo.add %5, %one : TENSOR
  %7 = stablehlo.multiply %a0, %half : TENSOR
  %y = stablehlo.multiply %7, %6 : TENSOR""",
        ["33x31xf32"],
        in_f64(lambda x: 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))),
        F32_FUNCTION,
    ),
    _chain(
        "silu",
        "f32",
        "64x64",
        """
  %0 = stablehlo.logistic %a0 : TENSOR
  %y = stablehlo.multiply %a0, %0 : TENSOR""",
        ["64x64xf32"],
        in_f64(lambda x: x / (1 + np.exp(-x))),
        F32_FUNCTION,
    ),
    _chain(
        "polynomial",
        "f32",
        "5x7x11",
        """
  %c = stablehlo.constant dense<3.0> : TENSOR
  %0 = stablehlo.multiply %a0, %a1 : TENSOR
  %1 = stablehlo.add %0, %c : TENSOR
  %2 = stablehlo.multiply %1, %a0 : TENSOR
  %y = stablehlo.subtract %2, %a1 : TENSOR""",
        ["5x7x11xf32", "5x7x11xf32"],
        lambda a, b: (a * b + np.float32(3)) * a - b,
    ),
    _chain(
        "integer_hash",
        "i32",
        "1021",
        """
  %m = stablehlo.constant dense<-1640531527> : TENSOR
  %s = stablehlo.constant dense<15> : TENSOR
  %0 = stablehlo.multiply %a0, %m : TENSOR
  %1 = stablehlo.shift_right_logical %0, %s : TENSOR
  %2 = stablehlo.xor %0, %1 : TENSOR
  %y = stablehlo.add %2, %a1 : TENSOR""",
        ["1021xi32", "1021xi32"],
        lambda a, b: (
            (
                (a * np.int32(-1640531527))
                ^ ((a * np.int32(-1640531527)).view(np.uint32) >> np.uint32(15)).view(np.int32)
            )
            + b
        ),
    ),
    _chain(
        "constant_table",
        "f32",
        "2x4",
        """
  %t = stablehlo.constant dense<[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]> : TENSOR
  %y = stablehlo.multiply %a0, %t : TENSOR""",
        ["2x4xf32"],
        lambda x: x * np.arange(1, 9, dtype=np.float32).reshape(2, 4),
        EXACT,
    ),
    _chain(
        "large_add",
        "f32",
        "512x1024",
        "%y = stablehlo.add %a0, %a1 : TENSOR",
        ["512x1024xf32", "512x1024xf32"],
        np.add,
        EXACT,
    ),
    _broadcast("broadcast_row", "add", "100xf32", "64x100xf32", "1", lambda x, v: x + v),
    _broadcast(
        "broadcast_column", "multiply", "64xf32", "64x100xf32", "0", lambda x, v: x * v[:, None]
    ),
    _broadcast("broadcast_scalar", "add", "f32", "33x65xf32", "", lambda x, v: x + v),
    _broadcast(
        "broadcast_middle", "subtract", "7xf32", "5x7x11xf32", "1", lambda x, v: x - v[:, None]
    ),
    _broadcast(
        "broadcast_ones", "maximum", "1x9xf32", "6x9xf32", "0, 1", lambda x, v: np.maximum(x, v)
    ),
    _broadcast(
        "broadcast_i32", "add", "8xi32", "4x8x3xi32", "1", lambda x, v: x + v[None, :, None]
    ),
    Program(
        "broadcast_both_sides",
        module(
            "%x: tensor<48xf32>, %y: tensor<72xf32>",
            "tensor<48x72xf32>",
            """
  %0 = stablehlo.broadcast_in_dim %x, dims = [0] : (tensor<48xf32>) -> tensor<48x72xf32>
  %1 = stablehlo.broadcast_in_dim %y, dims = [1] : (tensor<72xf32>) -> tensor<48x72xf32>
  %2 = stablehlo.multiply %0, %1 : tensor<48x72xf32>
  return %2 : tensor<48x72xf32>""",
        ),
        ["48xf32", "72xf32"],
        np.outer,
        EXACT,
    ),
    Program(
        "broadcast_only",
        module(
            "%x: tensor<3xf32>",
            "tensor<4x3x5xf32>",
            """
  %0 = stablehlo.broadcast_in_dim %x, dims = [1] : (tensor<3xf32>) -> tensor<4x3x5xf32>
  return %0 : tensor<4x3x5xf32>""",
        ),
        ["3xf32"],
        lambda x: np.broadcast_to(x[None, :, None], (4, 3, 5)),
    ),
    Program(
        "iota",
        module(
            "",
            "tensor<6x5xi32>",
            """
  %0 = stablehlo.iota dim = 0 : tensor<6x5xi32>
  %1 = stablehlo.iota dim = 1 : tensor<6x5xi32>
  %c = stablehlo.constant dense<5> : tensor<6x5xi32>
  %2 = stablehlo.multiply %0, %c : tensor<6x5xi32>
  %3 = stablehlo.add %2, %1 : tensor<6x5xi32>
  return %3 : tensor<6x5xi32>""",
        ),
        [],
        lambda: np.arange(30, dtype=np.int32).reshape(6, 5),
    ),
    Program(
        "iota_and_tensor",
        module(
            "%x: tensor<37x61xf32>",
            "tensor<37x61xf32>",
            """
  %0 = stablehlo.iota dim = 1 : tensor<37x61xi32>
  %1 = stablehlo.convert %0 : (tensor<37x61xi32>) -> tensor<37x61xf32>
  %2 = stablehlo.add %x, %1 : tensor<37x61xf32>
  return %2 : tensor<37x61xf32>""",
        ),
        ["37x61xf32"],
        lambda x: x + np.arange(61, dtype=np.float32),
        EXACT,
    ),
    Program(
        "causal_mask",
        module(
            "%x: tensor<3x50x50xf32>",
            "tensor<3x50x50xf32>",
            """
  %0 = stablehlo.iota dim = 1 : tensor<3x50x50xi32>
  %1 = stablehlo.iota dim = 2 : tensor<3x50x50xi32>
  %2 = stablehlo.compare GE, %0, %1 : (tensor<3x50x50xi32>, tensor<3x50x50xi32>) -> tensor<3x50x50xi1>
  %c = stablehlo.constant dense<-1.0e9> : tensor<3x50x50xf32>
  %3 = stablehlo.select %2, %x, %c : tensor<3x50x50xi1>, tensor<3x50x50xf32>
  return %3 : tensor<3x50x50xf32>""",
        ),
        ["3x50x50xf32"],
        lambda x: np.where(np.tri(50, dtype=bool), x, np.float32(-1e9)),
        EXACT,
    ),
    *(
        Program(
            f"constant_table_{element}",
            module(
                f"%x: tensor<70x4x{element}>",
                f"tensor<70x4x{element}>",
                f"""
  %t = stablehlo.constant dense<{values}> : tensor<4x{element}>
  %0 = stablehlo.broadcast_in_dim %t, dims = [1] : (tensor<4x{element}>) -> tensor<70x4x{element}>
  %1 = stablehlo.multiply %x, %0 : tensor<70x4x{element}>
  return %1 : tensor<70x4x{element}>""",
            ),
            [f"70x4x{element}"],
            lambda x, values=values: (x * np.array(values, x.dtype)).astype(x.dtype),
        )
        for element, values in [
            ("f32", [1.0, 2.5, -3.0, 0.125]),
            ("f16", [1.0, 2.5, -3.0, 0.125]),
            ("i32", [1, -2, 3, 70000]),
            ("i8", [1, -2, 3, 7]),
        ]
    ),
    Program(
        "strided_operand",
        module(
            "%x: tensor<90x201xf32>",
            "tensor<45x67xf32>",
            """
  %0 = stablehlo.slice %x [0:90:2, 0:201:3] : (tensor<90x201xf32>) -> tensor<45x67xf32>
  %1 = stablehlo.multiply %0, %0 : tensor<45x67xf32>
  return %1 : tensor<45x67xf32>""",
        ),
        ["90x201xf32"],
        lambda x: x[::2, ::3] * x[::2, ::3],
        EXACT,
    ),
    Program(
        "reversed_operand",
        module(
            "%x: tensor<45x67xf32>",
            "tensor<45x67xf32>",
            """
  %0 = stablehlo.reverse %x, dims = [0, 1] : tensor<45x67xf32>
  %1 = stablehlo.add %0, %x : tensor<45x67xf32>
  return %1 : tensor<45x67xf32>""",
        ),
        ["45x67xf32"],
        lambda x: x[::-1, ::-1] + x,
        EXACT,
    ),
    Program(
        "transposed_operand",
        module(
            "%x: tensor<300x120xf32>, %y: tensor<120x300xf32>",
            "tensor<120x300xf32>",
            """
  %0 = stablehlo.transpose %x, dims = [1, 0] : (tensor<300x120xf32>) -> tensor<120x300xf32>
  %1 = stablehlo.add %0, %y : tensor<120x300xf32>
  return %1 : tensor<120x300xf32>""",
        ),
        ["300x120xf32", "120x300xf32"],
        lambda x, y: x.T + y,
        EXACT,
    ),
    Program(
        "several_bursts",
        module(
            "%x: tensor<700x1000xf32>, %y: tensor<1000xf32>",
            "tensor<700x1000xf32>",
            """
  %0 = stablehlo.broadcast_in_dim %y, dims = [1] : (tensor<1000xf32>) -> tensor<700x1000xf32>
  %1 = stablehlo.subtract %x, %0 : tensor<700x1000xf32>
  return %1 : tensor<700x1000xf32>""",
        ),
        ["700x1000xf32", "1000xf32"],
        lambda x, y: x - y,
        EXACT,
    ),
]

test_program = program_test(PROGRAMS)
