# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What each phase of a reduction computes, and where the tiles between phases are.

Phase p runs over the reduced loops and combines elements into the accumulators of the reductions of
depth p. When it ends, values that follow from them are the same along the reduced loops ("kept"
values); those that later phases need are broadcast over a tile. Full results are computed by a last
run over the reduced loops.
"""

from __future__ import annotations

from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Expression.amount import ZERO
from iree.tenstorrent.compiler.Conversion.Expression.graph import Graph
from iree.tenstorrent.compiler.Conversion.Reduction.rows import RowGraph

# Worth a tile of L1 rather than to be computed twice.
_EXPENSIVE = ("math.", "arith.divf")


@dataclass(frozen=True)
class Phase:
    """Numbers of nodes, reductions and stores.

    `loads` are those that the run over the reduced loops needs; `saved` the nodes that it computes first
    and keeps in L1, a tile for each tile of the run; `reductions` its accumulators; `broadcast` the kept
    values that come out and later phases need; `stores` the kept results that come out."""

    loads: tuple[int, ...]
    saved: tuple[int, ...] = ()
    reductions: tuple[int, ...] = ()
    broadcast: tuple[int, ...] = ()
    stores: tuple[int, ...] = ()


@dataclass(frozen=True)
class Schedule:
    """`phases` in order; the last one has no reductions and computes full results (if there are any)."""

    phases: tuple[Phase, ...]
    # Loads that kept values alone need, besides those of the phases.
    kept_loads: tuple[int, ...]


class Scheduler:
    """Divides a graph into phases."""

    def __init__(self, rows: RowGraph) -> None:
        self.rows = rows
        self.graph: Graph = rows.graph
        self.depth: list[int] = []
        # Whether a node differs along the reduced loops.
        self.is_full: list[bool] = []
        for node in self.graph.nodes:
            depth, full = 0, False
            if node.op == "leaf":
                depth = rows.reductions[node.attribute].depth + 1
            elif node.op == "load":
                strides = self.graph.loads[node.attribute].strides[rows.kept_rank :]
                sizes = rows.reduced_sizes
                full = any(
                    stride != ZERO and size.static != 1
                    for stride, size in zip(strides, sizes, strict=True)
                )
            self.depth.append(max([depth, *(self.depth[arg] for arg in node.args)]))
            self.is_full.append(full or any(self.is_full[arg] for arg in node.args))

    def is_kept(self, node: int) -> bool:
        """Whether a node follows from a reduction and is the same along the reduced loops."""
        return not self.is_full[node] and self.depth[node] > 0

    def run(self, may_save: bool) -> Schedule:
        rows = self.rows
        phases: list[Phase] = []
        saved: set[int] = set()
        for number in range(rows.phases + rows.is_full):
            members = tuple(i for i, r in enumerate(rows.reductions) if r.depth == number)
            outputs = self._outputs(number)
            keep = self._shared(number, saved) if may_save else ()
            saved.update(keep)
            phases.append(
                Phase(
                    self.loads_of(outputs, saved - set(keep)),
                    keep,
                    members,
                    tuple(sorted(i for i in self._broadcast() if self.depth[i] == number + 1)),
                    self._kept_stores(number),
                )
            )
        in_phases = {load for phase in phases for load in phase.loads}
        kept = [*self._broadcast(), *(s.value for s in self.graph.stores if not rows.is_full)]
        kept_loads = set(self.loads_of(kept, set(), through_kept=True)) - in_phases
        return Schedule(tuple(phases), tuple(sorted(kept_loads)))

    def _outputs(self, phase: int) -> list[int]:
        """The nodes that a run over the reduced loops is for."""
        if phase == self.rows.phases:
            return [store.value for store in self.graph.stores]
        return [r.element for r in self.rows.reductions if r.depth == phase]

    def _kept_stores(self, phase: int) -> tuple[int, ...]:
        if self.rows.is_full:
            return ()
        return tuple(
            number
            for number, store in enumerate(self.graph.stores)
            if max(1, self.depth[store.value]) == phase + 1
        )

    def needed(self, outputs: list[int], given: set[int], through_kept: bool = False) -> list[int]:
        """Nodes that outputs are computed from, in order; `given` ones and, but for `through_kept`, kept
        ones are there already."""
        found: set[int] = set()
        pending = list(outputs)
        while pending:
            number = pending.pop()
            if number in found:
                continue
            found.add(number)
            if number in given or (self.is_kept(number) and not through_kept):
                continue
            pending.extend(self.graph.nodes[number].args)
        return sorted(found)

    def loads_of(
        self, outputs: list[int], given: set[int], through_kept: bool = False
    ) -> tuple[int, ...]:
        nodes = [self.graph.nodes[i] for i in self.needed(outputs, given, through_kept)]
        return tuple(sorted({node.attribute for node in nodes if node.op == "load"}))

    def _broadcast(self) -> list[int]:
        """Kept nodes that full ones use, or kept ones of greater depth."""
        found = set()
        for number, node in enumerate(self.graph.nodes):
            for arg in node.args:
                deeper = self.depth[number] > self.depth[arg]
                if self.is_kept(arg) and (self.is_full[number] or deeper):
                    found.add(arg)
        if self.rows.is_full:
            found.update(s.value for s in self.graph.stores if self.is_kept(s.value))
        return sorted(found)

    def _shared(self, phase: int, saved: set[int]) -> tuple[int, ...]:
        """Expensive nodes of a phase that later ones need again."""
        here = self.needed(self._outputs(phase), saved)
        later: set[int] = set()
        for other in range(phase + 1, self.rows.phases + self.rows.is_full):
            later.update(self.needed(self._outputs(other), saved))
        both = {i for i in here if i in later and self.is_full[i] and i not in saved}
        inner = {arg for i in both for arg in self.graph.nodes[i].args}
        return tuple(sorted(i for i in both - inner if self._is_expensive(i, saved)))

    def _is_expensive(self, node: int, saved: set[int]) -> bool:
        nodes = [i for i in self.needed([node], saved) if not self.is_kept(i)]
        return any(self.graph.nodes[i].op.startswith(_EXPENSIVE) for i in nodes)
