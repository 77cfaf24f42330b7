# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Operations that IREE decomposes only once they are cut into tiles of one: Winograd transforms, im2col.

Their tiles' results are scattered, so that one core does all of them, in plain loops.
"""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.General.walk import inner_ops

TILE = (
    "iree-codegen-tile-and-distribute-to-workgroups-using-forall-op",
    "iree-codegen-bufferize-dispatch-tensor-load-store",
    "canonicalize",
    "cse",
)
DECOMPOSE = (
    "iree-codegen-forall-to-for",
    "iree-linalg-ext-decompose-winograd",
    "iree-linalg-ext-decompose-im2col",
    "canonicalize",
    "cse",
)

# Loops of the ops that have another number than the rank of their result.
_LOOPS = {
    "iree_linalg_ext.winograd.filter_transform": 2,
    "iree_linalg_ext.winograd.input_transform": 4,
    "iree_linalg_ext.winograd.output_transform": 4,
}


def mark(module: ir.Operation) -> bool:
    """Gives each such operation its tile sizes, for TILE; False where there is none."""
    found = [op for op in inner_ops(module) if op.name in (*_LOOPS, "iree_linalg_ext.im2col")]
    for op in found:
        loops = _LOOPS.get(op.name) or ir.RankedTensorType(op.results[0].type).rank
        config = f"#iree_cpu.lowering_config<distribution = {[1] * loops}>"
        op.attributes["lowering_config"] = ir.Attribute.parse(config)
    return bool(found)


def keep_on_one_core(module: ir.Operation) -> None:
    """Makes the loops over tiles plain ones, for DECOMPOSE."""
    for op in inner_ops(module):
        if op.name == "scf.forall" and "mapping" in op.attributes:
            del op.attributes["mapping"]
