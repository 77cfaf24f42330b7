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

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression.graph import Shards
from iree.tenstorrent.compiler.Conversion.Layout import marks
from iree.tenstorrent.compiler.Conversion.Layout.command_buffer import (
    Access,
    CommandBuffer,
    Slot,
    read_command_buffers,
)
from iree.tenstorrent.compiler.Conversion.Layout.shards import TiledTensor, default_shards
from iree.tenstorrent.compiler.Conversion.Layout.tensors import Export
from iree.tenstorrent.compiler.Target.choice import Strategies, choose
from iree.tenstorrent.compiler.Target.strategy import Dispatch, TakesTiles


@dataclass(frozen=True)
class _Value:
    """A tensor of one command buffer, from the step that writes it to the last one that reads it."""

    buffer: int
    first: int
    last: int
    writer: Slot
    # The bindings that it is, one for each call.
    uses: tuple[Slot, ...]


@dataclass
class _Group:
    """Values that the same bindings of dispatches are: all have the same place in L1."""

    values: list[_Value]
    tensor: TiledTensor

    @property
    def uses(self) -> Counter[Slot]:
        return Counter(slot for value in self.values for slot in value.uses)

    def overlaps(self, other: _Group) -> bool:
        return any(
            a is not b and a.buffer == b.buffer and a.first <= b.last and b.first <= a.last
            for a in self.values
            for b in other.values
        )


def assign(
    module: ir.Operation, dispatches: Mapping[Export, Dispatch], strategies: Strategies
) -> None:
    """Marks the loads and stores of tensors that are to lie in L1, and the dispatches that run
    meanwhile. `dispatches` are those of the module, with the functions to be marked."""
    tiled = {export: _tiled_bindings(dispatch) for export, dispatch in dispatches.items()}
    if not any(tiled.values()):
        return
    buffers = read_command_buffers(module)
    groups = _groups(buffers, tiled)
    room = _Room(buffers, dispatches, strategies)
    placed: list[tuple[_Group, Shards]] = []
    for group in groups:
        shards = _place(group, placed, dispatches, strategies) if room.suffices(group) else None
        if shards is not None:
            placed.append((group, shards))
    shards_of: dict[Export, dict[int, Shards]] = {}
    for group, shards in placed:
        for slot in group.uses:
            shards_of.setdefault(slot.export, {})[slot.binding] = shards
    for export in {export for group, _ in placed for export in room.running(group)}:
        dispatch = dispatches[export]
        marks.mark_l1(dispatch.function, shards_of.get(export, {}), dispatch.target.l1_region_size)


def _tiled_bindings(dispatch: Dispatch) -> dict[int, TiledTensor]:
    """The bindings of a dispatch that lie as tiles, and what they are."""
    marks.check(dispatch.function)
    return {
        marks.binding(access): TiledTensor.of(access)
        for access in marks.accesses(dispatch.function)
        if marks.layout_of(access).startswith(f"{marks.TILES}:")
    }


def _groups(
    buffers: list[CommandBuffer], tiled: Mapping[Export, Mapping[int, TiledTensor]]
) -> list[_Group]:
    """The values that could be in L1, by the bindings that they share."""
    values = [
        value
        for number, buffer in enumerate(buffers)
        for step, access in _accesses(buffer)
        if (value := _value(number, buffer, step, access, tiled)) is not None
    ]
    groups: list[_Group] = []
    for value in values:
        tensor = tiled[value.writer.export][value.writer.binding]
        joined = _Group([value], tensor)
        rest = []
        for group in groups:
            if group.uses.keys() & set(value.uses):
                joined = _Group([*group.values, *joined.values], group.tensor)
            else:
                rest.append(group)
        groups = [*rest, joined]
    uses = Counter(access.slot for buffer in buffers for _, access in _accesses(buffer))
    return [
        group
        for group in groups
        # All calls of these dispatches have such values, of one form ...
        if all(uses[slot] == count for slot, count in group.uses.items())
        and all(tiled[slot.export][slot.binding] == group.tensor for slot in group.uses)
        # ... and one at a time, since all have the same place.
        and not group.overlaps(group)
    ]


