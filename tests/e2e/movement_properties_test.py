# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Chains of data movement of random shapes, as hypothesis draws them: what they give, numpy gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.e2e.checker import Target, check
from tests.e2e.program import Program
from tests.e2e.properties import PROPERTY, tensor, type_text
from tests.e2e.references import Array
from tests.e2e.tolerances import EXACT

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Step:
    """One operation: its StableHLO text for a value `%x`, the shape of its result, and numpy's way."""

    text: Callable[[str, str, str], str]  # (operand, operand type, result type)
    shape: Shape
    apply: Callable[[Array], Array]


def _list(numbers: Sequence[int]) -> str:
    return "[" + ", ".join(map(str, numbers)) + "]"


def _transpose(order: Sequence[int], shape: Shape) -> Step:
    return Step(
        lambda x, a, r: f"stablehlo.transpose {x}, dims = {_list(order)} : ({a}) -> {r}",
        tuple(shape[d] for d in order),
        lambda x: np.transpose(x, order),
    )


def _slice(ranges: Sequence[tuple[int, int, int]], shape: Shape) -> Step:
    text = ", ".join(f"{start}:{stop}:{step}" for start, stop, step in ranges)
    slices = tuple(slice(*r) for r in ranges)
    return Step(
        lambda x, a, r: f"stablehlo.slice {x} [{text}] : ({a}) -> {r}",
        np.empty(shape)[slices].shape,
        lambda x: x[slices],
    )


def _reverse(dims: Sequence[int], shape: Shape) -> Step:
    return Step(
        lambda x, a, r: f"stablehlo.reverse {x}, dims = {_list(dims)} : {r}",
        shape,
        lambda x: np.flip(x, tuple(dims)),
    )


def _twice(dim: int, shape: Shape) -> Step:
    """The value beside itself."""
    result = tuple(2 * size if d == dim else size for d, size in enumerate(shape))
    return Step(
        lambda x, a, r: f"stablehlo.concatenate {x}, {x}, dim = {dim} : ({a}, {a}) -> {r}",
        result,
        lambda x: np.concatenate([x, x], dim),
    )


def _pad(edges: Sequence[tuple[int, int]], shape: Shape) -> Step:
    low, high = ([edge[i] for edge in edges] for i in range(2))
    none = _list([0] * len(shape))

    def text(x: str, operand: str, result: str) -> str:
        element = operand.rsplit("x", 1)[-1].rstrip(">").removeprefix("tensor<")
        return (
            f"stablehlo.pad {x}, %pad, low = {_list(low)}, high = {_list(high)}, "
            f"interior = {none} : ({operand}, tensor<{element}>) -> {result}"
        )

    result = tuple(size + sum(edge) for size, edge in zip(shape, edges, strict=True))
    return Step(text, result, lambda x: np.pad(x, edges, constant_values=np.asarray(7, x.dtype)))


@st.composite
def _steps(draw: st.DrawFn, shape: Shape) -> Step:
    """Any operation on a value of a shape."""
    rank = len(shape)
    match draw(st.sampled_from(["transpose", "slice", "reverse", "twice", "pad"])):
        case "transpose":
            return _transpose(draw(st.permutations(range(rank))), shape)
        case "slice":
            ranges = []
            for size in shape:
                start = draw(st.integers(0, size - 1))
                stop = draw(st.integers(start + 1, size))
                ranges.append((start, stop, draw(st.integers(1, 3))))
            return _slice(ranges, shape)
        case "reverse":
            return _reverse(sorted(draw(st.sets(st.integers(0, rank - 1), min_size=1))), shape)
        case "twice":
            return _twice(draw(st.integers(0, rank - 1)), shape)
    edge = st.tuples(st.integers(0, 5), st.integers(0, 5))
    return _pad(draw(st.tuples(*[edge] * rank)), shape)


@st.composite
def _programs(draw: st.DrawFn) -> Program:
    """One to three operations, one after the other."""
    element = draw(st.sampled_from(["f32", "i32", "bf16", "i8", "i16", "i64"]))
    rank = draw(st.integers(1, 4))
    limit = [300, 70, 30, 14][rank - 1]
    shape = tuple(draw(st.lists(st.integers(1, limit), min_size=rank, max_size=rank)))
    operand, first = type_text(shape, element), tensor(shape, element)
    seven = "7" if element.startswith("i") else "7.0"
    lines = [f"%pad = stablehlo.constant dense<{seven}> : tensor<{element}>"]
    chain: list[Step] = []
    value, kind = "%x", first
    for number in range(draw(st.integers(1, 3))):
        step = draw(_steps(shape))
        chain.append(step)
        result = tensor(step.shape, element)
        lines.append(f"%v{number} = {step.text(value, kind, result)}")
        value, kind, shape = f"%v{number}", result, step.shape
    body = "\n  ".join([*lines, f"return {value} : {kind}"])
    mlir = f"func.func @main(%x: {first}) -> {kind} {{\n  {body}\n}}\n"

    def reference(x: Array) -> Array:
        for step in chain:
            x = step.apply(x)
        return x

    return Program("chain", mlir, [operand], reference, EXACT)


@PROPERTY
@given(program=_programs())
def test_chains(program: Program, targets: Sequence[Target]) -> None:
    check(program, targets)
