# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""--iree-hal-dump-executable-{sources,binaries,files}-to=: kernels as .cpp, executables as .fb files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from iree.tenstorrent.compiler.Target import output_file
from iree.tenstorrent.compiler.Target.executables import LoweredExecutable


def dump_sources(directory: str, executables: Sequence[LoweredExecutable]) -> None:
    """Writes `KERNEL.cpp` for each kernel."""
    root = _make(directory)
    for item in executables:
        for export in item.exports:
            for kernel in export.program.kernels:
                output_file.write(str(root / f"{kernel.name}.cpp"), kernel.source.encode())


def dump_binaries(directory: str, executables: Sequence[LoweredExecutable]) -> None:
    """Writes `EXECUTABLE_VARIANT.fb` for each executable."""
    root = _make(directory)
    for item in executables:
        output_file.write(str(root / f"{item.executable}_{item.variant}.fb"), item.binary)


def _make(directory: str) -> Path:
    root = Path(directory)
    root.mkdir(parents=True, exist_ok=True)
    return root
