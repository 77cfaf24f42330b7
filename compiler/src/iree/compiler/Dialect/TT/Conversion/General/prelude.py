# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The kernel prelude: headers of ours, inlined into the kernel's text with what they include."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

_INCLUDE = re.compile(r'^#include "(\w+\.h)"\n', re.MULTILINE)
_COMMENT = re.compile(r"^//.*\n|\n(?=\n)", re.MULTILINE)


def text_of(headers: Iterable[str]) -> str:
    """The headers and those they need, each once, needed ones first."""
    order: list[str] = []
    for name in sorted(headers):
        _add(name, order)
    return "\n".join(_body(name) for name in order)


def _add(name: str, order: list[str]) -> None:
    if name in order:
        return
    for needed in _INCLUDE.findall(_source(name)):
        _add(needed, order)
    order.append(name)


@cache
def _source(name: str) -> str:
    folder = resources.files("iree.tenstorrent.compiler.Conversion.General") / "kernel"
    return (folder / name).read_text(encoding="utf-8")


@cache
def _body(name: str) -> str:
    """The header without its licence, comments at the margin and includes."""
    return _COMMENT.sub("", _INCLUDE.sub("", _source(name))).strip() + "\n"
