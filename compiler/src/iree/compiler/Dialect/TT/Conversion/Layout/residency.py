# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Decides, at phase `executable-sources`, which tensors stay in L1 between dispatches.

A tensor does that lies as tiles, that one dispatch of a command buffer writes and that only later
ones of the same command buffer read, where there is room in the region at the top of L1 and the
dispatches meanwhile can do with the rest. The shards are those that the writing kernels make.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression.graph import Shards
from iree.tenstorrent.compiler.Conversion.Layout import marks
from iree.tenstorrent.compiler.Conversion.Layout.command_buffer import (
    Call,
    CommandBuffer,
    read_command_buffers,
)
from iree.tenstorrent.compiler.Conversion.Layout.liveness import Value, tiled_bindings, values
from iree.tenstorrent.compiler.Conversion.Layout.placement import Placement
from iree.tenstorrent.compiler.Conversion.Layout.specialization import specialize
from iree.tenstorrent.compiler.Conversion.Layout.tensors import Export
from iree.tenstorrent.compiler.Target.choice import Strategies
from iree.tenstorrent.compiler.Target.strategy import Dispatch

# The tensors of each command buffer that could be in L1.
_Candidates = list[tuple[CommandBuffer, list[Value]]]


@dataclass
class _Decision:
    """The tensors in L1: how many, what bindings of calls they are, and the dispatches that run
    meanwhile."""

    count: int = 0
    calls: dict[Call, dict[int, Shards]] = field(default_factory=dict)
    running: set[Export] = field(default_factory=set)


def assign(
    module: ir.Operation, dispatches: Mapping[Export, Dispatch], strategies: Strategies
) -> None:
    """Marks the loads and stores of tensors that are to lie in L1, and the dispatches that run
    meanwhile. A dispatch whose calls differ in that becomes several. `dispatches` are those of the
    module, with the functions to be marked."""
    tiled = {export: tiled_bindings(dispatch) for export, dispatch in dispatches.items()}
    if not any(tiled.values()):
        return
    buffers = read_command_buffers(module)
    candidates = [(buffer, list(values(buffer, tiled))) for buffer in buffers]
    largest = max(dispatch.target.l1_region_size for dispatch in dispatches.values())
    placement = Placement(dispatches, strategies, largest)
    decision = _decide(candidates, placement)
    if not decision.count:
        return
    # Once more with a region that is no larger than it must be: kernels have the rest.
    smaller = placement.smaller(placement.used)
    again = _decide(candidates, smaller)
    if again.count == decision.count:
        placement, decision = smaller, again
    for export, function, shards in specialize(module, dispatches, decision.calls):
        if export in decision.running:
            marks.mark_l1(function, shards, placement.region)


def _decide(candidates: _Candidates, placement: Placement) -> _Decision:
    decision = _Decision()
    for buffer, own in candidates:
        placed: list[tuple[Value, Shards]] = []
        for value in own:
            steps = buffer.steps[value.first : value.last + 1]
            exports = {export for step in steps for export in step.exports}
            shards = placement.place(value, placed) if placement.leave_room(exports) else None
            if shards is not None:
                placed.append((value, shards))
                decision.running |= exports
        for step in buffer.steps:
            decision.calls.update((call, {}) for call in step.calls)
        for value, shards in placed:
            for access in value.accesses:
                assert access.call is not None
                decision.calls[access.call][access.binding] = shards
        decision.count += len(placed)
    return decision
