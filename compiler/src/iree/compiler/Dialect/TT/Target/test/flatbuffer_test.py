# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The FlatBuffer writer against the schema file: same tables, same fields, same slots and types."""

import os
import re
from pathlib import Path

from iree.tenstorrent.compiler.Target.flatbuffer import FILE_IDENTIFIER, SLOTS, serialize
from iree.tenstorrent.compiler.Target.program import (
    CircularBuffer,
    DataFormat,
    Kernel,
    KernelRole,
    MathFidelity,
    Program,
    UnpackToDestMode,
)
from iree.tenstorrent.compiler.Target.target_config import BLACKHOLE

_SCHEMA = re.sub(r"//.*", "", Path(os.environ["EXECUTABLE_SCHEMA"]).read_text())
_SCALARS = ("uint8", "int8", "uint32", "bool")


def _blocks(keyword: str) -> dict[str, str]:
    pattern = rf"{keyword} (\w+)(?: : \w+)? \{{(.*?)\}}"
    return dict(re.findall(pattern, _SCHEMA, re.DOTALL))


def _kind(type_: str) -> str:
    if type_ in _SCALARS:
        return type_
    return "uint8" if type_ in _blocks("enum") else "offset"


def test_tables_have_the_schema_s_fields() -> None:
    tables = {
        name: tuple(
            f"{field}:{_kind(type_)}" for field, type_ in re.findall(r"(\w+):(\[?\w+\]?)", body)
        )
        for name, body in _blocks("table").items()
    }
    assert tables == SLOTS


def test_enumerations_have_the_schema_s_values() -> None:
    ours = {
        "KernelRole": KernelRole,
        "DataFormat": DataFormat,
        "MathFidelity": MathFidelity,
        "UnpackToDestMode": UnpackToDestMode,
    }
    for name, enumeration in ours.items():
        values = re.findall(r"\w+ = (\d+)", _blocks("enum")[name])
        assert sorted(map(int, values)) == sorted(enumeration), name


def test_identifier_and_contents() -> None:
    kernel = Kernel("k", KernelRole.READER, "void kernel_main() {}", compile_time_args=(7,))
    buffers = (CircularBuffer(3, DataFormat.FLOAT32, 4096, 2),)
    program = Program("f", 1, (True, False), "general", (kernel,), buffers)
    data = serialize([program], BLACKHOLE)
    assert data[4:8] == FILE_IDENTIFIER
    assert f'file_identifier "{FILE_IDENTIFIER.decode()}"' in _SCHEMA
    for text in ("k", "f", "general", "void kernel_main() {}"):
        assert text.encode() + b"\0" in data
