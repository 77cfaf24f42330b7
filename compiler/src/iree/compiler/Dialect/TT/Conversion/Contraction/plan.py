# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Which circular buffers a contraction has, how operands are prepared, and what follows the sum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from iree.tenstorrent.compiler.Conversion.Contraction.analysis import Contraction, Operand
from iree.tenstorrent.compiler.Conversion.Contraction.blocks import (
    DST_TILES,
    TILE,
    Blocks,
    Extent,
    Grid,
    Memory,
    choose_blocks,
    choose_grid,
)
from iree.tenstorrent.compiler.Conversion.Contraction.integers import (
    BF16_EXACT,
    SUM_EXACT,
    TF32_EXACT,
    bound,
)
from iree.tenstorrent.compiler.Conversion.Expression.amount import ONE, ZERO, Amount, product
from iree.tenstorrent.compiler.Conversion.Expression.graph import Access, Graph, Node, Reject, Store
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import count_of
from iree.tenstorrent.compiler.Conversion.Frame.tables import table_words
from iree.tenstorrent.compiler.Conversion.Frame.tile_buffers import (
    ELEMENTS,
    PACKED_I4,
    TILE_ELEMENTS,
    Element,
)
from iree.tenstorrent.compiler.Conversion.Frame.window import WINDOW_BYTES, window_buffer
from iree.tenstorrent.compiler.Conversion.Layout.tiles import Dims, tiled_matrix
from iree.tenstorrent.compiler.Conversion.Sfpu import integer_table as table
from iree.tenstorrent.compiler.Conversion.Sfpu.dst_allocation import (
    Segment,
    allocate_one,
    settled,
)
from iree.tenstorrent.compiler.Conversion.Sfpu.lowering import lower
from iree.tenstorrent.compiler.Conversion.Sfpu.tf32_parts import part_registers
from iree.tenstorrent.compiler.Target.program import (
    CircularBuffer,
    DataFormat,
    UnpackToDestMode,
)
from iree.tenstorrent.compiler.Target.strategy import Dispatch
from iree.tenstorrent.compiler.Target.workgroup_count import Binary, Count, WorkgroupCount

TABLES, WINDOW, STAGING = 29, 30, 31
STAGING_BYTES = 16 * 1024
# What is planned for where sizes (batch, rows, columns, inner) are not known.
_USUAL_SIZES = (1, 512, 512, 256)
# Tiles of the sum in a block.
_MOST_INNER = 32
# L1 that this leaves for what is not a circular buffer.
_MARGIN = 8 * 1024
_PARTIALS = 8
_FIRST_RESULT, _MOST_RESULTS = 9, 3
_FIRST_LOAD, _MOST_LOADS = 12, 8


@dataclass(frozen=True)
class Matrix:
    """A matrix in a binding for each batch: (size, step) of the loops that number its rows and its
    columns, outermost first, and where it begins. All count elements, or where the binding has
    tiles, tiles."""

    element: Element
    access: Access
    rows: Dims
    columns: Dims
    batch: Dims
    offset: Amount

    @property
    def is_tiled(self) -> bool:
        return self.access.tiles is not None

    @property
    def unit_bytes(self) -> int:
        """Of an element or tile where it comes from: a binding, a table in L1, or nowhere (1)."""
        if self.is_tiled:
            return self.element.page_size
        if self.access.binding >= 0:
            return self.element.size
        return self.element.buffer_size if self.access.table else 1


@dataclass(frozen=True)
class Side:
    """An operand on its way to the FPU: the matrix as it lies in memory (rows as they are
    contiguous, or tiles), its tiles, and the parts (tiles for the FPU) that each becomes."""

    name: str
    matrix: Matrix
    # Whether the sum's dimension runs along the matrix's columns.
    inner_is_columns: bool
    # Tiles of a block in the other dimension.
    outer: int
    raw: CircularBuffer
    # Tiles of one row of the block before they are prepared; None if the tiles are the parts, or
    # `raw` has tiles.
    row: CircularBuffer | None
    parts: tuple[CircularBuffer, ...]
    # From DST tile 0 to the parts.
    prepare: Segment
    is_prepared: bool
    # Whether preparing transposes tiles.
    is_transposed: bool

    @property
    def block_pages(self) -> int:
        """Of the raw buffer, which holds two blocks."""
        return self.raw.page_count // 2


