# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Rows for the kernel library (Target/Cpp/preludes): functions that a kernel's text brings along."""

from iree.tenstorrent.compiler.IR.op_spec import OpSpec, Param, Roles

_ARENA = Param("arena", "addr_gen")
_WINDOW = Param("window", "window")
_OFFSET = Param("offset", "i64")
_L1 = Param("l1_address", "i32")
_BYTES = Param("bytes", "i32")
_COUNT = Param("count", "i32")
_SOURCE = Param("source", "symbol", template=True)
_TARGET = Param("target", "symbol", template=True)
_STAGING = Param("staging", "i32")
_TYPE = Param("element", "symbol", template=True)
_CB = Param("cb", "cb")
_BEGIN = Param("begin", "i32")
_END = Param("end", "i32")
_RUN = Param("run", "i32")
_LOOPS = Param("loops", "i32", variadic=True)
_ROW = Param("row", "u32", template=True)
_ROWS = Param("rows", "i32")
_COLUMNS = Param("columns", "i32")
_ROW_RANK = Param("row_rank", "u32", template=True)
_TILE_BYTES = Param("tile_bytes", "i32")
_BLOCK = (
    Param("first_row", "i32"),
    Param("row_count", "i32"),
    Param("first_column", "i32"),
    Param("column_count", "i32"),
    Param("dims", "i32", variadic=True),
)
# Which elements of which lines, and the tiles that have them.
_LINE_RANK = Param("line_rank", "u32", template=True)
_LINES = (Param("first_line", "i32"), Param("lines", "i32"), Param("first", "i32"), _COUNT)
_TILES = (
    Param("tiles", "i32"),
    Param("tiles_per_line", "i32"),
    Param("dims", "i32", variadic=True),
)
_PITCH = Param("pitch", "i32")
_SHARDS = tuple(
    Param(name, "u32")
    for name in (
        "tile_bytes",
        "rows",
        "columns",
        "row_parts",
        "column_parts",
        "across",
        "pitch",
    )
)
_WORKER_GRID = tuple(
    Param(name, "u32") for name in ("grid_columns", "noc_x", "noc_y", "gap_after", "gap_columns")
)
_DM = Roles.DATA_MOVEMENT


def _loops(name: str, doc: str, *params: Param, result: str | None = None) -> OpSpec:
    """A function over a copy's loops, which are its last argument, of copies.h or block_transpose.h."""
    templates = ", ".join("{" + p.name + "}" for p in params if p.template)
    arguments = ", ".join("{" + p.name + "}" for p in params if not p.template)
    return OpSpec(
        name,
        doc,
        _DM,
        (*params, _LOOPS),
        result,
        text=f"{name}<{templates}>({arguments}, {{{{{{loops}}}}}})",
        prelude="block_transpose" if name.startswith("transpose") else "copies",
    )


def _tile_copy(name: str, doc: str, *params: Param) -> OpSpec:
    ends = (Param("source", "i32"), Param("target", "i32"))
    return OpSpec(name, doc, _DM, (*ends, *params), prelude="tile_lines")


def _tile_blocks(prefix: str, memory: Param, where: str) -> tuple[OpSpec, OpSpec]:
    """Reads and writes of blocks of tiles in `memory`."""
    block = "{first_row}, {row_count}, {first_column}, {column_count}, {{{dims}}}"
    start = (
        f"<{{row_rank}}>({{{memory.name}}}, {{offset}}, {{l1_address}}, {{tile_bytes}}, {{pitch}}, "
    )
    return (
        OpSpec(
            f"read_{prefix}tile_block",
            "Starts to fill `rows` rows of `pitch` tiles in L1: a block of a matrix whose tiles lie one after "
            f"the other in {where}, and zeros around it. `dims` is as for `tt.read_block`, in tiles.",
            _DM,
            (_ROW_RANK, memory, _OFFSET, _L1, _TILE_BYTES, _PITCH, Param("rows", "i32"), *_BLOCK),
            text=f"read_tile_block{start}{{rows}}, {block})",
            prelude="tile_blocks",
        ),
        OpSpec(
            f"write_{prefix}tile_block",
            "Starts the writes of a block of a matrix from rows of `pitch` tiles in L1; see "
            f"`tt.read_{prefix}tile_block`.",
            _DM,
            (_ROW_RANK, memory, _OFFSET, _L1, _TILE_BYTES, _PITCH, *_BLOCK),
            text=f"write_tile_block{start}{block})",
            prelude="tile_blocks",
        ),
    )


