# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The command line of `iree-tenstorrent-info`."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict

from iree.tenstorrent.info.card import Machine, check_card
from iree.tenstorrent.info.checks import Check
from iree.tenstorrent.info.reset import reset
from iree.tenstorrent.info.software import check_software, devices

_MARKS = {"ok": "ok", "old": "OLD", "missing": "--"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what there is; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="iree-tenstorrent-info",
        description="Tells what is installed, which card there is, and what is missing and how to get it.",
    )
    parser.add_argument("--json", action="store_true", help="print JSON for programs")
    parser.add_argument(
        "--require-card", action="store_true", help="exit with status 1 unless a card can be used"
    )
    parser.add_argument(
        "--reset",
        type=int,
        metavar="CARD",
        help="reset a card that a hung kernel holds, instead of reporting",
    )
    options = parser.parse_args(arguments)
    if options.reset is not None:
        worked, message = reset(options.reset)
        print(message)
        return 0 if worked else 1
    software, card = check_software(), check_card(Machine())
    found = devices()
    card_ready = all(check.state == "ok" for check in card)
    if options.json:
        report = {
            "software": [asdict(check) for check in software],
            "card": [asdict(check) for check in card],
            "card_ready": card_ready,
            "devices": found,
        }
        print(json.dumps(report, indent=2))
    else:
        print(as_text(software, card, found))
    if options.require_card and not card_ready:
        return 1
    return 0 if all(check.state == "ok" for check in software) else 1


def as_text(software: Sequence[Check], card: Sequence[Check], found: Sequence[str]) -> str:
    """The report for people."""
    lines = ["software", *_lines(software), "card", *_lines(card), "devices of the driver"]
    lines += [f"      {device}" for device in found] or ["  --  none"]
    return "\n".join(lines)


def _lines(checks: Sequence[Check]) -> list[str]:
    lines = []
    for check in checks:
        lines.append(f"  {_MARKS[check.state]:3} {check.name:16} {check.value}".rstrip())
        if check.advice:
            lines.append(f"      {check.advice}")
    return lines
