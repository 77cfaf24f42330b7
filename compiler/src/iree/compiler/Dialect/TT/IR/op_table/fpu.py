# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Rows for whole-tile work of unpacker and FPU: matmul, tilize, untilize, transpose, reduce, broadcast."""

from iree.tenstorrent.compiler.IR.op_spec import OpSpec, Param, Roles, Unit

_API = "compute_kernel_api/"
_MATMUL = _API + "matmul.h"
_TILIZE = _API + "tilize.h"
_UNTILIZE = _API + "untilize.h"
_PACK_UNTILIZE = _API + "pack_untilize.h"
_TRANSPOSE = _API + "transpose_wh.h"
_TRANSPOSE_DST = _API + "transpose_wh_dest.h"
_REDUCE = _API + "reduce.h"
_BCAST = _API + "bcast.h"
_STARTUP = _API + "compute_kernel_hw_startup.h"
_SFPU = "compute_kernel_api.h"
_CB = Param("cb", "cb")
_CB_A = Param("cb_a", "cb")
_CB_B = Param("cb_b", "cb")
_CB_OUT = Param("cb_out", "cb")
_CB_SCALER = Param("cb_scaler", "cb")
_TILE = Param("tile", "i32")
_TILE_A = Param("tile_a", "i32")
_TILE_B = Param("tile_b", "i32")
_DST = Param("dst", "i32")
_TRANSPOSED = Param("transpose", "u32")
_COLUMNS, _ROWS, _DEPTH = Param("ct_dim", "i32"), Param("rt_dim", "i32"), Param("kt_dim", "i32")
_BLOCK = Param("block", "i32")
_BLOCK_COLUMNS = Param("block_ct_dim", "u32", template=True)
_FULL_COLUMNS = Param("full_ct_dim", "u32", template=True)
_POOL = Param("pool", "symbol", template=True)
_DIM = Param("dim", "symbol", template=True)
_BROADCAST = Param("broadcast", "symbol", template=True)
_FORMAT = Param("format", "symbol", template=True)
_WIDE = Param("is_32bit", "bool", template=True)


def _op(name: str, doc: str, header: str, *params: Param, **fields: object) -> OpSpec:
    return OpSpec(name, doc, Roles.COMPUTE, params, header=header, **fields)  # type: ignore[arg-type]


def _broadcast_binary(operation: str, dimension: str) -> tuple[OpSpec, OpSpec]:
    """`OPERATION_tiles_bcast_DIMENSION` and its init, which v0.65 names in two ways."""
    scalar = dimension == "scalar" and operation != "add"
    init = f"{operation}_tiles_bcast_scalar_init_short" if scalar else ""
    init = init or f"{operation}_bcast_{dimension}_init_short"
    name = f"{operation}_tiles_bcast_{dimension}"
    source = {"rows": "first row", "cols": "first column", "scalar": "first element"}[dimension]
    return (
        _op(
            init,
            f"Readies unpacker and FPU for `tt.{name}`.",
            _BCAST,
            _CB_A,
            _CB_B,
            sets=Unit.UNPACK,
        ),
        _op(
            name,
            f"As `tt.{operation}_tiles`, with the {source} of the second tile in place of all of it.",
            _BCAST,
            _CB_A,
            _CB_B,
            _TILE_A,
            _TILE_B,
            _DST,
            init=init,
        ),
    )


