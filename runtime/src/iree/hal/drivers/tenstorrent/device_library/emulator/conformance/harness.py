# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs kernels of the ttnn wheel, unmodified, between a feeder and a drain of our own or with one another."""

from __future__ import annotations

import dataclasses
import os
import pathlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from device import COMPUTE, READER, WRITER, CircularBuffer, Device, Kernel, Program
from numpy.typing import NDArray
from tiles import FLOAT16_B, Allocator, from_tiles, tile_size, to_tiles

Array = NDArray[Any]
OPERATIONS = "ttnn/cpp/ttnn/operations/"

# Fills circular buffers with whole interleaved buffers, one after the other. Runtime arguments: their number, then
# index, pages and address of each.
_FEEDER = """#include "dataflow_api.h"
void kernel_main() {
  for (uint32_t i = 0; i < get_arg_val<uint32_t>(0); ++i) {
    const uint32_t cb = get_arg_val<uint32_t>(1 + 3 * i);
    const uint32_t size = get_local_cb_interface(cb).fifo_page_size;
    const InterleavedAddrGen<true> dram = {
        .bank_base_address = get_arg_val<uint32_t>(3 + 3 * i), .page_size = size};
    for (uint32_t page = 0; page < get_arg_val<uint32_t>(2 + 3 * i); ++page) {
      cb_reserve_back(cb, 1);
      noc_async_read(get_noc_addr(page, dram), get_write_ptr(cb), size);
      noc_async_read_barrier();
      cb_push_back(cb, 1);
    }
  }
}
"""
_DRAIN = """#include "dataflow_api.h"
void kernel_main() {
  for (uint32_t i = 0; i < get_arg_val<uint32_t>(0); ++i) {
    const uint32_t cb = get_arg_val<uint32_t>(1 + 3 * i);
    const uint32_t size = get_local_cb_interface(cb).fifo_page_size;
    const InterleavedAddrGen<true> dram = {
        .bank_base_address = get_arg_val<uint32_t>(3 + 3 * i), .page_size = size};
    for (uint32_t page = 0; page < get_arg_val<uint32_t>(2 + 3 * i); ++page) {
      cb_wait_front(cb, 1);
      noc_async_write(get_read_ptr(cb), get_noc_addr(page, dram), size);
      noc_async_write_barrier();
      cb_pop_front(cb, 1);
    }
  }
}
"""


@dataclasses.dataclass(frozen=True)
class Tiled:
    """Matrices of whole tiles, to be laid out tile by tile."""

    values: Array
    format: int = FLOAT16_B

    def data(self) -> bytes:
        return to_tiles(self.values, self.format)

    @property
    def page_size(self) -> int:
        return tile_size(self.format)


