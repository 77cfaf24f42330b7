# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Which headers a compute kernel includes, in which order."""

from __future__ import annotations

from collections.abc import Iterable

_API = "compute_kernel_api/"
_COMMON = _API + "common.h"
# Headers that do not compile alone on every chip, and one that brings what they lack: on Blackhole
# the first needs a `using namespace sfpi` from elsewhere.
_NEEDED = {_API + "div_int32_floor.h": _API + "binary_shift.h"}


def compute_headers(headers: Iterable[str]) -> list[str]:
    """The headers with all that they need, in the order of their includes."""
    wanted = set(headers)
    needed = {_NEEDED[header] for header in wanted if header in _NEEDED}
    # A header's name comes after that of what it needs.
    return sorted({_COMMON} | wanted | needed)
