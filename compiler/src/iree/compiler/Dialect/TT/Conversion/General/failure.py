# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Errors of what cannot be lowered: `cannot lower 'X' on T: why`, at the operation's location."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.General.walk import inner_ops
from iree.tenstorrent.compiler.Target.strategy import LoweringError


def cannot_lower(op: ir.Operation, reason: str) -> LoweringError:
    """The error for an operation."""
    return LoweringError(f"cannot lower '{op.name}'{_on_type(op)}: {reason}", op)


def print_failure(function: ir.Operation, op: ir.Operation | None, reason: str) -> LoweringError:
    """The error of the printer. For a buffer of the interface, at the first operation that computes with it."""
    if op is None or op.name.startswith("hal."):
        computing = (
            inner
            for inner in inner_ops(function)
            if inner.name.partition(".")[0] in ("arith", "math", "complex")
            and len(inner.operands)
            and not isinstance(inner.results[0].type, ir.IndexType)
        )
        op = next(computing, op or function)
    return cannot_lower(op, reason)


def pipeline_failure(module: ir.Operation, error: ir.MLIRError) -> LoweringError:
    """The error of IREE's passes, at the operation they name, or else at what they left."""
    left = _first_structured(module)
    for diagnostic in error.error_diagnostics:
        failure = cannot_lower(left, diagnostic.message)
        failure.location = diagnostic.location
        return failure
    return cannot_lower(left, "IREE's passes do not bring it to loops")


def _on_type(op: ir.Operation) -> str:
    """The element type of the first shaped operand or result, or the type of the first value."""
    types = [value.type for value in (*op.operands, *op.results)]
    for type_ in types:
        if isinstance(type_, ir.ShapedType):
            return f" on {type_.element_type}"
    return f" on {types[0]}" if types else ""


def _first_structured(module: ir.Operation) -> ir.Operation:
    """What IREE's extensions leave is more telling than linalg's, which always come to loops."""
    for prefix in ("iree_linalg_ext.", "linalg."):
        for op in inner_ops(module):
            if op.name.startswith(prefix):
                return op
    return module
