# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Counts test cases from Bazel's build events and prints "N passed, N failed".

A test target that wrote no report counts as one case; one that could not be built, timed out or crashed counts as at
least one failure, and so does a Bazel run that failed in any other way. The exit status is 0 only if something passed
and nothing failed.
"""

import argparse
import json
import pathlib
import sys
import urllib.parse
import xml.etree.ElementTree
from collections.abc import Iterator
from typing import Any

# Exit statuses of `bazel test`: all passed, and some tests failed.
_BAZEL_OK, _BAZEL_TESTS_FAILED = 0, 3


def _events(path: pathlib.Path) -> Iterator[dict[str, Any]]:
    with path.open() as stream:
        for line in stream:
            yield json.loads(line)


def _count_cases(report: pathlib.Path) -> tuple[int, int]:
    """Returns (passed, failed) test cases of one JUnit report; (0, 0) if there is none."""
    try:
        root = xml.etree.ElementTree.parse(report).getroot()
    except (OSError, xml.etree.ElementTree.ParseError):
        return 0, 0
    passed = failed = 0
    for case in root.iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is None and case.get("result") not in ("skipped", "suppressed"):
            passed += 1
    return passed, failed


def _count_run(result: dict[str, Any]) -> tuple[int, int]:
    """Returns (passed, failed) of one run of one test (or of one of its shards)."""
    succeeded = result.get("status") in ("PASSED", "FLAKY")
    passed = failed = 0
    for output in result.get("testActionOutput", []):
        if output.get("name") == "test.xml":
            path = urllib.parse.unquote(urllib.parse.urlparse(output["uri"]).path)
            passed, failed = _count_cases(pathlib.Path(path))
    if succeeded:
        return max(passed, 1 if not failed else 0), failed
    return passed, max(failed, 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", type=pathlib.Path, help="file of --build_event_json_file")
    parser.add_argument("--bazel-status", type=int, required=True, help="exit status of Bazel")
    options = parser.parse_args()

    passed = failed = 0
    tests: set[str] = set()
    ran: set[str] = set()
    broken: dict[str, str] = {}
    for event in _events(options.events):
        label = next(iter(event.get("id", {}).values()), {}).get("label", "")
        if "testResult" in event:
            run_passed, run_failed = _count_run(event["testResult"])
            passed, failed = passed + run_passed, failed + run_failed
            ran.add(label)
        elif event.get("configured", {}).get("targetKind", "").endswith("_test rule"):
            tests.add(label)
        elif "completed" in event and not event["completed"].get("success"):
            broken[label] = "could not be built"
        elif "aborted" in event and label:
            broken.setdefault(label, event["aborted"].get("description", "was not built"))
    for label, reason in sorted(broken.items()):
        print(f"{label}: {reason}")
    failed += len((tests & broken.keys()) - ran)
    if broken and not failed:
        failed += 1
    if options.bazel_status not in (_BAZEL_OK, _BAZEL_TESTS_FAILED) and not failed:
        print(f"bazel ended with status {options.bazel_status}")
        failed += 1

    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed and options.bazel_status == _BAZEL_OK else 1


if __name__ == "__main__":
    sys.exit(main())
