# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Decides for a whole module, at phase `flow`, which tensors lie in DRAM as tiles.

A tensor does if all dispatches that see it can read or write it so, and matrix products are among
them, or get their operands from among them. Calls of one dispatch have the same layouts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Layout import constants, marks
from iree.tenstorrent.compiler.Conversion.Layout.tensors import (
    Export,
    Program,
    Tensor,
    read_program,
)
from iree.tenstorrent.compiler.Target.strategy import (
    Dispatch,
    Rejection,
    Strategy,
    find_function,
)
from iree.tenstorrent.compiler.Target.target_config import TargetConfig

# Those that take tiles, in order, for one dispatch.
Strategies = Callable[[], Iterable[Strategy]]
# Layouts of some of a dispatch's arguments.
Layouts = Mapping[int, str]


def assign(module: ir.Operation, strategies: Strategies, target: TargetConfig) -> None:
    """Marks the loads and stores of tensors that are to lie as tiles, and packs constants among them.
    Leaves a module alone that has marks already."""
    program = read_program(module)
    if not program.tensors or any(marks.check(op) for op in program.functions.values()):
        return
    offers = {
        export: _Offer(function, strategies, target)
        for export, function in program.functions.items()
    }
    tiled = _useful(program, _accepted(program, offers), offers)
    for export, layouts in _by_export(program, tiled).items():
        offers[export].mark(layouts)
    for tensor in tiled:
        if tensor.constant is not None:
            constants.pack(tensor.constant)


@dataclass
class _Offer:
    """A dispatch, and what its strategy says to layouts."""

    function: ir.Operation
    strategies: Strategies
    target: TargetConfig
    _strategy: Strategy | None = None
    _is_known: bool = False
    _answers: dict[tuple[tuple[int, str], ...], bool] = field(default_factory=dict)

    @property
    def strategy(self) -> Strategy | None:
        """The one that would lower the dispatch if it had tiles."""
        if not self._is_known:
            self._is_known = True
            for strategy in self.strategies():
                if not isinstance(strategy.match(self._dispatch()), Rejection):
                    self._strategy = strategy
                    break
        return self._strategy

    def accepted(self, layouts: Layouts) -> Layouts:
        """Those of some layouts that the strategy takes together."""
        if self.strategy is None:
            return {}
        if self._takes(layouts):
            return layouts
        taken: dict[int, str] = {}
        for argument, layout in layouts.items():
            if self._takes({**taken, argument: layout}):
                taken[argument] = layout
        return taken

    def mark(self, layouts: Layouts) -> None:
        marks.mark(
            self.function,
            [
                (access, layouts[marks.binding(access)])
                for access in marks.accesses(self.function)
                if marks.binding(access) in layouts
            ],
        )

    def _takes(self, layouts: Layouts) -> bool:
        key = tuple(sorted(layouts.items()))
        if key not in self._answers:
            self.mark(layouts)
            assert self.strategy is not None
            self._answers[key] = not isinstance(self.strategy.match(self._dispatch()), Rejection)
            self.mark({})
        return self._answers[key]

    def _dispatch(self) -> Dispatch:
        """As `executables.lower` offers it; a copy, which strategies may change."""
        module = self.function.parent.operation.clone()
        name = str(ir.StringAttr(self.function.attributes["sym_name"]).value)
        function = find_function(module, name)
        arguments = function.regions[0].blocks[0].arguments
        return Dispatch(
            name,
            module,
            function,
            tuple("<readonly:" in str(argument.type) for argument in arguments),
            0,
            0,
            self.target,
            function.location,
        )


def _accepted(program: Program, offers: Mapping[Export, _Offer]) -> list[Tensor]:
    """The tensors that all their dispatches take as tiles: all of them, less those that a dispatch
    refuses, until none does."""
    tiled = program.tensors
    while True:
        taken = {
            export: offers[export].accepted(layouts)
            for export, layouts in _by_export(program, tiled).items()
        }
        kept = [
            tensor
            for tensor in tiled
            if all(
                access.argument in taken[program.calls[access.call]] for access in tensor.accesses
            )
        ]
        if len(kept) == len(tiled):
            return kept
        tiled = kept


def _by_export(program: Program, tiled: Iterable[Tensor]) -> dict[Export, dict[int, str]]:
    """The layouts that each dispatch has in all of its calls."""
    by_call: list[dict[int, str]] = [{} for _ in program.calls]
    for tensor in tiled:
        for access in tensor.accesses:
            by_call[access.call][access.argument] = marks.TILES
    layouts: dict[Export, dict[int, str]] = {}
    for export, own in zip(program.calls, by_call, strict=True):
        if export in layouts:
            common = layouts[export].items() & own.items()
            layouts[export] = dict(sorted(common))
        elif export in program.functions:
            layouts[export] = dict(sorted(own.items()))
    return layouts


def _useful(
    program: Program, tensors: list[Tensor], offers: Mapping[Export, _Offer]
) -> list[Tensor]:
    """Those that a contraction sees, or that come with one that it sees through other dispatches."""

    def exports(tensor: Tensor) -> set[Export]:
        return {program.calls[access.call] for access in tensor.accesses}

    def is_contraction(export: Export) -> bool:
        strategy = offers[export].strategy
        return strategy is not None and strategy.name == "contraction"

    useful = [tensor for tensor in tensors if any(map(is_contraction, exports(tensor)))]
    while True:
        # Other dispatches take all tensors as tiles or none.
        joined = {
            export for tensor in useful for export in exports(tensor) if not is_contraction(export)
        }
        more = [tensor for tensor in tensors if tensor in useful or exports(tensor) & joined]
        if len(more) == len(useful):
            return useful
        useful = more
