# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Processes killed in the middle of a run or of a compilation: the next one works, and nothing half-written is used."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.programs import ADD, RUN_ONCE, Runner

_RUN_FOR_EVER = RUN_ONCE.replace(
    'result = np.asarray(module["main"](a, b))',
    'print("running", flush=True)\nwhile True: result = np.asarray(module["main"](a, b))',
)


def test_killed_in_the_middle_of_a_run(add_module: Path, runner: Runner) -> None:
    process = runner.start(_RUN_FOR_EVER, str(add_module))
    assert process.stdout is not None
    assert process.stdout.readline() == "running\n"
    time.sleep(0.2)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    outcome = runner.run(RUN_ONCE, str(add_module))
    assert (outcome.code, outcome.output) == (0, "right\n")


def test_killed_while_kernels_compile(add_module: Path, runner: Runner) -> None:
    # From before the cache directory is made to after the kernels are in it.
    delays = random.Random(1)
    for _ in range(8):
        process = runner.start(RUN_ONCE, str(add_module))
        time.sleep(0.2 + 0.6 * delays.random())
        process.kill()
        process.communicate()
    for kept in runner.cache.glob("*.so"):
        # A file under its final name is whole: it ends in its own checksum.
        assert b"\ntt-emulator-kernel-1 " in kept.read_bytes()[-200:]
    outcome = runner.run(RUN_ONCE, str(add_module))
    assert (outcome.code, outcome.output) == (0, "right\n")


def test_terminated_compiler_leaves_no_partial_module(tmp_path: Path, runner: Runner) -> None:
    source = tmp_path / "program.mlir"
    source.write_text(ADD)
    module = tmp_path / "program.vmfb"
    code = (
        "import sys; from iree.tenstorrent.compiler.Target.cli import main;"
        "sys.exit(main(['--iree-hal-target-backends=tenstorrent', sys.argv[1], '-o', sys.argv[2]]))"
    )
    delays = random.Random(2)
    left = []
    for _ in range(4):
        process = runner.start(code, str(source), str(module))
        time.sleep(0.2 + 1.5 * delays.random())
        process.kill()
        process.communicate()
        if module.exists():
            left.append(module.read_bytes())
            module.unlink()
    outcome = runner.run(code, str(source), str(module))
    assert outcome.code == 0, outcome.output
    assert all(data == module.read_bytes() for data in left)


def test_damaged_cache_entries_are_compiled_again(add_module: Path, runner: Runner) -> None:
    assert runner.run(RUN_ONCE, str(add_module)).code == 0
    entries = sorted(runner.cache.glob("*.so"))
    assert entries
    damages: list[Callable[[bytes], bytes]] = [
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:],
        lambda data: b"\x7fELF" + os.urandom(5000),
    ]
    for damage in damages:
        for entry in entries:
            entry.write_bytes(damage(entry.read_bytes()))
        outcome = runner.run(RUN_ONCE, str(add_module))
        assert (outcome.code, outcome.output) == (0, "right\n")


@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_cache_that_others_can_write_to_is_refused(
    add_module: Path, runner: Runner, mode: int
) -> None:
    runner.cache.mkdir()
    runner.cache.chmod(mode)
    outcome = runner.run(RUN_ONCE, str(add_module))
    assert outcome.code > 0
    assert "PERMISSION_DENIED" in outcome.output or "FAILED_PRECONDITION" in outcome.output
    assert str(runner.cache) in outcome.output
    runner.cache.chmod(0o700)
    assert runner.run(RUN_ONCE, str(add_module)).output == "right\n"


def test_new_cache_is_private(add_module: Path, runner: Runner) -> None:
    assert runner.run(RUN_ONCE, str(add_module)).code == 0
    assert runner.cache.stat().st_mode & 0o777 == 0o700
    for entry in runner.cache.rglob("*"):
        assert entry.stat().st_mode & 0o077 == 0 or entry.stat().st_uid == os.geteuid()
        assert entry.stat().st_mode & 0o022 == 0, entry
