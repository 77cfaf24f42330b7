# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a dispatch can do with tensors that lie as tiles: its strategy is asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression.amount import ZERO, product
from iree.tenstorrent.compiler.Conversion.Expression.analysis import read_dispatch
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Graph, Reject
from iree.tenstorrent.compiler.Conversion.Layout import marks
from iree.tenstorrent.compiler.Target.strategy import (
    Dispatch,
    Rejection,
    TakesTiles,
    find_function,
)
from iree.tenstorrent.compiler.Target.target_config import TargetConfig

# Those that take tiles, in order, for one dispatch.
TilingStrategies = Callable[[], Iterable[TakesTiles]]
# Layouts of some of a dispatch's arguments.
Layouts = Mapping[int, str]


@dataclass
class Offer:
    """A dispatch of phase `flow`, and what becomes of it with layouts."""

    function: ir.Operation
    strategies: TilingStrategies
    target: TargetConfig
    _answers: dict[tuple[tuple[int, str], ...], bool] = field(default_factory=dict)

    @cached_property
    def strategy(self) -> TakesTiles | None:
        """The one that would lower the dispatch if it had tiles."""
        for strategy in self.strategies():
            if not isinstance(strategy.match(self._dispatch()), Rejection):
                return strategy
        return None

    @cached_property
    def permuted(self) -> frozenset[int]:
        """Where each element of the results is made of the operands' elements at the same place: the
        arguments that these tensors are. Any order of elements does, if all of them have it."""
        if self.strategy is not None:
            return frozenset()
        try:
            return _in_order(read_dispatch(self.function, tables=True))
        except Reject:
            return frozenset()

    def accepted(self, layouts: Layouts) -> Layouts:
        """Those of some layouts that the strategy takes together."""
        if not layouts or self.strategy is None:
            return {}
        if self._takes(layouts):
            return layouts
        taken: dict[int, str] = {}
        for argument, layout in layouts.items():
            if self._takes({**taken, argument: layout}):
                taken[argument] = layout
        return taken

    def turned(self, layouts: Layouts) -> Collection[int]:
        """The arguments among those with these layouts that had better lie as TRANSPOSED."""
        if not layouts or self.strategy is None:
            return ()
        self.mark(layouts)
        turned = self.strategy.turned(self._dispatch())
        self.mark({})
        wanted = {
            argument: marks.layout(marks.TRANSPOSED, marks.parts(layout)[1])
            for argument, layout in layouts.items()
            if argument in turned
        }
        return wanted.keys() if wanted and self._takes({**layouts, **wanted}) else ()

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
            self._answers[key] = self.strategy.fits_layouts(self._dispatch())
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


def _in_order(graph: Graph) -> frozenset[int]:
    """The bindings that an elementwise graph goes through from one end to the other; none if it does
    anything else."""
    if any(node.op == "index" for node in graph.nodes):
        return frozenset()
    bindings: set[int] = set()
    broadcast: set[int] = set()
    for number, load in enumerate(graph.loads):
        if _is_in_order(graph, load):
            bindings.add(load.binding)
        elif graph.is_broadcast(number):
            broadcast.add(load.binding)
        else:
            return frozenset()
    for store in graph.stores:
        if not _is_in_order(graph, store.access):
            return frozenset()
        bindings.add(store.access.binding)
    return frozenset(bindings) if not bindings & broadcast else frozenset()


def _is_in_order(graph: Graph, access: Access) -> bool:
    if access.binding < 0 or access.indirect or access.offset != ZERO or access.byte_offset != ZERO:
        return False
    return all(
        stride == product(graph.sizes[loop + 1 :]) or size.static == 1
        for loop, (stride, size) in enumerate(zip(access.strides, graph.sizes, strict=True))
    )
