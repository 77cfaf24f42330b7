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

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Contraction.blocks import TILE
from iree.tenstorrent.compiler.Conversion.Contraction.plan import ContractionPlan, Matrix
from iree.tenstorrent.compiler.Conversion.Expression.amount import Amount
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import PushConstants
from iree.tenstorrent.compiler.Conversion.Frame.tile_memory import TileMemory, tensor_offset
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt


@dataclass(frozen=True)
class Geometry:
    """Sizes inside a kernel: numbers, or values that push constants give."""

    constants: PushConstants
    rows: index.Scalar  # elements
    columns: index.Scalar
    inner: index.Scalar
    row_tiles: index.Scalar
    inner_tiles: index.Scalar
    row_parts: index.Scalar
    column_parts: index.Scalar
    inner_parts: index.Scalar
    batch: index.Scalar
    units: index.Scalar

    @staticmethod
    def of(plan: ContractionPlan) -> Geometry:
        """Builds the values at the top of a kernel."""
        constants = PushConstants(len(plan.dispatch.binding_read_only))
        batch, rows, columns, inner = (constants.i32(amount) for amount in plan.sizes)
        row_tiles = index.ceil_div(rows, TILE, "row_tiles")
        # A sum of nothing is a sum of zeros.
        inner_tiles = index.maximum(index.ceil_div(inner, TILE), 1, "inner_tiles")
        row_parts: index.Scalar = plan.blocks.row_parts
        if not isinstance(rows, int):
            row_parts = index.ceil_div(row_tiles, plan.blocks.rows, "row_parts")
        column_parts = index.ceil_div(columns, TILE * plan.blocks.columns, "column_parts")
        inner_parts = index.ceil_div(inner_tiles, plan.blocks.inner, "inner_parts")
        units = index.mul(index.mul(batch, row_parts), column_parts, "units")
        return Geometry(
            constants,
            rows,
            columns,
            inner,
            row_tiles,
            inner_tiles,
            row_parts,
            column_parts,
            inner_parts,
            batch,
            units,
        )


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
def unit_loop(plan: ContractionPlan, geometry: Geometry) -> Iterator[Unit]:
    """A loop over this core's units: as even a share as there is, or in a grid the rows and columns
    of parts at the core's place."""
    core = tt.get_arg_val(frame.CORE_INDEX, name="core")
    if plan.grid is None:
        cores = tt.get_common_arg_val(frame.CORE_COUNT, name="cores")
        begin = index.div(index.mul(core, geometry.units), cores, "begin")
        end = index.div(index.mul(index.add(core, 1), geometry.units), cores, "end")
        with index.loop(begin, end, 1, "unit") as unit:
            yield _unit(plan, geometry, unit, 1, 1, 0, 0)
        return
    width = plan.dispatch.target.grid_columns
    x, y = index.rem(core, width, "core_x"), index.div(core, width, "core_y")
    turns = index.div(geometry.units, plan.grid.rows * plan.grid.columns)
    with (
        index.when(index.less(x, plan.grid.columns)),
        index.loop(0, turns, 1, "turn") as turn,
    ):
        yield _unit(plan, geometry, turn, plan.grid.rows, plan.grid.columns, x, y)


def _unit(
    plan: ContractionPlan,
    geometry: Geometry,
    turn: index.Scalar,
    high: int,
    wide: int,
    x: index.Scalar,
    y: index.Scalar,
) -> Unit:
    width = plan.blocks.columns
    row_turns = index.div(geometry.row_parts, high)
    column_turns = index.div(geometry.column_parts, wide)
    rest = index.div(turn, column_turns)
    # A core's parts are neighbours, so that what it computes is one shard.
    column_part = index.add(index.mul(x, column_turns), _rem(turn, column_turns, "column_turn"))
    row_part = index.add(index.mul(y, row_turns), _rem(rest, row_turns, "row_turn"))
    return Unit(
        index.div(rest, row_turns, "batch") if geometry.batch != 1 else 0,
        _row_part(row_part, geometry.row_parts, geometry.row_tiles),
        Span(index.mul(column_part, width, "column_tile"), width),
        x,
        y,
    )


def _rem(a: index.Scalar, b: index.Scalar, name: str) -> index.Scalar:
    return 0 if isinstance(b, int) and b == 1 else index.rem(a, b, name)


