# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Control flow on the host and on the device: while, if, case, for loops, and calls."""

import numpy as np

from tests.e2e.checker import program_test
from tests.e2e.mlir_text import module
from tests.e2e.program import Program
from tests.e2e.references import Array
from tests.e2e.tolerances import EXACT

_WHILE_COUNT = """
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %one = stablehlo.constant dense<1> : tensor<i32>
  %0:2 = stablehlo.while(%i = %zero, %v = %x) : tensor<i32>, tensor<8xf32>
  cond {
    %p = stablehlo.compare LT, %i, %n : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  } do {
    %w = stablehlo.add %v, %x : tensor<8xf32>
    %j = stablehlo.add %i, %one : tensor<i32>
    stablehlo.return %j, %w : tensor<i32>, tensor<8xf32>
  }
  return %0#1 : tensor<8xf32>"""

_WHILE_DATA = """
  %limit = stablehlo.constant dense<100.0> : tensor<f32>
  %two = stablehlo.constant dense<2.0> : tensor<16xf32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.while(%v = %x) : tensor<16xf32>
  cond {
    %s = stablehlo.reduce(%v init: %zero) applies stablehlo.add across dimensions = [0]
        : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %p = stablehlo.compare LT, %s, %limit : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  } do {
    %w = stablehlo.multiply %v, %two : tensor<16xf32>
    stablehlo.return %w : tensor<16xf32>
  }
  return %0 : tensor<16xf32>"""

_IF = """
  %0 = "stablehlo.if"(%p) ({
    %1 = stablehlo.add %x, %y : tensor<9xf32>
    stablehlo.return %1 : tensor<9xf32>
  }, {
    %1 = stablehlo.multiply %x, %y : tensor<9xf32>
    stablehlo.return %1 : tensor<9xf32>
  }) : (tensor<i1>) -> tensor<9xf32>
  return %0 : tensor<9xf32>"""

_CASE = """
  %0 = "stablehlo.case"(%i) ({
    %1 = stablehlo.negate %x : tensor<9xf32>
    stablehlo.return %1 : tensor<9xf32>
  }, {
    %1 = stablehlo.abs %x : tensor<9xf32>
    stablehlo.return %1 : tensor<9xf32>
  }, {
    %1 = stablehlo.add %x, %x : tensor<9xf32>
    stablehlo.return %1 : tensor<9xf32>
  }) : (tensor<i32>) -> tensor<9xf32>
  return %0 : tensor<9xf32>"""

_SCF_FOR = """
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %0 = scf.for %i = %c0 to %c5 step %c1 iter_args(%v = %x) -> tensor<6x4xf32> {
    %row = tensor.extract_slice %v[%i, 0] [1, 4] [1, 1] : tensor<6x4xf32> to tensor<1x4xf32>
    %next = arith.addi %i, %c1 : index
    %other = tensor.extract_slice %v[%next, 0] [1, 4] [1, 1] : tensor<6x4xf32> to tensor<1x4xf32>
    %sum = arith.addf %row, %other : tensor<1x4xf32>
    %w = tensor.insert_slice %sum into %v[%next, 0] [1, 4] [1, 1]
        : tensor<1x4xf32> into tensor<6x4xf32>
    scf.yield %w : tensor<6x4xf32>
  }
  return %0 : tensor<6x4xf32>"""

_SCALAR_IF = """
  %c = arith.constant 10 : i32
  %p = arith.cmpi sgt, %n, %c : i32
  %0 = scf.if %p -> tensor<5xf32> {
    %1 = arith.addf %x, %x : tensor<5xf32>
    scf.yield %1 : tensor<5xf32>
  } else {
    scf.yield %x : tensor<5xf32>
  }
  return %0 : tensor<5xf32>"""

