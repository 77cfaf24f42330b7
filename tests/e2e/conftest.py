# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Options of the end-to-end tests."""

from collections.abc import Sequence

import pytest

from tests.e2e.checker import LLVM_CPU, TENSTORRENT, Target


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--reference-only",
        action="store_true",
        help="run the programs on llvm-cpu alone: checks the programs and their references",
    )
    parser.addoption(
        "--device-only",
        action="store_true",
        help="run the programs on the tenstorrent device alone",
    )
    parser.addoption(
        "--tenstorrent-device", default="tenstorrent", help="URI of the device under test"
    )


@pytest.fixture(scope="session")
def targets(request: pytest.FixtureRequest) -> Sequence[Target]:
    """The targets that each program runs on."""
    ours = (TENSTORRENT[0], request.config.getoption("--tenstorrent-device"), TENSTORRENT[2])
    if request.config.getoption("--reference-only"):
        return (LLVM_CPU,)
    return (ours,) if request.config.getoption("--device-only") else (ours, LLVM_CPU)
