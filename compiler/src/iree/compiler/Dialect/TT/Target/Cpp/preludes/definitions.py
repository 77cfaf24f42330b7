# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What of the kernel library a kernel needs: the definitions that it names, and those that they do.

A kernel is to be read, and compiled by every processor that runs it. The headers of this folder
are plain: no preprocessor, no namespaces, each definition with the comment above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

_COMMENT = re.compile(r"//.*")
_WORD = re.compile(r"[A-Za-z_]\w*")
_TEMPLATE = re.compile(r"^\s*template\s*<[^{;(]*?>\s*(?=[A-Za-z_])")
_TYPE = re.compile(r"^\s*(?:struct|enum class|enum|using)\s+(\w+)")
# The word before a function's parameters, an array's size or a constant's value.
_NAME = re.compile(r"(\w+)\s*(?:\(|\[|=|\{)")


@dataclass(frozen=True)
class Definition:
    """A function, type or constant of a prelude, with its comment."""

    name: str
    text: str
    words: frozenset[str]


@dataclass(frozen=True)
class Definitions:
    """A prelude: what it says of itself, and what it defines."""

    introduction: str
    definitions: tuple[Definition, ...]


def words(code: str) -> frozenset[str]:
    """The identifiers in C++, outside of comments."""
    return frozenset(_WORD.findall(_COMMENT.sub("", code)))


@cache
def parse(text: str) -> Definitions:
    """Takes a prelude apart."""
    introduction: list[str] = []
    found: list[Definition] = []
    lines: list[str] = []
    depth = 0
    for line in text.splitlines():
        code = _COMMENT.sub("", line)
        if not line.strip() and depth == 0:
            # A comment that stands alone; a definition has ended by now.
            introduction.extend([*lines, ""] if lines else [])
            lines = []
            continue
        lines.append(line)
        depth += code.count("{") - code.count("}")
        depth += code.count("(") - code.count(")")
        if depth == 0 and code.rstrip().endswith(("}", ";")):
            body = "\n".join(lines) + "\n"
            found.append(Definition(_name(body), body, words(body)))
            lines = []
    if lines or depth:
        raise ValueError(f"a prelude ends within a definition: {lines[:1]}")
    return Definitions("\n".join(introduction), tuple(found))


def needed(texts: Sequence[str], kernel: str) -> list[str]:
    """Of preludes, each below those that it uses, the parts that a kernel's function needs."""
    used = set(words(kernel))
    parts: list[str] = []
    for text in reversed(texts):
        prelude = parse(text)
        kept: list[str] = []
        for definition in reversed(prelude.definitions):
            if definition.name in used:
                used |= definition.words
                kept.append(definition.text)
        if kept:
            introduction = [prelude.introduction] if prelude.introduction else []
            parts.append("\n".join([*introduction, *reversed(kept)]))
    return list(reversed(parts))


def _name(definition: str) -> str:
    code = _TEMPLATE.sub("", _COMMENT.sub("", definition).lstrip())
    found = _TYPE.match(code) or _NAME.search(code)
    if found is None:
        raise ValueError(f"a prelude's definition without a name: {definition}")
    return found[1]
