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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Expression.graph import Shards
from iree.tenstorrent.compiler.Conversion.Layout import marks
from iree.tenstorrent.compiler.Conversion.Layout.command_buffer import (
    Access,
    Call,
    CommandBuffer,
    Step,
    read_command_buffers,
)
from iree.tenstorrent.compiler.Conversion.Layout.shards import TiledTensor, default_shards
from iree.tenstorrent.compiler.Conversion.Layout.specialization import specialize
from iree.tenstorrent.compiler.Conversion.Layout.tensors import Export
from iree.tenstorrent.compiler.Target.choice import Strategies, choose
from iree.tenstorrent.compiler.Target.strategy import Dispatch, TakesTiles

# The tensors that bindings are, by dispatch and number.
_Tiled = Mapping[Export, Mapping[int, TiledTensor]]


@dataclass(frozen=True)
class _Value:
    """A tensor from the step that writes it to the last one that reads it; `accesses` begin with the
    write."""

    tensor: TiledTensor
    first: int
    last: int
    accesses: tuple[Access, ...]


def assign(
    module: ir.Operation, dispatches: Mapping[Export, Dispatch], strategies: Strategies
) -> None:
    """Marks the loads and stores of tensors that are to lie in L1, and the dispatches that run
    meanwhile. A dispatch whose calls differ in that becomes several. `dispatches` are those of the
    module, with the functions to be marked."""
    tiled = {export: _tiled_bindings(dispatch) for export, dispatch in dispatches.items()}
    if not any(tiled.values()):
        return
    planner = _Planner(dispatches, strategies)
    calls: dict[Call, dict[int, Shards]] = {}
    running: set[Export] = set()
    for buffer in read_command_buffers(module):
        placed: list[tuple[_Value, Shards]] = []
        for value in _values(buffer, tiled):
            exports = {export for step in _span(buffer, value) for export in step.exports}
            shards = planner.place(value, placed) if planner.leave_room(exports) else None
            if shards is not None:
                placed.append((value, shards))
                running |= exports
        for step in buffer.steps:
            calls.update((call, {}) for call in step.calls)
        for value, shards in placed:
            for access in value.accesses:
                assert access.call is not None
                calls[access.call][access.binding] = shards
    for export, function, shards_of in specialize(module, dispatches, calls):
        if export in running:
            marks.mark_l1(function, shards_of, planner.region)


def _tiled_bindings(dispatch: Dispatch) -> dict[int, TiledTensor]:
    """The bindings of a dispatch that lie as tiles, and what they are."""
    marks.check(dispatch.function)
    return {
        marks.binding(access): TiledTensor.of(access)
        for access in marks.accesses(dispatch.function)
        if marks.layout_of(access).startswith(f"{marks.TILES}:")
    }


def _span(buffer: CommandBuffer, value: _Value) -> list[Step]:
    return buffer.steps[value.first : value.last + 1]


def _values(buffer: CommandBuffer, tiled: _Tiled) -> Iterator[_Value]:
    """The tensors of a command buffer that could be in L1."""
    for number, step in enumerate(buffer.steps):
        for access in step.accesses:
            value = _value(buffer, number, access, tiled)
            if value is not None:
                yield value


def _value(buffer: CommandBuffer, first: int, write: Access, tiled: _Tiled) -> _Value | None:
    """The value that `write` of step `first` makes; None if it must be in DRAM."""
    tensor = _tensor(write, tiled)
    if tensor is None or write.reads or not write.writes:
        return None
    if write.range.resource not in buffer.private or write.range.length is None:
        return None
    accesses = [write]
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
            is_same = access.range == write.range and _tensor(access, tiled) == tensor
            if access.writes or not is_same:
                return None
            accesses.append(access)
            last = step
        if any(access.writes for access in others):
            if last == step:
                return None
            break
    return _Value(tensor, first, last, tuple(accesses)) if last > first else None


def _tensor(access: Access, tiled: _Tiled) -> TiledTensor | None:
    return None if access.call is None else tiled.get(access.call.export, {}).get(access.binding)


@dataclass
class _Planner:
    """What dispatches do with less of L1, and where tensors go in the rest."""

    dispatches: Mapping[Export, Dispatch]
    strategies: Strategies
    _fits: dict[Export, bool] = field(default_factory=dict)
    _shards: dict[Export, Mapping[int, Shards]] = field(default_factory=dict)
    # Where each binding was, and up to where anything was: calls should not differ without need.
    _offsets: dict[tuple[Export, int], list[int]] = field(default_factory=dict)
    _used: int = 0

    @property
    def region(self) -> int:
        return next(iter(self.dispatches.values())).target.l1_region_size

    def leave_room(self, exports: set[Export]) -> bool:
        """Whether dispatches have the strategies then that they have with all of L1."""
        return all(self._leaves_room(export) for export in exports)

    def _leaves_room(self, export: Export) -> bool:
        if export not in self._fits:
            dispatch = self.dispatches.get(export)
            names: list[str | None] = [None]
            if dispatch is not None:
                offers = (dispatch, _with_region(dispatch))
                chosen = [choose(offer, self.strategies).strategy for offer in offers]
                names = [None if strategy is None else strategy.name for strategy in chosen]
            self._fits[export] = names[0] is not None and names[0] == names[-1]
        return self._fits[export]

    def place(self, value: _Value, placed: list[tuple[_Value, Shards]]) -> Shards | None:
        """Where no other value is at the same time; None if there is no such place."""
        shards = self._written(value)
        size = value.tensor.shard_bytes(shards)
        taken = sorted(
            (own.offset, own.offset + other.tensor.shard_bytes(own))
            for other, own in placed
            if value.first <= other.last and other.first <= value.last
        )
        slots = [(own.call.export, own.binding) for own in value.accesses if own.call is not None]
        known = Counter(offset for slot in slots for offset in self._offsets.get(slot, ()))
        usual = [offset for offset, _ in known.most_common()]
        # Then room that nothing had yet, and last the region's start and what is behind others.
        for offset in (*usual, self._used, 0, *(end for _, end in taken)):
            is_free = all(offset + size <= begin or end <= offset for begin, end in taken)
            if is_free and offset + size <= self.region:
                self._used = max(self._used, offset + size)
                for slot in slots:
                    if offset not in self._offsets.setdefault(slot, []):
                        self._offsets[slot].append(offset)
                return replace(shards, offset=offset)
        return None

    def _written(self, value: _Value) -> Shards:
        """What the cores that write a value make of it."""
        write = value.accesses[0]
        assert write.call is not None
        export = write.call.export
        dispatch = _with_region(self.dispatches[export])
        if export not in self._shards:
            strategy = choose(dispatch, self.strategies).strategy
            self._shards[export] = {}
            if isinstance(strategy, TakesTiles):
                self._shards[export] = strategy.shards(dispatch.copy())
        shards = self._shards[export].get(write.binding)
        return shards or default_shards(value.tensor, dispatch.target)


def _with_region(dispatch: Dispatch) -> Dispatch:
    """A dispatch that leaves the region of L1 to tensors."""
    target = dispatch.target
    left = replace(target, l1_available=target.l1_available - target.l1_region_size)
    return replace(dispatch, target=left)