@dataclass(frozen=True)
class Load:
    """An operand of the epilogue; `raw` has rows, or is the same as `tiles`."""

    matrix: Matrix
    raw: CircularBuffer
    tiles: CircularBuffer


@dataclass(frozen=True)
class Result:
    """A result; `out` has rows, or tiles if the matrix does."""

    matrix: Matrix
    out: CircularBuffer


@dataclass(frozen=True)
class Epilogue:
    """What is done to each tile of the sum in DST: the tile is DST tile 0 of `segment`, results are
    0, 1, ...; tiles from `results` on are others."""

    segment: Segment
    temporaries: int
    results: int

    @property
    def dst_tiles(self) -> int:
        """Tiles of the sum that DST holds at once."""
        return (DST_TILES - self.temporaries) // self.results


@dataclass(frozen=True)
class ContractionPlan:
    dispatch: Dispatch
    # Elements of batch, rows, columns, and of the sum.
    sizes: tuple[Amount, Amount, Amount, Amount]
    # Workgroups where sizes are known when the program runs.
    count: Count | None
    blocks: Blocks
    # Where cores share operands; otherwise each core reads its own.
    grid: Grid | None
    left: Side
    right: Side
    partials: CircularBuffer | None
    epilogue: Epilogue
    loads: tuple[Load, ...]
    results: tuple[Result, ...]
    # The sum as an integer.
    is_integer: bool

    @property
    def workgroup_count(self) -> WorkgroupCount:
        """A workgroup is a part of a result, or in a grid a core: all up to the grid's last one."""
        if self.count is not None:
            return (self.count, 1, 1)
        if self.grid is None:
            batch = self.sizes[0].number()
            return (batch * self.blocks.row_parts * self.blocks.column_parts, 1, 1)
        whole_rows = (self.grid.rows - 1) * self.dispatch.target.grid_columns
        return (whole_rows + self.grid.columns, 1, 1)

    @property
    def semaphores(self) -> tuple[int, ...]:
        """Initial values; reader_kernel.py says what each is for."""
        return (0,) * 4 if self.grid else ()

    @property
    def products(self) -> Iterator[tuple[CircularBuffer, CircularBuffer]]:
        """Pairs of parts whose products make the product: smallest first, low times low left out."""
        pairs = [
            (left, right, i + j)
            for i, left in enumerate(self.left.parts)
            for j, right in enumerate(self.right.parts)
            if i + j < 2
        ]
        for left, right, _ in sorted(pairs, key=lambda pair: -pair[2]):
            yield left, right

    @property
    def circular_buffers(self) -> tuple[CircularBuffer, ...]:
        buffers = []
        for side in (self.left, self.right):
            buffers += [side.raw, *side.parts] + ([side.row] if side.row else [])
        for load in self.loads:
            buffers += [load.raw, load.tiles]
        for result in self.results:
            buffers.append(result.out)
        if self.partials:
            buffers.append(self.partials)
        if self.table_bytes:
            buffers.append(CircularBuffer(TABLES, DataFormat.UINT32, self.table_bytes, 1))
        staging = CircularBuffer(STAGING, DataFormat.UINT32, STAGING_BYTES, 1)
        # Operands and results in tiles are in one buffer where others have two.
        return (*dict.fromkeys(buffers), window_buffer(WINDOW), staging)

    @property
    def table_bytes(self) -> int:
        """L1 that the epilogue's constant tensors take."""
        matrices = [load.matrix for load in self.loads]
        words = sum(len(table_words(matrix.access, matrix.element)) for matrix in matrices)
        return -(-4 * words // 64) * 64


@dataclass(frozen=True)
class _Draft:
    """An operand before block sizes are known."""

    name: str
    matrix: Matrix
    inner_is_columns: bool
    part_formats: tuple[DataFormat, ...]
    prepare: Segment
    is_prepared: bool
    is_transposed: bool

    @property
    def raw_bytes(self) -> int:
        return self.matrix.element.page_size

    @property
    def block_bytes(self) -> int:
        """Of L1 for each tile of a block."""
        return 2 * self.raw_bytes + sum(_tile_bytes(part) for part in self.part_formats)


def plan_contraction(dispatch: Dispatch, contraction: Contraction) -> ContractionPlan:
    """Raises Reject."""
    is_exact = dispatch.target.f32_matmul == "f32"
    sizes = contraction.sizes
    is_integer = contraction.sum_type == "i32"
    if contraction.sum_type not in ("f32", "bf16", "f16", "i32"):
        raise Reject(f"sums of {contraction.sum_type}")
    most_inner = _exact_inner(contraction) if is_integer else _MOST_INNER

    def count(loops: tuple[int, ...]) -> Amount:
        return product([sizes[loop] for loop in loops])

    own_sizes = (
        count(contraction.batch),
        count(contraction.rows),
        count(contraction.columns),
        count(contraction.inner),
    )
    if ZERO in own_sizes:
        raise Reject("nothing to sum")
    if own_sizes[1] == own_sizes[2] == ONE:
        raise Reject("products whose factors are used once")
    is_static = all(size.static is not None for size in own_sizes)
    extent = Extent(
        *(size.static or usual for size, usual in zip(own_sizes, _USUAL_SIZES, strict=True))
    )
    left = _draft("left", contraction, contraction.left, contraction.rows, is_exact)
    right = _draft("right", contraction, contraction.right, contraction.columns, is_exact)
    formats = {left.matrix.element.format, right.matrix.element.format}
    if DataFormat.FLOAT16 in formats and len(formats) > 1:
        raise Reject("f16 times another type")
    epilogue = _epilogue(contraction.epilogue, is_integer)
    loads = contraction.epilogue.loads
    stores = contraction.epilogue.stores
    if len(loads) > _MOST_LOADS or len(stores) > _MOST_RESULTS:
        raise Reject("more operands or results than there are circular buffers")
    products = sum(
        1
        for i in range(len(left.part_formats))
        for j in range(len(right.part_formats))
        if i + j < 2
    )
    load_matrices = [
        _matrix(contraction, load, contraction.rows, contraction.columns) for load in loads
    ]
    result_matrices = [
        _matrix(contraction, store.access, contraction.rows, contraction.columns)
        for store in stores
    ]
    if any(matrix.element == PACKED_I4 for matrix in result_matrices):
        raise Reject("a result of type i4")
    memory = Memory(
        left=left.block_bytes,
        right=right.block_bytes,
        row=sum(side.raw_bytes for side in (left, right) if side.is_prepared),
        partials=4 * TILE_ELEMENTS,
        result=2 * sum(m.element.page_size for m in result_matrices)
        + 3 * sum(m.element.page_size for m in load_matrices),
        available=dispatch.target.l1_available - WINDOW_BYTES - STAGING_BYTES - _MARGIN,
        most_inner=most_inner,
    )
    target = dispatch.target
    blocks = choose_blocks(extent, memory, epilogue.dst_tiles, products, target.worker_count)
    most = Grid(target.grid_rows, target.grid_columns)
    grid = None
    if is_static:
        shared = choose_grid(extent, memory, epilogue.dst_tiles, products, most, blocks)
        if shared is not None:
            blocks, grid = shared
    sub_block = blocks.dst_rows * blocks.columns
    return ContractionPlan(
        dispatch=dispatch,
        sizes=own_sizes,
        count=None if is_static else _count(contraction, own_sizes, blocks),
        blocks=blocks,
        grid=grid,
        left=_side(left, 0, blocks.rows, blocks.inner),
        right=_side(right, 1, blocks.columns, blocks.inner),
        partials=CircularBuffer(
            _PARTIALS,
            DataFormat.INT32 if is_integer else DataFormat.FLOAT32,
            _tile_bytes(DataFormat.FLOAT32),
            blocks.padded_rows * blocks.columns,
            UnpackToDestMode.UNPACK_TO_DEST_FP32,
        )
        if blocks.inner_parts > 1 or own_sizes[3].static is None
        else None,
        epilogue=epilogue,
        loads=tuple(_load(i, matrix, sub_block) for i, matrix in enumerate(load_matrices)),
        results=tuple(
            Result(
                matrix,
                _buffer(_FIRST_RESULT + i, matrix.element.format, 2 * sub_block),
            )
            for i, matrix in enumerate(result_matrices)
        ),
        is_integer=is_integer,
    )


def _load(number: int, matrix: Matrix, pages: int) -> Load:
    raw = _exact(_FIRST_LOAD + 2 * number, matrix.element.format, 2 * pages)
    tiles = _exact(_FIRST_LOAD + 2 * number + 1, matrix.element.format, pages)
    return Load(matrix, raw, raw if matrix.is_tiled else tiles)


def _exact_inner(contraction: Contraction) -> int:
    """Tiles of a sum of products of integers that is exact in f32. Raises Reject."""
    product_bound = 1
    for operand in (contraction.left, contraction.right):
        magnitude = _bound(operand)
        if magnitude is None or magnitude > TF32_EXACT:
            raise Reject("products of integers that TF32 does not hold")
        product_bound *= max(magnitude, 1)
    most = SUM_EXACT // product_bound // TILE
    if most == 0:
        raise Reject("sums of integers that f32 does not hold")
    return min(most, _MOST_INNER)


def _bound(operand: Operand) -> int | None:
    return bound(operand.expression, operand.expression.stores[0].value)


def _count(
    contraction: Contraction, sizes: tuple[Amount, Amount, Amount, Amount], blocks: Blocks
) -> Count:
    """Units of sizes that the dispatch's workload gives."""
    batch, rows, columns = (count_of(size, contraction.epilogue.workload) for size in sizes[:3])
    if batch is None or rows is None or columns is None:
        raise Reject("a shape that the workload does not give")
    row_parts: Count = blocks.row_parts
    if not isinstance(rows, int):
        row_parts = Binary("ceildiv", rows, TILE * blocks.rows)
    column_parts = Binary("ceildiv", columns, TILE * blocks.columns)
    return Binary("mul", batch, Binary("mul", row_parts, column_parts))


def _tile_bytes(data_format: DataFormat) -> int:
    wide = data_format in (DataFormat.FLOAT32, DataFormat.INT32)
    return TILE_ELEMENTS * (4 if wide else 2)


def _buffer(index: int, data_format: DataFormat, pages: int) -> CircularBuffer:
    return CircularBuffer(index, data_format, _tile_bytes(data_format), pages)


def _exact(index: int, data_format: DataFormat, pages: int) -> CircularBuffer:
    """A buffer whose elements reach DST with all bits. Only integers do that where rows become
    tiles: an f32 goes by way of SrcA then."""
    wide = data_format is DataFormat.FLOAT32
    return _buffer(index, DataFormat.INT32 if wide else data_format, pages)


def _matrix(
    contraction: Contraction,
    access: Access,
    rows: tuple[int, ...],
    columns: tuple[int, ...],
) -> Matrix:
    element = ELEMENTS.get(access.element_type)
    if access.element_type == "i4":
        element = PACKED_I4
    if element is None:
        raise Reject(f"elements of type {access.element_type} in memory")

    def dims(loops: tuple[int, ...]) -> Dims:
        merged: list[tuple[Amount, Amount]] = []
        for loop in loops:
            size, step = contraction.sizes[loop], access.strides[loop]
            if merged and merged[-1][1] == step * size:
                size = merged.pop()[0] * size
            merged.append((size, step))
        return tuple(merged) or ((ONE, ZERO),)

    if access.tiles is None:
        offset = access.offset
        return Matrix(element, access, dims(rows), dims(columns), dims(contraction.batch), offset)
    if element.is_converted or access.byte_offset != ZERO:
        raise Reject("a tensor that can't lie in tiles")
    tiled = tiled_matrix(
        access.tiles, dims(rows), dims(columns), dims(contraction.batch), access.offset
    )
    return Matrix(element, access, tiled.rows, tiled.columns, tiled.batch, tiled.first)


def _draft(
    name: str,
    contraction: Contraction,
    operand: Operand,
    outer: tuple[int, ...],
    is_exact: bool,
) -> _Draft:
    """How an operand of `outer` rows or columns gets to the FPU."""
    if len(operand.expression.loads) != 1:
        raise Reject("a factor of more than one operand")
    access, inner = operand.access, contraction.inner
    inner_is_columns = _runs_along(access, inner, outer)
    if access.tiles is not None and access.tiles.is_transposed:
        inner_is_columns = not inner_is_columns
    rows, columns = (outer, inner) if inner_is_columns else (inner, outer)
    matrix = _matrix(contraction, access, rows, columns)
    is_f32 = operand.expression.stores[0].access.element_type == "f32"
    splits = is_f32 and is_exact and not _is_small_integer(operand)
    wrong_way = inner_is_columns == (name == "right")
    is_integer = contraction.sum_type == "i32"
    is_prepared = splits or is_integer or not operand.is_plain or wrong_way
    formats = _part_formats(operand, splits)
    return _Draft(
        name,
        matrix,
        inner_is_columns,
        formats,
        _prepare(operand, splits),
        is_prepared,
        wrong_way,
    )


def _is_small_integer(operand: Operand) -> bool:
    """Whether a factor is an integer made a float that the FPU multiplies exactly."""
    expression = operand.expression
    node = expression.nodes[expression.stores[0].value]
    if node.op not in ("arith.sitofp", "arith.uitofp"):
        return False
    magnitude = bound(expression, node.args[0])
    if node.op == "arith.uitofp" and magnitude is not None:
        magnitude *= 2
    return magnitude is not None and magnitude <= TF32_EXACT


def _runs_along(access: Access, inner: tuple[int, ...], outer: tuple[int, ...]) -> bool:
    """Whether an operand lies in memory along the sum's dimension."""
    if any(access.strides[loop] == ONE for loop in inner):
        return True
    if any(access.strides[loop] == ONE for loop in outer):
        return False
    return bool(inner) or not outer


def _part_formats(operand: Operand, splits: bool) -> tuple[DataFormat, ...]:
    if splits:
        return (DataFormat.FLOAT32, DataFormat.FLOAT32)
    match operand.expression.stores[0].access.element_type:
        case "f32":
            return (DataFormat.FLOAT32,)
        case "bf16":
            return (DataFormat.FLOAT16_B,)
        case "f16":
            return (DataFormat.FLOAT16,)
        case "i32":
            small = (_bound(operand) or TF32_EXACT) <= BF16_EXACT
            return (DataFormat.FLOAT16_B if small else DataFormat.FLOAT32,)
        case other:
            raise Reject(f"factors of {other}")


def _prepare(operand: Operand, splits: bool) -> Segment:
    """The program from a loaded tile, in DST tile 0, to the parts."""
    expression = operand.expression
    graph = Graph(sizes=expression.sizes)
    numbers: list[int] = []
    for node in expression.nodes:
        args = tuple(numbers[arg] for arg in node.args)
        renamed = Node("leaf", node.type) if node.op == "load" else replace(node, args=args)
        numbers.append(graph.add(renamed))
    store = expression.stores[0]
    graph.stores.append(Store(store.access, numbers[store.value]))
    program, registers = lower(graph, table.ROWS, table.ROUNDING)
    if store.access.element_type == "i32":
        cast = ("Int32", "Float32")
        registers = [program.tile("typecast_tile", registers[0], immediates=cast, is_float=True)]
    if splits:
        registers = list(part_registers(program, registers[0]))
    return allocate_one(program, registers, range(DST_TILES), {0: 0})


def _epilogue(graph: Graph, is_integer: bool) -> Epilogue:
    """Integers need another tile, to add sums in."""
    program, registers = lower(graph, table.ROWS, table.ROUNDING)
    results = len(registers)
    failure: Reject | None = None
    for temporaries in range(DST_TILES - results + 1):
        tiles = range(results + temporaries)
        try:
            segment = settled(allocate_one(program, registers, tiles, {0: 0}), tiles)
        except Reject as reject:
            failure = reject
            continue
        return Epilogue(segment, max(temporaries, int(is_integer)), results)
    raise failure or Reject("no room in DST")


def _side(draft: _Draft, number: int, outer: int, inner: int) -> Side:
    """`outer` x `inner` tiles in a block."""
    block = outer * inner
    data_format = draft.matrix.element.format
    along = inner if draft.inner_is_columns else outer
    is_tiled = draft.matrix.is_tiled
    raw = (_exact if draft.is_prepared else _buffer)(number, data_format, 2 * block)
    parts = tuple(
        _buffer(4 + 2 * number + i, part, block) for i, part in enumerate(draft.part_formats)
    )
    return Side(
        name=draft.name,
        matrix=draft.matrix,
        inner_is_columns=draft.inner_is_columns,
        outer=outer,
        raw=raw,
        row=_exact(2 + number, data_format, along) if draft.is_prepared and not is_tiled else None,
        parts=parts if draft.is_prepared or not is_tiled else (raw,),
        prepare=draft.prepare,
        is_prepared=draft.is_prepared,
        is_transposed=draft.is_transposed,
    )
