# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Modules that are damaged, cut off or hostile: an error status each, in the process that loads them."""

import random
from pathlib import Path

import pytest

from tests.faults.programs import RUN_ONCE, Runner

# Loads and runs each file in turn and prints how each ended; a crash ends the list.
_TRY_ALL = """
import sys
import numpy as np
import iree.tenstorrent as tt
ones = np.ones((64, 64), np.float32)
for path in sys.argv[1:]:
    try:
        module = tt.load_module(tt.CompiledModule(open(path, "rb").read()), "tenstorrent")
        np.asarray(module["main"](ones, ones))
        print("ran", flush=True)
    except Exception as error:
        print("refused: " + str(error).replace("\\n", " ")[:300], flush=True)
"""


def _try_all(runner: Runner, folder: Path, contents: list[bytes]) -> list[str]:
    paths = []
    for index, content in enumerate(contents):
        path = folder / f"{index}.vmfb"
        path.write_bytes(content)
        paths.append(str(path))
    outcome = runner.run(_TRY_ALL, *paths)
    assert outcome.code == 0, outcome.output[-3000:]
    lines = outcome.output.splitlines()
    assert len(lines) == len(contents), outcome.output[-3000:]
    return lines


def _executable(module: bytes) -> tuple[int, int]:
    """Where the executable's FlatBuffer lies: from before its identifier to the module's end."""
    at = module.index(b"TTEX")
    return at - 4, len(module)


def test_truncated_modules(add_module: Path, runner: Runner, tmp_path: Path) -> None:
    module = add_module.read_bytes()
    cuts = [0, 1, 7, 8, 64, len(module) // 4, len(module) // 2, 3 * len(module) // 4]
    for line in _try_all(runner, tmp_path, [module[:cut] for cut in cuts]):
        assert line.startswith("refused: "), line


def test_garbage(runner: Runner, tmp_path: Path) -> None:
    noise = random.Random(3)
    contents = [noise.randbytes(size) for size in (1, 16, 4096, 100_000)]
    for line in _try_all(runner, tmp_path, contents):
        assert line.startswith("refused: "), line


def test_flipped_bits_of_the_executable(add_module: Path, runner: Runner, tmp_path: Path) -> None:
    module = add_module.read_bytes()
    start, end = _executable(module)
    flips = random.Random(4)
    contents = []
    for _ in range(60):
        changed = bytearray(module)
        for _ in range(flips.randint(1, 4)):
            # The kernels' text is most of it; tables and numbers are at its ends.
            at = flips.choice([flips.randrange(start, end), start + flips.randrange(256)])
            changed[at] ^= 1 << flips.randrange(8)
        contents.append(bytes(changed))
    lines = _try_all(runner, tmp_path, contents)
    assert all(line == "ran" or line.startswith("refused: ") for line in lines)
    assert any(line.startswith("refused: ") for line in lines)


def test_kernels_with_syntax_errors(add_module: Path, runner: Runner, tmp_path: Path) -> None:
    module = add_module.read_bytes()
    assert b"void kernel_main" in module
    contents = [
        module.replace(b"void kernel_main", b"void kernel_mai("),
        module.replace(b"#include", b"#incluqe"),
        module.replace(b"void kernel_main", b"void kernel_nain"),
    ]
    for line in _try_all(runner, tmp_path, contents):
        assert line.startswith("refused: ") and "kernel" in line, line


@pytest.mark.parametrize("word", [0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, 0x10000])
def test_absurd_numbers(add_module: Path, runner: Runner, tmp_path: Path, word: int) -> None:
    module = add_module.read_bytes()
    start, _ = _executable(module)
    contents = []
    for at in range(start, start + 400, 12):
        changed = bytearray(module)
        changed[at : at + 4] = word.to_bytes(4, "little")
        contents.append(bytes(changed))
    lines = _try_all(runner, tmp_path, contents)
    assert all(line == "ran" or line.startswith("refused: ") for line in lines)


def test_nothing_is_left_behind(add_module: Path, runner: Runner, tmp_path: Path) -> None:
    _try_all(runner, tmp_path, [add_module.read_bytes().replace(b"#include", b"#incluqe")])
    assert runner.run(RUN_ONCE, str(add_module)).output == "right\n"
    assert not list(runner.cache.glob("tmp-*"))
