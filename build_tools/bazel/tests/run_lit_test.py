# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""A lit test whose CHECK lines do not hold fails: once, FileCheck was a program that checked nothing."""

import os
import pathlib
import subprocess
import sys

import pytest

_RUN_LIT = pathlib.Path(__file__).parents[1] / "run_lit.py"


@pytest.mark.parametrize(
    ("check", "passes"),
    [("CHECK: one", True), ("CHECK: two", False), ("CHECK-NOT: one", False), ("CHEKC: one", False)],
)
@pytest.mark.parametrize("command", ["echo one", "cat one.txt"])
def test_check_lines_are_checked(
    tmp_path: pathlib.Path, command: str, check: str, passes: bool
) -> None:
    (tmp_path / "one.txt").write_text("one\n")
    test = tmp_path / "sample.mlir"
    test.write_text(f"// RUN: cd {tmp_path}\n// RUN: {command} | FileCheck %s\n// {check}\n")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TEST_", "XML_"))}
    ran = subprocess.run(
        [sys.executable, str(_RUN_LIT), str(test)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode == 0) == passes, ran.stdout + ran.stderr
    assert "1 tests" in ran.stdout, ran.stdout + ran.stderr
