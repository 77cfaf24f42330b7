# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What host programs define for the ttnn wheel's kernels, as the compile sweep needs it."""

from __future__ import annotations

import re

# A pattern of paths, and what the host defines for such kernels.
_DEFINES: tuple[tuple[str, dict[str, str]], ...] = (
    (
        r"typecast",
        {"TYPECAST_LLK_INIT": "typecast_tile_init", "TYPECAST_LLK": "typecast_tile<5, 0>"},
    ),
    (
        r"/bcast_(h|w|hw)[_.]|bcast_h_sharded",
        {
            "BCAST_LLKOP": "EltwiseBinaryType::ELWADD",
            "BCAST_DIM": "BroadcastType::ROW",
            "BCAST_OP": "add_tiles_bcast",
        },
    ),
    (
        r"ternary_sfpu",
        {
            "TERNARY_SFPU_OP_INIT": "where_tile_init",
            "TERNARY_SFPU_OP_FUNC": "where_tile",
            "BCAST_A": "0",
            "BCAST_B": "0",
            "BCAST_C": "0",
        },
    ),
    (r"softmax", {"EXP_APPROX": "0"}),
    (r"where_tss|eltwise_sfpu", {"SFPU_OP_CHAIN_0": "relu_tile_init(); relu_tile(0);"}),
    (
        r"batch_norm|binary_ng|ternary",
        {
            "FILL_TILE_WITH_FIRST_ELEMENT": "fill_tile_with_first_element_bfloat16",
            "FILL_TILE_WITH_FIRST_ROW": "fill_tile_with_first_row_bfloat16",
            "FILL_TILE_WITH_FIRST_COLUMN": "fill_tile_with_first_column_bfloat16",
            "FILL_TILE_WITH_FIRST_ROW_B": "fill_tile_with_first_row_bfloat16",
            "FILL_TILE_WITH_FIRST_COLUMN_B": "fill_tile_with_first_column_bfloat16",
            "FILL_WITH_VALUE_FLOAT": "fill_with_val<1024, float>",
            "FILL_WITH_VALUE": "fill_with_val_bfloat16",
        },
    ),
    (
        r"reduc|moreh|softmax|norm|prod|pool",
        {"REDUCE_OP": "PoolType::SUM", "REDUCE_DIM": "ReduceDim::REDUCE_ROW"},
    ),
    (r"moreh|norm", {"FP32_DEST_ACC": "0"}),
)


def compile_time_args(path: str) -> list[int]:
    """Compile-time arguments for a kernel."""
    return [2] * 96


def defines(path: str, is_compute: bool) -> dict[str, str]:
    """Macros for a kernel."""
    found: dict[str, str] = {}
    for pattern, macros in _DEFINES:
        if re.search(pattern, path):
            found.update(macros)
    return found
