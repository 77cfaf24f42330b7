# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Sizes, offsets and positions of a dispatch as polynomials: numbers, or what push constants give.

An `Amount` does not change within a dispatch. A `Linear` is a position along one dimension of a
tensor, linear in the numbers of the loops.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


class Reject(Exception):
    """The strategy can't take the dispatch; the text says why."""


@dataclass(frozen=True)
class Symbol:
    """A scalar that is known when the dispatch runs, by structure: "constant" (push constants;
    args: ordinals of the low word and, for 64 bits, of the high word), or "div", "rem", "min", "max"
    of two non-negative amounts."""

    op: str
    args: tuple[int | Amount, ...]


@dataclass(frozen=True)
class Amount:
    """A sum of products. Use `Amount.of`, the operators and `static`."""

    # (symbols in a canonical order, factor other than 0); the constant term has no symbols.
    terms: tuple[tuple[tuple[Symbol, ...], int], ...]

    @staticmethod
    def of(value: Size | Symbol) -> Amount:
        if isinstance(value, Amount):
            return value
        if isinstance(value, Symbol):
            return Amount((((value,), 1),))
        return Amount((((), value),)) if value else ZERO

    @property
    def static(self) -> int | None:
        """The number, or None if it depends on push constants."""
        if not self.terms:
            return 0
        symbols, factor = self.terms[0]
        return factor if len(self.terms) == 1 and not symbols else None

    def number(self, what: str = "a dynamic shape") -> int:
        """The number; rejects with `what` if there is none."""
        if self.static is None:
            raise Reject(what)
        return self.static

    def __add__(self, other: Size) -> Amount:
        sums = dict(self.terms)
        for symbols, factor in Amount.of(other).terms:
            sums[symbols] = sums.get(symbols, 0) + factor
        return _sum(sums)

    def __neg__(self) -> Amount:
        return Amount(tuple((symbols, -factor) for symbols, factor in self.terms))

    def __sub__(self, other: Size) -> Amount:
        return self + -Amount.of(other)

    def __mul__(self, other: Size) -> Amount:
        sums: dict[tuple[Symbol, ...], int] = {}
        for left, a in self.terms:
            for right, b in Amount.of(other).terms:
                symbols = tuple(sorted((*left, *right), key=repr))
                sums[symbols] = sums.get(symbols, 0) + a * b
        return _sum(sums)


def _sum(sums: dict[tuple[Symbol, ...], int]) -> Amount:
    terms = [(symbols, factor) for symbols, factor in sums.items() if factor]
    return Amount(tuple(sorted(terms, key=repr)))


# What may be given for an amount.
Size: TypeAlias = int | Amount

ZERO = Amount(())
ONE = Amount.of(1)


def product(factors: tuple[Amount, ...] | list[Amount]) -> Amount:
    result = ONE
    for factor in factors:
        result = result * factor
    return result


@dataclass(frozen=True)
class Linear:
    """constant + sum of coefficient * loop + sum of coefficient * node: `terms` by loop, ascending,
    no zeros; `indirect` by number of a graph node whose value (an integer) is data."""

    terms: tuple[tuple[int, Amount], ...] = ()
    constant: Amount = ZERO
    indirect: tuple[tuple[int, Amount], ...] = ()

    @staticmethod
    def loop(number: int) -> Linear:
        return Linear(((number, ONE),))

    @staticmethod
    def at(value: Size) -> Linear:
        return Linear((), Amount.of(value))

    @property
    def amount(self) -> Amount | None:
        """The value where it depends neither on loops nor on data."""
        return None if self.terms or self.indirect else self.constant

    @property
    def only_loop(self) -> int | None:
        """k where this is loop k itself."""
        if len(self.terms) == 1 and self == Linear.loop(self.terms[0][0]):
            return self.terms[0][0]
        return None

    def coefficient(self, loop: int) -> Amount:
        return dict(self.terms).get(loop, ZERO)

    def __add__(self, other: Linear) -> Linear:
        return Linear(
            _merge(self.terms, other.terms),
            self.constant + other.constant,
            _merge(self.indirect, other.indirect),
        )

    def scaled(self, factor: Size) -> Linear:
        def scale(terms: tuple[tuple[int, Amount], ...]) -> tuple[tuple[int, Amount], ...]:
            return _merge(tuple((key, value * factor) for key, value in terms), ())

        return Linear(scale(self.terms), self.constant * factor, scale(self.indirect))


def _merge(
    left: tuple[tuple[int, Amount], ...], right: tuple[tuple[int, Amount], ...]
) -> tuple[tuple[int, Amount], ...]:
    sums = dict(left)
    for key, value in right:
        sums[key] = sums.get(key, ZERO) + value
    return tuple(sorted((key, value) for key, value in sums.items() if value != ZERO))


def extremes(value: Linear, sizes: tuple[Amount, ...]) -> tuple[int, int] | None:
    """Least and greatest value over loops of these sizes; None where that is not known."""
    low = high = value.constant.static
    if low is None or high is None or value.indirect:
        return None
    for loop, coefficient in value.terms:
        factor, size = coefficient.static, sizes[loop].static
        if factor is None or size is None:
            return None
        reach = factor * max(size - 1, 0)
        low, high = low + min(reach, 0), high + max(reach, 0)
    return low, high
