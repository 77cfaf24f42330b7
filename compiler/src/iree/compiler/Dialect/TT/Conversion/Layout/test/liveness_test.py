# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""From when to when a tensor is in L1, and what keeps it in DRAM."""

import pytest
from iree.compiler import ir

from iree.tenstorrent.compiler.Conversion.Layout.command_buffer import read_command_buffers
from iree.tenstorrent.compiler.Conversion.Layout.liveness import values
from iree.tenstorrent.compiler.Conversion.Layout.shards import TiledTensor
from iree.tenstorrent.compiler.Conversion.Layout.tensors import Export

_TENSOR = TiledTensor(1, 2, 4096)
# Dispatch @write has a tensor of 8192 bytes as its binding 1, @read as its binding 0.
_TILED = {Export("write", "main"): {1: _TENSOR}, Export("read", "main"): {0: _TENSOR}}

_MODULE = """
util.func public @main(%outside: !stream.resource<external>) -> !stream.timepoint {{
  %c0 = arith.constant 0 : index
  %c4096 = arith.constant 4096 : index
  %c8192 = arith.constant 8192 : index
  %c65536 = arith.constant 65536 : index
  %c0_i8 = arith.constant 0 : i8
  %somewhere = util.optimization_barrier %c0 : index
  %own, %ready = stream.resource.alloca uninitialized
      : !stream.resource<transient>{{%c65536}} => !stream.timepoint
  %done = stream.cmd.execute await(%ready) => with(
      %own as %t: !stream.resource<transient>{{%c65536}},
      %outside as %o: !stream.resource<external>{{%c65536}}) {{
{commands}
  }} => !stream.timepoint
  {after}
  %freed = stream.resource.dealloca await(%done) => %own
      : !stream.resource<transient>{{%c65536}} => !stream.timepoint
  util.return %freed : !stream.timepoint
}}
"""


def _dispatch(name: str, *bindings: str) -> str:
    """Each binding is access, resource, offset: "ro t 4096"."""
    lines = []
    for binding in bindings:
        access, resource, offset = binding.split()
        kind = "transient" if resource == "t" else "external"
        lines.append(
            f"{access} %{resource}[%{offset} for %c8192] : !stream.resource<{kind}>{{%c65536}}"
        )
    return f"stream.cmd.dispatch @{name}::@v::@main {{ {', '.join(lines)} }}"


_WRITE, _READ = _dispatch("write", "ro o c0", "wo t c0"), _dispatch("read", "ro t c0", "wo o c0")
_OTHER = _dispatch("other", "ro o c0", "wo o c8192")


def _lives(*commands: str, after: str = "") -> list[tuple[int, int, int]]:
    """First and last step of each tensor in L1, and the number of its accesses."""
    text = _MODULE.format(commands="\n".join(commands), after=after)
    with ir.Context() as context:
        context.allow_unregistered_dialects = True
        module = ir.Module.parse(text).operation
        (buffer,) = read_command_buffers(module)
        found = values(buffer, _TILED)
        return [(value.first, value.last, len(value.accesses)) for value in found]


def test_from_the_write_to_the_last_read() -> None:
    assert _lives(_OTHER, _WRITE, _READ, _OTHER, _READ, _OTHER) == [(1, 4, 3)]


def test_the_next_write_ends_it() -> None:
    assert _lives(_WRITE, _READ, _WRITE, _READ) == [(0, 1, 2), (2, 3, 2)]


def test_smaller_tensors_end_it_together() -> None:
    def part(access: str, offset: str) -> str:
        bindings = ["ro o c0"] * (access == "wo") + [f"{access} t {offset}"]
        return _dispatch("other", *bindings).replace("%c8192]", "%c4096]")

    halves = [part("wo", "c0"), part("ro", "c0"), part("wo", "c4096"), part("ro", "c4096")]
    assert _lives(_WRITE, _READ, *halves) == [(0, 1, 2)]
    # Here a half of it is read after the other half was written.
    assert _lives(_WRITE, _READ, halves[0], halves[3]) == []
    assert _lives(_WRITE, _READ, halves[0], _READ) == []


def test_what_nobody_reads_is_none() -> None:
    assert _lives(_WRITE, _OTHER) == []


def test_commands_of_a_group_are_one_step() -> None:
    group = f"stream.cmd.concurrent {{ {_READ}\n{_OTHER} }}"
    assert _lives(_WRITE, group) == [(0, 1, 2)]
    assert _lives(f"stream.cmd.concurrent {{ {_WRITE}\n{_READ} }}") == []


@pytest.mark.parametrize(
    "commands",
    [
        # A reader that takes rows, a part of the tensor, more than it, or bytes at a place that is not known.
        (_WRITE, _dispatch("other", "ro t c0", "wo o c0")),
        (_WRITE, _dispatch("read", "ro t c4096", "wo o c0")),
        (_WRITE, _dispatch("read", "ro t somewhere", "wo o c0")),
        # A reader that writes to it as well, and a writer that reads.
        (_WRITE, _dispatch("read", "rw t c0", "wo o c0")),
        (_dispatch("write", "ro o c0", "rw t c0"), _READ),
        # Another resource, which the host sees.
        (_dispatch("write", "ro o c0", "wo o c8192"), _dispatch("read", "ro o c8192", "wo o c0")),
        (
            _WRITE,
            "stream.cmd.copy %t[%c0], %o[%c0], %c8192 : !stream.resource<transient>{%c65536} -> "
            "!stream.resource<external>{%c65536}",
        ),
        # Something else writes between.
        (
            _WRITE,
            "stream.cmd.fill %c0_i8, %t[%c0 for %c4096] : i8 -> "
            "!stream.resource<transient>{%c65536}",
            _READ,
        ),
    ],
)
def test_in_dram(commands: tuple[str, ...]) -> None:
    assert _lives(*commands) == []


def test_memory_that_another_command_buffer_sees() -> None:
    after = """
  %later = stream.cmd.execute await(%done) => with(%own as %t: !stream.resource<transient>{%c65536}) {
  } => !stream.timepoint"""
    with ir.Context():
        text = _MODULE.format(commands=f"{_WRITE}\n{_READ}", after=after)
        buffers = read_command_buffers(ir.Module.parse(text).operation)
    assert [buffer.private for buffer in buffers] == [frozenset(), frozenset()]
