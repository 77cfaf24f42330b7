# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Compiling MLIR to a module (.vmfb) with our `iree-compile`, in a process of its own."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import iree.compiler as iree_compiler


class CompileError(RuntimeError):
    """The program does not compile; the message is the compiler's, with the operation's location."""


@dataclass(frozen=True)
class Kernel:
    """One tt-metal kernel of a module.

    Attributes:
      dispatch: the export that it belongs to.
      name: its own name, as device errors give it.
      role: "reader", "compute" or "writer".
      source: its C++ text.
    """

    dispatch: str
    name: str
    role: str
    source: str


@dataclass(frozen=True)
class Dispatch:
    """How one dispatch of a module was lowered.

    Attributes:
      name: as kernels, device errors and counters give it.
      lowering: the strategy's name; "general" is the one that takes everything.
      operations: floating-point operations of one call; None where a size is dynamic.
      calls: places in the program that call it; a loop's body counts once.
      rejections: strategies that left it to a later one, with their reasons.
      layouts: bindings whose tensors lie in DRAM as "tiles" or as "transposed_tiles", not in rows.
      l1_tensors: those of them that lie in L1 instead, sharded over the cores.
    """

    name: str
    lowering: str
    operations: int | None
    calls: int
    rejections: tuple[tuple[str, str], ...]
    layouts: tuple[tuple[int, str], ...] = ()
    l1_tensors: tuple[int, ...] = ()


@dataclass(frozen=True)
class CompiledModule:
    """A compiled module.

    Attributes:
      vmfb: the VM module, as iree-compile writes it to a .vmfb.
      kernels: its kernels; none where the target is another than tenstorrent.
      dispatches: how each of its dispatches was lowered; none likewise.
    """

    vmfb: bytes
    kernels: tuple[Kernel, ...] = ()
    dispatches: tuple[Dispatch, ...] = ()

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
    if target != "tenstorrent":
        return CompiledModule(_run_compiler(mlir, target, flags))
    with tempfile.TemporaryDirectory(prefix="iree-tenstorrent-") as folder:
        report = Path(folder) / "report.json"
        dumps = (
            f"--iree-tenstorrent-report={report}",
            f"--iree-hal-dump-executable-sources-to={folder}",
        )
        vmfb = _run_compiler(mlir, target, (*flags, *dumps))
        entries = json.loads(report.read_text())
        return CompiledModule(vmfb, _kernels(entries, report.parent), _dispatches(entries))


def _run_compiler(mlir: str | bytes, target: str, flags: Sequence[str]) -> bytes:
    try:
        return bytes(
            iree_compiler.compile_str(mlir, target_backends=[target], extra_args=list(flags))
        )
    except iree_compiler.CompilerToolError as error:
        raise CompileError(str(error)) from error


def _kernels(entries: Sequence[Any], folder: Path) -> tuple[Kernel, ...]:
    """The kernels of a report, with the sources that the compiler left in a folder."""
    return tuple(
        Kernel(
            entry["dispatch"],
            kernel["name"],
            kernel["role"],
            (folder / f"{kernel['name']}.cpp").read_text(),
        )
        for entry in entries
        for kernel in entry["kernels"]
    )


def _dispatches(entries: Sequence[Any]) -> tuple[Dispatch, ...]:
    return tuple(
        Dispatch(
            entry["dispatch"],
            entry["lowering"],
            entry["operations"],
            entry["calls"],
            tuple((item["strategy"], item["reason"]) for item in entry["rejected"]),
            tuple((int(binding), layout) for binding, layout in entry["layouts"].items()),
            tuple(map(int, entry["l1_tensors"])),
        )
        for entry in entries
    )
