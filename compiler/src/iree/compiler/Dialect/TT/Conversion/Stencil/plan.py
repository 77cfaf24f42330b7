# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The plan of a stencil: slabs of operands in L1, and the circular buffers that tiles go through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import gcd

from iree.tenstorrent.compiler.Conversion.Elementwise.streams import (
    FIRST_LOAD,
    FIRST_OUTPUT,
    MAX_BURST_TILES,
    MAX_LOADS,
    MAX_OUTPUTS,
    STAGING,
    STAGING_BYTES,
    TABLES,
    WINDOW,
    Stream,
    stream,
    tile_workgroups,
)
from iree.tenstorrent.compiler.Conversion.Expression.amount import Reject, product
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access
from iree.tenstorrent.compiler.Conversion.Expression.merged_loops import MergedLoops
from iree.tenstorrent.compiler.Conversion.Frame.tables import table_words
from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import PACKED_I4, TILE_ELEMENTS
from iree.tenstorrent.compiler.Conversion.Frame.window import MANY_UNITS, window_buffer
from iree.tenstorrent.compiler.Conversion.Stencil.analysis import Stencil, Taps
from iree.tenstorrent.compiler.Target.program import CircularBuffer, DataFormat
from iree.tenstorrent.compiler.Target.strategy import Dispatch
from iree.tenstorrent.compiler.Target.workgroup_count import WorkgroupCount

_FIRST_SLAB, _MAX_TAPPED = 24, 4
# Tiles of an operand on their way.
_PAGES = 8
# L1 for tiles that stay, for an operand that stays as a whole, and for moving slabs together.
_RESIDENT_BYTES = 256 * 1024
_WHOLE_BYTES = 128 * 1024
_SLAB_BYTES = 512 * 1024
# What alignment takes at both ends of a slab.
_SLACK = 192


@dataclass(frozen=True)
class Tapped:
    """An operand that varies from tap to tap. Its slab is all of it where `is_whole`, else what some
    tiles need. With `period`, its tiles repeat after so many tiles, and are made only once."""

    stream: Stream
    tap_strides: tuple[int, ...]
    reach: int  # elements from a window's first to its last
    slab: CircularBuffer
    is_whole: bool
    period: int | None
    buffer: CircularBuffer

    @property
    def slab_name(self) -> str:
        return f"{self.stream.name}_slab"