def _row_part(part: index.Scalar, parts: index.Scalar, count: index.Scalar) -> Span:
    """As even as tiles allow."""
    if isinstance(count, int) and isinstance(parts, int) and count % parts == 0:
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


def inner_count(plan: ContractionPlan, geometry: Geometry, block: index.Scalar) -> index.Scalar:
    """Tiles of a block of the sum that have elements."""
    size, total = plan.blocks.inner, geometry.inner_tiles
    if isinstance(total, int) and (total % size == 0 or isinstance(block, int)):
        return size if total % size == 0 else min(size, total - int(block) * size)
    if isinstance(total, int) and not isinstance(block, int):
        return size  # Blocks but the last one, which has a number, are whole.
    return index.minimum(size, index.sub(total, index.mul(block, size)), "inner_count")


def tiles(span: Span, total: index.Scalar, name: str) -> tuple[index.Scalar, index.Scalar]:
    """First tile of a span that may reach past the `total` elements of its dimension, and how many
    tiles there are."""
    count = index.ceil_div(total, TILE)
    if isinstance(count, int) and isinstance(span.count, int) and count % span.count == 0:
        return span.first, span.count
    return span.first, index.minimum(span.count, index.sub(count, span.first), f"{name}_tiles")


def elements(span: Span, total: index.Scalar, name: str) -> tuple[index.Scalar, index.Scalar]:
    """First element of a span of tiles, and how many there are."""
    first = index.mul(span.first, TILE, f"{name}_first")
    whole = index.mul(span.count, TILE)
    if isinstance(total, int) and isinstance(first, int) and isinstance(whole, int):
        return first, min(whole, total - first)
    if isinstance(total, int) and isinstance(span.count, int) and total % (span.count * TILE) == 0:
        return first, whole
    return first, index.minimum(whole, index.sub(total, first), f"{name}_count")


@dataclass(frozen=True)
class Place:
    """A matrix inside a kernel: where that of batch 0 begins (an arena offset, that in a tensor which
    lies in L1, the L1 address of a table, or the first of numbers that are counted), and size and
    step of its dimensions, in elements or tiles as the matrix has them."""

    matrix: Matrix
    # Where tiles are.
    memory: TileMemory
    offset: index.Scalar
    dims: list[index.Scalar]
    # Size, and bytes from one matrix to the next.
    batch: list[tuple[index.Scalar, index.Scalar]]

    @staticmethod
    def of(
        plan: ContractionPlan,
        geometry: Geometry,
        arena: ir.Value,
        matrix: Matrix,
        name: str,
        table: index.Scalar = 0,
    ) -> Place:
        """Builds the values at the top of a kernel, `name`_offset among them; `table` is the L1 address
        of the matrix's table."""
        constants, access = geometry.constants, matrix.access
        memory = TileMemory.of(
            plan.dispatch.target, access, matrix.element.page_size, arena, f"{name}_shards"
        )
        name = f"{name}_offset"
        groups = (*matrix.rows, *matrix.columns)
        dims = [constants.i32(amount) for pair in groups for amount in pair]
        is_bound = access.binding >= 0
        number = constants.i64 if is_bound else constants.i32
        size = matrix.unit_bytes
        base: Amount = matrix.offset * size
        offset: index.Scalar
        if is_bound:
            start = tensor_offset(access, 0, name)
            places = matrix.element.places_in_a_byte
            start = index.mul(start, places)
            offset = index.add(start, number(base + access.byte_offset * places), name)
        else:
            offset = index.add(table, number(base), name)
        batch = [(constants.i32(count), number(step * size)) for count, step in matrix.batch]
        return Place(matrix, memory, offset, dims, batch)

    def of_batch(self, batch: index.Scalar, name: str) -> index.Scalar:
        """Where the matrix of a batch begins."""
        total, rest = self.offset, batch
        for number, (size, apart) in reversed(list(enumerate(self.batch))):
            place = rest if number == 0 else index.rem(rest, size)
            if number:
                rest = index.div(rest, size)
            if apart == 0 or place == 0:
                continue
            wide = place if self.matrix.access.binding < 0 else index.extend(place)
            total = index.add(total, index.mul(wide, apart), name)
        return total
