# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Fixtures of the fault tests: compiled programs, and children with a cache of their own."""

from pathlib import Path

import pytest

import iree.tenstorrent as tt
from tests.faults.programs import ADD, Runner


@pytest.fixture(scope="session")
def add_module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The .vmfb of `ADD`."""
    path = tmp_path_factory.mktemp("modules") / "add.vmfb"
    tt.compile_module(ADD).save(path)
    return path


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """Children with an empty cache directory."""
    return Runner(tmp_path / "cache")
