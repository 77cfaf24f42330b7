# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""From a dispatch's tensor operations to scalar loops over buffers, by IREE's own passes."""

from __future__ import annotations

from collections.abc import Sequence

from iree.compiler import ir
from iree.compiler.passmanager import PassManager

from iree.tenstorrent.compiler.Conversion.General import interchange, tiling, unit_tiles
from iree.tenstorrent.compiler.Conversion.General.failure import pipeline_failure
from iree.tenstorrent.compiler.Target.strategy import LoweringError, find_function

_DECOMPOSE = (
    "convert-elementwise-to-linalg",
    "iree-linalg-ext-convert-attention-to-online-attention",
    "iree-linalg-ext-decompose-attention",
    "iree-codegen-decompose-softmax",
    "linalg-generalize-named-ops",
)
_BUFFERIZE = (
    "iree-eliminate-empty-tensors",
    "empty-tensor-to-alloc-tensor",
    "iree-codegen-iree-comprehensive-bufferize",
    "resolve-shaped-type-result-dims",
    "cse",
    "canonicalize",
    "cse",
    "canonicalize",
)
_LOOPS = (
    "iree-linalg-ext-to-loops",
    "convert-linalg-to-loops",
    "iree-codegen-fold-memref-alias-ops",
    "iree-codegen-forall-to-for",
    "lower-affine",
    "canonicalize",
    "cse",
)


def lower_to_loops(module: ir.Operation, function_name: str, cores: int) -> ir.Operation:
    """A module with the same functions, of which `function_name` is scf, memref, arith, math and complex code.

    Where its outer parallel loops can be divided over `cores` cores, they are one scf.forall at the top of the
    function, outside of which nothing is written. Raises LoweringError.
    """
    with module.context:
        if unit_tiles.mark(module):
            _run(module, unit_tiles.TILE)
            unit_tiles.keep_on_one_core(module)
            _run(module, unit_tiles.DECOMPOSE)
        _run(module, _DECOMPOSE)
        tiled = _distributed(module, function_name, cores)
        if tiled is not None:
            return tiled
        interchange.vectorize(module)
        _to_loops(module)
    return module


def _distributed(module: ir.Operation, function_name: str, cores: int) -> ir.Operation | None:
    """A copy of the module, tiled and lowered to loops; None where that does not work out."""
    attempt = module.clone()
    function = find_function(attempt, function_name)
    plan = tiling.plan(function, cores)
    if plan is None:
        return None
    distribution = ", ".join(map(str, plan.sizes))
    config = f"#iree_cpu.lowering_config<distribution = [{distribution}]>"
    plan.root.attributes["lowering_config"] = ir.Attribute.parse(config)
    try:
        _run(attempt, unit_tiles.TILE)
        interchange.vectorize(attempt)
        _to_loops(attempt)
    except LoweringError:
        return None
    return attempt if _writes_in_forall_only(find_function(attempt, function_name)) else None


def _to_loops(module: ir.Operation) -> None:
    _run(module, (*_BUFFERIZE, *_LOOPS), "convert-complex-to-standard")


def _run(module: ir.Operation, passes: Sequence[str], *module_passes: str) -> None:
    pipeline = ",".join((f"func.func({','.join(passes)})", *module_passes))
    try:
        PassManager.parse(f"builtin.module({pipeline})").run(module)
    except ir.MLIRError as error:
        raise pipeline_failure(module, error) from error


def forall_of(function: ir.Operation) -> ir.Operation | None:
    """The loop over tiles, if the function has one."""
    body = function.regions[0].blocks[0].operations
    return next((op.operation for op in body if op.operation.name == "scf.forall"), None)


def _writes_in_forall_only(function: ir.Operation) -> bool:
    """Whether the function is one scf.forall over tiles beside ops that any core may run for itself."""
    top = [op.operation for op in function.regions[0].blocks[0].operations]
    loops = [op for op in top if op.name == "scf.forall"]
    return len(loops) == 1 and not any(
        len(op.regions) or op.name in ("memref.store", "memref.copy")
        for op in top
        if op.name != "scf.forall"
    )
