# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Resets a card, with Tenstorrent's own tool: what a hung kernel leaves behind goes away with nothing less."""

import shutil
import subprocess

# A reset takes some seconds; a tool that takes longer hangs itself.
_SECONDS = 120


def reset(card: int) -> tuple[bool, str]:
    """Resets card `card`; returns whether it worked, and what to tell the user. No process may have the card open."""
    tool = shutil.which("tt-smi")
    if tool is None:
        return False, "tt-smi, which resets cards, is not on PATH: pip install tt-smi"
    try:
        result = subprocess.run(
            [tool, "-r", str(card)], capture_output=True, text=True, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        return False, f"{tool} -r {card} did not end within {_SECONDS} s"
    if result.returncode != 0:
        return False, f"{tool} -r {card} failed: {(result.stderr or result.stdout).strip()}"
    return True, f"card {card} is reset"
