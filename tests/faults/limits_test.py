# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Machines and devices that run out of something: an error status each, and the next run works."""

import os
import resource
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.programs import ADD, RUN_ONCE, Runner

_MIB = 1 << 20


def _limit(kind: int, value: int) -> None:
    resource.setrlimit(kind, (value, value))


def _limit_files() -> None:
    # A write past the limit fails (EFBIG) instead of ending the process.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _limit(resource.RLIMIT_FSIZE, 4096)


def test_no_file_can_be_written(add_module: Path, runner: Runner) -> None:
    outcome = runner.run(RUN_ONCE, str(add_module), limits=_limit_files)
    assert outcome.code > 0, outcome.output
    assert "right" not in outcome.output
    assert "; " in outcome.output and "kernel" in outcome.output, outcome.output
    assert runner.run(RUN_ONCE, str(add_module)).output == "right\n"


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB, too small for any kernel; as root only."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k,mode=0700", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this user cannot mount a file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_full_disk_for_the_cache(add_module: Path, full_disk: Path) -> None:
    runner = Runner(full_disk / "cache")
    outcome = runner.run(RUN_ONCE, str(add_module))
    # Kernels are compiled elsewhere and not kept.
    assert (outcome.code, outcome.output) == (0, "right\n")
    assert not list(full_disk.rglob("*.so"))


def test_cache_that_cannot_be_made(add_module: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file" / "cache", Path("/proc/no-such-folder/cache")):
        outcome = Runner(place).run(RUN_ONCE, str(add_module))
        assert (outcome.code, outcome.output) == (0, "right\n"), place


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to read-only folders")
def test_read_only_cache(add_module: Path, runner: Runner) -> None:
    runner.cache.mkdir(mode=0o500)
    outcome = runner.run(RUN_ONCE, str(add_module))
    assert (outcome.code, outcome.output) == (0, "right\n")
    assert not list(runner.cache.iterdir())


def test_out_of_dram(add_module: Path, runner: Runner) -> None:
    code = """
import sys
import numpy as np
import iree.tenstorrent as tt
text = '''
func.func @main(%a: tensor<1024x1024xf32>) -> tensor<1024x1024xf32> {
  %sum = arith.addf %a, %a : tensor<1024x1024xf32>
  return %sum : tensor<1024x1024xf32>
}'''
module = tt.load_module(tt.compile_module(text), "tenstorrent://?dram=2mib")
try:
    np.asarray(module["main"](np.ones((1024, 1024), np.float32)))
except Exception as error:
    assert "RESOURCE_EXHAUSTED" in str(error), error
    print("refused")
small = tt.load_module(tt.compile_module(sys.argv[1]), "tenstorrent://?dram=2mib")
ones = np.ones((64, 64), np.float32)
assert (np.asarray(small["main"](ones, ones)) == 2).all()
print("right")
"""
    outcome = runner.run(code, ADD)
    assert (outcome.code, outcome.output) == (0, "refused\nright\n")


@pytest.mark.parametrize("mebibytes", [256, 512, 1024])
def test_out_of_host_memory(add_module: Path, runner: Runner, mebibytes: int) -> None:
    outcome = runner.run(
        RUN_ONCE,
        str(add_module),
        limits=lambda: _limit(resource.RLIMIT_AS, mebibytes * _MIB),
    )
    # What can't be done is an error, not a signal; what can is right.
    assert outcome.code >= 0, outcome.output
    assert outcome.code > 0 or outcome.output == "right\n"
    assert runner.run(RUN_ONCE, str(add_module)).output == "right\n"


def test_no_more_threads_or_files(add_module: Path, runner: Runner) -> None:
    outcome = runner.run(
        RUN_ONCE, str(add_module), limits=lambda: _limit(resource.RLIMIT_NOFILE, 16)
    )
    assert outcome.code > 0 or outcome.output == "right\n", outcome.output
    assert outcome.code >= 0, outcome.output
