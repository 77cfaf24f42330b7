# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A device library (tt_device.h) in Python: devices, programs of kernels, launches that wait."""

from __future__ import annotations

import ctypes
import dataclasses
import threading
from collections.abc import Mapping, Sequence
from typing import Any

ABI_VERSION = 4
READER, COMPUTE, WRITER = 0, 1, 2


class DeviceError(RuntimeError):
    """A call or a launch that failed; the message is the device's."""


class _View(ctypes.Structure):
    _fields_ = [("data", ctypes.c_char_p), ("size", ctypes.c_size_t)]


class _Error(ctypes.Structure):
    _fields_ = [("message", ctypes.c_char * 8192)]


class _Options(ctypes.Structure):
    _fields_ = [
        ("arch", ctypes.c_int),
        ("grid_x", ctypes.c_uint32),
        ("grid_y", ctypes.c_uint32),
        ("dram_size", ctypes.c_uint64),
        ("cache_dir", ctypes.c_char_p),
        ("cache_size", ctypes.c_uint64),
        ("host_compiler", ctypes.c_char_p),
        ("host_threads", ctypes.c_uint32),
    ]


class _Info(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char * 64),
        ("library", ctypes.c_char * 32),
        ("version", ctypes.c_char * 64),
        ("arch", ctypes.c_int),
        ("grid_x", ctypes.c_uint32),
        ("grid_y", ctypes.c_uint32),
        ("worker_count", ctypes.c_uint32),
        ("l1_size", ctypes.c_uint64),
        ("l1_available", ctypes.c_uint64),
        ("l1_alignment", ctypes.c_uint32),
        ("dram_bank_count", ctypes.c_uint32),
        ("dram_bank_size", ctypes.c_uint64),
        ("dram_read_alignment", ctypes.c_uint32),
        ("dram_write_alignment", ctypes.c_uint32),
        ("dram_arena_base", ctypes.c_uint32),
        ("dram_page_size", ctypes.c_uint32),
        ("dram_arena_size", ctypes.c_uint64),
        ("noc_max_burst", ctypes.c_uint32),
        ("clock_hz", ctypes.c_uint64),
        ("metal_apis", ctypes.c_uint32),
    ]


class _Define(ctypes.Structure):
    _fields_ = [("name", _View), ("value", _View)]


class _Range(ctypes.Structure):
    _fields_ = [("start", ctypes.c_uint32), ("end", ctypes.c_uint32)]


class _Kernel(ctypes.Structure):
    _fields_ = [
        ("name", _View),
        ("role", ctypes.c_int),
        ("source", _View),
        ("compile_time_args", ctypes.POINTER(ctypes.c_uint32)),
        ("compile_time_arg_count", ctypes.c_size_t),
        ("defines", ctypes.POINTER(_Define)),
        ("define_count", ctypes.c_size_t),
        ("core_ranges", ctypes.POINTER(_Range)),
        ("core_range_count", ctypes.c_size_t),
        ("noc", ctypes.c_int8),
    ]


class _Buffer(ctypes.Structure):
    _fields_ = [
        ("index", ctypes.c_uint8),
        ("format", ctypes.c_uint8),
        ("unpack_to_dest_mode", ctypes.c_uint8),
        ("page_size", ctypes.c_uint32),
        ("page_count", ctypes.c_uint32),
    ]


class _Program(ctypes.Structure):
    _fields_ = [
        ("name", _View),
        ("kernels", ctypes.POINTER(_Kernel)),
        ("kernel_count", ctypes.c_size_t),
        ("circular_buffers", ctypes.POINTER(_Buffer)),
        ("circular_buffer_count", ctypes.c_size_t),
        ("semaphore_initial_values", ctypes.POINTER(ctypes.c_uint32)),
        ("semaphore_count", ctypes.c_size_t),
        ("math_fidelity", ctypes.c_uint8),
        ("fp32_dest_acc_en", ctypes.c_bool),
        ("dst_full_sync_en", ctypes.c_bool),
        ("math_approx_mode", ctypes.c_bool),
    ]


