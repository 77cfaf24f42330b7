# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Tables as Markdown, and the page that holds them: docs/performance.md."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first column is text, the others are numbers."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (header, rule, *rows))


def update(page: Path, tables: Mapping[str, str]) -> None:
    """Puts each table between the lines `<!-- benchmark: NAME -->` and `<!-- end -->` of the page.

    Raises:
      ValueError: the page has no place for a table.
    """
    text = page.read_text()
    for name, content in tables.items():
        place = re.compile(
            rf"(<!-- benchmark: {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL
        )
        text, count = place.subn(lambda match: f"{match[1]}{content}\n{match[2]}", text)  # noqa: B023
        if count != 1:
            raise ValueError(f"{page} has {count} places for the table '{name}'")
    page.write_text(text)


def milliseconds(seconds: float) -> str:
    return f"{1e3 * seconds:.2f}" if seconds < 0.1 else f"{1e3 * seconds:.0f}"


def mebibytes(count: float) -> str:
    return f"{count / 2**20:.1f}"


def percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"
