# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Programs for the fault tests, and child processes that run them."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

# Longer than any child needs, even on a loaded machine: who takes longer hangs.
HANG_SECONDS = 120.0

ADD = """
func.func @main(%a: tensor<64x64xf32>, %b: tensor<64x64xf32>) -> tensor<64x64xf32> {
  %sum = arith.addf %a, %b : tensor<64x64xf32>
  return %sum : tensor<64x64xf32>
}
"""


@dataclass(frozen=True)
class Outcome:
    """How a child ended.

    Attributes:
      code: its exit status; negative is a signal.
      output: standard output and error.
    """

    code: int
    output: str


@dataclass(frozen=True)
class Runner:
    """Runs Python children of this environment with a cache directory of their own."""

    cache: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def start(self, code: str, *arguments: str) -> subprocess.Popen[str]:
        """Starts a child that runs `code`; `sys.argv[1:]` are the arguments."""
        return self._start([sys.executable, "-c", code, *arguments], None)

    def run(
        self,
        code: str,
        *arguments: str,
        limits: Callable[[], None] | None = None,
    ) -> Outcome:
        """Runs `code` to its end. `limits` is called in the child before it starts.

        Raises:
          AssertionError: it hung.
        """
        return _finish(self._start([sys.executable, "-c", code, *arguments], limits))

    def command(self, command: Sequence[str], limits: Callable[[], None] | None = None) -> Outcome:
        """Runs another program to its end."""
        return _finish(self._start(list(command), limits))

    def _start(
        self, command: list[str], limits: Callable[[], None] | None
    ) -> subprocess.Popen[str]:
        environment = {
            **os.environ,
            "IREE_TENSTORRENT_CACHE_DIR": str(self.cache),
            # Where files may not be long, Python would leave damaged ones.
            "PYTHONDONTWRITEBYTECODE": "1",
            **self.environment,
        }
        return subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
            preexec_fn=limits,
        )


def _finish(process: subprocess.Popen[str]) -> Outcome:
    try:
        output, _ = process.communicate(timeout=HANG_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        output, _ = process.communicate()
        raise AssertionError(f"the child hung; its output:\n{output}") from None
    return Outcome(process.returncode, output)


# Children. Each takes the .vmfb's path first.
RUN_ONCE = """
import sys
import numpy as np
import iree.tenstorrent as tt
device = sys.argv[2] if len(sys.argv) > 2 else "tenstorrent"
module = tt.load_module(tt.CompiledModule(open(sys.argv[1], "rb").read()), device)
a = np.full((64, 64), 2.0, np.float32)
b = np.arange(64 * 64, dtype=np.float32).reshape(64, 64)
result = np.asarray(module["main"](a, b))
assert (result == a + b).all(), result
print("right", flush=True)
"""
