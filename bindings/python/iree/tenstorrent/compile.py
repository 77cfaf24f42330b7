# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Compiling MLIR to a module (.vmfb), in this process for Tenstorrent and with IREE's own tool for other targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import iree.compiler as iree_compiler


class CompileError(RuntimeError):
    """The program does not compile; the message is the compiler's, with the operation's location."""


@dataclass(frozen=True)
class CompiledModule:
    """A compiled module.

    Attributes:
      vmfb: the VM module, as iree-compile writes it to a .vmfb.
    """

    vmfb: bytes

    def save(self, path: str | Path) -> None:
        """Writes the .vmfb, for iree-run-module or a later `load_module(Path(path).read_bytes())`."""
        Path(path).write_bytes(self.vmfb)


def compile_module(
    mlir: str | bytes, *, target: str = "tenstorrent", flags: Sequence[str] = ()
) -> CompiledModule:
    """Compiles a module for one target.

    The last compilations are kept for the life of the process: the same program, target and flags give the same object.

    Args:
      mlir: MLIR text or bytecode in any form that IREE takes.
      target: a target backend's name, as for --iree-hal-target-backends=.
      flags: more flags of iree-compile.

    Raises:
      CompileError: it does not compile.
    """
    return _compile(mlir, target, tuple(flags))


@lru_cache(maxsize=64)
def _compile(mlir: str | bytes, target: str, flags: tuple[str, ...]) -> CompiledModule:
    try:
        vmfb = iree_compiler.compile_str(mlir, target_backends=[target], extra_args=list(flags))
    except iree_compiler.CompilerToolError as error:
        raise CompileError(str(error)) from error
    return CompiledModule(bytes(vmfb))