_CALLS = """
func.func private @double(%x: tensor<7xf32>) -> tensor<7xf32> {
  %0 = stablehlo.add %x, %x : tensor<7xf32>
  return %0 : tensor<7xf32>
}
func.func @main(%x: tensor<7xf32>) -> tensor<7xf32> {
  %0 = call @double(%x) : (tensor<7xf32>) -> tensor<7xf32>
  %1 = call @double(%0) : (tensor<7xf32>) -> tensor<7xf32>
  return %1 : tensor<7xf32>
}"""

_NEWTON = """
  %half = stablehlo.constant dense<0.5> : tensor<12xf32>
  %zero = stablehlo.constant dense<0> : tensor<i32>
  %one = stablehlo.constant dense<1> : tensor<i32>
  %steps = stablehlo.constant dense<12> : tensor<i32>
  %0:2 = stablehlo.while(%i = %zero, %r = %x) : tensor<i32>, tensor<12xf32>
  cond {
    %p = stablehlo.compare LT, %i, %steps : (tensor<i32>, tensor<i32>) -> tensor<i1>
    stablehlo.return %p : tensor<i1>
  } do {
    %q = stablehlo.divide %x, %r : tensor<12xf32>
    %s = stablehlo.add %r, %q : tensor<12xf32>
    %t = stablehlo.multiply %s, %half : tensor<12xf32>
    %j = stablehlo.add %i, %one : tensor<i32>
    stablehlo.return %j, %t : tensor<i32>, tensor<12xf32>
  }
  return %0#1 : tensor<12xf32>"""


def _accumulate(x: Array) -> Array:
    y = x.copy()
    for i in range(5):
        y[i + 1] += y[i]
    return y


def _double_until_100(x: Array) -> Array:
    while x.sum() < 100:
        x = x * np.float32(2)
    return x


def _repeat_add(x: Array, n: Array) -> Array:
    value = x
    for _ in range(int(n)):
        value = value + x
    return value


PROGRAMS = [
    *(
        Program(
            f"while_{n}_times",
            module("%x: tensor<8xf32>, %n: tensor<i32>", "tensor<8xf32>", _WHILE_COUNT),
            ["8xf32", np.array(n, np.int32)],
            _repeat_add,
            EXACT,
        )
        for n in (0, 7)
    ),
    Program(
        "while_on_data",
        module("%x: tensor<16xf32>", "tensor<16xf32>", _WHILE_DATA),
        [np.linspace(0.1, 1.0, 16, dtype=np.float32)],
        _double_until_100,
        EXACT,
    ),
    *(
        Program(
            f"if_{str(taken).lower()}",
            module("%p: tensor<i1>, %x: tensor<9xf32>, %y: tensor<9xf32>", "tensor<9xf32>", _IF),
            [np.array(taken), "9xf32", "9xf32"],
            lambda p, x, y: x + y if p else x * y,
            EXACT,
        )
        for taken in (True, False)
    ),
    *(
        Program(
            f"case_{index}",
            module("%i: tensor<i32>, %x: tensor<9xf32>", "tensor<9xf32>", _CASE),
            [np.array(index, np.int32), "9xf32"],
            lambda i, x: (-x, np.abs(x), x + x)[int(i)],
            EXACT,
        )
        for index in (0, 1, 2)
    ),
    Program(
        "for_with_slices",
        module("%x: tensor<6x4xf32>", "tensor<6x4xf32>", _SCF_FOR),
        ["6x4xf32"],
        _accumulate,
        EXACT,
    ),
    *(
        Program(
            f"if_on_scalar_{n}",
            module("%x: tensor<5xf32>, %n: i32", "tensor<5xf32>", _SCALAR_IF),
            ["5xf32", n],
            lambda x, n: x + x if n > 10 else x,
            EXACT,
        )
        for n in (3, 30)
    ),
    Program("calls", _CALLS, ["7xf32"], lambda x: 4 * x, EXACT),
    Program(
        "newton_square_root",
        module("%x: tensor<12xf32>", "tensor<12xf32>", _NEWTON),
        [np.linspace(0.5, 9, 12, dtype=np.float32)],
        np.sqrt,
    ),
]

test_program = program_test(PROGRAMS)