OPS = (
    OpSpec(
        "arena_read",
        "Starts reads of any byte range of the DRAM arena to L1; both agree modulo the DRAM read alignment.",
        _DM,
        (_ARENA, _OFFSET, _L1, _BYTES),
        prelude="arena",
    ),
    OpSpec(
        "arena_write",
        "Starts writes from L1 to any byte range of the DRAM arena; both agree modulo the write alignment.",
        _DM,
        (_ARENA, _L1, _OFFSET, _BYTES),
        prelude="arena",
    ),
    OpSpec(
        "open_window",
        "A read-only cache of `lines` arena pages and of `units` pieces of 64 bytes (powers of two) in L1 "
        "memory of lines * 4100 + units * 68 + 64 bytes.",
        _DM,
        (_L1, Param("lines", "u32"), Param("units", "u32")),
        "window",
        prelude="elements",
    ),
    OpSpec(
        "read_elements",
        "Writes to L1 the elements `first` to first + count - 1 of an iteration space, converted; "
        "`dims` has size and step in the buffer of each dimension, outermost first.",
        _DM,
        (
            _SOURCE,
            _TARGET,
            _ARENA,
            _WINDOW,
            _OFFSET,
            Param("first", "i32"),
            _COUNT,
            _L1,
            Param("dims", "i32", variadic=True),
        ),
        text="read_elements<{source}, {target}>"
        "({arena}, {window}, {offset}, {first}, {count}, {l1_address}, {{{dims}}})",
        prelude="elements",
    ),
    OpSpec(
        "write_elements",
        "Converts `count` elements in L1 into `staging` and starts their write to any arena offset.",
        _DM,
        (_SOURCE, _TARGET, _ARENA, Param("staging", "i32"), _OFFSET, _COUNT, _L1),
        prelude="elements",
    ),
    OpSpec(
        "read_block",
        "Starts to fill `rows` rows of `pitch` elements in L1: a block of a matrix, and zeros around it. "
        "`dims` has size and step of the `row_rank` dimensions of its rows and of those of its columns.",
        _DM,
        (
            _SOURCE,
            _TARGET,
            _ROW_RANK,
            _ARENA,
            _WINDOW,
            _OFFSET,
            _L1,
            Param("pitch", "i32"),
            Param("rows", "i32"),
            *_BLOCK,
        ),
        text="read_block<{source}, {target}, {row_rank}>({arena}, {window}, {offset}, {l1_address}, "
        "{pitch}, {rows}, {first_row}, {row_count}, {first_column}, {column_count}, {{{dims}}})",
        prelude="blocks",
    ),
    OpSpec(
        "write_block",
        "Starts the writes of a block of a matrix from rows of `pitch` elements in L1; see `tt.read_block`.",
        _DM,
        (
            _SOURCE,
            _TARGET,
            _ROW_RANK,
            _ARENA,
            _STAGING,
            Param("staging_bytes", "i32"),
            _OFFSET,
            _L1,
            Param("pitch", "i32"),
            *_BLOCK,
        ),
        text="write_block<{source}, {target}, {row_rank}>({arena}, {staging}, {staging_bytes}, {offset}, "
        "{l1_address}, {pitch}, {first_row}, {row_count}, {first_column}, {column_count}, {{{dims}}})",
        prelude="blocks",
    ),
    *_tile_blocks("", _ARENA, "DRAM"),
    OpSpec(
        "sharded_tiles",
        "A matrix of rows x columns tiles over the L1 of the workers, in row_parts x column_parts shards as even as "
        "tiles allow: shard (i, j) at `l1_address` of worker i * across + j, as rows of `pitch` tiles. The last five "
        "are where workers are on the NoC.",
        _DM,
        (_L1, *_SHARDS, *_WORKER_GRID),
        "shards",
        text="{{"
        + ", ".join(f"{{{param.name}}}" for param in (_L1, *_SHARDS))
        + ", {{"
        + ", ".join(f"{{{param.name}}}" for param in _WORKER_GRID)
        + "}}}}",
        prelude="shards",
    ),
    *_tile_blocks("sharded_", Param("tensor", "shards"), "L1"),
    OpSpec(
        "read_tile_lines",
        "Fills tiles of 32x32 with elements of lines: line l is row l mod 32 of the tiles from "
        "l / 32 * tiles_per_line on. `dims` has size and step of the `line_rank` dimensions that "
        "number lines and of those that a line runs over.",
        _DM,
        (
            _SOURCE,
            _TARGET,
            _LINE_RANK,
            _ARENA,
            _WINDOW,
            _OFFSET,
            *_LINES,
            _STAGING,
            *_TILES,
        ),
        text="read_tile_lines<{source}, {target}, {line_rank}>({arena}, {window}, {offset}, {first_line}, "
        "{lines}, {first}, {count}, {staging}, {tiles}, {tiles_per_line}, {{{dims}}})",
        prelude="tile_lines",
    ),
    OpSpec(
        "write_tile_positions",
        "Fills tiles as `tt.read_tile_lines` does, with the positions themselves, from `start` on.",
        _DM,
        (
            _LINE_RANK,
            Param("start", "i32"),
            *_LINES,
            *_TILES,
        ),
        text="write_tile_positions<{line_rank}>({start}, {first_line}, {lines}, {first}, {count}, "
        "{tiles}, {tiles_per_line}, {{{dims}}})",
        prelude="tile_lines",
    ),
    OpSpec(
        "look_up_tiles",
        "Replaces the numbers in 32-bit tiles by those elements of a table of `size` elements in L1.",
        _DM,
        (Param("table", "i32"), Param("size", "i32"), Param("tile", "i32"), Param("tiles", "i32")),
        prelude="tile_lines",
    ),
    OpSpec(
        "write_tile_lines",
        "Starts writes of lines of tiles, converted; see `tt.read_tile_lines`. The innermost step is 1.",
        _DM,
        (
            _SOURCE,
            _TARGET,
            _LINE_RANK,
            _ARENA,
            _OFFSET,
            *_LINES,
            _STAGING,
            *_TILES,
        ),
        text="write_tile_lines<{source}, {target}, {line_rank}>({arena}, {offset}, {first_line}, {lines}, {first}, "
        "{count}, {staging}, {tiles}, {tiles_per_line}, {{{dims}}})",
        prelude="tile_lines",
    ),
    OpSpec(
        "write_tile_column",
        "Starts the write of the first `count` elements of a tile's column 0, converted.",
        _DM,
        (_SOURCE, _TARGET, _ARENA, _OFFSET, _COUNT, _STAGING, Param("tile", "i32")),
        prelude="tile_lines",
    ),
    _tile_copy(
        "broadcast_tile_column", "Copies a 32-bit tile's column 0 over all columns of another."
    ),
    _tile_copy("broadcast_tile_row", "Copies a 32-bit tile's row 0 over all rows of another."),
    _tile_copy(
        "move_tile_column",
        "Copies a column of a 32-bit tile to column 0 of another.",
        Param("column", "i32"),
    ),
    _tile_copy(
        "move_tile_row", "Copies a row of a 32-bit tile to row 0 of another.", Param("row", "i32")
    ),
    OpSpec(
        "send_tile_column",
        "Starts the writes of a 32-bit tile's column 0 to rows of a tile at a NoC address, `run` elements to each "
        "from row `row` on, by way of 128 bytes at `staging`.",
        _DM,
        (
            Param("tile", "i32"),
            _STAGING,
            Param("target", "i64"),
            Param("row", "i32"),
            Param("run", "i32"),
        ),
        prelude="tile_parts",
    ),
    OpSpec(
        "send_tile_row",
        "Starts the writes of a 32-bit tile's row 0 to a row of a tile at a NoC address.",
        _DM,
        (Param("tile", "i32"), Param("target", "i64"), Param("row", "i32")),
        prelude="tile_parts",
    ),
    OpSpec(
        "fill_tile_rest",
        "Fills a 32-bit tile with `value` but for its first rows and columns.",
        _DM,
        (
            Param("tile", "i32"),
            Param("rows", "u32"),
            Param("columns", "u32"),
            Param("value", "u32"),
        ),
        prelude="tile_parts",
    ),
    OpSpec(
        "write_tile_rest_mask",
        "Writes a 32-bit tile of zeros, and ones at the elements i of column 0 (`is_column`; else row 0) "
        "with (first + i) / repeat % parts >= least.",
        _DM,
        (
            Param("tile", "i32"),
            Param("first", "i32"),
            Param("repeat", "u32"),
            Param("parts", "u32"),
            Param("least", "u32"),
            Param("is_column", "u32"),
        ),
        prelude="tile_parts",
    ),
    OpSpec(
        "write_tile_mask",
        "Writes a 32-bit tile of ones in the first rows and columns, else zeros.",
        _DM,
        (Param("tile", "i32"), Param("rows", "i32"), Param("columns", "i32")),
        prelude="tile_lines",
    ),
    OpSpec(
        "read_integer",
        "The integer at an arena offset, sign-extended.",
        _DM,
        (_TYPE, _ARENA, _WINDOW, _OFFSET),
        "i64",
        prelude="elements",
    ),
    OpSpec(
        "copy_boundary",
        "The position at which part `part` of a strided view begins, at an aligned address. `loops` has "
        "size, source step and target step of each dimension, outermost first, in this and the "
        "following operations.",
        Roles.ANY,
        (
            _TYPE,
            Param("target", "i64"),
            Param("part", "i32"),
            Param("parts", "i32"),
            _LOOPS,
        ),
        "i32",
        text="copy_boundary<{element}>({target}, {part}, {parts}, {{{loops}}})",
        prelude="copy_share",
    ),
    OpSpec(
        "write_runs",
        "Starts the writes of positions of a strided view, converted by way of `staging`.",
        _DM,
        (
            _SOURCE,
            _TARGET,
            _ARENA,
            Param("staging", "i32"),
            Param("staging_bytes", "u32"),
            Param("target_offset", "i64"),
            Param("first", "i32"),
            _COUNT,
            _RUN,
            _L1,
            _LOOPS,
        ),
        text="write_runs<{source}, {target}>({arena}, {staging}, {staging_bytes}, {target_offset}, "
        "{first}, {count}, {run}, {l1_address}, {{{loops}}})",
        prelude="elements",
    ),
    OpSpec(
        "read_slab",
        "Starts to read to L1 what positions of a buffer touch, and `reach` elements beyond; the L1 address "
        "that the buffer's first element would have. `dims` as for `tt.read_elements`.",
        _DM,
        (
            _TYPE,
            _ARENA,
            _OFFSET,
            Param("first", "i32"),
            _COUNT,
            Param("reach", "i32"),
            _L1,
            Param("dims", "i32", variadic=True),
        ),
        "i32",
        text="read_slab<{element}>({arena}, {offset}, {first}, {count}, {reach}, {l1_address}, {{{dims}}})",
        prelude="slab",
    ),
    OpSpec(
        "slab_elements",
        "Starts to write to L1 the elements of positions, converted, from the L1 address of position 0's.",
        _DM,
        (
            _SOURCE,
            _TARGET,
            Param("slab", "i32"),
            Param("first", "i32"),
            _COUNT,
            _L1,
            Param("dims", "i32", variadic=True),
        ),
        text="slab_elements<{source}, {target}>({slab}, {first}, {count}, {l1_address}, {{{dims}}})",
        prelude="slab",
    ),
    OpSpec(
        "scatter_rows",
        "Moves rows of `size` elements within the arena, to the elements of the target whose numbers stand "
        "in a table in L1; writes elements `begin` to `end` of the target only, in the order of the rows.",
        _DM,
        (
            _TYPE,
            _ARENA,
            _STAGING,
            Param("staging_bytes", "u32"),
            Param("source", "i64"),
            Param("target", "i64"),
            Param("table", "i32"),
            Param("first_row", "i32"),
            _ROWS,
            Param("size", "i32"),
            _BEGIN,
            _END,
        ),
        prelude="scatter",
    ),
    OpSpec(
        "table_elements",
        "Writes to L1 elements of a table in L1, at the positions' sums of `dims`' steps.",
        _DM,
        (
            _TYPE,
            Param("table", "i32"),
            Param("first", "i32"),
            _COUNT,
            _L1,
            Param("dims", "i32", variadic=True),
        ),
        text="table_elements<{element}>({table}, {first}, {count}, {l1_address}, {{{dims}}})",
        prelude="elements",
    ),
    OpSpec(
        "count_elements",
        "Writes to L1 the numbers of positions of an iteration space: `base` and `dims`' steps.",
        _DM,
        (
            Param("base", "i32"),
            Param("first", "i32"),
            _COUNT,
            _L1,
            Param("dims", "i32", variadic=True),
        ),
        text="count_elements({base}, {first}, {count}, {l1_address}, {{{dims}}})",
        prelude="elements",
    ),
    _loops(
        "copy_read",
        "Reads positions `begin` to `end` of a copy, `run` of which are consecutive in the target, into "
        "pages of a circular buffer.",
        _TYPE,
        _ARENA,
        _WINDOW,
        _CB,
        Param("source", "i64"),
        Param("target", "i64"),
        _BEGIN,
        _END,
        _RUN,
    ),
    _loops(
        "gather_read",
        "As `tt.copy_read`, of rows of `inner` positions whose first elements stand in a table in L1.",
        _TYPE,
        _ARENA,
        _WINDOW,
        _CB,
        Param("source", "i64"),
        Param("target", "i64"),
        Param("table", "i32"),
        Param("first_row", "i32"),
        Param("inner", "i32"),
        _BEGIN,
        _END,
        _RUN,
    ),
    _loops(
        "copy_write",
        "Writes positions of a copy from the pages that `tt.copy_read` or `tt.gather_read` filled.",
        _TYPE,
        _ARENA,
        _CB,
        Param("target", "i64"),
        _BEGIN,
        _END,
        _RUN,
    ),
    _loops(
        "copy_constant",
        "Writes a constant to positions of a copy, by way of L1 memory at `staging`.",
        _TYPE,
        _ARENA,
        Param("staging", "i32"),
        Param("value", "i64"),
        Param("target", "i64"),
        _BEGIN,
        _END,
        _RUN,
    ),
    _loops(
        "transpose_blocks",
        "Blocks of at most `rows` by `columns` elements of a copy whose source is contiguous along loop "
        "`row` and whose target is along the last one.",
        _ROW,
        _ROWS,
        _COLUMNS,
        result="i32",
    ),
    _loops(
        "transpose_unit",
        "Blocks in `group` iterations of loop `depth`.",
        _ROW,
        Param("depth", "u32", template=True),
        _ROWS,
        _COLUMNS,
        Param("group", "i32"),
        result="i32",
    ),
    OpSpec(
        "transpose_boundary",
        "The first block of part `part`; parts begin at multiples of `unit` blocks.",
        _DM,
        (
            Param("blocks", "i32"),
            Param("unit", "i32"),
            Param("target", "i64"),
            Param("part", "i32"),
            Param("parts", "i32"),
        ),
        "i32",
        prelude="block_transpose",
    ),
    _loops(
        "transpose_read",
        "Reads blocks `begin` to `end` into pages of a circular buffer.",
        _TYPE,
        _ROW,
        _ARENA,
        _CB,
        Param("source", "i64"),
        _BEGIN,
        _END,
        _ROWS,
        _COLUMNS,
    ),
    _loops(
        "transpose_write",
        "Transposes blocks from pages of a circular buffer into L1 memory at `staging` and writes them.",
        _TYPE,
        _ROW,
        _ARENA,
        _CB,
        Param("staging", "i32"),
        Param("source", "i64"),
        Param("target", "i64"),
        _BEGIN,
        _END,
        _ROWS,
        _COLUMNS,
    ),
)
