# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Outputs of a segment come to the DST tiles of their own numbers, whatever tiles they are in."""

import itertools

import pytest

from iree.tenstorrent.compiler.Conversion.Expression.amount import Reject
from iree.tenstorrent.compiler.Conversion.Sfpu.dst_allocation import Segment, settled

_TILES = 4


def _run(segment: Segment) -> list[int]:
    """Which tile's first content each tile has after the segment's copies."""
    tiles = list(range(_TILES))
    for instruction in segment.instructions:
        assert instruction.op == "copy"
        target, source = instruction.slots
        tiles[target] = tiles[source]
    return tiles


@pytest.mark.parametrize("slots", list(itertools.product(range(_TILES), repeat=3)))
def test_three_outputs_in_any_tiles(slots: tuple[int, ...]) -> None:
    """Several may be in one tile; one of four is free for those that change places."""
    segment = settled(Segment(outputs=list(enumerate(slots))), range(_TILES))
    assert segment.outputs == [(0, 0), (1, 1), (2, 2)]
    assert _run(segment)[:3] == list(slots)


def test_outputs_that_stay_are_not_copied() -> None:
    assert not settled(Segment(outputs=[(0, 0), (1, 1)]), range(2)).instructions


def test_places_are_not_changed_without_a_free_tile() -> None:
    with pytest.raises(Reject, match="change places"):
        settled(Segment(outputs=[(0, 1), (1, 0)]), range(2))
