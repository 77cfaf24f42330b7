# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Programs of the other families, with kernels for the kernel API of tt-metal v0.81."""

from collections.abc import Sequence

import pytest

from tests.e2e import (
    attention_test,
    element_types_test,
    elementwise_test,
    fusion_test,
    matmul_test,
    movement_test,
    normalization_test,
    reduction_test,
)
from tests.e2e.checker import Target, check
from tests.e2e.program import Program

_NEWER: Target = ("tenstorrent", "tenstorrent", ("--iree-tenstorrent-metal-api=v0.81",))


def _named(programs: Sequence[Program], *names: str) -> list[Program]:
    by_name = {program.name: program for program in programs}
    return [by_name[name] for name in names]


# What the newer API spells in another way, or does in another order: see IR/metal_api.py.
PROGRAMS = [
    *_named(attention_test.PROGRAMS, "several_blocks", "bf16"),
    *_named(element_types_test.PROGRAMS, "convert_f32_i32", "convert_i32_f32", "abs_complex"),
    *_named(
        elementwise_test.PROGRAMS,
        *("floor_f32", "cbrt_f32", "divide_i32", "multiply_i32", "xor_i32", "compare_lt_i32"),
        *("shift_right_logical_i32", "select", "clamp", "power_f32"),
    ),
    *_named(fusion_test.PROGRAMS, "integer_hash", "gelu_tanh"),
    *_named(matmul_test.PROGRAMS, "matmul_33x65x31", "matmul_bf16_f32", "matmul_bias_relu"),
    *_named(movement_test.PROGRAMS, "transpose_10_301x203xf32", "concatenate_rows"),
    *_named(normalization_test.PROGRAMS, "softmax_8x100xf32_1", "layer_norm"),
    *_named(reduction_test.PROGRAMS, "sum_rows", "argmax_10x33"),
]


@pytest.mark.parametrize("program", PROGRAMS, ids=[program.name for program in PROGRAMS])
def test_program(program: Program) -> None:
    check(program, [_NEWER])
