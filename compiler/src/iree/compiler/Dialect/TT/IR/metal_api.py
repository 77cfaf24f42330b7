# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""tt-metal's kernel API by generation, and how the newer one spells the table's operations.

The table of operations is written for v0.65. `spelled` gives the row of another generation: another header, another
call. Sources: the device headers of the ttnn wheels of both releases.
"""

from __future__ import annotations

import enum
import functools
from dataclasses import replace

from iree.tenstorrent.compiler.IR.op_spec import OpSpec


class MetalApi(enum.Enum):
    """A generation, by the release of tt-metal that kernels are written for."""

    V0_65 = "v0.65"
    V0_81 = "v0.81"

    @property
    def id(self) -> int:
        """Value of `MetalApi` in tenstorrent_executable_def.fbs."""
        return list(MetalApi).index(self)


METAL_APIS = tuple(api.value for api in MetalApi)
DEFAULT_METAL_API = MetalApi.V0_65

_OLD, _NEW = "compute_kernel_api", "api/compute/"
_UNARY = "eltwise_unary/"
_INT32 = "DataFormat::Int32"
# Headers that did not just move.
_HEADERS = {
    _UNARY + "bitwise_and.h": _UNARY + "bitwise.h",
    _UNARY + "bitwise_or.h": _UNARY + "bitwise.h",
    _UNARY + "bitwise_xor.h": _UNARY + "bitwise.h",
    _UNARY + "left_shift.h": _UNARY + "shift.h",
    _UNARY + "right_shift.h": _UNARY + "shift.h",
    "mul_int32_sfpu.h": "mul_int_sfpu.h",
    "transpose_wh.h": "transpose.h",
    "transpose_wh_dest.h": "transpose_dest.h",
}


def _int32_binary(name: str, function: str) -> dict[str, str]:
    return {name: f"{function}<{_INT32}>({{dst_a}}, {{dst_b}}, {{dst_out}})"}


def _comparison(relation: str) -> dict[str, str]:
    return {
        f"{relation}_int32_tile_init": f"{relation}_int_tile_init<{_INT32}>()",
        **_int32_binary(f"{relation}_int32_tile", f"{relation}_int_tile"),
    }


def _scalar(name: str, parameter: str = "bits") -> dict[str, str]:
    return {name: f"{name}<{_INT32}>({{dst}}, {{{parameter}}})"}


def _broadcast(operation: str, dimension: str, old: str = "") -> dict[str, str]:
    name = f"{operation}_bcast_{dimension}_init"
    return {old or f"{name}_short": f"{name}({{cb_a}}, {{cb_b}})"}


# What a call became in v0.81, by the op's name.
_CALLS_0_81: dict[str, str] = {
    # The configuration of a kernel is one function, which no longer readies anything for an operation.
    "init_sfpu": "compute_kernel_hw_startup({cb}, {cb_out}); copy_init({cb})",
    "binary_op_init_common": "compute_kernel_hw_startup({cb_a}, {cb_b}, {cb_out})",
    "mm_init": "compute_kernel_hw_startup<SrcOrder::Reverse>({cb_a}, {cb_b}, {cb_out}); "
    "matmul_init({cb_a}, {cb_b}, {transpose})",
    "mm_init_short": "matmul_init({cb_a}, {cb_b}, {transpose})",
    "mm_block_init_short": "matmul_block_init({cb_a}, {cb_b}, {transpose}, {ct_dim}, {rt_dim}, {kt_dim})",
    # Whether the second operand is transposed is known from the init.
    "matmul_tiles": "matmul_tiles({cb_a}, {cb_b}, {tile_a}, {tile_b}, {dst})",
    "copy_tile_init": "copy_init({cb})",
    "copy_tile_to_dst_init_short_with_dt": "reconfig_data_format_srca({old_cb}, {cb}); copy_init({cb})",
    **{f"{op}_tiles_init": f"{op}_init({{cb_a}}, {{cb_b}})" for op in ("add", "sub", "mul")},
    **_broadcast("add", "rows"),
    **_broadcast("add", "cols"),
    **_broadcast("add", "scalar"),
    **_broadcast("mul", "rows"),
    **_broadcast("mul", "cols"),
    **_broadcast("mul", "scalar", "mul_tiles_bcast_scalar_init_short"),
    **_broadcast("sub", "cols"),
    **_broadcast("sub", "scalar", "sub_tiles_bcast_scalar_init_short"),
    # v0.65 configures unpacker and packer here.
    "unary_bcast_init": "reconfig_data_format({cb}, {cb}); unary_bcast_init<{broadcast}>({cb}); "
    "pack_reconfig_data_format({cb_out})",
    "pack_untilize_dest": "pack_untilize_dest<{block_ct_dim}, {full_ct_dim}>({cb_out}, {rows}, 0, {dst_row})",
    "transpose_wh_init_short": "transpose_init({cb})",
    "transpose_wh_tile": "transpose_tile({cb}, {tile}, {dst})",
    "transpose_wh_dest_init_short": "transpose_dest_init<{is_32bit}>()",
    "transpose_wh_dest": "transpose_dest<{is_32bit}>({dst})",
    # Sums of rows are products now, which have the tile in SrcB and the scaler in SrcA.
    "reduce_init": "if constexpr ({dim} == ReduceDim::REDUCE_ROW && {pool} != PoolType::MAX) "
    "reconfig_data_format({cb_scaler}, {cb}); "
    "reduce_init<{pool}, {dim}>({cb}, {cb_scaler}, {cb_out})",
    "sfpu_reduce_init": "sfpu_reduce_init<{pool}, {format}>()",
    # The source comes first.
    "copy_dest_values": "copy_dest_values<DataFormat::Float32>({dst_from}, {dst_to})",
    # The init needs both formats.
    "typecast_tile_init": " ",
    "typecast_tile": "typecast_tile_init<{source}, {target}>(); typecast_tile<{source}, {target}>({dst})",
    "floor_tile_float32": "floor_tile({dst})",
    "ceil_tile_float32": "ceil_tile({dst})",
    "trunc_tile_float32": "trunc_tile({dst})",
    **_scalar("fill_tile_int", "value"),
    **_scalar("bitwise_and_tile"),
    **_scalar("bitwise_or_tile"),
    **_scalar("bitwise_xor_tile"),
    **_scalar("left_shift_tile"),
    **_scalar("right_shift_tile"),
    **_int32_binary("add_int32_tile", "add_int_tile"),
    **_int32_binary("sub_int32_tile", "sub_int_tile"),
    "mul_int32_tile_init": f"mul_int_tile_init<{_INT32}>()",
    **_int32_binary("mul_int32_tile", "mul_int_tile"),
    **_comparison("lt"),
    **_comparison("gt"),
    **_comparison("le"),
    **_comparison("ge"),
    **_int32_binary("bitwise_and_binary_tile", "bitwise_and_binary_tile"),
    **_int32_binary("bitwise_or_binary_tile", "bitwise_or_binary_tile"),
    **_int32_binary("bitwise_xor_binary_tile", "bitwise_xor_binary_tile"),
    **_int32_binary("binary_left_shift_int32_tile", "binary_left_shift_tile"),
    **_int32_binary("binary_right_shift_int32_tile", "binary_right_shift_tile"),
    **_int32_binary("binary_logical_right_shift_int32_tile", "binary_logical_right_shift_tile"),
    "where_fp32_tile": "where_tile<DataFormat::Float32>({dst_condition}, {dst_a}, {dst_b}, {dst_out})",
    "where_int32_tile": f"where_tile<{_INT32}>({{dst_condition}}, {{dst_a}}, {{dst_b}}, {{dst_out}})",
}


@functools.cache
def spelled(spec: OpSpec, api: MetalApi) -> OpSpec:
    """The row with the header and the call of a generation. A blank call is nothing to print."""
    if api is MetalApi.V0_65:
        return spec
    return replace(
        spec,
        header=spec.header and header(spec.header, api),
        text=_CALLS_0_81.get(spec.name, spec.text),
    )


def header(path: str, api: MetalApi) -> str:
    """Where a generation has a header of v0.65's compute API."""
    if api is MetalApi.V0_65:
        return path
    folder, _, rest = path.partition("/")
    if folder != _OLD:
        return _NEW + path  # compute_kernel_api.h itself
    return _NEW + _HEADERS.get(rest, rest)


def data_movement_header(api: MetalApi) -> str:
    """The header of the data movement API."""
    return "dataflow_api.h" if api is MetalApi.V0_65 else "api/dataflow/dataflow_api.h"
