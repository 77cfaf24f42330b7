# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The phases that --compile-to= and --compile-from= know: IREE's, and ours between them."""

from __future__ import annotations

TT_KERNELS = "tt-kernels"

PHASES = (
    "start",
    "input",
    "abi",
    "preprocessing",
    "global-optimization",
    "dispatch-creation",
    "flow",
    "stream",
    "executable-sources",
    TT_KERNELS,
    "hal",
    "vm",
    "end",
)


def is_before(phase: str, other: str) -> bool:
    """Whether `phase` comes before `other` in the pipeline."""
    return PHASES.index(phase) < PHASES.index(other)