class _Args(ctypes.Structure):
    _fields_ = [
        ("unique", ctypes.POINTER(ctypes.c_uint32)),
        ("unique_count", ctypes.c_size_t),
        ("common", ctypes.POINTER(ctypes.c_uint32)),
        ("common_count", ctypes.c_size_t),
    ]


class _Launch(ctypes.Structure):
    _fields_ = [
        ("core_count", ctypes.c_uint32),
        ("kernel_args", ctypes.POINTER(_Args)),
        ("spans_fn", ctypes.c_void_p),
    ]


_COMPLETION = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Error), ctypes.c_void_p
)


class _Library(ctypes.Structure):
    _fields_ = [
        ("abi_version", ctypes.c_uint32),
        ("name", ctypes.c_char_p),
        ("device_count", ctypes.c_void_p),
        (
            "open",
            ctypes.CFUNCTYPE(
                ctypes.c_int,
                ctypes.c_uint32,
                ctypes.POINTER(_Options),
                ctypes.POINTER(ctypes.c_void_p),
                ctypes.POINTER(_Error),
            ),
        ),
        ("close", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("info", ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Info))),
        *(
            (
                name,
                ctypes.CFUNCTYPE(
                    ctypes.c_int,
                    ctypes.c_void_p,
                    ctypes.c_uint64,
                    ctypes.c_char_p if name == "dram_write" else ctypes.c_void_p,
                    ctypes.c_size_t,
                    ctypes.POINTER(_Error),
                ),
            )
            for name in ("dram_write", "dram_read")
        ),
        ("dram_copy", ctypes.c_void_p),
        ("dram_fill", ctypes.c_void_p),
        (
            "program_create",
            ctypes.CFUNCTYPE(
                ctypes.c_int,
                ctypes.c_void_p,
                ctypes.POINTER(_Program),
                ctypes.POINTER(ctypes.c_void_p),
                ctypes.POINTER(_Error),
            ),
        ),
        ("program_destroy", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        (
            "launch",
            ctypes.CFUNCTYPE(
                ctypes.c_int,
                ctypes.c_void_p,
                ctypes.POINTER(_Launch),
                _COMPLETION,
                ctypes.c_void_p,
                ctypes.POINTER(_Error),
            ),
        ),
    ]


@dataclasses.dataclass(frozen=True)
class Kernel:
    """A kernel and its arguments; `arguments` has a row of unique arguments for each core, or one for all."""

    name: str
    role: int
    source: str
    compile_time_args: Sequence[int] = ()
    arguments: Sequence[Sequence[int]] = ((),)
    common: Sequence[int] = ()
    defines: Mapping[str, str] = dataclasses.field(default_factory=dict)
    # Inclusive ranges of cores; none is all of the launch.
    cores: Sequence[tuple[int, int]] = ()


@dataclasses.dataclass(frozen=True)
class CircularBuffer:
    """A circular buffer; `format` is a tt::DataFormat."""

    index: int
    format: int
    page_size: int
    page_count: int
    to_dest: bool = False


@dataclasses.dataclass(frozen=True)
class Program:
    """What one launch runs."""

    kernels: Sequence[Kernel]
    circular_buffers: Sequence[CircularBuffer]
    semaphores: Sequence[int] = ()
    math_fidelity: int = 4
    fp32_dest_acc_en: bool = False
    dst_full_sync_en: bool = False
    cores: int = 1


