# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""One run of iree-compile for Tenstorrent: input file to output file."""

from __future__ import annotations

import sys
from dataclasses import replace

from iree.compiler import ir
from iree.compiler.api import Output, Source

from iree.tenstorrent.compiler.IR import op_classes
from iree.tenstorrent.compiler.IR.metal_api import MetalApi
from iree.tenstorrent.compiler.Target import (
    attribute_text,
    device_attributes,
    devices,
    hal_executable,
    kernel_text,
    output_file,
    phases,
)
from iree.tenstorrent.compiler.Target.command_line import OWN_DEVICE, CommandLine
from iree.tenstorrent.compiler.Target.dump import dump_binaries, dump_sources
from iree.tenstorrent.compiler.Target.invocation import CompilationError, Compiler
from iree.tenstorrent.compiler.Target.pipeline import Compilation
from iree.tenstorrent.compiler.Target.report import report_text
from iree.tenstorrent.compiler.Target.strategy import LoweringError
from iree.tenstorrent.compiler.Target.target_config import TARGETS


def run(line: CommandLine) -> int:
    """Compiles; the exit status. Diagnostics go to stderr; no output is written where it fails."""
    op_classes.prefer()
    compiler = Compiler()
    try:
        _run(compiler, line)
    except LoweringError as error:
        _print_error(error)
        return 1
    except (CompilationError, ir.MLIRError) as error:
        if isinstance(error, ir.MLIRError):
            print(error, file=sys.stderr)
        return 1
    except (OSError, ValueError) as error:
        print(f"iree-compile: {error}", file=sys.stderr)
        return 1
    return 0


def _run(compiler: Compiler, line: CommandLine) -> None:
    module = compiler.parse(_source(compiler, line.input))
    phase = "input" if line.compile_from == "start" else line.compile_from
    target = replace(
        TARGETS[line.arch], f32_matmul=line.f32_matmul, metal_api=MetalApi(line.metal_api)
    )
    named = devices.take_from_module(module, target)
    if line.devices:
        own = device_attributes.device_target(target)
        named = [own if flag == OWN_DEVICE else devices.of_flag(flag) for flag in line.devices]
    compilation = Compilation(
        compiler,
        module,
        target,
        phase,
        devices=named or (),
        tiled_layouts=line.tiled_layouts,
        l1_tensors=line.l1_tensors,
    )
    if line.compile_mode == "hal-executable":
        result = hal_executable.compile_source(compilation)
    elif line.compile_to == "end":
        result = _vm_module(compilation)
    else:
        compilation.advance(line.compile_to)
        result = _text(compilation, line.compile_to)
    if line.report is not None:
        output_file.write(line.report, report_text(compilation.lowered).encode())
    if line.dump_sources is not None:
        dump_sources(line.dump_sources, compilation.lowered)
    if line.dump_binaries is not None:
        dump_binaries(line.dump_binaries, compilation.lowered)
    output_file.write(line.output, result)


def _source(compiler: Compiler, path: str) -> Source:
    if path == "-":
        data = sys.stdin.buffer.read()
        return Source.wrap_buffer(compiler.session, data + b"\0", buffer_name="<stdin>")
    with open(path, "rb"):
        pass  # IREE's own message would not say why.
    return Source.open_file(compiler.session, path)


def _vm_module(compilation: Compilation) -> bytes:
    output = Output.open_membuffer()
    compilation.write(output)
    return bytes(output.map_memory())


def _text(compilation: Compilation, phase: str) -> bytes:
    if phase == phases.TT_KERNELS:
        return kernel_text.all_kernels(compilation.lowered).encode()
    return (str(compilation.module) + "\n").encode()


def _print_error(error: LoweringError) -> None:
    found = attribute_text.source_location(error.location) if error.location is not None else None
    print(f"{found or '-'}: error: tenstorrent: {error}", file=sys.stderr)
