# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The kernels that iree-compile emits for programs, each program compiled in a forked process of its own."""

from __future__ import annotations

import dataclasses
import json
import multiprocessing
import os
import pathlib
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence

from iree.tenstorrent.compiler.Target import cli


@dataclasses.dataclass(frozen=True)
class Source:
    """A program: its name, its MLIR text, and more flags of iree-compile."""

    name: str
    mlir: str
    flags: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class EmittedKernel:
    """One kernel, with the program, the dispatch and the place in the program that it comes from."""

    program: str
    dispatch: str
    location: str
    name: str
    role: str
    text: str


class CompilationError(RuntimeError):
    """A program does not compile."""


def emitted_kernels(sources: Iterable[Source], architecture: str) -> Iterator[EmittedKernel]:
    """The kernels of all programs for one architecture, two programs at a time."""
    # Not forks of this process, which may have threads (JAX's), but of one that has imported the compiler.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["iree.tenstorrent.compiler.Target.tool"])
    with context.Pool(min(2, os.cpu_count() or 1), maxtasksperchild=1) as pool:
        tasks = [(source, architecture) for source in sources]
        for kernels in pool.imap(_compile, tasks, chunksize=1):
            yield from kernels


def _compile(task: tuple[Source, str]) -> Sequence[EmittedKernel]:
    source, architecture = task
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        program, report, messages = folder / "program.mlir", folder / "report.json", folder / "log"
        program.write_text(source.mlir)
        with messages.open("w") as log:
            os.dup2(log.fileno(), sys.stderr.fileno())
            status = cli.main(
                [
                    *(str(program), "-o", str(folder / "program.vmfb")),
                    "--iree-hal-target-backends=tenstorrent",
                    f"--iree-tenstorrent-arch={architecture}",
                    f"--iree-tenstorrent-report={report}",
                    f"--iree-hal-dump-executable-sources-to={folder}",
                    *source.flags,
                ]
            )
        if status:
            raise CompilationError(f"{source.name}: {messages.read_text()}")
        return [
            EmittedKernel(
                source.name,
                entry["dispatch"],
                entry["location"] or "",
                kernel["name"],
                kernel["role"],
                (folder / f"{kernel['name']}.cpp").read_text(),
            )
            for entry in json.loads(report.read_text())
            for kernel in entry["kernels"]
        ]
