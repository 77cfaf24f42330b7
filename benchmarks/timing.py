# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Measuring actions in turns, so that a busy machine slows all of them alike."""

import time
from collections.abc import Callable, Mapping
from statistics import median

Action = Callable[[], object]


def measure(
    actions: Mapping[str, Action], rounds: int, seconds: float = float("inf")
) -> dict[str, float]:
    """Median seconds of each action; fewer rounds, but at least three, where they would take longer than `seconds`."""
    samples: dict[str, list[float]] = {name: [] for name in actions}
    end = time.perf_counter() + seconds
    for count in range(rounds):
        if count >= 3 and time.perf_counter() > end:
            break
        for name, action in actions.items():
            samples[name].append(once(action))
    return {name: median(values) for name, values in samples.items()}


def once(action: Action) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
