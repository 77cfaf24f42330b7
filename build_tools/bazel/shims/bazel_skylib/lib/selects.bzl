# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The part of skylib's `selects` that IREE uses: a config_setting that any one of several turns on."""

def _config_setting_group(name, match_any, visibility = None):
    """Defines `name` as a condition that holds where any of `match_any` holds.

    Args:
      name: the condition's name.
      match_any: labels of config_setting targets, at least one.
      visibility: as everywhere.
    """
    for index, setting in enumerate(match_any):
        last = index + 1 == len(match_any)
        next_name = setting if last else "%s_or_%d" % (name, index + 1)
        native.alias(
            name = name if index == 0 else "%s_or_%d" % (name, index),
            actual = setting if last else select({
                setting: setting,
                "//conditions:default": next_name,
            }),
            visibility = visibility,
        )

selects = struct(
    config_setting_group = _config_setting_group,
)
