# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Chains of elementwise operations on operands of broadcast shapes, as hypothesis draws them."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.e2e.checker import Target, check
from tests.e2e.mlir_text import module
from tests.e2e.program import Program
from tests.e2e.properties import PROPERTY, sizes, tensor, type_text
from tests.e2e.references import Array
from tests.e2e.tolerances import EXACT, F32_FUNCTION

_BINARY: dict[str, Callable[..., Any]] = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "maximum": np.maximum,
    "minimum": np.minimum,
}
_INTEGER_BINARY = _BINARY | {"and": np.bitwise_and, "or": np.bitwise_or, "xor": np.bitwise_xor}
_INTEGER_UNARY: dict[str, Callable[..., Any]] = {"negate": np.negative, "abs": np.abs}
# Functions of slope 1 at the most: a chain of them does not enlarge errors.
_UNARY = _INTEGER_UNARY | {
    "tanh": np.tanh,
    "sine": np.sin,
    "cosine": np.cos,
    "logistic": lambda x: 1 / (1 + np.exp(-x)),
    "floor": np.floor,
}
_LIMITS = (3000, 100, 24, 10)


@st.composite
def _chains(draw: st.DrawFn) -> Program:
    """Two to six operations on one to three operands, each of which may lack dimensions of the result."""
    element = draw(st.sampled_from(["f32", "i32"]))
    binary, unary = (_BINARY, _UNARY) if element == "f32" else (_INTEGER_BINARY, _INTEGER_UNARY)
    rank = draw(st.integers(1, 4))
    shape = tuple(draw(st.lists(sizes(_LIMITS[rank - 1]), min_size=rank, max_size=rank)))
    full = tensor(shape, element)
    inputs, arguments, lines = [], [], []
    kept_dims = []
    for number in range(draw(st.integers(1, 3))):
        kept = sorted(draw(st.sets(st.sampled_from(range(rank)))) if number else range(rank))
        part = [shape[d] for d in kept]
        inputs.append(type_text(part, element))
        arguments.append(f"%a{number}: {tensor(part, element)}")
        lines.append(
            f"  %v{number} = stablehlo.broadcast_in_dim %a{number}, dims = {kept}"
            f" : ({tensor(part, element)}) -> {full}"
        )
        kept_dims.append(kept)
    steps: list[tuple[Callable[..., Any], tuple[int, ...]]] = []
    count = len(inputs)
    for number in range(count, count + draw(st.integers(2, 6))):
        is_binary = draw(st.booleans())
        table = binary if is_binary else unary
        name = draw(st.sampled_from(sorted(table)))
        operands = tuple(draw(st.integers(0, number - 1)) for _ in range(1 + is_binary))
        steps.append((table[name], operands))
        names = ", ".join(f"%v{operand}" for operand in operands)
        lines.append(f"  %v{number} = stablehlo.{name} {names} : {full}")
    last = count + len(steps) - 1
    lines.append(f"  return %v{last} : {full}")

    def reference(*arrays: Array) -> Array:
        values: list[Array] = []
        for array, kept in zip(arrays, kept_dims, strict=True):
            wide = array.astype(np.float64) if element == "f32" else array
            expanded = wide.reshape([shape[d] if d in kept else 1 for d in range(rank)])
            values.append(np.broadcast_to(expanded, shape))
        for function, operands in steps:
            values.append(function(*(values[operand] for operand in operands)))
        return values[-1].astype(arrays[0].dtype)

    return Program(
        "chain",
        module(", ".join(arguments), full, "\n".join(lines)),
        inputs,
        reference,
        EXACT if element == "i32" else F32_FUNCTION,
    )


@PROPERTY
@given(program=_chains())
def test_chains(program: Program, targets: Sequence[Target]) -> None:
    check(program, targets)
