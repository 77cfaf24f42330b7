# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Output files are whole or not there."""

import os
from pathlib import Path

import pytest

from iree.tenstorrent.compiler.Target import output_file


def test_replaces_the_file(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_bytes(b"old")
    output_file.write(str(target), b"new")
    assert target.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["out"]


def test_leaves_nothing_where_it_cannot_write(tmp_path: Path) -> None:
    target = tmp_path / "missing" / "out"
    with pytest.raises(OSError):
        output_file.write(str(target), b"data")
    assert os.listdir(tmp_path) == []


def test_writes_to_devices() -> None:
    output_file.write("/dev/null", b"data")
    assert not Path("/dev/null").is_file()