@dataclass(frozen=True)
class StencilPlan:
    dispatch: Dispatch
    stencil: Stencil
    tapped: tuple[Tapped, ...]
    others: tuple[Stream, ...]
    outputs: tuple[Stream, ...]
    # Positions for which slabs are read at once, a multiple of 1024.
    group: int
    burst: int  # tiles of results that are written at once

    @property
    def taps(self) -> Taps:
        return self.stencil.taps

    @property
    def binding_count(self) -> int:
        return len(self.dispatch.binding_read_only)

    @property
    def has_tables(self) -> bool:
        """Whether operands are constant tensors."""
        return any(stream.access.table for stream in self.others)

    @property
    def workgroup_count(self) -> WorkgroupCount:
        total = product(self.stencil.rows.kept_sizes)
        return tile_workgroups(self.dispatch, total, self.stencil.rows.graph.workload)

    @property
    def circular_buffers(self) -> tuple[CircularBuffer, ...]:
        buffers = [item.buffer for item in self.tapped]
        buffers += [stream.circular_buffer(2) for stream in self.others]
        buffers += [stream.circular_buffer(2 * self.burst) for stream in self.outputs]
        buffers += [item.slab for item in self.tapped]
        buffers.append(
            CircularBuffer(STAGING, DataFormat.UINT32, STAGING_BYTES * len(self.outputs), 1)
        )
        if self.others:
            buffers.append(window_buffer(WINDOW, MANY_UNITS))
        if self.has_tables:
            words = sum(len(table_words(item.access, item.element)) for item in self.others)
            buffers.append(CircularBuffer(TABLES, DataFormat.UINT32, -(-4 * words // 64) * 64, 1))
        return tuple(buffers)


def plan_stencil(dispatch: Dispatch, stencil: Stencil) -> StencilPlan:
    """Raises Reject."""
    graph = stencil.rows.graph
    if len(graph.loads) > MAX_LOADS or len(stencil.tapped) > _MAX_TAPPED:
        raise Reject("more operands than there are circular buffers")
    if len(graph.stores) > MAX_OUTPUTS:
        raise Reject(f"more than {MAX_OUTPUTS} results")
    loads = [
        _stream(stencil, FIRST_LOAD + i, f"cb_in{i}", graph.loads[number])
        for i, number in enumerate((*stencil.tapped, *stencil.others))
    ]
    outputs = [
        _stream(stencil, FIRST_OUTPUT + i, f"cb_out{i}", store.access)
        for i, store in enumerate(graph.stores)
    ]
    if any(item.element == PACKED_I4 for item in (*loads, *outputs)):
        raise Reject("elements of type i4 in memory")
    for output in outputs:
        if any(size.static != 1 and not step.static for size, step in output.dims):
            raise Reject("a result that is written more than once")
    tapped = loads[: len(stencil.tapped)]
    group = _group(stencil, tapped)
    plan = StencilPlan(
        dispatch=dispatch,
        stencil=stencil,
        tapped=tuple(_tapped(stencil, i, item, group) for i, item in enumerate(tapped)),
        others=tuple(loads[len(stencil.tapped) :]),
        outputs=tuple(outputs),
        group=group,
        burst=MAX_BURST_TILES,
    )
    if sum(buffer.size for buffer in plan.circular_buffers) > dispatch.target.l1_available:
        raise Reject("more L1 memory than a core has")
    return plan


def _stream(stencil: Stencil, cb: int, name: str, access: Access) -> Stream:
    """A stream over the kept loops: it merges those that it walks as one by itself."""
    kept = replace(access, strides=stencil.kept_strides(access))
    return stream(cb, name, kept, MergedLoops.of(stencil.rows.kept_sizes, [kept]))


def _group(stencil: Stencil, tapped: list[Stream]) -> int:
    """As many positions as moving slabs have room for."""
    moving = [(i, item) for i, item in enumerate(tapped) if not _is_whole(item)]
    for tiles in (64, 32, 16, 8, 4, 2, 1):
        positions = tiles * TILE_ELEMENTS
        used = sum(_moving_bytes(stencil, i, item, positions) for i, item in moving)
        if used <= _SLAB_BYTES:
            return positions
    raise Reject("windows that reach too far for L1")


def _tapped(stencil: Stencil, number: int, item: Stream, group: int) -> Tapped:
    period, pages = None, _PAGES
    if _is_whole(item):
        period = _period(item)
        size = _whole_bytes(stencil, number, item)
        if period is not None and period * stencil.taps.count * item.element.page_size <= (
            _RESIDENT_BYTES
        ):
            pages = period * stencil.taps.count
        else:
            period = None
    else:
        size = _moving_bytes(stencil, number, item, group)
    return Tapped(
        stream=item,
        tap_strides=_tap_strides(stencil, number),
        reach=_reach(stencil, number),
        slab=CircularBuffer(_FIRST_SLAB + number, DataFormat.UINT32, -(-size // 64) * 64, 1),
        is_whole=_is_whole(item),
        period=period,
        buffer=item.circular_buffer(pages),
    )


def _tap_strides(stencil: Stencil, number: int) -> tuple[int, ...]:
    return stencil.tap_strides(stencil.rows.graph.loads[stencil.tapped[number]])


def _reach(stencil: Stencil, number: int) -> int:
    strides = _tap_strides(stencil, number)
    return sum((size - 1) * step for size, step in zip(stencil.taps.sizes, strides, strict=True))


def _is_whole(item: Stream) -> bool:
    """Whether an operand's slab is all of it: positions do not go through it once from its first
    element to its last."""
    steps = [step.number() for _, step in item.dims]
    if steps[0] == 0:
        return True
    span = 0
    for (size, _), step in reversed(list(zip(item.dims, steps, strict=True))):
        if step < span:
            return True
        span += ((size.static or 1) - 1) * step
    return False


def _moving_bytes(stencil: Stencil, number: int, item: Stream, positions: int) -> int:
    """L1 for what so many positions in a row touch."""
    span, inner = 0, 1
    for size, step in reversed(item.dims):
        most = -(-(positions - 1) // inner)
        extent = size.static
        span += (most if extent is None else min(extent - 1, most)) * step.number()
        if extent is None and item.dims[0] != (size, step):
            raise Reject("a dynamic size that is not the outermost one")
        inner *= extent or 1
    return (span + _reach(stencil, number) + 1) * item.element.size + _SLACK


def _whole_bytes(stencil: Stencil, number: int, item: Stream) -> int:
    """L1 for all of an operand. Raises Reject."""
    size = (whole_reach(item) + _reach(stencil, number) + 1) * item.element.size + _SLACK
    if size > _WHOLE_BYTES:
        raise Reject("an operand that is read again and again, too large for L1")
    return size


def whole_reach(item: Stream) -> int:
    """Elements from position 0's to the last one of an operand, for one tap."""
    return sum(
        (size.number("an operand of dynamic size that is read again") - 1) * step.number()
        for size, step in item.dims
        if step.number()
    )


def _period(item: Stream) -> int | None:
    """Tiles after which an operand's tiles repeat."""
    positions = 1
    moving = [i for i, (_, step) in enumerate(item.dims) if step.number()]
    for size, _ in item.dims[moving[0] :] if moving else ():
        if size.static is None:
            return None
        positions *= size.static
    return positions // gcd(positions, TILE_ELEMENTS)
