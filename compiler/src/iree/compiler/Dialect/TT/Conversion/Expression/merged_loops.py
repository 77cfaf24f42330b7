# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Loops that can be walked as one, because every access goes on in them where it ends in the next inner one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Expression.amount import ONE, ZERO, Amount
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access


@dataclass(frozen=True)
class MergedLoops:
    """Loops of an iteration space: groups of the graph's loops that every access walks as one."""

    sizes: tuple[Amount, ...]  # of the graph's loops
    groups: tuple[tuple[int, ...], ...]  # outermost first

    @staticmethod
    def of(sizes: tuple[Amount, ...], accesses: Sequence[Access]) -> MergedLoops:
        groups: list[tuple[int, ...]] = []
        for number, size in enumerate(sizes):
            if size == ONE:
                continue
            if groups and all(
                access.strides[groups[-1][-1]] == access.strides[number] * size
                for access in accesses
            ):
                groups[-1] = (*groups[-1], number)
            else:
                groups.append((number,))
        return MergedLoops(sizes, tuple(groups))

    def dims(self, access: Access) -> Iterator[tuple[Amount, Amount]]:
        """(size, step) of each merged loop."""
        for group in self.groups:
            size = ONE
            for number in group:
                size = size * self.sizes[number]
            yield size, access.strides[group[-1]]
        if not self.groups:
            yield ONE, ZERO

    @property
    def total(self) -> Amount:
        """Positions."""
        total = ONE
        for size in self.sizes:
            total = total * size
        return total
