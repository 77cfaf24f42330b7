# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""`iree-compile`: IREE's compiler tool with the Tenstorrent target.

Command lines that name no Tenstorrent target run IREE's own tool.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from iree.tenstorrent.compiler.Target import command_line
from iree.tenstorrent.compiler.Target.command_line import CommandLine, CommandLineError
from iree.tenstorrent.compiler.Target.device_attributes import DEVICE_ID

_PROGRAM = "iree-compile"
# What is IREE's default no longer, unless the command line says otherwise.
_DEFAULT_FLAGS = (
    # One binding a tensor, with its exact range and access: what strategies plan with.
    "--iree-scheduling-optimize-bindings=false",
    # Reductions that follow one from another, as a layer norm's, in one dispatch.
    "--iree-dispatch-creation-enable-aggressive-fusion",
    # Heads that are put side by side or apart, by the products themselves.
    "--iree-opt-aggressively-propagate-transposes",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the tool; returns its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        line = command_line.parse(arguments)
    except CommandLineError as error:
        print(f"{_PROGRAM}: {error}", file=sys.stderr)
        return 1
    if line.show_help:
        print(command_line.HELP, flush=True)
    if line.show_help:
        return _run_stock(["--help"] if line.is_tenstorrent else arguments)
    if line.is_tenstorrent is None:
        line = replace(line, is_tenstorrent=_names_device(line.input))
    return _compile(line) if line.is_tenstorrent else _run_stock(arguments)


def _names_device(path: str) -> bool:
    """Whether the input's text or bytecode may name a device of ours. Standard input is not read."""
    if path == "-":
        return False
    try:
        return f"{DEVICE_ID}".encode() in Path(path).read_bytes()
    except OSError:
        return False  # IREE's own tool says why.


def _run_stock(arguments: Sequence[str]) -> int:
    from iree.compiler import _mlir_libs

    tool = Path(_mlir_libs.__path__[0]) / _PROGRAM
    os.execv(tool, [_PROGRAM, *arguments])


def _defaults(flags: Sequence[str]) -> list[str]:
    """The default flags that `flags` does not have: IREE takes a flag once."""
    given = {flag.lstrip("-").partition("=")[0] for flag in flags}
    return [flag for flag in _DEFAULT_FLAGS if flag.lstrip("-").partition("=")[0] not in given]


def _compile(line: CommandLine) -> int:
    # IREE's global flags can be set once a process; an unknown one ends it with IREE's message.
    from iree.compiler.api import _initializeGlobalCL

    _initializeGlobalCL(_PROGRAM, *_defaults(line.flags), *line.flags)
    from iree.tenstorrent.compiler.Target import tool

    return tool.run(line)


if __name__ == "__main__":
    sys.exit(main())
