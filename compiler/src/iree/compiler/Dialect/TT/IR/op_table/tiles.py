# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Rows for DST registers, moving tiles between circular buffers and DST, and the FPU."""

from iree.tenstorrent.compiler.IR.op_spec import OpSpec, Param, Roles, Unit

_API = "compute_kernel_api/"
_REGISTERS = _API + "reg_api.h"
_MOVE = _API + "tile_move_copy.h"
_UNARY = _API + "eltwise_unary/eltwise_unary.h"
_BINARY = _API + "eltwise_binary.h"
_PACK = _API + "pack.h"
_RECONFIG = _API + "reconfig_data_format.h"
_CB = Param("cb", "cb")
_CB_A = Param("cb_a", "cb")
_CB_B = Param("cb_b", "cb")
_CB_OUT = Param("cb_out", "cb")
_TILE = Param("tile", "i32")
_TILE_A = Param("tile_a", "i32")
_TILE_B = Param("tile_b", "i32")
_DST = Param("dst", "i32")
_C = Roles.COMPUTE


def _op(name: str, doc: str, header: str, *params: Param, **fields: object) -> OpSpec:
    return OpSpec(name, doc, _C, params, header=header, **fields)  # type: ignore[arg-type]


def _fpu(name: str, doc: str, *init_params: Param) -> tuple[OpSpec, OpSpec]:
    init = f"{name}_init"
    return (
        _op(
            init,
            f"Readies unpacker and FPU for `tt.{name}`.",
            _BINARY,
            *init_params,
            sets=Unit.UNPACK,
        ),
        _op(name, doc, _BINARY, _CB_A, _CB_B, _TILE_A, _TILE_B, _DST, init=init),
    )


OPS = (
    _op(
        "tile_regs_acquire",
        "The math thread waits for its half of DST; all tiles in it are undefined.",
        _REGISTERS,
    ),
    _op("tile_regs_commit", "The math thread hands its half of DST to the packer.", _REGISTERS),
    _op(
        "tile_regs_wait",
        "The packer waits for the half that the math thread committed.",
        _REGISTERS,
    ),
    _op("tile_regs_release", "The packer gives the half back to the math thread.", _REGISTERS),
    _op(
        "init_sfpu",
        "Configures unpacker, math and packer of a kernel that moves tiles through DST.",
        _UNARY,
        _CB,
        _CB_OUT,
        sets=Unit.KERNEL,
    ),
    _op(
        "binary_op_init_common",
        "Configures unpacker, math and packer of a kernel with two FPU operands.",
        _BINARY,
        _CB_A,
        _CB_B,
        _CB_OUT,
        sets=Unit.KERNEL,
    ),
    _op(
        "copy_tile_init",
        "Readies the unpacker for `tt.copy_tile` from a circular buffer.",
        _MOVE,
        _CB,
        sets=Unit.UNPACK,
    ),
    _op(
        "copy_tile_to_dst_init_short_with_dt",
        "As `tt.copy_tile_init` of `cb`, and changes the unpacker's format from that of `old_cb`.",
        _MOVE,
        Param("old_cb", "cb"),
        _CB,
        sets=Unit.UNPACK,
    ),
    _op(
        "copy_tile",
        "Copies tile `tile` at the front of a circular buffer to DST.",
        _MOVE,
        _CB,
        _TILE,
        _DST,
    ),
    _op(
        "pack_tile",
        "Packs a DST tile to the next reserved page of a circular buffer.",
        _PACK,
        _DST,
        _CB,
    ),
    _op(
        "pack_reconfig_data_format",
        "Changes the packer's output to the format of a circular buffer.",
        _PACK,
        _CB,
        sets=Unit.PACK,
    ),
    _op(
        "reconfig_data_format",
        "Changes the unpacker's formats to those of two circular buffers.",
        _RECONFIG,
        _CB_A,
        _CB_B,
    ),
    _op(
        "reconfig_data_format_srca",
        "Changes the unpacker's format for SrcA to that of a circular buffer.",
        _RECONFIG,
        _CB,
    ),
    *_fpu("add_tiles", "DST tile = sum of two tiles (TF32 inputs).", _CB_A, _CB_B),
    *_fpu("sub_tiles", "DST tile = difference of two tiles (TF32 inputs).", _CB_A, _CB_B),
    *_fpu("mul_tiles", "DST tile = elementwise product of two tiles (TF32 inputs).", _CB_A, _CB_B),
)