def _accesses(buffer: CommandBuffer) -> Iterable[tuple[int, Access]]:
    for number, step in enumerate(buffer.steps):
        for access in step.accesses:
            yield number, access


def _value(
    number: int,
    buffer: CommandBuffer,
    first: int,
    write: Access,
    tiled: Mapping[Export, Mapping[int, TiledTensor]],
) -> _Value | None:
    """The value that `write` of step `first` makes; None if it must be in DRAM."""

    def is_tiled(access: Access) -> bool:
        slot = access.slot
        return slot is not None and slot.binding in tiled.get(slot.export, {})

    if write.reads or not write.writes or not is_tiled(write):
        return None
    if write.range.resource not in buffer.private or write.range.length is None:
        return None
    assert write.slot is not None
    uses = [write.slot]
    last = first
    for step in range(first, len(buffer.steps)):
        others = [
            access
            for access in buffer.steps[step].accesses
            if access is not write and access.range.overlaps(write.range)
        ]
        if step == first and others:
            return None
        for access in others:
            if not access.reads:
                continue
            if access.writes or access.range != write.range or not is_tiled(access):
                return None
            assert access.slot is not None
            uses.append(access.slot)
            last = step
        if any(access.writes for access in others):
            if last == step:
                return None
            break
    if last == first:
        return None
    return _Value(number, first, last, write.slot, tuple(uses))


class _Room:
    """Which dispatches run while a value is in L1, and whether they can with the L1 that is left."""

    def __init__(
        self,
        buffers: list[CommandBuffer],
        dispatches: Mapping[Export, Dispatch],
        strategies: Strategies,
    ) -> None:
        self.buffers = buffers
        self.dispatches = dispatches
        self.strategies = strategies
        self.answers: dict[Export, bool] = {}

    def running(self, group: _Group) -> set[Export]:
        return {
            export
            for value in group.values
            for step in self.buffers[value.buffer].steps[value.first : value.last + 1]
            for export in step.exports
        }

    def suffices(self, group: _Group) -> bool:
        return all(map(self._fits, self.running(group)))

    def _fits(self, export: Export) -> bool:
        """Whether a dispatch has the strategy then that it has with all of L1."""
        dispatch = self.dispatches.get(export)
        if dispatch is None:
            return False
        if export not in self.answers:
            offers = (dispatch, with_region(dispatch))
            chosen = [choose(offer, self.strategies).strategy for offer in offers]
            own, left = (None if strategy is None else strategy.name for strategy in chosen)
            self.answers[export] = own is not None and own == left
        return self.answers[export]


def with_region(dispatch: Dispatch) -> Dispatch:
    """A dispatch that leaves the region of L1 to tensors."""
    target = dispatch.target
    left = replace(target, l1_available=target.l1_available - target.l1_region_size)
    return replace(dispatch, target=left)


def _place(
    group: _Group,
    placed: list[tuple[_Group, Shards]],
    dispatches: Mapping[Export, Dispatch],
    strategies: Strategies,
) -> Shards | None:
    """The lowest place in the region where no value is at the same time; None if there is none."""
    writer = group.values[0].writer
    dispatch = with_region(dispatches[writer.export])
    strategy = choose(dispatch, strategies).strategy
    made: Mapping[int, Shards] = {}
    if isinstance(strategy, TakesTiles):
        made = strategy.shards(dispatch.copy())
    shards = made.get(writer.binding) or default_shards(group.tensor, dispatch.target)
    size = group.tensor.shard_bytes(shards)
    taken = sorted(
        (own.offset, own.offset + other.tensor.shard_bytes(own))
        for other, own in placed
        if group.overlaps(other)
    )
    offset = 0
    for begin, end in taken:
        if offset + size <= begin:
            break
        offset = max(offset, end)
    if offset + size > dispatch.target.l1_region_size:
        return None
    return replace(shards, offset=offset)