@dataclasses.dataclass(frozen=True)
class Sharded:
    """A matrix of tiles in shards of `shard` tiles (rows, columns), which are dealt to the first `banks` DRAM banks."""

    values: Array
    shard: tuple[int, int]
    banks: int
    format: int = FLOAT16_B

    def shape(self) -> tuple[int, int]:
        """Rows and columns of tiles."""
        rows, columns = self.values.shape
        return rows // 32, columns // 32

    def compile_time_args(self) -> tuple[int, ...]:
        """Those of TensorAccessorArgs: sharded in DRAM, rank 2, banks, shapes, two banks a word."""
        numbers = [bank << 8 for bank in range(self.banks)] + [0] * (self.banks % 2)
        coordinates = [a | b << 16 for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
        return (3, 2, self.banks, *self.shape(), *self.shard, *coordinates)

    def place(self, allocator: Allocator) -> int:
        """Writes the tiles; returns the address in each bank."""
        rows, columns = self.shape()
        height, width = self.shard
        size = tile_size(self.format)
        grid = (-(-rows // height), -(-columns // width))
        per_bank = -(-grid[0] * grid[1] // self.banks)
        banks = allocator.device.info.dram_bank_count
        buffer = allocator.take(banks * per_bank * height * width, size)
        pages = [bytes(size)] * buffer.pages
        for row in range(rows):
            for column in range(columns):
                shard = row // height * grid[1] + column // width
                page = shard // self.banks * height * width + row % height * width + column % width
                tile = self.values[32 * row : 32 * row + 32, 32 * column : 32 * column + 32]
                pages[page * banks + shard % self.banks] = to_tiles(tile, self.format)
        buffer.write(b"".join(pages))
        return buffer.address


@dataclasses.dataclass(frozen=True)
class Pages:
    """Bytes as pages."""

    contents: bytes
    page_size: int
    format: int = FLOAT16_B

    def data(self) -> bytes:
        return self.contents


Source = Tiled | Pages


@dataclasses.dataclass(frozen=True)
class Result:
    """What a circular buffer or an interleaved buffer must hold: `expected` in its shape."""

    expected: Array
    format: int = FLOAT16_B
    # Largest difference, of the largest expected magnitude.
    tolerance: float = 0.0
    tiled: bool = True
    # Which elements are defined; all unless given.
    where: Array | None = None

    @property
    def size(self) -> int:
        return self.expected.size * tile_size(self.format) // 1024

    def check(self, data: bytes) -> None:
        if self.tiled:
            actual = from_tiles(data, self.expected.shape, self.format)
        else:
            dtype = np.dtype(self.expected.dtype)
            actual = np.frombuffer(data, dtype)[: self.expected.size].reshape(self.expected.shape)
        expected = self.expected
        if self.where is not None:
            actual, expected = actual[self.where], expected[self.where]
        if expected.dtype.kind in "iu":
            np.testing.assert_array_equal(actual.astype(np.int64), expected.astype(np.int64))
            return
        actual, expected = actual.astype(np.float64), expected.astype(np.float64)
        bound = self.tolerance * np.abs(expected[np.isfinite(expected)]).max(initial=0.0)
        np.testing.assert_allclose(actual, expected, rtol=0, atol=bound)


@dataclasses.dataclass(frozen=True)
class ComputeCase:
    """A compute kernel between feeder and drain.

    `inputs` and `results` are circular buffers; `scratch` are others that the kernel uses by itself: index to
    (format, pages).
    """

    path: str
    inputs: Mapping[int, Source]
    results: Mapping[int, Result]
    arguments: Sequence[int] = ()
    compile_time_args: Sequence[int] = ()
    defines: Mapping[str, str] = dataclasses.field(default_factory=dict)
    scratch: Mapping[int, tuple[int, int]] = dataclasses.field(default_factory=dict)
    name: str = ""
    fp32_dest_acc_en: bool = False
    math_fidelity: int = 4

    def run(self, device: Device) -> None:
        allocator = Allocator(device)
        buffers, feed = _fed(allocator, self.inputs)
        buffers += [
            CircularBuffer(i, f, tile_size(f), pages) for i, (f, pages) in self.scratch.items()
        ]
        drained = {}
        drain = [len(self.results)]
        for index, result in self.results.items():
            page = tile_size(result.format)
            buffers.append(CircularBuffer(index, result.format, page, result.size // page))
            drained[index] = allocator.take(result.size // page, page)
            drain += [index, result.size // page, drained[index].address]
        kernel = wheel_kernel(
            self.path, COMPUTE, self.compile_time_args, [self.arguments], self.defines
        )
        feeder = Kernel("feeder", READER, _FEEDER, arguments=[feed])
        writer = Kernel("drain", WRITER, _DRAIN, arguments=[drain])
        device.run(
            Program(
                [feeder, kernel, writer],
                buffers,
                math_fidelity=self.math_fidelity,
                fp32_dest_acc_en=self.fp32_dest_acc_en,
            )
        )
        for index, result in self.results.items():
            result.check(drained[index].read())


@dataclasses.dataclass(frozen=True)
class ReaderCase:
    """A reader between interleaved buffers and a drain. `arguments` gets the buffers' addresses."""

    path: str
    sources: Sequence[Source | Sharded]
    results: Mapping[int, Result]
    arguments: Callable[[Sequence[int]], Sequence[int]] = lambda _: ()
    common: Callable[[Sequence[int]], Sequence[int]] = lambda _: ()
    page_sizes: Mapping[int, int] = dataclasses.field(default_factory=dict)
    compile_time_args: Sequence[int] = ()
    defines: Mapping[str, str] = dataclasses.field(default_factory=dict)
    # Buffers that the kernel uses by itself: index to (page size, pages).
    scratch: Mapping[int, tuple[int, int]] = dataclasses.field(default_factory=dict)
    name: str = ""

    def run(self, device: Device) -> None:
        allocator = Allocator(device)
        addresses = [_placed(allocator, source) for source in self.sources]
        buffers = [CircularBuffer(i, FLOAT16_B, size, n) for i, (size, n) in self.scratch.items()]
        drained = {}
        drain = [len(self.results)]
        for index, result in self.results.items():
            page = self.page_sizes.get(index, tile_size(result.format))
            count = result.expected.nbytes // page if not result.tiled else result.size // page
            buffers.append(CircularBuffer(index, result.format, page, count))
            drained[index] = allocator.take(count, page)
            drain += [index, count, drained[index].address]
        reader = dataclasses.replace(
            wheel_kernel(
                self.path,
                READER,
                self.compile_time_args,
                [self.arguments(addresses)],
                self.defines,
            ),
            common=self.common(addresses),
        )
        device.run(Program([reader, Kernel("drain", WRITER, _DRAIN, arguments=[drain])], buffers))
        for index, result in self.results.items():
            result.check(drained[index].read())


@dataclasses.dataclass(frozen=True)
class WriterCase:
    """A writer between a feeder and one interleaved buffer. `arguments` gets the buffer's address."""

    path: str
    inputs: Mapping[int, Source]
    result: Result
    page_size: int
    arguments: Callable[[int], Sequence[int]]
    compile_time_args: Sequence[int] = ()
    defines: Mapping[str, str] = dataclasses.field(default_factory=dict)
    scratch: Mapping[int, tuple[int, int]] = dataclasses.field(default_factory=dict)
    name: str = ""

    def run(self, device: Device) -> None:
        allocator = Allocator(device)
        buffers, feed = _fed(allocator, self.inputs)
        buffers += [
            CircularBuffer(i, self.result.format, size, n) for i, (size, n) in self.scratch.items()
        ]
        size = self.result.size if self.result.tiled else self.result.expected.nbytes
        target = allocator.take(size // self.page_size, self.page_size)
        writer = wheel_kernel(
            self.path,
            WRITER,
            self.compile_time_args,
            [self.arguments(target.address)],
            self.defines,
        )
        device.run(Program([Kernel("feeder", READER, _FEEDER, arguments=[feed]), writer], buffers))
        self.result.check(target.read())


@dataclasses.dataclass(frozen=True)
class ProgramCase:
    """A whole program of the wheel's kernels; `build` places buffers and returns the program and its checks."""

    name: str
    paths: Sequence[str]
    build: Callable[[Allocator], tuple[Program, Callable[[], None]]]

    def run(self, device: Device) -> None:
        program, check = self.build(Allocator(device))
        device.run(program)
        check()


Case = ComputeCase | ReaderCase | WriterCase | ProgramCase


def case_name(case: Case) -> str:
    """The case's name, or that of its kernel."""
    return case.name or pathlib.Path(paths_of(case)[0]).stem


def paths_of(case: Case) -> Sequence[str]:
    """The wheel's kernels that a case runs."""
    return case.paths if isinstance(case, ProgramCase) else (case.path,)


def wheel_folder() -> pathlib.Path:
    """The folder of the unpacked ttnn wheel."""
    return pathlib.Path(os.environ["IREE_TENSTORRENT_TTNN"])


def make_compiler(path: pathlib.Path) -> None:
    """Writes the host's compiler with what the wheel's kernels need of it: their own headers, after all others, and
    narrowing casts."""
    root = wheel_folder() / "ttnn"
    folders = (root, root / "ttnn", root / "ttnn/cpp")
    flags = "-fpermissive " + " ".join(f"-idirafter {folder}" for folder in folders)
    path.write_text(f'#!/bin/sh\nexec c++ {flags} "$@"\n')
    path.chmod(0o700)


def wheel_kernel(
    path: str,
    role: int,
    compile_time_args: Sequence[int] = (),
    arguments: Sequence[Sequence[int]] = ((),),
    defines: Mapping[str, str] | None = None,
    cores: Sequence[tuple[int, int]] = (),
) -> Kernel:
    """A kernel of the wheel, as it is. Paths are those of operations unless they begin with tt_metal or ttnn."""
    full = path if path.startswith(("tt_metal", "ttnn")) else OPERATIONS + path
    macros = {"TT_EMU_STANDARD_LIBRARY": "1", **(defines or {})}
    # Macros with parameters, as tt-metal's compiler takes them on its command line.
    functions = [f"#define {name} {value}\n" for name, value in macros.items() if "(" in name]
    return Kernel(
        pathlib.Path(path).stem,
        role,
        "".join(functions) + f'#include "{wheel_folder() / "ttnn" / full}"\n',
        compile_time_args,
        arguments,
        defines={name: value for name, value in macros.items() if "(" not in name},
        cores=cores,
    )


def _placed(allocator: Allocator, source: Source | Sharded) -> int:
    if isinstance(source, Sharded):
        return source.place(allocator)
    data = source.data()
    buffer = allocator.take(len(data) // source.page_size, source.page_size)
    buffer.write(data)
    return buffer.address


def _fed(
    allocator: Allocator, inputs: Mapping[int, Source]
) -> tuple[list[CircularBuffer], list[int]]:
    """The circular buffers of the inputs, and the feeder's arguments."""
    buffers = []
    feed = [len(inputs)]
    for index, source in inputs.items():
        pages = len(source.data()) // source.page_size
        buffers.append(CircularBuffer(index, source.format, source.page_size, pages))
        feed += [index, pages, _placed(allocator, source)]
    return buffers, feed
