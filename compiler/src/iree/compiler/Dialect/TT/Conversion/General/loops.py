# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""From a dispatch's tensor operations to scalar loops over buffers, by IREE's own passes."""

from __future__ import annotations

from iree.compiler import ir
from iree.compiler.passmanager import PassManager

from iree.tenstorrent.compiler.Target.strategy import LoweringError

_DECOMPOSE = (
    "convert-elementwise-to-linalg",
    "iree-linalg-ext-convert-attention-to-online-attention",
    "iree-linalg-ext-decompose-attention",
    "iree-linalg-ext-decompose-winograd",
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


def lower_to_loops(module: ir.Operation) -> None:
    """Rewrites the functions of a dispatch's module in place; what remains is scf, memref, arith, math
    and complex. Raises LoweringError."""
    passes = ",".join((*_DECOMPOSE, *_BUFFERIZE, *_LOOPS))
    pipeline = f"builtin.module(func.func({passes}),convert-complex-to-standard)"
    with module.context:
        try:
            PassManager.parse(pipeline).run(module)
        except ir.MLIRError as error:
            raise LoweringError(f"cannot lower to loops: {error}", module) from error
