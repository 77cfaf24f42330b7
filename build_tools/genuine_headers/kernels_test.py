# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Type-checks the kernels that our programs emit against tt-metal's own headers, for both architectures.

Every end-to-end program, every executable of IREE's HAL conformance tests, every model and MLIR example is compiled;
kernels that differ in nothing but numbers and names are checked once. The folder of the unpacked ttnn wheel is
IREE_TENSTORRENT_TTNN, the generation of its API GENUINE_HEADERS_METAL_API; GENUINE_HEADERS_EVERY=N takes only every
Nth end-to-end program.
"""

from __future__ import annotations

import concurrent.futures
import hashlib
import importlib
import os
import pathlib
import re
import tempfile
from collections.abc import Iterator, Sequence

import op_table_kernels
import pytest
from checker import ARCHITECTURES, COMPUTE, DATA_MOVEMENT, Checker
from emitted_kernels import EmittedKernel, Source, emitted_kernels
from models.gpt2 import gpt2
from models.programs import gpt2_program, mnist_program, resnet_program
from models.resnet import resnet

from iree.tenstorrent.compiler.IR.metal_api import DEFAULT_METAL_API, MetalApi

_FAMILIES = (
    *("attention", "control_flow", "convolution", "depthwise", "dynamic_shapes", "edge_shapes"),
    *("element_types", "elementwise", "fusion", "indexing", "layouts", "matmul", "modules"),
    *("movement", "networks"),
    *("normalization", "onnx", "ordering", "reduction", "torch", "tosa"),
)
_API = MetalApi(os.environ.get("GENUINE_HEADERS_METAL_API", DEFAULT_METAL_API.value))
_FLAG = f"--iree-tenstorrent-metal-api={_API.value}"
# What a kernel's role is on the device.
_PROCESSORS = {"reader": ("ncrisc",), "writer": ("brisc",), "compute": COMPUTE}
_NUMBERS = re.compile(r"\b(0x[0-9a-fA-F]+|\d+)(u|ull|ll|ul|l)?\b")


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    with tempfile.TemporaryDirectory() as folder:
        wheel = pathlib.Path(os.environ["IREE_TENSTORRENT_TTNN"])
        yield Checker(wheel / "ttnn/tt_metal", pathlib.Path(folder), _API)


@pytest.fixture(scope="module")
def checked() -> set[tuple[str, str]]:
    """(architecture, hash) of kernels that were checked already."""
    return set()


@pytest.mark.parametrize("architecture", sorted(ARCHITECTURES))
def test_op_table(checker: Checker, architecture: str, tmp_path: pathlib.Path) -> None:
    """Every function that the TT dialect names, with arguments of its kinds."""
    kernels = {"data_movement": (op_table_kernels.data_movement_kernel(_API), DATA_MOVEMENT)}
    for header, text in op_table_kernels.compute_kernels(_API).items():
        kernels[header] = (text, COMPUTE)
    wrong: list[str] = []
    for name, (text, processors) in kernels.items():
        path = tmp_path / (name.replace("/", "_").removesuffix(".h") + ".cpp")
        path.write_text(text)
        for processor in processors:
            wrong += [f"{processor}: {e}" for e in checker.errors(path, architecture, processor)]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("architecture", sorted(ARCHITECTURES))
@pytest.mark.parametrize("family", _FAMILIES)
def test_end_to_end_programs(
    checker: Checker, checked: set[tuple[str, str]], family: str, architecture: str
) -> None:
    programs = importlib.import_module(f"tests.e2e.{family}_test").PROGRAMS
    if family == "layouts":
        programs = [item.program for item in programs]
    every = int(os.environ.get("GENUINE_HEADERS_EVERY", "1"))
    sources = [Source(item.name, item.mlir, (*item.flags, _FLAG)) for item in programs[::every]]
    _check(checker, checked, sources, architecture)


@pytest.mark.parametrize("architecture", sorted(ARCHITECTURES))
def test_models(checker: Checker, checked: set[tuple[str, str]], architecture: str) -> None:
    """The models in full size; their weights are arguments."""
    programs = [
        mnist_program(),
        resnet_program(resnet.RESNET18, "resnet18"),
        gpt2_program(gpt2.GPT2_SMALL, "gpt2"),
    ]
    sources = [Source(item.name, item.mlir, (*item.flags, _FLAG)) for item in programs]
    _check(checker, checked, sources, architecture)


@pytest.mark.parametrize("architecture", sorted(ARCHITECTURES))
@pytest.mark.parametrize("variable", ["GENUINE_HEADERS_CTS", "GENUINE_HEADERS_EXAMPLES"])
def test_files(
    checker: Checker, checked: set[tuple[str, str]], variable: str, architecture: str
) -> None:
    """The programs of the .mlir files in a folder, which the environment names."""
    paths = sorted(pathlib.Path(os.environ[variable]).glob("*.mlir"))
    assert paths
    flags: tuple[str, ...] = (_FLAG,)
    if variable == "GENUINE_HEADERS_CTS":
        flags = (_FLAG, "--compile-mode=hal-executable", "--iree-hal-target-device=tenstorrent")
    sources = [Source(path.name, path.read_text(), flags) for path in paths]
    _check(checker, checked, sources, architecture)


def _check(
    checker: Checker,
    checked: set[tuple[str, str]],
    sources: Sequence[Source],
    architecture: str,
) -> None:
    """Checks all kernels of the programs; fails with all errors."""
    count = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        concurrent.futures.ThreadPoolExecutor(2) as executor,
    ):
        tasks = []
        for kernel in emitted_kernels(sources, architecture):
            count += 1
            digest = _digest(kernel)
            if (architecture, digest) in checked:
                continue
            checked.add((architecture, digest))
            path = pathlib.Path(folder, digest)
            path.mkdir()
            tasks.append(executor.submit(_errors, checker, kernel, path, architecture))
        errors = [error for task in tasks for error in task.result()]
    print(f"{count} kernels, {len(tasks)} of them unlike, for {architecture}")
    assert not errors, f"{len(errors)} errors:\n" + "\n".join(errors)


def _digest(kernel: EmittedKernel) -> str:
    text = kernel.text.replace(kernel.name, "").replace(kernel.dispatch, "")
    return hashlib.sha256((kernel.role + _NUMBERS.sub("0", text)).encode()).hexdigest()


def _errors(
    checker: Checker, kernel: EmittedKernel, folder: pathlib.Path, architecture: str
) -> list[str]:
    path = folder / f"{kernel.name}.cpp"
    path.write_text(kernel.text)
    lines = kernel.text.splitlines()
    found: list[str] = []
    for processor in _PROCESSORS[kernel.role]:
        for error in checker.errors(path, architecture, processor):
            where = re.search(rf"{re.escape(str(path))}:(\d+)", error)
            line = lines[int(where.group(1)) - 1].strip() if where else ""
            found.append(
                f"{kernel.program}: dispatch {kernel.dispatch} ({kernel.location}), kernel "
                f"{kernel.name}, {processor} of {architecture}:\n{error}\n    {line}"
            )
    return found
