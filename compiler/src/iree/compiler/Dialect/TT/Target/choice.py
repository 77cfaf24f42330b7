# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Which strategy a dispatch gets: the first that accepts it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from iree.tenstorrent.compiler.Conversion.Layout import marks
from iree.tenstorrent.compiler.Target.strategy import Dispatch, Rejection, Strategy, TakesTiles

# All of them, in order, for one dispatch.
Strategies = Callable[[], Iterable[Strategy]]


@dataclass(frozen=True)
class Choice:
    """The strategy and its plan, or None; and those before it, with their reasons."""

    strategy: Strategy | None
    plan: Any
    rejections: tuple[tuple[str, str], ...]
    # Of the bindings that do not have rows.
    layouts: Mapping[int, str]


def choose(dispatch: Dispatch, strategies: Strategies) -> Choice:
    """Leaves the dispatch as it is. Raises LayoutError where marks were lost."""
    layouts = marks.check(dispatch.function)
    rejections: list[tuple[str, str]] = []
    for strategy in strategies():
        if layouts and not isinstance(strategy, TakesTiles):
            rejections.append((strategy.name, "operands or results in tiles"))
            continue
        plan = strategy.match(dispatch.copy())
        if not isinstance(plan, Rejection):
            return Choice(strategy, plan, tuple(rejections), layouts)
        rejections.append((strategy.name, plan.reason))
    return Choice(None, None, tuple(rejections), layouts)
