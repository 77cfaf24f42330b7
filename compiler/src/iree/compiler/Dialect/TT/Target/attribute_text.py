# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What IREE's bindings do not offer as attributes' accessors, read from the attributes' text.

`#hal.pipeline.layout`, `#hal.executable.target` and locations have no Python classes in IREE 3.13.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from iree.compiler import ir

from iree.tenstorrent.compiler.Target.program import SourceLocation

_CONSTANTS = re.compile(r"constants = (\d+)")
_BINDING = re.compile(r"#hal\.pipeline\.binding<[a-z_]+(?:, (?P<flags>\"[^\"]*\"|\w+))?>")
_FILE = re.compile(r'"(?P<name>(?:[^"\\]|\\.)*)":(?P<line>\d+):(?P<column>\d+)')
_TARGET = re.compile(r'#hal\.executable\.target<"(?P<backend>[^"]*)", "(?P<format>[^"]*)"')
_ARCH = re.compile(r'\barch = "(?P<arch>[^"]*)"')
_METAL_API = re.compile(r'\bmetal_api = "(?P<choice>[^"]*)"')
_F32_MATMUL = re.compile(r'\bf32_matmul = "(?P<choice>[^"]*)"')


@dataclass(frozen=True)
class PipelineLayout:
    """A `#hal.pipeline.layout`."""

    constant_count: int
    binding_read_only: tuple[bool, ...]


@dataclass(frozen=True)
class ExecutableTarget:
    """A `#hal.executable.target`: the backend, its format and our configuration entries."""

    backend: str
    format: str
    arch: str | None
    f32_matmul: str | None = None
    metal_api: str | None = None


def pipeline_layout(attribute: ir.Attribute) -> PipelineLayout:
    text = str(attribute)
    constants = _CONSTANTS.search(text)
    flags = [match["flags"] or "" for match in _BINDING.finditer(text)]
    return PipelineLayout(
        int(constants[1]) if constants else 0, tuple("ReadOnly" in flag for flag in flags)
    )


def executable_target(attribute: ir.Attribute) -> ExecutableTarget:
    text = str(attribute)
    head = _TARGET.match(text)
    if not head:
        raise ValueError(f"not an executable target: {text}")

    def choice(pattern: re.Pattern[str]) -> str | None:
        match = pattern.search(text)
        return match["choice"] if match else None

    return ExecutableTarget(
        head["backend"], head["format"], arch(text), choice(_F32_MATMUL), choice(_METAL_API)
    )


def arch(text: str) -> str | None:
    """The architecture that an attribute of ours names."""
    match = _ARCH.search(text)
    return match["arch"] if match else None


def source_location(location: ir.Location) -> SourceLocation | None:
    """The first file position in a location."""
    match = _FILE.search(str(location))
    if not match:
        return None
    return SourceLocation(match["name"], int(match["line"]), int(match["column"]))
