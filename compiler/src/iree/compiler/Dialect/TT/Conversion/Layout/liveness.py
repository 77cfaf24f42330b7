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
from iree.tenstorrent.compiler.Conversion.Layout.command_buffer import Access, CommandBuffer
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
    return Value(tensor, first, last, tuple(accesses)) if last > first else None


def _tensor(access: Access, tiled: Tiled) -> TiledTensor | None:
    return None if access.call is None else tiled.get(access.call.export, {}).get(access.binding)
