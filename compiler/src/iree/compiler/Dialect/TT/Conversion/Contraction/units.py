# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the three kernels of a contraction walk together: parts of results, blocks of the sum."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from iree.tenstorrent.compiler.Conversion.Contraction.blocks import TILE, tiles
from iree.tenstorrent.compiler.Conversion.Contraction.plan import ContractionPlan, Dims, Matrix
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt


@dataclass(frozen=True)
class Span:
    """Consecutive tiles of a dimension."""

    first: index.Scalar
    count: index.Scalar


@dataclass(frozen=True)
class Unit:
    """A part of a result: what a core does at a time. Of its columns some may lie past the end."""

    batch: index.Scalar
    rows: Span
    columns: Span
    # The core's place in the grid.
    x: index.Scalar
    y: index.Scalar


@contextlib.contextmanager
def unit_loop(plan: ContractionPlan) -> Iterator[Unit]:
    """A loop over this core's units: as even a share as there is, or in a grid those at the core's
    place in every block of grid.rows x grid.columns units."""
    core = tt.get_arg_val(frame.CORE_INDEX, name="core")
    if plan.grid is None:
        cores = tt.get_common_arg_val(frame.CORE_COUNT, name="cores")
        begin = index.div(index.mul(core, plan.units), cores, "begin")
        end = index.div(index.mul(index.add(core, 1), plan.units), cores, "end")
        with index.loop(begin, end, 1, "unit") as unit:
            yield _unit(plan, unit, 1, 1, 0, 0)
        return
    width = plan.dispatch.target.grid_columns
    x, y = index.rem(core, width, "core_x"), index.div(core, width, "core_y")
    turns = plan.units // (plan.grid.rows * plan.grid.columns)
    with (
        index.when(index.less(x, plan.grid.columns)),
        index.loop(0, turns, 1, "turn") as turn,
    ):
        yield _unit(plan, turn, plan.grid.rows, plan.grid.columns, x, y)


def _unit(
    plan: ContractionPlan,
    turn: index.Scalar,
    high: int,
    wide: int,
    x: index.Scalar,
    y: index.Scalar,
) -> Unit:
    blocks, extent = plan.blocks, plan.extent
    row_turns, column_turns = blocks.row_parts // high, blocks.column_parts // wide
    rest = index.div(turn, column_turns)
    column_part = index.add(index.mul(_rem(turn, column_turns, "column_turn"), wide), x)
    row_part = index.add(index.mul(_rem(rest, row_turns, "row_turn"), high), y)
    return Unit(
        index.div(rest, row_turns, "batch") if extent.batch > 1 else 0,
        _row_part(row_part, blocks.row_parts, tiles(extent.rows)),
        Span(index.mul(column_part, blocks.columns, "column_tile"), blocks.columns),
        x,
        y,
    )


def _rem(a: index.Scalar, b: int, name: str) -> index.Scalar:
    return 0 if b == 1 else index.rem(a, b, name)


def _row_part(part: index.Scalar, parts: int, count: int) -> Span:
    """As even as tiles allow."""
    if count % parts == 0:
        share = count // parts
        return Span(index.mul(part, share, "row_tile"), share)
    first = index.div(index.mul(part, count), parts, "row_tile")
    end = index.div(index.mul(index.add(part, 1), count), parts)
    return Span(first, index.sub(end, first, "row_tiles"))


def dst_rows(plan: ContractionPlan, unit: Unit, row: index.Scalar) -> index.Scalar:
    """Rows of tiles, from `row` of the unit on, that go through DST together."""
    rows = plan.blocks.dst_rows
    if isinstance(unit.rows.count, int) and unit.rows.count % rows == 0:
        return rows
    return index.minimum(rows, index.sub(unit.rows.count, row), "dst_rows")


def inner_count(plan: ContractionPlan, is_last: bool) -> int:
    """Tiles of a block of the sum that have elements."""
    size, total = plan.blocks.inner, tiles(plan.extent.inner)
    return total - size * (plan.blocks.inner_parts - 1) if is_last else size


def elements(span: Span, total: int, name: str) -> tuple[index.Scalar, index.Scalar]:
    """First element of a span of tiles, and how many there are."""
    first = index.mul(span.first, TILE, f"{name}_first")
    whole = index.mul(span.count, TILE)
    if isinstance(first, int) and isinstance(whole, int):
        return first, min(whole, total - first)
    if isinstance(span.count, int) and total % (span.count * TILE) == 0:
        return first, whole
    return first, index.minimum(whole, index.sub(total, first), f"{name}_count")


def dims(*groups: Dims) -> list[index.Scalar]:
    """The dimensions as read_block takes them."""
    return [number.number() for group in groups for pair in group for number in pair]


def matrix_offset(
    matrix: Matrix, offset: index.Scalar, batch: index.Scalar, name: str
) -> index.Scalar:
    """Where the matrix of a batch begins (arena offset, or L1 address of a table); `offset` is that
    of batch 0."""
    total = offset
    is_table = bool(matrix.access.table)
    size_of = matrix.element.buffer_size if is_table else matrix.element.size
    rest = batch
    for number, (size, step) in reversed(list(enumerate(matrix.batch))):
        place = rest if number == 0 else index.rem(rest, size.number())
        if number:
            rest = index.div(rest, size.number())
        bytes_apart = step.number() * size_of
        if bytes_apart and place != 0:
            wide = place if is_table else index.extend(place)
            total = index.add(total, index.mul(wide, bytes_apart), name)
    return total
