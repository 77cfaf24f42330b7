# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Quotients and remainders of positions: index arithmetic that takes a flat index apart.

IREE collapses dimensions and leaves `i / 20` and `i % 20` behind. Both are linear again once the loop
over i is two loops; `Split` asks the caller to begin again with such loops.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Expression.amount import (
    ZERO,
    Amount,
    Linear,
    Reject,
    Symbol,
    extremes,
)
from iree.tenstorrent.compiler.Conversion.Expression.scalars import symbolic


@dataclass
class Split(Exception):
    """Loop `loop` should be two: an outer one, and an inner one of size `inner`."""

    loop: int
    inner: int


@dataclass(frozen=True)
class Loops:
    """Refined loops: the dispatch's own loops, each as the factors that its size is split into."""

    factors: tuple[tuple[Amount, ...], ...]

    @staticmethod
    def of(sizes: tuple[Amount, ...]) -> Loops:
        return Loops(tuple((size,) for size in sizes))

    @property
    def sizes(self) -> tuple[Amount, ...]:
        return tuple(factor for group in self.factors for factor in group)

    @property
    def positions(self) -> tuple[Linear, ...]:
        """Each of the dispatch's own loops, over the refined ones."""
        positions, number = [], 0
        for group in self.factors:
            position = Linear()
            for factor in group:
                position = position.scaled(factor) + Linear.loop(number)
                number += 1
            positions.append(position)
        return tuple(positions)

    def refined(self, split: Split) -> Loops:
        groups, number = [], 0
        for group in self.factors:
            factors: list[Amount] = []
            for factor in group:
                if number == split.loop:
                    outer = symbolic("div", factor, Amount.of(split.inner))
                    factors += [outer, Amount.of(split.inner)]
                else:
                    factors.append(factor)
                number += 1
            groups.append(tuple(factors))
        return Loops(tuple(groups))


def divide(
    value: Linear,
    divisor: Amount,
    sizes: tuple[Amount, ...],
    multiples: Mapping[Symbol, int] | None = None,
) -> tuple[Linear, Linear]:
    """Quotient and remainder of a position that is not negative. `multiples` says what symbols are
    known to be multiples of. Raises Reject or Split."""
    if value.amount is not None:
        return (
            Linear.at(symbolic("div", value.amount, divisor)),
            Linear.at(symbolic("rem", value.amount, divisor)),
        )
    number = divisor.static
    constant = value.constant.static
    if not number or number < 0 or constant is None:
        raise Reject("an index divided by what is not a number")
    bounds = extremes(value, sizes)
    if bounds is not None and bounds[0] < 0:
        raise Reject("a negative index is divided")
    whole, rest = [], []
    for loop, coefficient in value.terms:
        if all(factor % number == 0 for _, factor in coefficient.terms):
            terms = tuple((symbols, factor // number) for symbols, factor in coefficient.terms)
            whole.append((loop, Amount(terms)))
        else:
            rest.append((loop, coefficient))
    quotient = Linear(tuple(whole), Amount.of(constant // number))
    remainder = Linear(tuple(rest), Amount.of(constant % number))
    reach = extremes(remainder, sizes)
    if reach is not None and reach[0] >= 0 and reach[1] < number:
        return quotient, remainder
    for loop, coefficient in rest:
        step = coefficient.static
        if step is None or step <= 0 or number % step:
            continue
        inner, size = number // step, sizes[loop]
        if inner > 1 and size != Amount.of(inner) and _is_multiple(size, inner, multiples or {}):
            raise Split(loop, inner)
    raise Reject(f"an index divided by {number} that does not come apart")


def _is_multiple(size: Amount, number: int, multiples: Mapping[Symbol, int]) -> bool:
    return size != ZERO and all(
        factor * math.prod(multiples.get(symbol, 1) for symbol in symbols) % number == 0
        for symbols, factor in size.terms
    )
