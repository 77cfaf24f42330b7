# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Where in the region of L1 a tensor goes, and which dispatches can do with the rest of L1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from iree.tenstorrent.compiler.Conversion.Expression.graph import Shards
from iree.tenstorrent.compiler.Conversion.Layout.liveness import Value
from iree.tenstorrent.compiler.Conversion.Layout.shards import default_shards
from iree.tenstorrent.compiler.Conversion.Layout.tensors import Export
from iree.tenstorrent.compiler.Target.choice import Strategies, choose
from iree.tenstorrent.compiler.Target.strategy import Dispatch, Strategy, TakesTiles


@dataclass
class Placement:
    """What dispatches do with less of L1, and where tensors go in the rest."""

    dispatches: Mapping[Export, Dispatch]
    strategies: Strategies
    # Bytes of the region.
    region: int
    # Of these, up to where a tensor was.
    used: int = 0
    # Of each dispatch: the strategy that it keeps with less of L1, and the shards that it makes then.
    _kept: dict[Export, Strategy | None] = field(default_factory=dict)
    _shards: dict[Export, Mapping[int, Shards]] = field(default_factory=dict)
    # Where each binding was: calls should not differ without need.
    _offsets: dict[tuple[Export, int], list[int]] = field(default_factory=dict)

    def leave_room(self, exports: set[Export]) -> bool:
        """Whether dispatches have the strategies then that they have with all of L1."""
        return all(self._leaves_room(export) for export in exports)

    def _leaves_room(self, export: Export) -> bool:
        if export not in self._kept:
            self._kept[export] = None
            dispatch = self.dispatches.get(export)
            if dispatch is None:
                return False
            offers = (dispatch, self._with_region(dispatch))
            own, left = (choose(offer, self.strategies).strategy for offer in offers)
            if own is not None and left is not None and own.name == left.name:
                self._kept[export] = left
        return self._kept[export] is not None

    def smaller(self, region: int) -> Placement:
        """The same with a smaller region and nothing in it: what left room leaves it now."""
        return Placement(self.dispatches, self.strategies, region, _kept=self._kept)

    def place(self, value: Value, placed: list[tuple[Value, Shards]]) -> Shards | None:
        """Where no other value is at the same time; None if there is no such place. Remembers the place
        for values to come."""
        shards = self._written(value)
        size = value.tensor.shard_bytes(shards)
        ranges = [
            (other, own.offset, own.offset + other.tensor.shard_bytes(own)) for other, own in placed
        ]
        taken = sorted(
            (begin, end)
            for other, begin, end in ranges
            if value.first <= other.last and other.first <= value.last
        )
        slots = [(own.call.export, own.binding) for own in value.accesses if own.call is not None]
        known = Counter(offset for slot in slots for offset in self._offsets.get(slot, ()))
        usual = [offset for offset, _ in known.most_common()]
        unused = max((end for _, _, end in ranges), default=0)
        # Room that nothing had yet keeps the places apart of bindings that are alive in turn.
        for offset in (*usual, unused, 0, *(end for _, end in taken)):
            is_free = all(offset + size <= begin or end <= offset for begin, end in taken)
            if is_free and offset + size <= self.region:
                self.used = max(self.used, offset + size)
                for slot in slots:
                    if offset not in self._offsets.setdefault(slot, []):
                        self._offsets[slot].append(offset)
                return replace(shards, offset=offset)
        return None

    def _written(self, value: Value) -> Shards:
        """What the cores that write a value make of it."""
        write = value.accesses[0]
        assert write.call is not None
        export = write.call.export
        dispatch = self._with_region(self.dispatches[export])
        if export not in self._shards:
            strategy = self._kept[export]
            self._shards[export] = {}
            if isinstance(strategy, TakesTiles):
                self._shards[export] = strategy.shards(dispatch.copy())
        shards = self._shards[export].get(write.binding)
        return shards or default_shards(value.tensor, dispatch.target)

    def _with_region(self, dispatch: Dispatch) -> Dispatch:
        """A dispatch that leaves the region to tensors."""
        target = dispatch.target
        return replace(
            dispatch, target=replace(target, l1_available=target.l1_available - self.region)
        )
