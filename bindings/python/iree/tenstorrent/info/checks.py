# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""What a check of the machine found."""

from dataclasses import dataclass
from typing import Literal

# "ok"; "old": there, but too old; "missing".
State = Literal["ok", "old", "missing"]


@dataclass(frozen=True)
class Check:
    """One thing that was looked for.

    Attributes:
      name: what it is.
      state: whether it will do.
      value: what was found: a version, a path; "" where nothing was.
      advice: what to do about it; "" where it is ok.
    """

    name: str
    state: State
    value: str = ""
    advice: str = ""


def is_older(version: str, least: tuple[int, ...]) -> bool:
    """Whether a version ("v2.1", "18.6.0.0") is older than `least`; what has no number is not.

    Raises: nothing.
    """
    parts: list[int] = []
    for part in version.lstrip("v").split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if not digits:
            break
        parts.append(int(digits))
    if not parts:
        return False
    padded = (*parts, *(0 for _ in range(len(least))))[: len(least)]
    return padded < least


def dotted(version: tuple[int, ...]) -> str:
    """(2, 1, 0) as "2.1.0"."""
    return ".".join(str(part) for part in version)
