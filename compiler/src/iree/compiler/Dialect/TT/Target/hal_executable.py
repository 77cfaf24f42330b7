# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""--compile-mode=hal-executable: one hal.executable.source to its `tt-metal-fb` bytes."""

from __future__ import annotations

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.pipeline import Compilation
from iree.tenstorrent.compiler.Target.strategy import LoweringError


def compile_source(compilation: Compilation) -> bytes:
    """The FlatBuffer of the module's only executable."""
    # The module has no host side for the phases before to work on.
    compilation.phase = "stream"
    compilation.advance("tt-kernels")
    if len(compilation.lowered) != 1:
        with compilation.compiler.context:
            raise LoweringError(
                f"expected one executable in the module, found {len(compilation.lowered)}",
                ir.Operation(compilation.module),
            )
    return compilation.lowered[0].binary
