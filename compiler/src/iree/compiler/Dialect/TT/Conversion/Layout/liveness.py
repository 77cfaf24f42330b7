# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""From when to when the tensors of a command buffer that could be in L1 are needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Layout import marks
from iree.tenstorrent.compiler.Conversion.Layout.command_buffer import (
    Access,
    CommandBuffer,
    have_common,
)
from iree.tenstorrent.compiler.Conversion.Layout.shards import TiledTensor
from iree.tenstorrent.compiler.Conversion.Layout.tensors import Export
from iree.tenstorrent.compiler.Target.strategy import Dispatch

# The tensors that lie as tiles, by dispatch and binding.
Tiled = Mapping[Export, Mapping[int, TiledTensor]]


@dataclass(frozen=True)
class Value:
    """A tensor from the step that writes it to the last one that reads it; `accesses` begin with the
    write."""

    tensor: TiledTensor
    first: int
    last: int
    accesses: tuple[Access, ...]


def tiled_bindings(dispatch: Dispatch) -> dict[int, TiledTensor]:
    """The bindings of a dispatch that lie as tiles, and what they are."""
    marks.check(dispatch.function)
    return {
        marks.binding(access): TiledTensor.of(access)
        for access in marks.accesses(dispatch.function)
        if marks.layout_of(access).startswith(f"{marks.TILES}:")
    }


def values(buffer: CommandBuffer, tiled: Tiled) -> Iterator[Value]:
    """The tensors of a command buffer that could be in L1."""
    for number, step in enumerate(buffer.steps):
        for access in step.accesses:
            value = _value(buffer, number, access, tiled)
            if value is not None:
                yield value


def _value(buffer: CommandBuffer, first: int, write: Access, tiled: Tiled) -> Value | None:
    """The value that `write` of step `first` makes; None if it must be in DRAM."""
    tensor = _tensor(write, tiled)
    if tensor is None or write.reads or not write.writes:
        return None
    own = write.range.bytes
    if write.range.resource not in buffer.private or own is None:
        return None
    accesses = [write]
    last = first
    # What later tensors in the same memory have not written yet.
    left = [own]
    for step in range(first, len(buffer.steps)):
        others = [
            access
            for access in buffer.steps[step].accesses
            if access is not write and access.range.overlaps(write.range)
        ]
        if others and (step == first or any(other.range.bytes is None for other in others)):
            return None
        for access in others:
            if not access.reads or not _is_left(access, left):
                continue
            is_same = access.range == write.range and _tensor(access, tiled) == tensor
            if access.writes or left != [own] or not is_same:
                return None
            accesses.append(access)
            last = step
        writes = [access for access in others if access.writes and _is_left(access, left)]
        if writes and last == step:
            return None
        for access in writes:
            left = _without(left, access)
        if not left:
            break
    return Value(tensor, first, last, tuple(accesses)) if last > first else None


def _is_left(access: Access, left: list[range]) -> bool:
    """Whether an access is of some of these bytes."""
    other = access.range.bytes
    assert other is not None
    return any(have_common(part, other) for part in left)


def _without(left: list[range], access: Access) -> list[range]:
    """What of some bytes an access leaves."""
    other = access.range.bytes
    assert other is not None
    rest = [
        piece
        for part in left
        for piece in (
            range(part.start, min(part.stop, other.start)),
            range(max(part.start, other.stop), part.stop),
        )
    ]
    return [piece for piece in rest if piece]


def _tensor(access: Access, tiled: Tiled) -> TiledTensor | None:
    return None if access.call is None else tiled.get(access.call.export, {}).get(access.binding)
