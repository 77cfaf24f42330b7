# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Our HAL pass lists against those that IREE's own pipeline has."""

import os
import re
import subprocess

from iree.tenstorrent.compiler.Target import passes

# What verifies devices or works for registered backends; executables.py stands in its place.
_LEFT_OUT = {
    "iree-hal-hoist-executable-objects",
    "iree-hal-resolve-device-aliases",
    "iree-hal-verify-devices",
    "iree-hal-configure-executables",
    "iree-hal-configure-target-executable-variants",
    "iree-hal-translate-all-executables",
    "iree-hal-translate-target-executable-variants",
    "iree-hal-preprocess-executables-with-pipeline",
    "iree-hal-preprocess-executables-with-tool",
    "iree-hal-link-all-executables",
    "iree-hal-link-target-executables",
    "iree-hal-serialize-all-executables",
    "iree-hal-serialize-target-executables",
}

# iree-opt shows passes on functions as one iree-op-pipeline-adaptor, without their names.
_ON_FUNCTIONS = {
    "canonicalize",
    "convert-scf-to-cf",
    "cse",
    "iree-hal-elide-redundant-commands",
    "iree-util-apply-patterns",
    "iree-util-simplify-global-accesses",
}


def _names(pipeline: str) -> list[str]:
    """Pass names in order; options and anchors left out."""
    without_options = re.sub(r"\{[^{}]*\}", "", pipeline)
    return [
        name
        for name in re.findall(r"[\w.-]+", without_options)
        if "-" in name or name in ("canonicalize", "cse")
    ]


def _dumped() -> list[str]:
    pipeline = "builtin.module(iree-hal-transformation-pipeline{serialize-executables=false})"
    result = subprocess.run(
        [os.environ["IREE_OPT"], f"--pass-pipeline={pipeline}", "--dump-pass-pipeline", "-"],
        input="",
        capture_output=True,
        text=True,
        check=True,
    )
    return _names(result.stderr)


def test_every_pass_of_ours_is_iree_s() -> None:
    theirs = set(_dumped())
    for ours in (passes.MATERIALIZE_INTERFACES, passes.CONVERT_TO_HAL):
        unknown = [name for name in _names(ours) if name not in theirs | _ON_FUNCTIONS]
        assert not unknown


def test_order_is_iree_s() -> None:
    theirs = [name for name in dict.fromkeys(_dumped()) if name.startswith("iree-hal-")]
    ours = dict.fromkeys(_names(passes.MATERIALIZE_INTERFACES) + _names(passes.CONVERT_TO_HAL))
    hal = [name for name in ours if name.startswith("iree-hal-") and name not in _ON_FUNCTIONS]
    # Passes that run twice count where they run first.
    assert hal == [name for name in theirs if name in hal]


def test_nothing_else_is_left_out() -> None:
    ours = set(
        _names(passes.MATERIALIZE_INTERFACES)
        + _names(passes.CONVERT_TO_HAL)
        + _names(passes.FINISH_HAL)
    )
    hal = {name for name in _dumped() if name.startswith("iree-hal-")}
    assert hal - ours <= _LEFT_OUT, sorted(hal - ours - _LEFT_OUT)
