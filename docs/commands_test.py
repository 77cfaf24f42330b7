# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Runs the commands of the documentation: every code block behind a line `<!-- run -->`.

The blocks of a page run in its order in one folder that looks like a built clone: bazel-bin/tools and examples. A
block behind `<!-- prints -->` holds what the commands before it must have printed, each line as part of a line, in
this order.
"""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

_TOOLS = (
    "IREE_BENCHMARK_MODULE",
    "IREE_COMPILE",
    "IREE_DUMP_MODULE",
    "IREE_PROFILE",
    "IREE_RUN_MODULE",
    "IREE_TENSTORRENT_INFO",
)
_BLOCK = re.compile(r"^<!-- (run|prints) -->\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARKER = re.compile(r"^<!-- (?:run|prints) -->$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """Commands, and what they print."""

    commands: str
    prints: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """The blocks of a page that run."""
    found = _BLOCK.findall(text)
    assert len(found) == len(_MARKER.findall(text)), "a marker without a code block behind it"
    result: list[Block] = []
    for kind, body in found:
        if kind == "run":
            result.append(Block(body, ()))
        else:
            result[-1] = Block(result[-1].commands, tuple(body.splitlines()))
    return result


_PAGES = {
    Path(page).name: blocks((Path(os.environ["WORKSPACE_ROOT"]) / page).read_text())
    for page in os.environ["PAGES"].split()
}


@pytest.mark.parametrize("page", [name for name, found in _PAGES.items() if found])
def test_commands(page: str, tmp_path: Path) -> None:
    root = Path(os.environ["WORKSPACE_ROOT"])
    tools = tmp_path / "bazel-bin" / "tools"
    tools.mkdir(parents=True)
    for variable in _TOOLS:
        tool = Path(os.environ[variable])
        (tools / tool.name).write_text(f'#!/bin/sh\nexec "{tool}" "$@"\n')
        (tools / tool.name).chmod(0o755)
    (tmp_path / "examples").symlink_to(root / "examples")
    environment = {**os.environ, "IREE_TENSTORRENT_CACHE_DIR": str(tmp_path / "cache")}
    for block in _PAGES[page]:
        process = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block.commands],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.returncode == 0, f"{block.commands}\n{process.stdout}"
        rest = iter(process.stdout.splitlines())
        for wanted in block.prints:
            assert any(wanted in line for line in rest), f"no '{wanted}' in\n{process.stdout}"


def test_the_readme_shows_the_whole_way() -> None:
    commands = "".join(block.commands for block in _PAGES["README.md"])
    assert "iree-compile --iree-hal-target-backends=tenstorrent" in commands
    assert "iree-run-module --device=tenstorrent" in commands
