# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Many threads on one device, processes that fork, and a device that is lost in the middle of a queue."""

import os
from pathlib import Path

from tests.faults.programs import RUN_ONCE, Runner

_THREADS = """
import sys, threading
import numpy as np
import iree.tenstorrent as tt
compiled = tt.CompiledModule(open(sys.argv[1], "rb").read())
wrong = []
start = threading.Barrier(64)

def work(number):
    module = tt.load_module(compiled, "tenstorrent")
    a = np.full((64, 64), float(number), np.float32)
    start.wait()
    for step in range(8):
        b = np.full((64, 64), float(step), np.float32)
        if not (np.asarray(module["main"](a, b)) == number + step).all():
            wrong.append((number, step))

threads = [threading.Thread(target=work, args=(number,)) for number in range(64)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert not wrong, wrong
print("right")
"""

_FORK = """
import os, signal, sys
import numpy as np
import iree.tenstorrent as tt
compiled = tt.CompiledModule(open(sys.argv[1], "rb").read())
module = tt.load_module(compiled, "tenstorrent")
ones = np.ones((64, 64), np.float32)
assert (np.asarray(module["main"](ones, ones)) == 2).all()
child = os.fork()
if child == 0:
    signal.alarm(60)  # a hang ends by this signal
    try:
        module["main"](ones, ones)
    except Exception as error:
        assert "FAILED_PRECONDITION" in str(error) and "fork" in str(error), error
        os._exit(7)
    os._exit(1)
_, status = os.waitpid(child, 0)
assert os.waitstatus_to_exitcode(status) == 7, status
assert (np.asarray(module["main"](ones, ones)) == 2).all()
print("right")
"""

_LOST = """
import sys
import numpy as np
import iree.tenstorrent as tt
compiled = tt.CompiledModule(open(sys.argv[1], "rb").read())
module = tt.load_module(compiled, "tenstorrent://" + sys.argv[2])
ones = np.ones((64, 64), np.float32)
right = failed = 0
for _ in range(6):
    try:
        assert (np.asarray(module["main"](ones, ones)) == 2).all()
        right += 1
    except Exception as error:
        assert "UNAVAILABLE" in str(error) and "injected fault: the device is lost" in str(error), error
        failed += 1
assert (right, failed) == (2, 4), (right, failed)
print("lost as planned")
"""


def test_64_threads_share_a_device(add_module: Path, runner: Runner) -> None:
    outcome = runner.run(_THREADS, str(add_module))
    assert (outcome.code, outcome.output) == (0, "right\n")


def test_forked_child_gets_an_error(add_module: Path, runner: Runner) -> None:
    outcome = runner.run(_FORK, str(add_module))
    assert (outcome.code, outcome.output) == (0, "right\n")


def test_child_forked_before_the_first_use_works(add_module: Path, runner: Runner) -> None:
    code = (
        "import os, sys\nif os.fork():\n  _, status = os.wait()\n"
        "  sys.exit(os.waitstatus_to_exitcode(status))\n" + RUN_ONCE
    )
    outcome = runner.run(code, str(add_module))
    assert (outcome.code, outcome.output) == (0, "right\n")


def test_device_lost_in_the_middle_of_a_queue(add_module: Path, runner: Runner) -> None:
    library = os.environ["LOST_DEVICE"]
    outcome = runner.run(_LOST, str(add_module), library)
    assert (outcome.code, outcome.output) == (0, "lost as planned\n")
    assert runner.run(RUN_ONCE, str(add_module)).output == "right\n"