class Device:
    """An open device. Used by one thread at a time."""

    def __init__(
        self, library: str, cache_dir: str, arch: int = 0, compiler: str | None = None
    ) -> None:
        query = ctypes.CDLL(library).tt_device_library_query
        query.restype = ctypes.POINTER(_Library)
        found = query(ABI_VERSION)
        if not found:
            raise DeviceError(f"{library} does not serve ABI version {ABI_VERSION}")
        self._library = found.contents
        self._handle = ctypes.c_void_p()
        options = _Options(arch=arch, cache_dir=cache_dir.encode())
        if compiler is not None:
            options.host_compiler = compiler.encode()
        self._call("open", 0, options, self._handle)
        self.info = _Info()
        self._library.info(self._handle, self.info)

    def close(self) -> None:
        """Ends the use of the device."""
        self._library.close(self._handle)

    def write(self, offset: int, data: bytes) -> None:
        """Writes bytes of the DRAM arena."""
        self._call("dram_write", self._handle, offset, data, len(data))

    def read(self, offset: int, size: int) -> bytes:
        """Reads bytes of the DRAM arena."""
        target = ctypes.create_string_buffer(size)
        self._call("dram_read", self._handle, offset, target, size)
        return target.raw

    def run(self, program: Program) -> None:
        """Builds and launches a program, and waits for its end."""
        kernels = (_Kernel * len(program.kernels))()
        alive: list[Any] = []
        for target, kernel in zip(kernels, program.kernels, strict=True):
            target.name = _view(kernel.name, alive)
            target.role = kernel.role
            target.source = _view(kernel.source, alive)
            target.compile_time_args = _words(kernel.compile_time_args, alive)
            target.compile_time_arg_count = len(kernel.compile_time_args)
            defines = [
                _Define(_view(name, alive), _view(value, alive))
                for name, value in kernel.defines.items()
            ]
            target.defines = _array(_Define, defines, alive)
            target.define_count = len(defines)
            ranges = [_Range(*pair) for pair in kernel.cores]
            target.core_ranges = _array(_Range, ranges, alive)
            target.core_range_count = len(ranges)
            target.noc = -1
        buffers = [
            _Buffer(item.index, item.format, item.to_dest, item.page_size, item.page_count)
            for item in program.circular_buffers
        ]
        description = _Program(
            name=_view("conformance", alive),
            kernels=kernels,
            kernel_count=len(kernels),
            circular_buffers=_array(_Buffer, buffers, alive),
            circular_buffer_count=len(buffers),
            semaphore_initial_values=_words(program.semaphores, alive),
            semaphore_count=len(program.semaphores),
            math_fidelity=program.math_fidelity,
            fp32_dest_acc_en=program.fp32_dest_acc_en,
            dst_full_sync_en=program.dst_full_sync_en,
        )
        handle = ctypes.c_void_p()
        self._call("program_create", self._handle, description, handle)
        try:
            self._launch(handle, program, alive)
        finally:
            self._library.program_destroy(handle)

    def _launch(self, handle: ctypes.c_void_p, program: Program, alive: list[Any]) -> None:
        arguments = []
        for kernel in program.kernels:
            rows = list(kernel.arguments)
            if len(rows) == 1:
                rows *= program.cores
            unique = [word for row in rows for word in row]
            arguments.append(
                _Args(
                    _words(unique, alive),
                    len(rows[0]),
                    _words(kernel.common, alive),
                    len(kernel.common),
                )
            )
        done = threading.Event()
        outcome: list[tuple[int, str]] = []

        def complete(_: Any, status: int, error: Any, __: Any) -> None:
            outcome.append((status, error.contents.message.decode() if status else ""))
            done.set()

        callback = _COMPLETION(complete)
        launch = _Launch(program.cores, _array(_Args, arguments, alive), None)
        self._call("launch", handle, launch, callback, None)
        done.wait()
        status, message = outcome[0]
        if status:
            raise DeviceError(f"status {status}: {message}")

    def _call(self, name: str, *arguments: Any) -> None:
        error = _Error()
        status = getattr(self._library, name)(*arguments, error)
        if status:
            raise DeviceError(f"{name}: status {status}: {error.message.decode()}")


def _view(text: str, alive: list[Any]) -> _View:
    data = text.encode()
    alive.append(data)
    return _View(data, len(data))


def _words(values: Sequence[int], alive: list[Any]) -> Any:
    array = (ctypes.c_uint32 * max(len(values), 1))(*(value & 0xFFFFFFFF for value in values))
    alive.append(array)
    return ctypes.cast(array, ctypes.POINTER(ctypes.c_uint32))


def _array(kind: Any, values: Sequence[Any], alive: list[Any]) -> Any:
    array = (kind * max(len(values), 1))(*values)
    alive.append(array)
    return ctypes.cast(array, ctypes.POINTER(kind))
