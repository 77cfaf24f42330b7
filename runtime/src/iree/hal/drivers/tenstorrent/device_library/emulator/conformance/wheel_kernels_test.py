# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Kernels of the ttnn wheel, unmodified, on the emulated device, compared with numpy.

The folder of the unpacked wheel is IREE_TENSTORRENT_TTNN, the emulator's shared library CONFORMANCE_LIBRARY.
"""

from __future__ import annotations

import os
import pathlib
from collections.abc import Iterator

import elementwise_cases
import layout_cases
import movement_cases
import program_cases
import pytest
import reduction_cases
import topk_cases
import welford_cases
import worked_values
from device import Device
from harness import Case, case_name, make_compiler, paths_of

CASES: tuple[Case, ...] = (
    *elementwise_cases.CASES,
    *reduction_cases.CASES,
    *layout_cases.CASES,
    *movement_cases.CASES,
    *program_cases.CASES,
    *topk_cases.CASES,
    *welford_cases.CASES,
    *worked_values.CASES,
)


@pytest.fixture(scope="module")
def device(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Device]:
    compiler = tmp_path_factory.mktemp("compiler") / "c++"
    make_compiler(compiler)
    cache = os.environ.get("CONFORMANCE_CACHE") or str(tmp_path_factory.mktemp("cache"))
    pathlib.Path(cache).mkdir(exist_ok=True)
    opened = Device(os.environ["CONFORMANCE_LIBRARY"], cache, compiler=str(compiler))
    yield opened
    opened.close()


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_kernel(device: Device, case: Case) -> None:
    case.run(device)


def test_the_suite_is_wide() -> None:
    """At least 80 of the wheel's kernels."""
    kernels = {path for case in CASES for path in paths_of(case)}
    print(f"{len(kernels)} kernels in {len(CASES)} cases")
    assert len(kernels) >= 80
