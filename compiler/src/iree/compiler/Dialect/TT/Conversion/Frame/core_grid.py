# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""NoC coordinates of the cores of a launch, and addresses in their L1."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.Target.target_config import TargetConfig


def noc_x(target: TargetConfig, x: index.Scalar) -> index.Scalar:
    """Of the grid's column `x`."""
    origin = target.noc_origin[0]
    if target.gap_columns == 0:
        return index.add(x, origin)
    # Columns of a grid lie on one side of the gap or the other.
    gap = index.mul(index.div(x, target.gap_after), target.gap_columns)
    return index.add(index.add(x, origin), gap)


def noc_y(target: TargetConfig, y: index.Scalar) -> index.Scalar:
    """Of the grid's row `y`."""
    return index.add(y, target.noc_origin[1])


def l1_address(target: TargetConfig, core: index.Scalar, l1: ir.Value) -> ir.Value:
    """NoC address of an L1 address on core `core` of the launch."""
    x = noc_x(target, index.rem(core, target.grid_columns))
    y = noc_y(target, index.div(core, target.grid_columns))
    return tt.get_noc_addr_xy(index.value(x), index.value(y), l1)
