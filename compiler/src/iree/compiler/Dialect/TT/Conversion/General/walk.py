# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The operations inside an operation, outer before inner, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator

from iree.compiler import ir


def inner_ops(op: ir.Operation) -> Iterator[ir.Operation]:
    """Without `op` itself. Nothing may be erased meanwhile."""
    for region in op.regions:
        for block in region.blocks:
            for view in block.operations:
                yield view.operation
                yield from inner_ops(view.operation)