OPS = (
    _op(
        "compute_kernel_hw_startup",
        "Configures unpacker, math and packer of a kernel for two operands and a result.",
        _STARTUP,
        _CB_A,
        _CB_B,
        _CB_OUT,
        sets=Unit.KERNEL,
    ),
    _op(
        "mm_init",
        "Configures unpacker, math and packer of a kernel that multiplies matrices.",
        _MATMUL,
        _CB_A,
        _CB_B,
        _CB_OUT,
        _TRANSPOSED,
        sets=Unit.KERNEL,
    ),
    _op(
        "mm_init_short",
        "Readies unpacker and FPU for `tt.matmul_tiles`; `transpose` (0 or 1) of the second operand.",
        _MATMUL,
        _CB_A,
        _CB_B,
        _TRANSPOSED,
        sets=Unit.UNPACK,
    ),
    _op(
        "matmul_tiles",
        "DST tile += product of two tiles (TF32 or 16-bit inputs).",
        _MATMUL,
        _CB_A,
        _CB_B,
        _TILE_A,
        _TILE_B,
        _DST,
        _TRANSPOSED,
        init="mm_init_short",
    ),
    _op(
        "mm_block_init_short",
        "Readies unpacker and FPU for `tt.matmul_block` of the same dimensions.",
        _MATMUL,
        _CB_A,
        _CB_B,
        _TRANSPOSED,
        _COLUMNS,
        _ROWS,
        _DEPTH,
        sets=Unit.UNPACK,
    ),
    _op(
        "matmul_block",
        "DST tiles `dst` to dst + rt_dim * ct_dim - 1, row by row, += rt_dim tiles of the first operand (from "
        "`tile_a`, kt_dim apart) by ct_dim tiles of the second (from `tile_b`, in sequence).",
        _MATMUL,
        _CB_A,
        _CB_B,
        _TILE_A,
        _TILE_B,
        _DST,
        _TRANSPOSED,
        _COLUMNS,
        _ROWS,
        _DEPTH,
        init="mm_block_init_short",
    ),
    _op(
        "reconfig_data_format_srcb",
        "Changes the unpacker's format for SrcB to that of a circular buffer.",
        _API + "reconfig_data_format.h",
        _CB,
    ),
    _op(
        "pack_tile_at",
        "Packs a DST tile to page `page` of the reserved ones of a circular buffer.",
        _API + "pack.h",
        _DST,
        _CB,
        Param("page", "i32"),
        function="pack_tile<true>",
    ),
    _op(
        "tilize_init",
        "Readies unpacker and packer for `tt.tilize_block` of `block` tiles.",
        _TILIZE,
        _CB,
        _BLOCK,
        _CB_OUT,
        sets=Unit.UNPACK,
    ),
    _op(
        "tilize_block",
        "Makes `block` tiles of 32 rows, which lie row by row at the front of a circular buffer.",
        _TILIZE,
        _CB,
        _BLOCK,
        _CB_OUT,
        init="tilize_init",
    ),
    _op(
        "tilize_uninit",
        "Ends tilizing: the unpacker is as after `tt.copy_tile_init`.",
        _TILIZE,
        _CB,
        _CB_OUT,
        sets=Unit.UNPACK,
    ),
    _op(
        "untilize_init",
        "Readies the unpacker for `tt.untilize_block`.",
        _UNTILIZE,
        _CB,
        sets=Unit.UNPACK,
    ),
    _op(
        "untilize_block",
        "Makes 32 rows, row by row, of the `block` tiles at the front of a circular buffer.",
        _UNTILIZE,
        _CB,
        _BLOCK,
        _CB_OUT,
        init="untilize_init",
    ),
    _op(
        "untilize_uninit",
        "Ends untilizing: the unpacker is as after `tt.copy_tile_init`.",
        _UNTILIZE,
        _CB,
        sets=Unit.UNPACK,
    ),
    _op(
        "pack_untilize_init",
        "Readies unpacker and packer for `tt.pack_untilize_block`.",
        _PACK_UNTILIZE,
        _BLOCK_COLUMNS,
        _FULL_COLUMNS,
        _CB,
        _CB_OUT,
        sets=Unit.UNPACK,
    ),
    _op(
        "pack_untilize_block",
        "Makes rows of block_ct_dim tiles for each of `rows` rows of tiles; the result's rows are full_ct_dim tiles "
        "wide and these are number `column` of its blocks.",
        _PACK_UNTILIZE,
        _BLOCK_COLUMNS,
        _FULL_COLUMNS,
        _CB,
        Param("rows", "u32"),
        _CB_OUT,
        Param("column", "i32"),
        init="pack_untilize_init",
    ),
    _op(
        "pack_untilize_dest_init",
        "Readies the packer for `tt.pack_untilize_dest`.",
        _PACK_UNTILIZE,
        _BLOCK_COLUMNS,
        _FULL_COLUMNS,
        _CB_OUT,
    ),
    _op(
        "pack_untilize_dest",
        "Makes rows of the DST tiles from dst_row * block_ct_dim on: `rows` rows of block_ct_dim tiles.",
        _PACK_UNTILIZE,
        _BLOCK_COLUMNS,
        _FULL_COLUMNS,
        _CB_OUT,
        Param("rows", "i32"),
        Param("dst_row", "i32"),
        text="pack_untilize_dest<{block_ct_dim}, {full_ct_dim}>({cb_out}, {rows}, 0, 16, 4, {dst_row})",
    ),
    _op(
        "pack_untilize_uninit",
        "Ends untilizing in the packer.",
        _PACK_UNTILIZE,
        _CB_OUT,
    ),
    _op(
        "transpose_wh_init_short",
        "Readies the unpacker for `tt.transpose_wh_tile`.",
        _TRANSPOSE,
        _CB,
        sets=Unit.UNPACK,
    ),
    _op(
        "transpose_wh_tile",
        "Copies a tile, rows and columns exchanged, to DST.",
        _TRANSPOSE,
        _CB,
        _TILE,
        _DST,
        init="transpose_wh_init_short",
    ),
    _op(
        "transpose_wh_dest_init_short",
        "Readies math for `tt.transpose_wh_dest`.",
        _TRANSPOSE_DST,
        _WIDE,
        sets=Unit.UNPACK,
    ),
    _op(
        "transpose_wh_dest",
        "Exchanges rows and columns of a DST tile (with 32-bit elements: exactly).",
        _TRANSPOSE_DST,
        _WIDE,
        _DST,
        init="transpose_wh_dest_init_short",
    ),
    _op(
        "reduce_init",
        "Readies unpacker and FPU for `tt.reduce_tile`.",
        _REDUCE,
        _POOL,
        _DIM,
        _CB,
        _CB_SCALER,
        _CB_OUT,
        sets=Unit.UNPACK,
    ),
    _op(
        "reduce_tile",
        "Reduces a tile (TF32 inputs, each times the first element of the scaler tile) into a DST tile: "
        "REDUCE_ROW into its first column, REDUCE_COL into its first row.",
        _REDUCE,
        _POOL,
        _DIM,
        _CB,
        _CB_SCALER,
        _TILE,
        Param("tile_scaler", "i32"),
        _DST,
        init="reduce_init",
    ),
    _op("reduce_uninit", "Ends reducing: the packer writes whole tiles again.", _REDUCE),
    _op(
        "sfpu_reduce_init",
        "Readies the SFPU for `tt.sfpu_reduce`.",
        _SFPU,
        _POOL,
        _FORMAT,
        # v0.65's own function of this name does not compile: it passes the pool type on to one
        # without such a parameter.
        text="MATH((llk_math_eltwise_unary_sfpu_init<SfpuType::reduce, true>("
        "sfpu::_init_reduce_<{pool}, {format}>, 1)))",
        sets=Unit.SFPU,
    ),
    _op(
        "sfpu_reduce",
        "Reduces the columns of a DST tile of `format` elements into its first row.",
        _SFPU,
        _POOL,
        _FORMAT,
        _DST,
        init="sfpu_reduce_init",
    ),
    _op(
        "unary_bcast_init",
        "Configures a kernel for `tt.unary_bcast`.",
        _BCAST,
        _BROADCAST,
        _CB,
        _CB_OUT,
        sets=Unit.UNPACK,
    ),
    _op(
        "unary_bcast",
        "Copies a tile's first column (BroadcastType::COL), row or element over a whole DST tile.",
        _BCAST,
        _BROADCAST,
        _CB,
        _TILE,
        _DST,
        init="unary_bcast_init",
    ),
    *(
        spec
        for operation, dimension in (
            ("add", "rows"),
            ("add", "cols"),
            ("add", "scalar"),
            ("mul", "rows"),
            ("mul", "cols"),
            ("mul", "scalar"),
            ("sub", "cols"),
            ("sub", "scalar"),
        )
        for spec in _broadcast_binary(operation, dimension)
    ),
)
