# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The count that .ci/run ends with: cases of reports, tests without a report, tests that could not be built."""

import json
import pathlib
import subprocess
import sys
from typing import Any

_SCRIPT = pathlib.Path(__file__).with_name("count_tests.py")

_REPORT = """<testsuites><testsuite>
  <testcase name="a"/>
  <testcase name="b" status="run"/>
  <testcase name="c"><failure message="no"/></testcase>
  <testcase name="d"><error message="no"/></testcase>
  <testcase name="e"><skipped/></testcase>
  <testcase name="f" status="run" result="skipped"/>
</testsuite></testsuites>
"""


def _configured(label: str, kind: str = "cc_test rule") -> dict[str, Any]:
    return {"id": {"targetConfigured": {"label": label}}, "configured": {"targetKind": kind}}


def _completed(label: str, success: bool) -> dict[str, Any]:
    completed = {"success": True} if success else {}
    return {"id": {"targetCompleted": {"label": label}}, "completed": completed}


def _result(label: str, status: str, report: pathlib.Path | None = None) -> dict[str, Any]:
    outputs = [{"name": "test.xml", "uri": report.as_uri()}] if report else []
    result = {"status": status, "testActionOutput": outputs}
    return {"id": {"testResult": {"label": label}}, "testResult": result}


def _count(folder: pathlib.Path, status: int, *events: dict[str, Any]) -> tuple[str, int]:
    """Returns the script's last line and its exit status."""
    file = folder / "events.json"
    file.write_text("".join(json.dumps(event) + "\n" for event in events))
    run = subprocess.run(
        [sys.executable, str(_SCRIPT), str(file), f"--bazel-status={status}"],
        capture_output=True,
        text=True,
    )
    assert not run.stderr
    return run.stdout.splitlines()[-1], run.returncode


def test_cases_of_a_report(tmp_path: pathlib.Path) -> None:
    report = tmp_path / "a report.xml"
    report.write_text(_REPORT)
    assert _count(tmp_path, 3, _result("//a", "FAILED", report)) == ("2 passed, 2 failed", 1)


def test_shards_add_up(tmp_path: pathlib.Path) -> None:
    report = tmp_path / "test.xml"
    report.write_text("<testsuite><testcase name='a'/><testcase name='b'/></testsuite>")
    shard = _result("//a", "PASSED", report)
    assert _count(tmp_path, 0, shard, shard) == ("4 passed, 0 failed", 0)


def test_without_report_a_test_is_one_case(tmp_path: pathlib.Path) -> None:
    events = [_result("//a", "PASSED"), _result("//b", "TIMEOUT")]
    assert _count(tmp_path, 3, *events) == ("1 passed, 1 failed", 1)


def test_that_does_not_build_has_failed(tmp_path: pathlib.Path) -> None:
    events = [
        _configured("//a"),
        _configured("//b"),
        _completed("//a", False),
        _completed("//b", True),
        _result("//b", "PASSED"),
    ]
    assert _count(tmp_path, 1, *events) == ("1 passed, 1 failed", 1)


def test_library_that_does_not_build_is_a_failure(tmp_path: pathlib.Path) -> None:
    events = [
        _configured("//lib", "cc_library rule"),
        _completed("//lib", False),
        _result("//b", "PASSED"),
    ]
    assert _count(tmp_path, 1, *events) == ("1 passed, 1 failed", 1)


def test_other_errors_of_bazel_are_failures(tmp_path: pathlib.Path) -> None:
    assert _count(tmp_path, 2, _result("//a", "PASSED")) == ("1 passed, 1 failed", 1)


def test_nothing_run_is_no_success(tmp_path: pathlib.Path) -> None:
    assert _count(tmp_path, 0) == ("0 passed, 0 failed", 1)
